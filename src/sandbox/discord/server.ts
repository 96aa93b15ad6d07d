import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createActor } from './actor.ts'
import { createAdmin } from './admin.ts'
import type { DiscordSandbox, DiscordSandboxOptions, FaultRequest } from './api.ts'
import { serveFile } from './cdn.ts'
import { createFaults, type FaultBook } from './faults.ts'
import { createGateway } from './gateway.ts'
import { createGatewayControl } from './gateway-faults.ts'
import { buildGuild } from './plan.ts'
import { createRateLimits } from './rate-limits.ts'
import { createRest } from './rest.ts'
import { createRouter } from './router.ts'
import { channelRoutes } from './routes/channels.ts'
import { guildRoutes } from './routes/guilds.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { messageRoutes } from './routes/messages.ts'
import { moderationRoutes } from './routes/moderation.ts'
import { threadRoutes } from './routes/threads.ts'
import { createState } from './state.ts'
import { createWorld, type World } from './world.ts'

/** What Discord lets a bot send without boosts. https://discord.com/developers/docs/reference#uploading-files */
const usualFileBytes = 10 * 1024 * 1024

/**
 * Starts a Discord of one's own.
 *
 * @throws Error when the plan contradicts itself, or the port is taken
 */
export async function startDiscordSandbox(options: DiscordSandboxOptions): Promise<DiscordSandbox> {
  const { host = '127.0.0.1', now = Date.now, granted = {}, sessionStarts = {} } = options
  const world = createWorld({
    now,
    maxFileBytes: options.maxFileBytes ?? usualFileBytes,
    answerWithinMs: options.answerWithinMs ?? 3000,
  })
  const bot = options.guild.bot ?? {}
  Object.assign(world.bot, { username: bot.name ?? 'bee', global_name: null })
  const guilds = [options.guild, ...(options.moreGuilds ?? [])].map((plan) => buildGuild(world, plan))

  const guildNamed = (name?: string) => {
    const found = name === undefined ? guilds[0] : guilds.find((guild) => guild.name === name)
    if (found === undefined) throw new Error(`The sandbox has no guild ${name}.`)
    return found
  }

  const faults = createFaults(options.faults)
  const limits = createRateLimits(now)
  limits.enforced = options.limits ?? false
  const grants = { messageContent: true, members: true, presences: true, ...granted }
  const totalStarts = sessionStarts.total ?? 1000
  const gatewayUrl = () => `ws://${world.cdnHost}/gateway`
  const gateway = createGateway(
    world,
    { heartbeatMs: options.heartbeatMs ?? 41_250, grants, remainingStarts: sessionStarts.remaining ?? totalStarts },
    gatewayUrl,
  )
  const about = { url: gatewayUrl, totalStarts, remainingStarts: () => gateway.options.remainingStarts, grants }
  const control = createGatewayControl(world, gateway)
  const router = createRouter([
    ...guildRoutes(about),
    ...channelRoutes,
    ...messageRoutes(() => grants.messageContent),
    ...threadRoutes,
    ...moderationRoutes,
    ...interactionRoutes,
  ])
  const rest = createRest(world, { router, faults, limits, validate: options.validate, onRequest: options.onRequest })

  let page: ((request: IncomingMessage, response: ServerResponse) => void) | undefined
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith('/api/')) void rest.handle(request, response)
    else if (path.startsWith('/attachments/')) serveFile(world, faults, request, response)
    else if (path.startsWith('/sandbox/faults')) void serveFaults(request, response, faults, control)
    else if (page !== undefined) page(request, response)
    else response.writeHead(404).end()
  })
  server.keepAliveTimeout = 30_000
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith('/gateway')) gateway.upgrade(request, socket, head)
    else socket.destroy()
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  world.cdnHost = `${host}:${(server.address() as AddressInfo).port}`

  return {
    apiUrl: `http://${world.cdnHost}/api`,
    origin: `http://${world.cdnHost}`,
    cdnHost: world.cdnHost,
    token: world.token,
    applicationId: world.applicationId,
    botUserId: world.bot.id,
    guildId: guilds[0]!.id,
    state: createState(world, guilds[0]!, limits),
    events: { subscribe: (listener) => subscribe(world, listener) },
    faults,
    gateway: control,
    requests: rest.requests,
    violations: rest.violations,
    as: (personName, guildName) => {
      return createActor(world, guildNamed(guildName), personName)
    },
    admin: (guildName) => createAdmin(world, guildNamed(guildName)),
    mount: (handler) => {
      page = handler
    },
    enforceLimits: (on) => {
      limits.enforced = on
    },
    close: async () => {
      await gateway.close()
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function subscribe(world: World, listener: (event: { name: string; data: unknown }) => void): () => void {
  world.listeners.add(listener)
  return () => void world.listeners.delete(listener)
}

/** POST adds a rule or a gateway fault, GET lists the rules, DELETE removes them all. */
async function serveFaults(
  request: IncomingMessage,
  response: ServerResponse,
  faults: FaultBook,
  control: ReturnType<typeof createGatewayControl>,
): Promise<void> {
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (request.method === 'DELETE') faults.clear()
  if (request.method !== 'POST') {
    return void answer(
      200,
      faults.list().map(({ id, rule, struck }) => ({ id, rule, struck })),
    )
  }
  try {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as FaultRequest
    if ('gateway' in asked) {
      control.fault(asked.gateway)
      answer(200, { done: asked.gateway.type })
    } else if (asked.do === undefined) answer(400, { message: 'Say what to do: {"match": {…}, "do": "drop"}.' })
    else answer(201, { id: faults.add(asked).id })
  } catch {
    answer(400, { message: 'The body must be JSON: {"match": {…}, "do": …} or {"gateway": {"type": …}}.' })
  }
}
