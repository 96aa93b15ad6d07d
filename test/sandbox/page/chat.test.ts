import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, type Stage, setStage } from './stage.ts'

describe.skipIf(!hasBrowser)('the chat', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage()
  })
  afterAll(() => stage?.close())

  it('sends what is typed, with Enter', async () => {
    const tab = await stage.open()
    await tab.getByLabel('Message #help').fill('hello **there**')
    await tab.keyboard.press('Enter')

    await tab.getByRole('log').getByText('hello there').waitFor()
    expect(stage.discord.state.messages('#help').at(-1)?.content).toBe('hello **there**')
    expect(stage.complaints).toEqual([])
  })
})
