import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, type Stage, setStage } from './stage.ts'

describe.skipIf(!hasBrowser)('the chat', () => {
  let stage: Stage
  let tab: Page
  beforeAll(async () => {
    stage = await setStage()
    tab = await stage.open()
  })
  afterAll(() => stage?.close())

  const composer = () => tab.getByLabel('Message #help')
  const log = () => tab.getByRole('log')
  const lastSaid = () => stage.discord.state.messages('#help').at(-1)

  it('sends what is typed, with Enter; Shift and Enter is a new line', async () => {
    await composer().fill('hello **there**')
    await tab.keyboard.press('Shift+Enter')
    await tab.keyboard.type('friends')
    await tab.keyboard.press('Enter')

    await log().getByText('friends').waitFor()
    expect(await log().locator('strong').first().textContent()).toBe('there')
    expect(lastSaid()?.content).toBe('hello **there**\nfriends')
  })

  it('shows what somebody writes as text, never as a page', async () => {
    await stage.discord.as('sam').say('#help', '<img src=x onerror="document.title=1"> [x](javascript:alert(1))')

    await log().getByText('<img src=x onerror').waitFor()
    expect(await log().locator('img, script, a[href^="javascript"]').count()).toBe(0)
    expect(await tab.title()).toBe('Bee sandbox')
  })

  it('sends files that were chosen, pasted or dropped', async () => {
    await tab.getByLabel('Add a file').setInputFiles('data/samples/app.log')
    await dropFile(composer(), 'dropped.log')
    await pasteFile(composer(), 'pasted.log')
    const files = tab.getByRole('list', { name: 'Files to send' })
    await files.getByText('pasted.log').waitFor()
    expect(await files.getByRole('listitem').count()).toBe(3)
    await files.getByRole('button', { name: 'Remove dropped.log' }).click()
    await composer().press('Enter')

    await log()
      .getByRole('link', { name: /app\.log/ })
      .waitFor()
    expect(lastSaid()?.attachments.map(({ filename }) => filename)).toEqual(['app.log', 'pasted.log'])
  })

  it('has sample logs for those who have none', async () => {
    await tab.getByRole('button', { name: 'Sample logs' }).click()
    await tab.getByRole('menuitem', { name: /diagnostics\.tar\.gz/ }).click()
    await tab.getByRole('list', { name: 'Files to send' }).getByText('diagnostics.tar.gz').waitFor()
    await composer().press('Enter')
    await log()
      .getByRole('link', { name: /diagnostics\.tar\.gz/ })
      .waitFor()
    expect(lastSaid()?.attachments).toMatchObject([
      { filename: 'diagnostics.tar.gz', content_type: 'application/gzip' },
    ])
  })

  it('shows who is typing', async () => {
    await stage.discord.as('sam').typing('#help')
    await tab.getByText('Sam is typing').waitFor()
    await stage.discord.as('sam').say('#help', 'here I am')
    await tab.getByText('Sam is typing').waitFor({ state: 'detached' })
  })

  it('offers people to mention while an @ is typed', async () => {
    await composer().pressSequentially('hi @ev')
    await tab.getByRole('option', { name: 'Eva eva' }).waitFor()
    await tab.keyboard.press('Enter')
    expect(await composer().inputValue()).toBe('hi @Eva ')
    await tab.keyboard.press('Enter')

    await log().getByText('@Eva').waitFor()
    const eva = stage.discord.as('eva').userId
    expect(lastSaid()?.content).toBe(`hi <@${eva}>`)
  })

  it('turns #channels into links, outside of code', async () => {
    await composer().fill('see #auth-help and `#auth-help`')
    await composer().press('Enter')

    await log().getByRole('link', { name: '#auth-help' }).click()
    await tab.getByLabel('Message #auth-help').waitFor()
    const { id } = stage.discord.state.channel('#auth-help')
    expect(lastSaid()?.content).toBe(`see <#${id}> and \`#auth-help\``)
    await tab.goBack()
    await composer().waitFor()
  })

  it('replies, edits and deletes', async () => {
    const sams = await stage.discord.as('sam').say('#help', 'which version?')
    const row = tab.locator(`#m${sams.id}`)
    await row.hover()
    await row.getByRole('button', { name: 'Reply' }).click()
    await tab.getByText('Replying to').waitFor()
    await composer().fill('1.9.0')
    await composer().press('Enter')
    const own = log().getByRole('article').filter({ hasText: '1.9.0' })
    await own.getByText('which version?').waitFor()
    expect(lastSaid()?.referenced_message?.id).toBe(sams.id)

    await composer().press('ArrowUp')
    await tab.getByLabel('Edit your message').fill('1.9.1')
    await tab.keyboard.press('Enter')
    await log().getByText('(edited)').waitFor()
    expect(lastSaid()?.content).toBe('1.9.1')

    const edited = log().getByRole('article').filter({ hasText: '1.9.1' })
    await edited.hover()
    await edited.getByRole('button', { name: 'Delete' }).click()
    await tab.getByRole('button', { name: 'Delete it' }).click()
    await edited.waitFor({ state: 'detached' })
    expect(lastSaid()?.id).toBe(sams.id)
  })

  it('reacts, and takes it back', async () => {
    const sams = await stage.discord.as('sam').say('#help', 'thanks all')
    const row = tab.locator(`#m${sams.id}`)
    await row.hover()
    await row.getByRole('button', { name: 'React' }).click()
    await tab.getByRole('menuitem', { name: '🐝' }).click()
    await row.getByRole('button', { name: '🐝, 1, yours too' }).click()
    await row.getByRole('button', { name: /🐝/ }).waitFor({ state: 'detached' })
    expect(stage.discord.state.message(sams.id).reactions ?? []).toEqual([])
  })

  it('marks what is new elsewhere, until it is read', async () => {
    await stage.discord.as('sam').say('#auth-help', 'over here')
    const link = tab.getByRole('link', { name: 'auth-help new messages' })
    await link.click()
    await log().getByText('over here').waitFor()
    await tab.getByRole('link', { name: 'auth-help', exact: true }).waitFor()
    await tab.getByRole('link', { name: 'help', exact: true }).click()
  })

  it('writes with Bee in private', async () => {
    await tab.getByRole('link', { name: 'Bee, in private' }).click()
    await tab.getByLabel('Message Bee').fill('psst')
    await tab.keyboard.press('Enter')
    await log().getByText('What is wrong?').waitFor()
    expect(stage.discord.state.directMessages('mia').map(({ content }) => content)).toContain('psst')
    expect(stage.discord.state.directMessages('sam')).toEqual([])
    await tab.getByRole('link', { name: 'help', exact: true }).click()
  })

  it('posts in a forum, with a tag', async () => {
    await tab.getByRole('link', { name: 'support-forum' }).click()
    await tab.getByRole('button', { name: 'New post' }).click()
    await tab.getByRole('button', { name: 'Post it' }).click()
    await tab.getByText('Give the post a title').waitFor()
    await tab.getByLabel('Title').fill('Cannot sign in')
    await tab.getByLabel('What is wrong?').fill('It asks for AAL2.')
    await tab.getByLabel('🔑 auth').check()
    await tab.getByRole('button', { name: 'Post it' }).click()

    await tab.getByRole('heading', { name: 'Cannot sign in', level: 1 }).waitFor()
    await log().getByText('It asks for AAL2.').waitFor()
    const [post] = stage.discord.state.threads('#support-forum')
    expect(post).toMatchObject({ name: 'Cannot sign in', applied_tags: { length: 1 } })
    await tab.getByRole('link', { name: 'help', exact: true }).click()
  })

  it('says where this person may not write', async () => {
    await tab.getByRole('link', { name: 'welcome' }).click()
    await tab.getByText('not write here as Mia').waitFor()
    await tab.getByRole('link', { name: 'help', exact: true }).click()
  })

  it('fetches older messages when somebody scrolls up, and stays where they read', async () => {
    const sam = stage.discord.as('sam')
    for (let number = 0; number < 120; number += 1) await sam.say('#auth-help', `line ${number}`)
    await tab.getByRole('link', { name: /^auth-help/ }).click()
    await log().getByText('line 119').waitFor()
    const articles = log().getByRole('article')
    while (!(await log().getByText('line 0', { exact: true }).isVisible())) {
      await articles.first().scrollIntoViewIfNeeded()
    }
    expect(await articles.count()).toBe(121)
    await tab.getByRole('link', { name: 'help', exact: true }).click()
  })

  it('raised no complaint in the browser', () => {
    expect(stage.complaints).toEqual([])
  })
})

type Target = ReturnType<Page['getByLabel']>

const dropFile = (target: Target, name: string) =>
  target.evaluate((element, fileName) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['dropped'], fileName))
    element.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }))
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, name)

const pasteFile = (target: Target, name: string) =>
  target.evaluate((element, fileName) => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File(['pasted'], fileName))
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, name)
