import { request } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MessagePage, PageEvent, RepositoryView, World } from '../../../src/sandbox/page-api.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
let origin: string
beforeAll(async () => {
  stage = await setStage({ browser: false })
  origin = stage.page.url.slice(0, -1)
})
afterAll(() => stage?.close())

const get = async <Answer>(path: string) => (await (await fetch(`${origin}/api/${path}`)).json()) as Answer

const post = (path: string, body: unknown, headers: Record<string, string> = { origin }) =>
  fetch(`${origin}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const say = (place: string, text: string, as = 'mia') => post(`say?as=${as}`, { place, text })

/** Node's fetch sets Host by itself, so a forged one needs the plain client. */
const statusWithHost = (host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { port } = new URL(origin)
    const asked = request({ port, host: '127.0.0.1', path: '/api/world', headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })

it('shows each person their own world', async () => {
  const mia = await get<World>('world?as=mia')
  const max = await get<World>('world?as=max')

  expect(mia.people.map(({ displayName, hint }) => `${displayName} (${hint})`)).toEqual([
    'Mia (member)',
    'Sam (member)',
    'Max (Moderator)',
    'Eva (Support Engineer)',
    'Noor (Enterprise User)',
  ])
  const names = (world: World) => world.places.map(({ name }) => name)
  expect(names(mia)).not.toContain('support-staff')
  expect(names(max)).toContain('support-staff')
  expect(mia.places.find(({ name }) => name === 'welcome')).toMatchObject({ maySend: false })
  expect(mia.bot.name).toBe('Bee')
})

it('says who there is when asked for nobody', async () => {
  const response = await fetch(`${origin}/api/world?as=nobody`)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({ error: expect.stringContaining('nobody called “nobody”') })
})

it('keeps private channels from those who may not see them', async () => {
  const staff = stage.discord.state.channel('#support-staff').id
  expect((await fetch(`${origin}/api/messages?as=mia&place=${staff}`)).ok).toBe(false)
  expect((await say(staff, 'hello')).ok).toBe(false)
  expect((await fetch(`${origin}/api/messages?as=max&place=${staff}`)).ok).toBe(true)
})

it.each([
  { who: 'another website', headers: { origin: 'https://evil.example' } },
  { who: 'a page without an origin', headers: {} },
  { who: 'a sandboxed frame', headers: { origin: 'null' } },
  { who: 'another port of this machine', headers: { origin: 'http://127.0.0.1:1' } },
])('takes no words from $who', async ({ headers }) => {
  const before = stage.discord.state.messages('#help').length
  const place = stage.discord.state.channel('#help').id

  const refused = await post('say?as=mia', { place, text: 'forged' }, headers)
  expect(refused.status).toBe(403)
  expect(stage.discord.state.messages('#help')).toHaveLength(before)

  expect((await say(place, 'real')).status).toBe(200)
})

it('answers only to its own name, so that a foreign name cannot be pointed here', async () => {
  const { host, port } = new URL(origin)
  expect(await statusWithHost(`evil.example:${port}`)).toBe(403)
  expect(await statusWithHost(`localhost:${port}`)).toBe(200)
  expect(await statusWithHost(host)).toBe(200)
})

it('lets no other site read it or frame it', async () => {
  const foreign = await fetch(`${origin}/api/world`, { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(foreign.status).toBe(403)

  const page = await fetch(origin)
  expect(page.status).toBe(200)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
})

it('offers commands in channels and in private', async () => {
  for (const place of [stage.discord.state.channel('#help').id, '@bee']) {
    const { commands } = await get<{ commands: { name: string }[] }>(`commands?as=mia&place=${place}`)
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(place === '@bee' ? [] : ['ticket', 'status']),
    )
  }
})

it('pages long histories, newest first', async () => {
  const place = stage.discord.state.channel('#auth-help').id
  const sam = stage.discord.as('sam')
  for (let number = 0; number < 70; number += 1) await sam.say('#auth-help', `line ${number}`)

  const newest = await get<MessagePage>(`messages?as=mia&place=${place}`)
  const older = await get<MessagePage>(`messages?as=mia&place=${place}&before=${newest.messages[0]?.id}`)

  expect(newest.messages.map(({ content }) => content).at(-1)).toBe('line 69')
  expect(newest).toMatchObject({ earlier: true, messages: { length: 50 } })
  expect(older).toMatchObject({ earlier: false, messages: { length: 20 } })
  expect(older.messages.at(-1)?.content).toBe('line 19')
})

it.each([
  { path: 'say?as=mia', body: { place: 1 }, status: 400 },
  { path: 'say?as=mia', body: 'words', status: 400 },
  { path: 'react?as=mia', body: { messageId: '1', emoji: '👍', on: true }, status: 409 },
  { path: 'issues/comment', body: { issue: 4711, body: 'x' }, status: 409 },
])('refuses $path with $body in words', async ({ path, body, status }) => {
  const response = await post(path, body)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error: expect.stringMatching(/\w+ \w+/) })
})

it('streams each change to those who may see it', async () => {
  const place = stage.discord.state.channel('#help').id
  const mia = await listen('mia')
  const sam = await listen('sam')

  await say(place, '@bee I cannot login')
  const card = await mia.until((event) => event.type === 'message' && event.message.components.length > 0)
  const message = card.type === 'message' ? card.message : undefined
  await post('press?as=mia', { messageId: message?.id, customId: 'solved' })
  const answer = await mia.until((event) => event.type === 'message' && event.message.ephemeral)
  await say(place, 'the end')
  await sam.until((event) => event.type === 'message' && event.message.content === 'the end')

  expect(answer).toMatchObject({ message: { content: 'You pressed solved.' } })
  const seenBySam = sam.seen.flatMap((event) => (event.type === 'message' ? [event.message.content] : []))
  expect(seenBySam).toContain('@bee I cannot login')
  expect(seenBySam).not.toContain('You pressed solved.')
  mia.stop()
  sam.stop()
})

it('is the maintainer on the GitHub side', async () => {
  const opened = await post('issues/open', { title: 'It hurts', body: 'here' })
  const { issue } = (await opened.json()) as { issue: number }
  await post('issues/label', { issue, label: 'bug', on: true })
  await post('issues/comment', { issue, body: 'I know' })
  await post('issues/state', { issue, state: 'completed' })

  const repository = await get<RepositoryView>('repository')
  expect(repository.issues.find(({ number }) => number === issue)).toMatchObject({
    title: 'It hurts',
    author: repository.maintainer,
    labels: ['bug'],
    state: 'closed',
    comments: [{ body: 'I know', author: repository.maintainer }],
  })
})

it('hands out the samples, the archive too', async () => {
  const { samples } = await get<World>('world?as=mia')
  expect(samples.map(({ name }) => name)).toEqual(['kratos.log', 'app.log', 'diagnostics.tar.gz'])

  for (const { name, sizeBytes } of samples) {
    const sample = await fetch(`${origin}/api/samples/${name}`)
    expect((await sample.arrayBuffer()).byteLength, name).toBe(sizeBytes)
  }
  expect((await fetch(`${origin}/api/samples/..%2Fpackage.json`)).status).toBe(404)
})

/** Reads the event stream of one person. */
async function listen(as: string) {
  const stop = new AbortController()
  const response = await fetch(`${origin}/api/events?as=${as}`, { signal: stop.signal })
  const seen: PageEvent[] = []
  const waiting = new Set<() => void>()
  void (async () => {
    let rest = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.startsWith('data: ')) seen.push(JSON.parse(line.slice(6)) as PageEvent)
      for (const look of waiting) look()
    }
  })().catch(() => {})
  return {
    seen,
    stop: () => stop.abort(),
    until: (matches: (event: PageEvent) => boolean) =>
      new Promise<PageEvent>((resolve) => {
        const look = () => {
          const found = seen.find(matches)
          if (found) resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}
