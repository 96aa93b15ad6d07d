// A minute of ten times the usual (RELIABILITY F54): `npm run bench -- flood [seconds] [times]`. As usual counts five messages
// a second in a busy server, one in ten of them said in a ticket's thread and one in fifty a new request, and a command
// every two seconds. Says how long a command waits for its first answer, and what was lost; Discord gives it 3 s.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { beeStart, root, startProcess, stopProcess } from './process/start.mjs'

const { startDiscordSandbox } = await import(`${root}dist/src/sandbox/discord/server.js`)
const { guildFor } = await import(`${root}dist/src/sandbox/plan.js`)
const { readDesk } = await import(`${root}dist/src/desk.js`)

const seconds = Number(process.argv[2] ?? 60)
const times = Number(process.argv[3] ?? 10)
const people = 100
const plan = guildFor(readDesk('sting-ce'))
for (let at = 0; at < people; at++) plan.people.push({ name: `person${at}` })
const discord = await startDiscordSandbox({ guild: plan })
const bee = await startProcess(beeStart, discord)
const db = new Sqlite(join(bee.folder, 'bee.sqlite'), { readonly: true })
const count = (query) => db.prepare(query).pluck().get()
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const person = (at) => discord.as(`person${at % people}`)

const threads = []
for (let at = 0; at < 20; at++) {
  const { id } = await person(at).say('#general', `@bee I can't login after the update, number ${at}`)
  await person(at).untilThread((thread) => thread.id === id, 60_000)
  threads.push(id)
}
while (count("select count(*) from outbox where state in ('new', 'trying')") > 0) await pause(100)
const before = {
  tickets: count('select count(*) from ticket'),
  taken: count("select count(*) from inbox where key like 'message:%'"),
}

const waits = []
const asked = { messages: 0, requests: 0, followUps: 0, commands: 0 }
const commands = []
const begun = performance.now()
const perSecond = 5 * times
for (let at = 0; at < seconds * perSecond; at++) {
  const due = begun + (at * 1000) / perSecond
  if (due > performance.now()) await pause(due - performance.now())
  asked.messages++
  if (at % 50 === 7) {
    asked.requests++
    // Somebody else each time: one person may only have so many open.
    await person(Math.floor(at / 50)).say('#general', `@bee the database is slow since this morning, number ${at}`)
  } else if (at % 10 === 3) {
    asked.followUps++
    await person(at).say(threads[at % threads.length], `it still happens here, number ${at}`)
  } else await person(at).say('#general', `has anybody seen this before? number ${at}`)
  if (at % 10 === 0) {
    asked.commands++
    commands.push(command(at))
  }
}
const took = (performance.now() - begun) / 1000

async function command(at) {
  const since = performance.now()
  const asking = await person(at).slash('ticket mine', {}, '#general')
  await asking.answer()
  waits.push(performance.now() - since)
}

await Promise.all(commands)
const taken = () => count("select count(*) from inbox where key like 'message:%'")
const wanted = before.taken + asked.requests + asked.followUps
const until = performance.now() + 300_000
while (taken() < wanted && performance.now() < until) await pause(200)
while (count("select count(*) from outbox where state in ('new', 'trying')") > 0 && performance.now() < until)
  await pause(200)
const lost = {
  requests: asked.requests - (count('select count(*) from ticket') - before.tickets),
  messages: wanted - taken(),
  undelivered: count("select count(*) from outbox where state <> 'done'"),
}
waits.sort((a, b) => a - b)
const share = (part) => Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * part))])
console.log(
  `${JSON.stringify(asked)} in ${Math.round(took)} s, all delivered ${Math.round((performance.now() - begun) / 1000 - took)} s later`,
)
console.log(`a command's first answer after p50 ${share(0.5)} ms, p90 ${share(0.9)} ms, p99 ${share(0.99)} ms`)
console.log(`lost: ${JSON.stringify(lost)}; Discord's limits broken: ${discord.violations.length}`)

db.close()
await stopProcess(bee)
await discord.close()
process.exit(0)
