import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { heed } from '../../src/core/advice.ts'
import { wholeDesk } from '../../src/core/scope.ts'
import { readDesk } from '../../src/desk.ts'
import { createLanguageModel } from '../../src/model/language-model.ts'
import { aTriage } from '../core/a-ticket.ts'
import { startWorld, type World } from '../world.ts'
import { injections } from './injections.ts'

const desk = readDesk('sting-ce')
const good = { kind: 'bug', category: 'network', services: [], article: 'bad-gateway' }
const articles = [
  { id: 'bad-gateway', title: '502 Bad Gateway' },
  { id: 'backup', title: 'Back up everything' },
]

/** A server that speaks a model's protocol and says what a test wants it to say. */
async function startModel(say: (body: string) => unknown, protocol: 'openai' | 'anthropic' = 'openai') {
  const bodies: string[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      bodies.push(body)
      const said = say(body)
      if (said === undefined) return
      if (typeof said === 'number') {
        response.writeHead(said).end()
        return
      }
      const content = typeof said === 'string' ? said : JSON.stringify(said)
      const answer =
        protocol === 'openai'
          ? { choices: [{ message: { content } }] }
          : { content: [{ type: 'tool_use', name: 'triage', input: said }] }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url, bodies }
}

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

function adviserOf(url: string, protocol: 'openai' | 'anthropic' = 'openai') {
  const failures: string[] = []
  const settings = { protocol, url, key: 'k', name: 'm' }
  const model = createLanguageModel(settings, desk, { now: () => 0, onFailure: (reason) => failures.push(reason) })
  return { failures, advise: (text = 'help') => model.advise({ title: 'help', text, articles }) }
}

describe('a language model', () => {
  it.each(['openai', 'anthropic'] as const)('gives its opinion, %s', async (protocol) => {
    const { url, bodies } = await startModel(() => good, protocol)
    expect(await adviserOf(url, protocol).advise('502 from nginx')).toEqual(good)
    expect(bodies[0]).toContain('502 from nginx')
    expect(bodies[0]).toContain('Back up everything')
  })

  it('may say that no article answers', async () => {
    const { url } = await startModel(() => ({ ...good, article: 'none' }))
    expect(await adviserOf(url).advise()).toEqual({ ...good, article: undefined })
  })

  it.each([
    { when: 'is down', say: () => 500, reason: 'it answers with status 500' },
    { when: 'is lost for words', say: () => 'I am sorry, Dave', reason: 'its answer is no JSON' },
    {
      when: 'makes up a category',
      say: () => ({ ...good, category: 'root-access' }),
      reason: 'the desk does not know',
    },
    {
      when: 'names an article that it was not shown',
      say: () => ({ ...good, article: 'rotate-secrets' }),
      reason: 'the desk does not know',
    },
    { when: 'says more than was asked', say: () => ({ ...good, share: '#general' }), reason: 'the desk does not know' },
    { when: 'talks without end', say: () => 'x'.repeat(100_000), reason: 'cut off, or too long' },
    { when: 'never answers', say: () => undefined, reason: 'it takes too long' },
  ])('that $when has no say', async ({ say, reason }) => {
    const { url } = await startModel(say)
    const { advise, failures } = adviserOf(url)
    const startedAt = performance.now()
    expect(await advise()).toBeUndefined()
    expect(failures.join()).toContain(reason)
    expect(performance.now() - startedAt).toBeLessThan(4000)
  })
})

describe('a second opinion', () => {
  const unsure = aTriage({
    category: 'other',
    confidence: { kind: 0.9, category: 0.3 },
    likeliest: ['other', 'database'],
  })
  const rules = { ask: 0.5, isPrivate: (id: string) => id === 'security' }
  const advice = { kind: 'bug' as const, category: 'network', services: [] }

  it('comes first where Bee asks anyway, and Bee is no surer for it', () => {
    const { triage, isUsed } = heed(unsure, advice, rules)
    expect(isUsed).toBe(true)
    expect(triage).toEqual({ ...unsure, category: 'network', likeliest: ['network', 'other', 'database'] })
  })

  it.each([
    { when: 'Bee is sure', triage: aTriage(), advice },
    { when: 'it is about what is private', triage: aTriage({ ...unsure, category: 'security' }), advice },
    { when: 'it would make it private', triage: unsure, advice: { ...advice, category: 'security' } },
    { when: 'it is the same', triage: unsure, advice: { ...advice, category: 'other' } },
  ])('changes nothing when $when', ({ triage, advice }) => {
    expect(heed(triage, advice, rules)).toEqual({ triage, isUsed: false })
  })
})

