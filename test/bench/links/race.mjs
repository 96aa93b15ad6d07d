// Two server processes on one database, and twenty who want the last download of a link at the same time (A25):
// anything but one winner is a mistake.
import { createClient } from './load.mjs'

const racersEach = 10

export async function race({ ports, aLink, rounds }) {
  const clients = ports.flatMap((port) => Array.from({ length: racersEach }, () => createClient(port)))
  const result = { rounds, racers: clients.length, over: 0, wasted: 0, otherAnswers: 0 }
  for (let round = 0; round < rounds; round++) {
    const path = `/d/${await aLink(1)}/claim`
    const statuses = await Promise.all(clients.map(async (client) => (await client.ask('POST', path)).status))
    const wins = statuses.filter((status) => status === 303).length
    if (wins > 1) result.over++
    if (wins < 1) result.wasted++
    result.otherAnswers += statuses.filter((status) => status !== 303 && status !== 410).length
  }
  for (const client of clients) client.close()
  return result
}
