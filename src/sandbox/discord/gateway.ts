import { randomBytes } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { createDispatchFaults, type DispatchFaults } from './gateway-faults.ts'
import { forBot, type Grants, intentBits, isDisallowed, knownIntents } from './intents.ts'
import { guildCreate } from './render.ts'
import type { Dispatch, Guild, World } from './world.ts'

/** A connection says what it is; the session behind it outlives it. */
export interface Connection {
  socket: WebSocket
  session: Session | undefined
  acks: boolean
  heartbeatDeadline: NodeJS.Timeout | undefined
  /** Times of the frames received, for the limit of 120 a minute. */
  received: number[]
}

export interface Session {
  id: string
  intents: number
  shard: [number, number]
  seq: number
  /** What can be replayed, oldest first. */
  sent: { seq: number; frame: string }[]
  connection: Connection | undefined
  endsAt: number
}

export interface GatewayOptions {
  heartbeatMs: number
  grants: Grants
  remainingStarts: number
}

export interface Gateway {
  options: GatewayOptions
  connections: Set<Connection>
  sessions: Map<string, Session>
  faults: DispatchFaults
  counts: { identifies: number; resumes: number }
  /** Tells 'identify', 'resume' and 'ready'. */
  moments: EventEmitter
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

/** Events kept for a resume, for each session; and how long a session without a connection lives. */
const replayLimit = 20_000
const sessionMs = 15 * 60_000

export function createGateway(world: World, options: GatewayOptions, url: () => string): Gateway {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4096 * 4, perMessageDeflate: false })
  const gateway: Gateway = {
    options,
    connections: new Set(),
    sessions: new Map(),
    faults: createDispatchFaults(),
    counts: { identifies: 0, resumes: 0 },
    moments: new EventEmitter(),
    upgrade(request, socket, head) {
      if (gateway.faults.refusesConnections) return void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n')
      server.handleUpgrade(request, socket, head, (accepted) => accept(world, gateway, accepted, url))
    },
    async close() {
      world.listeners.delete(onDispatch)
      for (const connection of gateway.connections) {
        clearTimeout(connection.heartbeatDeadline)
        connection.socket.terminate()
      }
      server.close()
      await (gateway.connections.size === 0 ? undefined : once(gateway.moments, 'empty'))
    },
  }
  const onDispatch = (dispatch: Dispatch) => {
    for (const session of gateway.sessions.values()) {
      if (!isForShard(session, dispatch.guildId)) continue
      const data = forBot(world, dispatch, session.intents)
      if (data !== undefined) dispatchTo(world, gateway, session, dispatch.name, data)
    }
  }
  world.listeners.add(onDispatch)
  return gateway
}

function isForShard({ shard: [id, count] }: Session, guildId: string | undefined): boolean {
  return guildId === undefined ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id
}

/** Sends an event now, or keeps it for the resume. */
function dispatchTo(world: World, gateway: Gateway, session: Session, name: string, data: unknown): void {
  if (session.connection === undefined && world.now() > session.endsAt) {
    gateway.sessions.delete(session.id)
    return
  }
  for (const event of gateway.faults.pass({ name, data })) {
    session.seq += 1
    const frame = JSON.stringify({ t: event.name, s: session.seq, op: 0, d: event.data })
    session.sent.push({ seq: session.seq, frame })
    if (session.sent.length > replayLimit) session.sent.splice(0, replayLimit / 10)
    session.connection?.socket.send(frame)
  }
}

function accept(world: World, gateway: Gateway, socket: WebSocket, url: () => string): void {
  const connection: Connection = { socket, session: undefined, acks: true, heartbeatDeadline: undefined, received: [] }
  gateway.connections.add(connection)
  socket.on('message', (data, isBinary) => {
    if (isBinary) return socket.close(4002, 'Error while decoding payload.')
    receive(world, gateway, connection, String(data), url)
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', (code) => {
    clearTimeout(connection.heartbeatDeadline)
    gateway.connections.delete(connection)
    leave(world, gateway, connection, code)
    if (gateway.connections.size === 0) gateway.moments.emit('empty')
  })
  send(connection, { t: null, s: null, op: 10, d: { heartbeat_interval: gateway.options.heartbeatMs, _trace: [] } })
  expectHeartbeat(gateway, connection)
}

