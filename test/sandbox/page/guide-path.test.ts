import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, type Stage, setStage } from './stage.ts'

describe.skipIf(!hasBrowser)('the guided path', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage()
  })
  afterAll(() => stage?.close())

  const current = (tab: Page) => tab.locator('.guide-step.is-current h3')
  const at = (tab: Page, title: string) => current(tab).filter({ hasText: title }).waitFor()

  /** Filled in is not done: nothing has been said until somebody sends it. */
  async function sendOnceFilled(tab: Page, words: RegExp) {
    const composer = tab.locator('#composer-text')
    const before = await current(tab).textContent()
    await expect.poll(() => composer.inputValue()).toMatch(words)
    expect(await current(tab).textContent()).toBe(before)
    await composer.press('Enter')
  }

  it('takes a newcomer through the main job, and ticks what really happened', async () => {
    const tab = await stage.open()
    const guide = tab.getByRole('complementary', { name: 'Guide' })
    const typeIt = guide.getByRole('button', { name: 'Type it for me' })

    await at(tab, 'Ask Bee for help')
    await guide.getByRole('button', { name: 'Use the sample log' }).click()
    await tab.getByRole('list', { name: 'Files to send' }).getByText('kratos.log').waitFor()
    await typeIt.click()
    await sendOnceFilled(tab, /login/)

    await at(tab, 'Open your ticket')
    await guide.getByRole('button', { name: 'Take me there' }).click()
    await at(tab, 'Bring it to the experts')
    await typeIt.click()
    await sendOnceFilled(tab, /auth-help/)

    await at(tab, 'Make it a GitHub issue')
    await tab.getByRole('button', { name: 'GitHub issue' }).click()

    await at(tab, 'Answer as the maintainer')
    await typeIt.click()
    await tab.getByRole('heading', { name: /Login fails/ }).waitFor()
    await tab.getByRole('button', { name: 'Comment', exact: true }).click()

    await at(tab, 'Look into the bundle')
    const opened = tab.context().waitForEvent('page')
    await guide.getByRole('link', { name: 'Open the bundle' }).click()
    await (await opened).close()

    await at(tab, 'Say thank you')
    await typeIt.click()
    await sendOnceFilled(tab, /solved/)
    await guide.getByText('That was the whole way').waitFor()
    expect(stage.github.state.issues[0]).toMatchObject({ state: 'closed' })
    expect(stage.complaints).toEqual([])
  })

  it('remembers: a new tab shows what was done, by whomever', async () => {
    const tab = await stage.open({ as: 'sam' })
    await tab.getByText('That was the whole way').waitFor()
    await tab.getByRole('button', { name: 'Put the guide away' }).click()
    await tab.reload()
    await tab.getByRole('button', { name: /All done/ }).waitFor()
  })
})