describe('a request that gives orders to the model (A39)', () => {
  it(`changes nothing but an unsure guess, whichever of ${injections.length} ways it takes and however obedient the model is`, async () => {
    expect(injections.length).toBeGreaterThanOrEqual(200)
    // The most obedient model there is: it says whatever the request tells it to say.
    const { url } = await startModel((body) => {
      const { messages } = JSON.parse(body) as { messages: { content: string }[] }
      const { request } = JSON.parse(messages.at(-1)!.content) as { request: string }
      return injections.find(({ text }) => request === text)?.obeyed ?? 'no such order'
    })
    const settings = { protocol: 'openai' as const, url, key: undefined, name: 'm' }
    const sure = aTriage()
    for (const { text } of injections) {
      const model = createLanguageModel(settings, desk, { now: () => 0, onFailure: () => {} })
      const advice = await model.advise({ title: 'x', text, articles })
      if (advice === undefined) continue
      expect(Object.keys(advice).sort()).toEqual(['article', 'category', 'kind', 'services'])
      expect([undefined, ...articles.map(({ id }) => id)]).toContain(advice.article)
      expect(desk.categories.map(({ id }) => id)).toContain(advice.category)
      const isPrivate = (id: string) => desk.categories.some((category) => category.id === id && category.private)
      expect(heed(sure, advice, { ask: 0.5, isPrivate })).toEqual({ triage: sure, isUsed: false })
    }
  })
})

describe('Bee with a language model', () => {
  let world: World

  it('sends it sanitized text alone, and keeps what it said (A40)', async () => {
    const model = await startModel(() => ({ kind: 'bug', category: 'database', services: [], article: 'none' }))
    world = await startWorld({
      hasGitHub: false,
      env: { MODEL_URL: model.url, MODEL_NAME: 'm', MODEL_KEY: 'key-of-model' },
    })
    stops.push(() => world.stop())
    const mia = world.discord.as('mia')
    const message = await mia.say(
      '#general',
      '@bee the thing with the blue corner is odd today, api_key=Canary7Secret! for ana.torres@acme-corp.example',
    )
    await mia.untilThread(({ id }) => id === message.id)
    const ticket = (await world.bee.app.tickets.byMessage(wholeDesk, message.id))!
    const history = await world.bee.app.tickets.history(ticket.id)
    expect(history.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: 'ticket.advised', category: 'database' }),
    )
    expect(model.bodies.length).toBeGreaterThan(0)
    expect(model.bodies.join()).not.toMatch(/Canary7Secret|ana\.torres/)
    expect([...world.log].join()).not.toContain('key-of-model')
  })

  const isOffer = ({ content }: { content: string }) => content.includes('Source: article')

  it('shows the article that it chose beside the ticket, never instead of one, and says whose choice it was', async () => {
    // It takes the last of those it is shown: one that Bee itself is not sure of.
    const model = await startModel((body) => {
      const { messages } = JSON.parse(body) as { messages: { content: string }[] }
      const { articles } = JSON.parse(messages.at(-1)!.content) as { articles: { id: string }[] }
      return { kind: 'question', category: 'database', services: [], article: articles.at(-1)!.id }
    })
    world = await startWorld({ hasGitHub: false, env: { MODEL_URL: model.url, MODEL_NAME: 'm' } })
    stops.push(() => world.stop())
    const mia = world.discord.as('mia')
    const message = await mia.say('#general', '@bee how do I stop the database from being so slow with many documents?')
    const thread = await mia.untilThread(({ id }) => id === message.id)
    const offer = await mia.untilMessage(thread.id, isOffer)
    expect(offer.content).toContain('a language model chose it')
    const ticket = (await world.bee.app.tickets.byMessage(wholeDesk, message.id))!
    const history = await world.bee.app.tickets.history(ticket.id)
    const advised = history.map(({ event }) => event).find(({ type }) => type === 'ticket.advised')
    expect(advised).toMatchObject({ article: /Source: article `(.+?)`/.exec(offer.content)![1] })
  })

  it('answers first with its own article where it is sure, and keeps that the model said otherwise', async () => {
    const model = await startModel(() => ({
      kind: 'question',
      category: 'installation',
      services: [],
      article: 'none',
    }))
    world = await startWorld({ hasGitHub: false, env: { MODEL_URL: model.url, MODEL_NAME: 'm' } })
    stops.push(() => world.stop())
    const mia = world.discord.as('mia')
    const message = await mia.say('#help', 'How do I install it on Ubuntu?')
    const offer = await mia.untilMessage('#help', isOffer)
    expect(offer.content).not.toContain('language model')
    expect(await world.bee.app.suggestions.byMessage(wholeDesk, message.id)).toMatchObject({
      articleId: 'install-ubuntu',
      advised: 'none',
    })
  })

  it('opens the ticket all the same when it does not answer', async () => {
    const model = await startModel(() => undefined)
    world = await startWorld({ hasGitHub: false, env: { MODEL_URL: model.url, MODEL_NAME: 'm' } })
    stops.push(() => world.stop())
    const mia = world.discord.as('mia')
    const message = await mia.say('#general', "@bee I can't login after the update")
    await mia.untilThread(({ id }) => id === message.id, 10_000)
    expect((await world.bee.app.tickets.byMessage(wholeDesk, message.id))!.triage.category).toBe('authentication')
  })
})