/** Codes 1000 and 1001 from the bot end its session; any other end leaves it open to a resume. */
function leave(world: World, gateway: Gateway, connection: Connection, code: number): void {
  const { session } = connection
  if (session?.connection !== connection) return
  session.connection = undefined
  session.endsAt = world.now() + sessionMs
  if (code === 1000 || code === 1001) gateway.sessions.delete(session.id)
}

export const send = (connection: Connection, payload: unknown) => connection.socket.send(JSON.stringify(payload))

function expectHeartbeat(gateway: Gateway, connection: Connection): void {
  clearTimeout(connection.heartbeatDeadline)
  const patience = gateway.options.heartbeatMs * 2
  connection.heartbeatDeadline = setTimeout(() => connection.socket.close(4009, 'Session timed out.'), patience)
  connection.heartbeatDeadline.unref()
}

function receive(world: World, gateway: Gateway, connection: Connection, text: string, url: () => string) {
  const { socket } = connection
  const payload = parse(text)
  if (payload === undefined) return socket.close(4002, 'Error while decoding payload.')
  const minuteAgo = Date.now() - 60_000
  connection.received = [...connection.received.filter((at) => at > minuteAgo), Date.now()]
  if (connection.received.length > 120) return socket.close(4008, 'Rate limited.')
  const { op, d } = payload
  if (op === 1) {
    expectHeartbeat(gateway, connection)
    if (connection.acks) send(connection, { t: null, s: null, op: 11, d: null })
  } else if (op === 2) identify(world, gateway, connection, d, url)
  else if (op === 6) resume(world, gateway, connection, d)
  else if (connection.session === undefined) socket.close(4003, 'Not authenticated.')
  else if (op === 8) sendMembers(world, gateway, connection.session, d)
  else if (op !== 3 && op !== 4 && op !== 31) socket.close(4001, 'Unknown opcode.')
}

function parse(text: string): { op: number; d: Record<string, unknown> } | undefined {
  try {
    const { op, d } = JSON.parse(text) as { op?: unknown; d?: unknown }
    return typeof op === 'number' ? { op, d: Object(d) as Record<string, unknown> } : undefined
  } catch {
    return undefined
  }
}

function identify(
  world: World,
  gateway: Gateway,
  connection: Connection,
  d: Record<string, unknown>,
  url: () => string,
) {
  const { socket } = connection
  const { faults, options } = gateway
  gateway.counts.identifies += 1
  options.remainingStarts = Math.max(0, options.remainingStarts - 1)
  gateway.moments.emit('identify')
  if (connection.session !== undefined) return socket.close(4005, 'Already authenticated.')
  const closing = faults.closeIdentify()
  if (closing !== undefined) return socket.close(closing, 'As asked.')
  const refusal = faults.refuseIdentify()
  if (refusal !== undefined) return send(connection, { t: null, s: null, op: 9, d: refusal.resumable })
  if (String(d.token).replace(/^Bot /, '') !== world.token) return socket.close(4004, 'Authentication failed.')
  const intents = d.intents
  if (typeof intents !== 'number' || (intents & ~knownIntents) !== 0) return socket.close(4013, 'Invalid intent(s).')
  if (isDisallowed(intents, options.grants)) return socket.close(4014, 'Disallowed intent(s).')
  const shard = Array.isArray(d.shard) ? (d.shard as [number, number]) : ([0, 1] as [number, number])
  if (!(shard[0] < shard[1])) return socket.close(4010, 'Invalid shard.')

  const id = randomBytes(16).toString('hex')
  const session: Session = { id, intents, shard, seq: 0, sent: [], connection, endsAt: Number.POSITIVE_INFINITY }
  connection.session = session
  gateway.sessions.set(id, session)
  welcome(world, gateway, session, url())
}

