import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, type Stage, setStage } from './stage.ts'

const body = `<!-- bee:ticket ST-2026-001 -->
### Description
It **fails**, see #1.

| Triage | |
| --- | --- |
| Category | authentication |

- [x] searched

<details><summary>Log</summary>

\`\`\`
aal2 required
\`\`\`

</details>

<script>document.title = 'owned'</script>`

describe.skipIf(!hasBrowser)('the GitHub tab', () => {
  let stage: Stage
  let tab: Page
  beforeAll(async () => {
    stage = await setStage()
    tab = await stage.open({ at: '#/github' })
  })
  afterAll(() => stage?.close())

  const issue = (number: number) => stage.github.state.issues.find((one) => one.number === number)

  it('says so when there are no issues, and shows one as soon as it is there', async () => {
    await tab.getByRole('heading', { name: 'No open issues' }).waitFor()
    stage.github.person('bee-desk').openIssue({ title: 'Login fails', body, labels: ['bug'] })
    await tab.getByRole('link', { name: 'Login fails' }).click()
    await tab.getByRole('heading', { name: 'Login fails #1' }).waitFor()
  })

  it("renders Markdown safely: tables, tasks, details, and no one's script", async () => {
    const comment = tab.getByRole('article').first()
    expect(await comment.getByRole('cell').allTextContents()).toEqual(['Category', 'authentication'])
    expect(await comment.getByRole('checkbox', { name: 'done' }).isChecked()).toBe(true)
    expect(await comment.textContent()).not.toContain('bee:ticket')
    await comment.getByText('Log', { exact: true }).click()
    await comment.getByText('aal2 required').waitFor()
    expect(await comment.locator('script').count()).toBe(0)
    expect(await tab.title()).toBe('Bee sandbox')
  })

  it('comments, with a look before', async () => {
    await tab.getByLabel('Your comment').fill('Try `aal1`.')
    await tab.getByRole('button', { name: 'Preview' }).click()
    expect(await tab.locator('.markdown-preview code').textContent()).toBe('aal1')
    await tab.getByRole('button', { name: 'Comment', exact: true }).click()
    await tab.getByRole('log').getByText('aal1').waitFor()
    expect(issue(1)?.comments).toMatchObject([{ author: stage.github.maintainer.login, body: 'Try `aal1`.' }])
  })

  it('adds and removes labels, and assigns', async () => {
    await tab.getByRole('button', { name: 'Change labels' }).click()
    await tab.getByRole('option', { name: 'help wanted' }).click()
    await tab.getByRole('option', { name: 'bug', exact: true }).click()
    await tab.keyboard.press('Escape')
    await tab.locator('.issue-side').getByText('help wanted').waitFor()
    await expect.poll(() => issue(1)?.labels).toEqual(['help wanted'])

    await tab.getByRole('button', { name: 'Change assignees' }).click()
    await tab.getByRole('option', { name: stage.github.maintainer.login }).click()
    await expect.poll(() => issue(1)?.assignees).toEqual([stage.github.maintainer.login])
    await tab.keyboard.press('Escape')
  })

  it('closes with a comment, and reopens', async () => {
    await tab.getByRole('button', { name: 'Write' }).click()
    await tab.getByLabel('Your comment').fill('Fixed in 1.9.1.')
    await tab.getByRole('button', { name: 'Close with comment' }).click()
    await tab.getByText('closed this').waitFor()
    expect(issue(1)).toMatchObject({ state: 'closed', stateReason: 'completed', comments: { length: 2 } })

    await tab.getByRole('button', { name: 'Reopen issue' }).click()
    await tab.getByRole('button', { name: 'Close issue' }).waitFor()
    expect(issue(1)?.state).toBe('open')
  })

  it('opens a new issue', async () => {
    await tab.getByRole('link', { name: 'Issues', exact: true }).click()
    await tab.getByRole('link', { name: 'New issue' }).click()
    await tab.getByLabel('Title').fill('Dark mode')
    await tab.getByLabel('Description').fill('Please')
    await tab.getByRole('button', { name: 'Open issue' }).click()
    await tab.getByRole('heading', { name: 'Dark mode #2' }).waitFor()
    expect(issue(2)).toMatchObject({ title: 'Dark mode', author: stage.github.maintainer.login })
  })

  it('leads from a message that links to an issue into the tab, and back', async () => {
    const { owner, name } = stage.github.state.repo
    await stage.discord.as('sam').say('#help', `https://github.com/${owner}/${name}/issues/1`)
    await tab.getByRole('link', { name: 'Chat' }).click()
    await tab
      .getByRole('log')
      .getByRole('link', { name: `${owner}/${name}#1` })
      .click()
    await tab.getByRole('heading', { name: 'Login fails #1' }).waitFor()
    await tab.goBack()
    await tab.getByLabel('Message #help').waitFor()
    expect(stage.complaints).toEqual([])
  })
})
