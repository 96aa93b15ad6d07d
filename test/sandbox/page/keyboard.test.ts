import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, type Stage, setStage } from './stage.ts'

describe.skipIf(!hasBrowser)('without a mouse', () => {
  let stage: Stage
  let tab: Page
  beforeAll(async () => {
    stage = await setStage()
    tab = await stage.open()
    await tab.getByLabel('Message #help').waitFor()
  })
  afterAll(() => stage?.close())

  const focused = () =>
    tab.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim(),
    )
  const press = (key: string) => tab.keyboard.press(key)

  /** Presses a key until the thing that has focus is called that. */
  async function reach(name: string | RegExp, key: string) {
    for (let presses = 0; presses < 60; presses += 1) {
      const now = (await focused()) ?? ''
      if (typeof name === 'string' ? now === name : name.test(now)) return
      await press(key)
    }
    throw new Error(`${key} does not lead to ${name}, but to ${await focused()}`)
  }

  it('skips to the composer with the first key', async () => {
    await press('Tab')
    expect(await focused()).toBe('Skip to the content')
    await press('Enter')
    expect(await focused()).toBe('Message #help')
  })

  it('asks Bee, jumps to the ticket, presses a button of its card', async () => {
    await tab.keyboard.type("@bee I can't login")
    await press('Enter')
    await tab.getByText('I opened a ticket for you').waitFor()

    await press('Control+k')
    await tab.keyboard.type('st-2026')
    await press('Enter')
    await tab.getByText('Your bundle is ready').waitFor()

    await press('Tab')
    await reach('Skip to the content', 'Tab')
    await press('Enter')
    await reach(/^Bee, /, 'Shift+Tab')
    await press('ArrowUp')
    await reach(/GitHub issue$/, 'Tab')
    await press('Enter')
    await tab.getByText('as issue #1').waitFor()
  })

  it('walks through messages with the arrow keys, and to what can be done with one', async () => {
    await tab.getByLabel(/^Message ST-/).focus()
    await reach(/^Bee, /, 'Shift+Tab')
    const last = await tab.evaluate(() => document.activeElement?.id)
    await press('ArrowUp')
    expect(await tab.evaluate(() => document.activeElement?.id)).not.toBe(last)
    await press('End')
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe(last)

    await reach('Reply', 'Tab')
    await press('Enter')
    await tab.getByText('Replying to').waitFor()
    expect(await focused()).toMatch(/^Message ST-/)
    await press('Escape')
    expect(await tab.getByText('Replying to').count()).toBe(0)
  })

  it('opens a menu, walks in it, and leaves it with Esc to where it was', async () => {
    await reach(/^Bee, /, 'Shift+Tab')
    await reach('React', 'Tab')
    await press('Enter')
    await tab.getByRole('menu', { name: 'React with' }).waitFor()
    await press('ArrowDown')
    expect(await focused()).toBe('🎉')
    await press('Escape')
    expect(await focused()).toBe('React')
  })

  it('walks through the channels with the arrow keys', async () => {
    await tab.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name: 'help', exact: true }).focus()
    await press('ArrowDown')
    expect(await focused()).toMatch(/^ST-2026-001/)
    await press('ArrowDown')
    expect(await focused()).toMatch(/^auth-help/)
    await press('Enter')
    await tab.getByLabel('Message #auth-help').waitFor()
  })

  it('shows where focus is', async () => {
    await press('Tab')
    const outline = await tab.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)
    expect(outline).toBe('solid')
    expect(stage.complaints).toEqual([])
  })
})