function welcome(world: World, gateway: Gateway, session: Session, url: string): void {
  const guilds = [...world.guilds.values()].filter(
    (guild) => guild.members.has(world.bot.id) && isForShard(session, guild.id),
  )
  const granted = gateway.options.grants
  dispatchTo(world, gateway, session, 'READY', {
    v: 10,
    user: { ...world.bot, email: null, verified: true, mfa_enabled: true },
    user_settings: {},
    session_type: 'normal',
    session_id: session.id,
    resume_gateway_url: url,
    relationships: [],
    private_channels: [],
    presences: [],
    guilds: gateway.faults.hidesGuilds ? [] : guilds.map(({ id }) => ({ id, unavailable: true })),
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    auth: {},
    shard: session.shard,
    application: { id: world.applicationId, flags: applicationFlags(granted) },
    _trace: [],
  })
  const shown = gateway.faults.hidesGuilds ? [] : guilds.filter(({ available }) => available)
  for (const guild of shown) sendGuild(world, gateway, session, guild)
  gateway.moments.emit('ready')
}

/** The bits for bots in fewer than 100 guilds. */
export const applicationFlags = (granted: Grants) =>
  (granted.presences ? 1 << 13 : 0) | (granted.members ? 1 << 15 : 0) | (granted.messageContent ? 1 << 19 : 0)

export function sendGuild(world: World, gateway: Gateway, session: Session, guild: Guild): void {
  if ((session.intents & intentBits.guilds) === 0) return
  const allMembers = (session.intents & intentBits.presences) !== 0
  const data = guildCreate(world, guild, allMembers)
  const isHidden = (key: string) => key === 'last_message_id' && gateway.faults.hidesLastMessages
  const shown = JSON.parse(JSON.stringify(data, (key, value) => (isHidden(key) ? undefined : value)))
  dispatchTo(world, gateway, session, 'GUILD_CREATE', shown)
}

function resume(world: World, gateway: Gateway, connection: Connection, d: Record<string, unknown>) {
  gateway.counts.resumes += 1
  gateway.moments.emit('resume')
  const refused = gateway.faults.refuseResume()
  if (String(d.token).replace(/^Bot /, '') !== world.token)
    return connection.socket.close(4004, 'Authentication failed.')
  const session = gateway.sessions.get(String(d.session_id))
  const seq = Number(d.seq)
  const oldest = session?.sent[0]?.seq ?? 1
  const isGone = session === undefined || world.now() > session.endsAt || seq + 1 < oldest
  if (refused || isGone) return send(connection, { t: null, s: null, op: 9, d: false })
  if (!(seq >= 0 && seq <= session.seq)) {
    gateway.sessions.delete(session.id)
    return connection.socket.close(4007, 'Invalid seq.')
  }

  session.connection?.socket.close(4000, 'Another connection took over.')
  session.connection = connection
  session.endsAt = Number.POSITIVE_INFINITY
  connection.session = session
  for (const { seq: at, frame } of session.sent) if (at > seq) connection.socket.send(frame)
  dispatchTo(world, gateway, session, 'RESUMED', { _trace: [] })
  gateway.moments.emit('ready')
}

/** Op 8: members by id or by the beginning of a name, in chunks of 1000. */
function sendMembers(world: World, gateway: Gateway, session: Session, d: Record<string, unknown>): void {
  const guild = world.guilds.get(String(d.guild_id))
  if (guild === undefined) return
  const ids = d.user_ids === undefined ? undefined : [d.user_ids].flat().map(String)
  const wantsAll = ids === undefined && d.query === '' && d.limit === 0
  if (wantsAll && (session.intents & intentBits.members) === 0) return
  const query = String(d.query ?? '').toLowerCase()
  const found = [...guild.members.values()].filter(({ user }) =>
    ids === undefined
      ? `${user.username}\n${user.global_name ?? ''}`.toLowerCase().includes(query)
      : ids.includes(user.id),
  )
  const members = ids === undefined && !wantsAll ? found.slice(0, Number(d.limit) || 100) : found
  const chunks = Math.max(1, Math.ceil(members.length / 1000))
  for (let at = 0; at < chunks; at++) {
    dispatchTo(world, gateway, session, 'GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: members.slice(at * 1000, at * 1000 + 1000),
      chunk_index: at,
      chunk_count: chunks,
      not_found: ids?.filter((id) => !guild.members.has(id)) ?? [],
      ...(d.nonce === undefined ? {} : { nonce: d.nonce }),
    })
  }
}
