import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, type Stage, setStage } from './stage.ts'

describe.skipIf(!hasBrowser)('asking things of Bee', () => {
  let stage: Stage
  let tab: Page
  beforeAll(async () => {
    stage = await setStage()
    tab = await stage.open()
    await tab.getByLabel('Message #help').fill("@bee I can't login")
    await tab.keyboard.press('Enter')
    await tab.getByRole('link', { name: /open the thread/i }).click()
    await tab.getByText('Your bundle is ready').waitFor()
  })
  afterAll(() => stage?.close())

  const log = () => tab.getByRole('log')
  const composer = () => tab.getByLabel(/^Message ST-/)

  it('shows the card with its title, fields, colour and buttons', async () => {
    const card = log().locator('.embed')
    await card.getByRole('heading', { name: 'ST-2026-001' }).waitFor()
    expect(await card.getByRole('definition').allTextContents()).toContain('medium')
    expect(await card.evaluate((element) => getComputedStyle(element).borderInlineStartColor)).toBe('rgb(245, 183, 0)')
    expect(await log().getByRole('button', { name: 'Still broken' }).isDisabled()).toBe(true)
    const bundle = log().getByRole('link', { name: 'Bundle' })
    expect(await bundle.getAttribute('target')).toBe('_blank')
    expect(await bundle.getAttribute('rel')).toContain('noopener')
  })

  it('shows a private answer to the one who pressed, until they dismiss it', async () => {
    await log().getByRole('button', { name: 'Solved' }).click()
    const answer = log().getByRole('article').filter({ hasText: 'You pressed solved.' })
    await answer.getByText('Only you can see this').waitFor()

    const sams = await stage.open({ as: 'sam', at: `#/chat/${stage.discord.state.threads()[0]?.id}` })
    await sams.getByText('Your bundle is ready').waitFor()
    expect(await sams.getByText('You pressed solved.').count()).toBe(0)
    await sams.context().close()

    await answer.getByRole('button', { name: 'Dismiss message' }).click()
    await answer.waitFor({ state: 'detached' })
  })

  it('chooses from a select', async () => {
    await log().getByRole('button', { name: 'Wrong category?' }).click()
    await tab.getByRole('option', { name: /Network/ }).click()
    await log().getByText('Category is now network.').waitFor()
  })

  it('says "is thinking" while an answer is awaited, and then the answer', async () => {
    const fault = stage.discord.faults.add({
      match: { method: 'PATCH', path: '/webhooks/**', times: 1 },
      do: { delayMs: 700 },
    })
    await log().getByRole('button', { name: 'GitHub issue' }).click()
    await log().getByText('Bee is thinking').waitFor()
    await log().getByText('as issue #1').waitFor()
    expect(await log().getByText('Bee is thinking').count()).toBe(0)
    fault.remove()
  })

  it('fills in a form: what is missing is said, files go with it', async () => {
    await log().getByRole('button', { name: 'Add details' }).click()
    const form = tab.getByRole('dialog', { name: 'Tell me more' })
    await form.getByRole('button', { name: 'Submit' }).click()
    await form.getByText('Please fill this in.').waitFor()
    expect(await form.getByLabel('Version').evaluate((element) => element === document.activeElement)).toBe(true)

    await form.getByLabel('Version').fill('1.9.0')
    await form.getByLabel('Steps').fill('update, then sign in')
    await form.getByRole('button', { name: /Platform/ }).click()
    await form.getByRole('option', { name: 'Docker' }).click()
    await form.getByLabel('Logs').setInputFiles('data/samples/app.log')
    await form.getByRole('button', { name: 'Submit' }).click()

    await log().getByText('Thank you: version 1.9.0, 1 file.').waitFor()
    expect(await tab.getByRole('dialog').count()).toBe(0)
  })

  it('closes a form with Esc, and gives focus back', async () => {
    const details = log().getByRole('button', { name: 'Add details' })
    await details.click()
    await tab.getByRole('dialog').waitFor()
    await tab.keyboard.press('Escape')
    await tab.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await details.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('types a slash command with its suggestions and a file', async () => {
    await composer().pressSequentially('/tick')
    await tab.getByRole('option', { name: '/ticket open' }).waitFor()
    await tab.keyboard.press('ArrowDown')
    await tab.keyboard.press('Enter')
    const box = tab.getByRole('form', { name: 'Command ticket open' })
    await box.getByRole('button', { name: 'Send' }).click()
    await box.getByText('Fill in text first.').waitFor()
    await box.getByLabel(/^text/).fill('no mail arrives')
    await box.getByRole('button', { name: '+ category' }).click()
    await tab.keyboard.type('net')
    await tab.getByRole('option', { name: 'network' }).waitFor()
    await tab.keyboard.press('Enter')
    await box.getByRole('button', { name: '+ log' }).click()
    await box.getByLabel(/^log/).setInputFiles('data/samples/kratos.log')
    await box.getByRole('button', { name: 'Send' }).click()

    await log().getByText('Ticket about “no mail arrives” (network) with kratos.log.').waitFor()
    await log().getByText('/ticket open').waitFor()
  })

  it('sends a command that takes nothing at once', async () => {
    await composer().pressSequentially('/status')
    await tab.getByRole('option', { name: '/status' }).waitFor()
    await tab.keyboard.press('Enter')
    await tab.keyboard.press('Enter')
    await log().getByText('All is well.').waitFor()
  })

  it('asks Bee about a message through its menu', async () => {
    const sams = await stage.discord.as('sam').say(stage.discord.state.threads()[0]?.id ?? '', 'my disk is full')
    const row = tab.locator(`#m${sams.id}`)
    await row.hover()
    await row.getByRole('button', { name: 'Apps' }).click()
    await tab.getByRole('menuitem', { name: 'Ask Bee about this' }).click()
    await log().getByText('About “my disk is full”: let me look.').waitFor()
  })

  it('says so when Bee does not answer', async () => {
    const fault = stage.discord.faults.add({ match: { method: 'POST', path: '/interactions/**' }, do: 'drop' })
    await log().getByRole('button', { name: 'Solved' }).click()
    const notice = tab.locator('.notice.is-problem').first()
    await notice.waitFor()
    expect(await notice.textContent()).toMatch(/did not respond/)
    fault.remove()
  })

  it('is somebody else at the switch: other channels, other messages', async () => {
    await tab.getByLabel('You are').selectOption('max')
    await tab.getByRole('link', { name: 'support-staff' }).waitFor()
    expect(await log().getByText('All is well.').count()).toBe(0)
    await tab.getByLabel('You are').selectOption('mia')
    await tab.getByRole('link', { name: 'support-staff' }).waitFor({ state: 'detached' })
  })
})
