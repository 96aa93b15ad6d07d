import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorld, type World } from './world.ts'

const log = [
  'time=2026-11-20T09:14:02Z level=info service=kratos msg="login" user=ana.torres@acme-corp.example ip=203.0.113.77',
  'time=2026-11-20T09:14:03Z level=error service=kratos msg="AAL2 required but no second factor is configured" session=8f1d',
  'DATABASE_URL=postgres://sting:Sup3rS3cretPw@db.internal.acme-corp.example:5432/sting',
  'Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZw',
].join('\n')

const planted = ['ana.torres', 'Sup3rS3cretPw', '203.0.113.77', 'db.internal.acme-corp', 'c2lnbmF0dXJlLXRoYXQ']

describe('the main job', () => {
  let world: World

  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.stop())

  it('goes from a sentence to a ticket, a bundle, posts, an issue, and "solved"', async () => {
    const { discord, github } = world
    const mia = discord.as('mia')
    await mia.say('#general', "@bee I can't login after the update", { files: [{ name: 'kratos.log', data: log }] })

    const thread = await mia.untilThread(({ name }) => name?.startsWith('ST-') ?? false)
    expect(thread.name).toMatch(/^ST-\d{4}-001 · authentication$/)
    const card = await mia.untilMessage(thread.id, ({ embeds }) => JSON.stringify(embeds).includes('/d/'))
    expect(card.content).toContain('confidence authentication issue')

    await mia.say(thread.id, 'post to Discord #auth-help')
    const post = await mia.untilMessage('#auth-help', ({ content }) => content.includes('ST-'))
    expect(JSON.stringify(post)).toContain('auth-issues-ST-')

    const button = card.components
      .flatMap((row) => ('components' in row ? row.components : []))
      .find((part) => 'label' in part && part.label === 'GitHub issue') as { custom_id: string }
    await mia.press(card.id, button.custom_id)
    await mia.untilMessage(thread.id, ({ content }) => content.includes('Posted to GitHub'))
    expect(github.state.issues).toHaveLength(1)

    await mia.say(thread.id, 'It happens on Firefox too, see @octocat #1')
    await expect.poll(() => github.state.issues[0]?.comments.length).toBe(1)
    await github.maintainer.comment(1, 'Please try the nightly build')
    await mia.untilMessage(thread.id, ({ content }) => content.includes('Please try the nightly build'))

    await mia.say(thread.id, "it's solved, thanks")
    await mia.untilMessage(thread.id, ({ content }) => content.includes('is solved'))
    await expect.poll(() => github.state.issues[0]?.state).toBe('closed')

    const comment = github.state.issues[0]!.comments[0]!.body
    expect(comment).not.toMatch(/(^|[^\w`])@octocat|(^|\s)#1\b/)
    expect(discord.violations).toEqual([])
    expect(github.violations).toEqual([])

    // What Mia attached is hers and Discord's; what Bee sent, wrote down and kept must not have it (A16).
    const sent = discord.requests.map(({ body, path }) => JSON.stringify([path, body]))
    const left = [...sent, JSON.stringify(github.state.issues), ...world.log, ...filesIn(world.dataDir)].join('\n')
    for (const secret of planted) expect(left).not.toContain(secret)
  })

  it('hands out the bundle once for each download, and what is in it is clean', async () => {
    const { discord } = world
    const card = discord.state.messages('#auth-help').find(({ content }) => content.includes('Bundle:'))!
    const url = /<(http[^>]+)>/.exec(card.content)![1]!
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain('10')
    const claimed = await fetch(`${url}/claim`, { method: 'POST' })
    const bytes = gunzipSync(Buffer.from(await claimed.arrayBuffer())).toString('latin1')
    expect(bytes).toContain('AAL2 required')
    for (const secret of planted) expect(bytes).not.toContain(secret)
  })
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
}
