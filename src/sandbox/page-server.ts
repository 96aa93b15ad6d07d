import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import multipart from '@fastify/multipart'
import serveStatic from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { shipped } from '../paths.ts'
import { type GuideNames, type GuideWorld, guideSteps, readGuide } from './guide.ts'
import { botPlace, type PageEvent, type PageRequests, requests, type World } from './page-api.ts'
import { BadRequest, readRequest } from './page-server/body.ts'
import { createChat, createChatActions, type NamedFile, NobodyError } from './page-server/chat.ts'
import { kindWords } from './page-server/kind-words.ts'
import type { SandboxPage, SandboxPageOptions } from './page-server/options.ts'
import { guardOrigin } from './page-server/origin.ts'
import { createIssueActions, readRepository } from './page-server/repository.ts'
import { createSamples } from './page-server/samples.ts'
import { createGuideTeller, followChat, openStream, type Stream } from './page-server/stream.ts'

export type { SandboxPage, SandboxPageOptions }

const pageLimit = 50
const maxUploadBytes = 30 * 1024 * 1024

/**
 * Serves the sandbox's page and what it asks for: one Discord server seen by the person chosen, one GitHub repository
 * seen by its maintainer. Needs `dist/page`, which `scripts/build.mjs` makes.
 */
export async function createSandboxPage(options: SandboxPageOptions): Promise<SandboxPage> {
  const { discord, github, host = '127.0.0.1', port = 0 } = options
  const chat = createChat(discord, options.hints ?? {})
  const samples = createSamples(options.samples ?? shipped('data/samples'))
  const steps = guideSteps(guideNames(options.guide, chat.people))
  const opened = new Set<string>()
  const streams = new Set<Stream>()
  const allowedHosts = new Set(options.hosts)

  const server = fastify({ bodyLimit: maxUploadBytes, forceCloseConnections: true })
  guardOrigin(server, allowedHosts, discord.origin)
  await server.register(multipart, { limits: { fileSize: maxUploadBytes, files: 10, fields: 2 } })
  if (existsSync(shipped('dist/page'))) {
    await server.register(serveStatic, { root: shipped('dist/page'), cacheControl: false, etag: true })
  }
  server.setErrorHandler((problem, _request, reply) => {
    const { status, error } = kindWords(problem)
    const isOurs = problem instanceof BadRequest || problem instanceof NobodyError
    return reply.code(isOurs ? 400 : status).send({ error })
  })

  const readWorldGuide = async () => readGuide(steps, await guideWorld())
  const tellGuide = createGuideTeller(readWorldGuide, streams)
  const stopChat = discord.events.subscribe((event) => {
    if (event.name.startsWith('MESSAGE_') || event.name.startsWith('THREAD_')) tellGuide()
  })
  const stopIssues = github.events.subscribe((event) => {
    if (event.event !== 'delivery') for (const stream of streams) stream.send({ type: 'repository' })
    tellGuide()
  })

  const stopCounting = countDownloads(options.downloads, tellGuide)

  serveReads(server)
  serveActions(server)
  await server.listen({ host, port })
  const { port: listening } = server.server.address() as AddressInfo
  for (const name of new Set([host, '127.0.0.1', 'localhost', '[::1]'])) allowedHosts.add(`${name}:${listening}`)

  return {
    // A wildcard is an address to listen at, not one to open.
    url: `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${listening}/`,
    refresh: tellGuide,
    dropStreams,
    async close() {
      stopChat()
      stopIssues()
      stopCounting()
      dropStreams()
      await server.close()
    },
  }

  function dropStreams() {
    for (const stream of streams) stream.end()
  }

  function serveReads(server: FastifyInstance) {
    server.get('/api/world', (request) => readWorld(request))
    server.get('/api/messages', (request) => {
      const { place = '', before, limit } = request.query as Record<string, string | undefined>
      const page = chat.messages(actor(request), place, before, Math.min(Number(limit) || pageLimit, 200))
      if (!opened.has(place)) {
        opened.add(place)
        tellGuide()
      }
      return page
    })
    server.get('/api/commands', (request) => {
      const { place } = request.query as Record<string, string | undefined>
      return { commands: actor(request).commands(place) }
    })
    server.get('/api/links', (request) => ({ links: chat.links(actor(request)) }))
    server.get('/api/repository', () => readRepository(github))
    server.get('/api/samples/:name', async (request, reply) => {
      const sample = await samples.read((request.params as { name: string }).name)
      if (!sample) return reply.code(404).send({ error: 'There is no sample of that name.' })
      return reply.type(sample.contentType).send(sample.data)
    })
    server.get('/api/events', (request, reply) => {
      const me = actor(request)
      const stream = openStream(reply, () => {
        streams.delete(stream)
        stop()
      })
      streams.add(stream)
      const stop = followChat(chat, me, stream, people)
    })
  }

  function serveActions(server: FastifyInstance) {
    const chatActions = createChatActions()
    for (const [path, act] of Object.entries(chatActions)) {
      const schema = requests[path as keyof typeof chatActions]
      // Each action takes what its schema reads; the pair is made by the same key.
      const run = act as (me: ReturnType<typeof actor>, asked: unknown, files: NamedFile[]) => Promise<object>
      server.post(`/api/${path}`, async (request) => {
        const me = actor(request)
        const { asked, files } = await readRequest(request, schema)
        return run(me, asked, files)
      })
    }
    for (const [path, act] of Object.entries(createIssueActions(github))) {
      const schema = requests[path as keyof PageRequests]
      const run = act as (asked: unknown) => object
      server.post(`/api/${path}`, async (request) => run((await readRequest(request, schema)).asked))
    }
    server.post('/api/close-modal', (request) => {
      actor(request).closeModal()
      return {}
    })
  }

  function actor(request: FastifyRequest) {
    const { as } = request.query as { as?: string }
    return chat.actor(as ?? chat.people[0]?.name ?? '')
  }

  async function readWorld(request: FastifyRequest): Promise<World> {
    const me = actor(request)
    const you = chat.people.find((person) => person.name === me.name)
    if (!you) throw new NobodyError(me.name)
    const { repo } = github.state
    const bot = discord.state.members().find((member) => member.user.id === discord.botUserId)
    return {
      you,
      people: chat.people,
      guild: { id: discord.guildId, name: guildName() },
      bot: { id: discord.botUserId, name: bot?.nick ?? bot?.user.global_name ?? 'Bee' },
      places: chat.places(me),
      roles: discord.state.roles(),
      members: discord.state.members(),
      repository: { owner: repo.owner, name: repo.name, maintainer: github.maintainer.login },
      samples: await samples.list(),
      guide: await readWorldGuide(),
    }
  }

  function people(): PageEvent {
    return { type: 'people', roles: discord.state.roles(), members: discord.state.members() }
  }

  function guildName() {
    return options.guildName ?? 'Sandbox'
  }

  async function guideWorld(): Promise<GuideWorld> {
    const channels = [...discord.state.channels(), ...discord.state.threads()]
    const said = channels.flatMap((channel) => (channel.type === 4 ? [] : discord.state.messages(channel.id)))
    const direct = chat.people.flatMap((person) => discord.state.directMessages(person.name))
    return {
      botId: discord.botUserId,
      messages: [...said, ...direct].sort((one, other) => compareIds(one.id, other.id)),
      channels,
      opened,
      maintainer: github.maintainer.login,
      issues: github.state.issues,
      downloads: await countedDownloads(options.downloads),
    }
  }
}

/** A Bee that is just starting or stopping cannot say; the page does without. */
async function countedDownloads(downloads: SandboxPageOptions['downloads']): Promise<number | undefined> {
  try {
    return await downloads?.()
  } catch {
    return undefined
  }
}

/** Downloads happen at Bee's own server: it is asked now and then whether there was one. */
function countDownloads(downloads: SandboxPageOptions['downloads'], changed: () => void): () => void {
  if (!downloads) return () => {}
  let last = 0
  const timer = setInterval(async () => {
    const count = (await countedDownloads(downloads)) ?? last
    if (count !== last) changed()
    last = count
  }, 1000)
  return () => clearInterval(timer)
}

/** Discord's ids grow with time; they outgrow a number, and the longer one is the later one. */
const compareIds = (one: string, other: string) => one.length - other.length || (one < other ? -1 : one > other ? 1 : 0)

function guideNames(given: Partial<GuideNames> = {}, people: { name: string; displayName: string }[]): GuideNames {
  const member = people.find((person) => person.name === given.member) ?? people[0]
  return {
    member: member?.name ?? '',
    memberCalled: member?.displayName ?? '',
    askIn: 'help',
    shareTo: 'auth-help',
    sample: 'kratos.log',
    ...given,
  }
}

export { botPlace }
