/** What one network may ask for at once, and how much of it comes back each second: far more than people do. */
const burst = 300
const perSecond = 10
/** More networks than this are not told apart; the one that was quiet longest is forgotten. */
const mostNetworks = 10_000

/** This machine, or a proxy that the operator has not named: either stands for many people. */
const forMany = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** How quickly one network may ask (RELIABILITY A45). */
export function createPace(now: () => number = () => performance.now()) {
  const known = new Map<string, { left: number; at: number }>()

  return {
    mayAsk(address: string, network: string): boolean {
      if (forMany.has(address)) return true
      const at = now()
      const before = known.get(network) ?? { left: burst, at }
      const left = Math.min(burst, before.left + ((at - before.at) / 1000) * perSecond)
      known.delete(network)
      known.set(network, { left: Math.max(0, left - 1), at })
      if (known.size > mostNetworks) known.delete(known.keys().next().value!)
      return left >= 1
    },
  }
}
