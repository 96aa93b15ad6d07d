import { once } from 'node:events'
import type { GatewayControl, GatewayFault } from './api.ts'
import { type Gateway, send, sendGuild } from './gateway.ts'
import type { Guild, World } from './world.ts'

interface Event {
  name: string
  data: unknown
}

/** What the gateway does wrong to events and to those who log in; counted down as it happens. */
export interface DispatchFaults {
  refusesConnections: boolean
  hidesGuilds: boolean
  hidesLastMessages: boolean
  duplicate: { times: number; event: string | undefined }
  lose: { times: number; event: string | undefined }
  reorder: { held: Event[]; count: number; event: string | undefined; order: number[] | undefined }
  identifyRefusals: { times: number; resumable: boolean }
  identifyCloses: { times: number; code: number }
  resumeRefusals: number
  /** The events that really go out for one. */
  pass(event: Event): Event[]
  closeIdentify(): number | undefined
  refuseIdentify(): { resumable: boolean } | undefined
  refuseResume(): boolean
}

export function createDispatchFaults(): DispatchFaults {
  const strikes = (rule: { event: string | undefined }, event: Event) =>
    !['READY', 'RESUMED', 'GUILD_CREATE'].includes(event.name) &&
    (rule.event === undefined || rule.event === event.name)
  const faults: DispatchFaults = {
    refusesConnections: false,
    hidesGuilds: false,
    hidesLastMessages: false,
    duplicate: { times: 0, event: undefined },
    lose: { times: 0, event: undefined },
    reorder: { held: [], count: 0, event: undefined, order: undefined },
    identifyRefusals: { times: 0, resumable: false },
    identifyCloses: { times: 0, code: 4000 },
    resumeRefusals: 0,
    pass(event) {
      const { lose, reorder, duplicate } = faults
      if (lose.times > 0 && strikes(lose, event)) {
        lose.times -= 1
        return []
      }
      if (reorder.count > 0 && strikes(reorder, event)) {
        reorder.held.push(event)
        if (reorder.held.length < reorder.count) return []
        reorder.count = 0
        const held = reorder.held.splice(0)
        return reorder.order?.flatMap((place) => held[place] ?? []) ?? held.reverse()
      }
      if (duplicate.times > 0 && strikes(duplicate, event)) {
        duplicate.times -= 1
        return [event, event]
      }
      return [event]
    },
    closeIdentify() {
      if (faults.identifyCloses.times <= 0) return undefined
      faults.identifyCloses.times -= 1
      return faults.identifyCloses.code
    },
    refuseIdentify() {
      if (faults.identifyRefusals.times <= 0) return undefined
      faults.identifyRefusals.times -= 1
      return { resumable: faults.identifyRefusals.resumable }
    },
    refuseResume() {
      faults.resumeRefusals -= 1
      return faults.resumeRefusals >= 0
    },
  }
  return faults
}

export function createGatewayControl(world: World, gateway: Gateway): GatewayControl {
  const live = () => [...gateway.connections].filter((connection) => connection.session?.connection === connection)
  const next = async (what: string, timeoutMs: number) => {
    await once(gateway.moments, what, { signal: AbortSignal.timeout(timeoutMs) })
  }
  return {
    fault: (fault) => strike(world, gateway, fault),
    get connections() {
      return live().length
    },
    get identifies() {
      return gateway.counts.identifies
    },
    get resumes() {
      return gateway.counts.resumes
    },
    untilReady: async (timeoutMs = 10_000) => (live().length > 0 ? undefined : next('ready', timeoutMs)),
    untilNext: (what, timeoutMs = 10_000) => next(what, timeoutMs),
  }
}

function strike(world: World, gateway: Gateway, fault: GatewayFault): void {
  const { faults, connections } = gateway
  const { times = Number.POSITIVE_INFINITY } = fault as { times?: number }
  switch (fault.type) {
    case 'terminate':
      for (const { socket } of connections) socket.terminate()
      return
    case 'close':
      for (const { socket } of connections) socket.close(fault.code, fault.reason)
      return
    case 'reconnect':
      for (const connection of connections) send(connection, { t: null, s: null, op: 7, d: null })
      return
    case 'invalidate':
      for (const connection of connections) {
        if (!fault.resumable && connection.session !== undefined) gateway.sessions.delete(connection.session.id)
        send(connection, { t: null, s: null, op: 9, d: fault.resumable })
      }
      return
    case 'refuse-identify':
      faults.identifyRefusals = { times, resumable: fault.resumable ?? false }
      return
    case 'refuse-resume':
      faults.resumeRefusals = times
      return
    case 'close-identify':
      faults.identifyCloses = { times, code: fault.code }
      return
    case 'stop-acks':
    case 'resume-acks':
      for (const connection of connections) connection.acks = fault.type === 'resume-acks'
      return
    case 'bad-frame':
      for (const { socket } of connections) socket.send(fault.data ?? '{"op":0,"t":"MESSAGE_CREATE","d":{"id":')
      return
    case 'duplicate':
    case 'lose':
      faults[fault.type] = { times: fault.times, event: fault.event }
      return
    case 'reorder':
      faults.reorder = { held: [], count: fault.count, event: fault.event, order: fault.order }
      return
    case 'refuse-connections':
    case 'accept-connections':
      faults.refusesConnections = fault.type === 'refuse-connections'
      return
    case 'hide-guilds':
      faults.hidesGuilds = true
      return
    case 'hide-last-messages':
      faults.hidesLastMessages = true
      return
    case 'show-guilds':
      faults.hidesGuilds = false
      for (const guild of world.guilds.values())
        for (const session of gateway.sessions.values()) sendGuild(world, gateway, session, guild)
      return
    case 'grant': {
      const { type: _, ...granted } = fault
      Object.assign(gateway.options.grants, granted)
      return
    }
    case 'outage':
    case 'recover':
      for (const guild of guildsNamed(world, fault.guild)) setAvailable(world, gateway, guild, fault.type === 'recover')
      return
    case 'kick-bot':
      for (const guild of guildsNamed(world, fault.guild)) {
        world.emit({ name: 'GUILD_DELETE', data: { id: guild.id }, guildId: guild.id })
        guild.members.delete(world.bot.id)
      }
  }
}

const guildsNamed = (world: World, name: string | undefined) =>
  [...world.guilds.values()].filter((guild) => name === undefined || guild.name === name || guild.id === name)

function setAvailable(world: World, gateway: Gateway, guild: Guild, available: boolean): void {
  if (guild.available === available) return
  guild.available = available
  if (!available) world.emit({ name: 'GUILD_DELETE', data: { id: guild.id, unavailable: true }, guildId: guild.id })
  else for (const session of gateway.sessions.values()) sendGuild(world, gateway, session, guild)
}
