import type { ActiveFault, FaultAction, FaultRule, Faults } from './api.ts'

export interface FaultBox extends Faults {
  /** What to do wrong with this request, if anything. Counts as a strike. */
  strikeRequest(method: string, path: string): FaultAction | undefined
  strikeDelivery(event: string, action: string | null): 'drop' | 'duplicate' | 'reorder' | undefined
}

interface Fault {
  handle: ActiveFault
  /** How often it matched, and how often it struck. */
  seen: number
  struck: number
  waiting: { times: number; done: () => void }[]
}

const isWebhook = (action: FaultAction) => typeof action === 'object' && 'webhook' in action

export function createFaults(): FaultBox {
  let faults: Fault[] = []
  let lastId = 0

  function strike(fits: (rule: FaultRule) => boolean): FaultAction | undefined {
    for (const fault of faults) {
      const { times = Number.POSITIVE_INFINITY, nth = 1 } = fault.handle.rule.match ?? {}
      if (fault.struck >= times || !fits(fault.handle.rule)) continue
      fault.seen += 1
      if (fault.seen < nth) continue
      fault.struck += 1
      for (const waiter of fault.waiting) if (fault.struck >= waiter.times) waiter.done()
      return fault.handle.rule.do
    }
    return undefined
  }

  function add(rule: FaultRule): ActiveFault {
    const id = `fault-${++lastId}`
    const remove = () => {
      faults = faults.filter((other) => other !== fault)
    }
    const untilStruck = (times = 1) =>
      new Promise<void>((done) => (fault.struck >= times ? done() : fault.waiting.push({ times, done })))
    const handle = {
      id,
      rule,
      get struck() {
        return fault.struck
      },
      remove,
      untilStruck,
    }
    const fault: Fault = { handle, seen: 0, struck: 0, waiting: [] }
    faults.push(fault)
    return handle
  }

  return {
    add,
    list: () => faults.map((fault) => fault.handle),
    clear: () => {
      faults = []
    },

    strikeRequest: (method, path) =>
      strike(
        ({ match, do: action }) =>
          !isWebhook(action) &&
          (match?.method === undefined || match.method.toUpperCase() === method) &&
          (match?.path === undefined || matchesPath(match.path, path)),
      ),

    strikeDelivery(event, action) {
      const fits = ({ match, do: effect }: FaultRule) =>
        isWebhook(effect) && (match?.event === undefined || [event, `${event}.${action}`].includes(match.event))
      const effect = strike(fits)
      return typeof effect === 'object' && 'webhook' in effect ? effect.webhook : undefined
    },
  }
}

/** Patterns come from tests and from the person at this machine, never from outside. */
function matchesPath(pattern: string, path: string): boolean {
  const source = pattern
    .split('**')
    .map((part) => part.split('*').map(escaped).join('[^/]*'))
    .join('.*')
  return new RegExp(`^${source}$`).test(path)
}

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\/]/g, '\\$&')
