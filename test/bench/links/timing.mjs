// Whether the time of an answer tells a token that shares its start with a real one from a random one (A23).
import { randomBytes } from 'node:crypto'
import { createClient } from './load.mjs'

/** Means and Welch's t of two kinds of wrong tokens, asked for in turn. |t| under 2.58 is no signal at p < 0.01. */
export async function timing({ port, token, pairs }) {
  const client = createClient(port)
  const kinds = {
    start: () => token.slice(0, 30) + randomBytes(10).toString('base64url').slice(0, 13),
    random: () => randomBytes(32).toString('base64url'),
  }
  const times = { start: [], random: [] }
  for (let turn = 0; turn < pairs; turn++) {
    for (const kind of turn % 2 ? ['start', 'random'] : ['random', 'start']) {
      const path = `/d/${kinds[kind]()}`
      const startedAt = performance.now()
      await client.ask('GET', path)
      if (turn >= pairs / 20) times[kind].push(performance.now() - startedAt)
    }
  }
  client.close()
  // The slowest tenth is what else the machine did.
  const [a, b] = [times.start, times.random].map((all) => all.sort((x, y) => x - y).slice(0, all.length * 0.9))
  const mean = (all) => all.reduce((sum, x) => sum + x, 0) / all.length
  const variance = (all) => mean(all.map((x) => (x - mean(all)) ** 2))
  const t = (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length)
  return { pairs, startMs: +mean(a).toFixed(4), randomMs: +mean(b).toFixed(4), t: +t.toFixed(2) }
}
