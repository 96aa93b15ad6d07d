import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { namelessControls, overflowing, paleTexts } from './look-over.ts'
import { hasBrowser, type Stage, setStage } from './stage.ts'

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

describe.skipIf(!hasBrowser)('the shape of the page', () => {
  let stage: Stage
  let thread: string
  beforeAll(async () => {
    stage = await setStage()
    const mia = stage.discord.as('mia')
    await mia.say('#help', "@bee I can't login", { files: [{ name: `${'long-name-'.repeat(12)}.log`, data: 'x' }] })
    thread = (await mia.untilThread(() => true)).id
    const card = await mia.untilMessage(thread, (message) => message.components.length > 0)
    await (await mia.press(card.id, 'github')).message()
    await (await mia.press(card.id, 'solved')).message()
    const wide = ['| a | b |', '| - | - |', `| ${'wide '.repeat(60)} | ${'x'.repeat(200)} |`].join('\n')
    const code = `\`\`\`\n${'0123456789'.repeat(40)}\n\`\`\``
    stage.github.maintainer.comment(1, `${wide}\n\n${code}\n\n${'unbroken'.repeat(60)}`)
    await mia.say(thread, `${code}\n> quote\n- list\n||spoiler|| <t:1795000000:R> ${'unbroken'.repeat(60)}`)
    await mia.post('#support-forum', { title: 'T'.repeat(90), text: 'x' })
  })
  afterAll(() => stage?.close())

  const places = (): { what: string; at: string; ready: string }[] => [
    { what: 'a channel', at: '', ready: '.message' },
    { what: 'a ticket', at: `#/chat/${thread}`, ready: '.embed' },
    { what: 'a forum', at: `#/chat/${stage.discord.state.channel('#support-forum').id}`, ready: '.post' },
    { what: 'the issues', at: '#/github', ready: '.issue-row' },
    { what: 'an issue', at: '#/github/1', ready: '.comment .table-scroll' },
    { what: 'the links', at: '#/links', ready: '.link-row' },
  ]

  async function visit(tab: Page, { at, ready }: { at: string; ready: string }) {
    await tab.goto(`${stage.page.url}${at}`)
    await tab.locator(ready).first().waitFor()
  }

  it.each([
    { size: '390 px', options: phone },
    { size: '320 px', options: { viewport: { width: 320, height: 640 } } },
    { size: '1280 px', options: {} },
  ])('never scrolls sideways at $size', async ({ options }) => {
    const tab = await stage.open(options)
    for (const place of places()) {
      await visit(tab, place)
      expect(await tab.evaluate(overflowing), place.what).toEqual([])
    }
    await tab.context().close()
  })

  it.each(['light', 'dark'] as const)('can be read in %s colours, by eye and by screen reader', async (colorScheme) => {
    const tab = await stage.open({ colorScheme, reducedMotion: 'reduce' })
    for (const place of places()) {
      await visit(tab, place)
      expect(await tab.evaluate(paleTexts), `${place.what}, contrast`).toEqual([])
      expect(await tab.evaluate(namelessControls), `${place.what}, names`).toEqual([])
    }
    await visit(tab, places()[1]!)
    await tab.getByRole('button', { name: 'Add details' }).click()
    await tab.getByRole('button', { name: 'Submit' }).click()
    await tab.getByText('Please fill this in.').waitFor()
    expect(await tab.evaluate(paleTexts), 'a form, contrast').toEqual([])
    expect(await tab.evaluate(namelessControls), 'a form, names').toEqual([])
    await tab.context().close()
  })

  it('puts the channels into a drawer on a phone', async () => {
    const tab = await stage.open(phone)
    const help = tab.getByRole('link', { name: /^auth-help/ })
    expect(await help.isVisible()).toBe(false)
    await tab.getByRole('button', { name: /^Channels/ }).click()
    await help.click()
    await tab.getByLabel('Message #auth-help').waitFor()
    expect(await help.isVisible()).toBe(false)
    await tab.context().close()
  })

  it('keeps the colours that were chosen', async () => {
    const tab = await stage.open({ colorScheme: 'light' })
    const background = () => tab.evaluate(() => getComputedStyle(document.querySelector('.chat')!).backgroundColor)
    const light = await background()
    await tab.getByRole('button', { name: 'Use the dark colours' }).click()
    expect(await background()).not.toBe(light)
    await tab.reload()
    await tab.getByRole('button', { name: 'Use the light colours' }).waitFor()
    expect(await background()).not.toBe(light)
    await tab.context().close()
  })

  it('says that the connection was lost, and picks up what was missed', async () => {
    const tab = await stage.open()
    await tab.locator('.message').first().waitFor()
    await tab.context().setOffline(true)
    // Going offline does not end an open stream in Chromium: the server does.
    stage.page.dropStreams()
    await tab.getByText('The connection to the sandbox was lost').waitFor()
    await stage.discord.as('sam').say('#help', 'said meanwhile')
    await tab.context().setOffline(false)
    await tab.getByRole('log').getByText('said meanwhile').waitFor()
    await tab.getByText('The connection to the sandbox was lost').waitFor({ state: 'detached' })
    await tab.context().close()
  })
})
