import { EventEmitter, once } from 'node:events'
import type { ActiveFault, FaultMatch, FaultRule, Faults } from './api.ts'

/** What the server asks: the faults that strike this request, oldest first. */
export interface FaultBook extends Faults {
  strike(method: string, path: string): FaultRule[]
}

interface Entry {
  fault: ActiveFault
  seen: number
  struck: number
  moments: EventEmitter
  matches: (method: string, path: string) => boolean
}

export function createFaults(initial: FaultRule[] = []): FaultBook {
  const entries = new Map<string, Entry>()
  let last = 0
  const book: FaultBook = {
    add(rule) {
      last += 1
      const id = `fault-${last}`
      const moments = new EventEmitter()
      const entry: Omit<Entry, 'fault'> = { seen: 0, struck: 0, moments, matches: matcher(rule.match ?? {}) }
      const fault: ActiveFault = {
        id,
        rule,
        get struck() {
          return entry.struck
        },
        remove: () => void entries.delete(id),
        async untilStruck(times = 1) {
          while (entry.struck < times) await once(moments, 'struck', { signal: AbortSignal.timeout(20_000) })
        },
      }
      entries.set(id, Object.assign(entry, { fault }))
      return fault
    },
    list: () => [...entries.values()].map((entry) => entry.fault),
    clear: () => entries.clear(),
    strike(method, path) {
      const striking: FaultRule[] = []
      for (const entry of entries.values()) {
        const { times = Number.POSITIVE_INFINITY, nth = 1 } = entry.fault.rule.match ?? {}
        if (entry.struck >= times || !entry.matches(method, path)) continue
        entry.seen += 1
        if (entry.seen < nth) continue
        entry.struck += 1
        entry.moments.emit('struck')
        striking.push(entry.fault.rule)
      }
      return striking
    },
  }
  for (const rule of initial) book.add(rule)
  return book
}

function matcher({ method, path }: FaultMatch): (method: string, path: string) => boolean {
  const isRegExp = path !== undefined && path.length > 2 && path.startsWith('/^') && path.endsWith('/')
  const pattern = isRegExp ? new RegExp(path.slice(1, -1)) : undefined
  return (givenMethod, givenPath) => {
    if (method !== undefined && method.toUpperCase() !== givenMethod) return false
    if (path === undefined) return true
    return pattern === undefined ? globMatches(path.split('/'), givenPath.split('/')) : pattern.test(givenPath)
  }
}

/** `*` is one part of a path, `**` any number of them. */
function globMatches(glob: string[], path: string[]): boolean {
  const [first, ...rest] = glob
  if (first === undefined) return path.length === 0
  if (first === '**') return rest.length === 0 || path.some((_, at) => globMatches(rest, path.slice(at)))
  if (path.length === 0 || (first !== '*' && first !== path[0])) return false
  return globMatches(rest, path.slice(1))
}
