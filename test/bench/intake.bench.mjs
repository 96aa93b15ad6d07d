// How many messages a second Bee takes in on one core, each safe from a kill: `npm run bench -- intake [messages]`. Counted
// in CPU time of Bee's process, because other work of the machine does not change that; the stand-in for Discord has
// another core. A bare discord.js client that only hears is measured in the same run.
// - chatter: what people say to each other. Bee reads it, and keeps how far it has read.
// - follow-ups: said in a ticket's thread. Each is a row of the ticket's story, in one transaction with its inbox key.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { beeStart, root, startProcess, stopProcess } from './process/start.mjs'

const { startDiscordSandbox } = await import(`${root}dist/src/sandbox/discord/server.js`)
const { guildFor } = await import(`${root}dist/src/sandbox/plan.js`)
const { readDesk } = await import(`${root}dist/src/desk.js`)
const { taskset } = await import('./links/beside-nginx.mjs')

const messages = Number(process.argv[2] ?? 20_000)
const plan = guildFor(readDesk('sting-ce'))
for (let at = 0; at < 40; at++) plan.people.push({ name: `person${at}` })
const discord = await startDiscordSandbox({ guild: plan })
// Bee has a core to itself, as far as the machine lets it.
const ownCore = taskset === undefined ? [] : [taskset, '-c', '0']
if (taskset !== undefined) execFileSync(taskset, ['-acp', '1', String(process.pid)], { stdio: 'ignore' })

const bareClient = `
  import { Client, GatewayIntentBits as Intents } from 'discord.js'
  const client = new Client({
    intents: [Intents.Guilds, Intents.GuildMessages, Intents.DirectMessages, Intents.MessageContent],
    rest: { api: process.env.DISCORD_API_URL },
  })
  let heard = 0
  client.on('messageCreate', ({ content }) => { heard++; if (content === 'over') console.log('heard ' + heard) })
  client.once('clientReady', () => console.log('ready'))
  client.login(process.env.DISCORD_TOKEN)`

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const cpuMs = (pid) => {
  const [, , , , , , , , , , , user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(user) + Number(system)) * 10
}

const bare = await startProcess(['--input-type=module', '-e', bareClient], discord, ownCore)
const heardAll = new Promise((resolve) =>
  bare.child.stdout.on('data', (chunk) => /heard/.test(String(chunk)) && resolve()),
)
const mia = discord.as('mia')
const line = (at) => `so I looked at it again this morning and number ${at} is still the same as before`
await warmUp()
const bareBefore = cpuMs(bare.child.pid)
for (let at = 0; at < messages; at++) await say('#general', line(at), at)
await mia.say('#general', 'over')
await heardAll
const bareEach = (cpuMs(bare.child.pid) - bareBefore) / messages
await stopProcess(bare)
console.log(`a bare client hears ${Math.round(1000 / bareEach)} messages per CPU second`)

const bee = await startProcess(beeStart, discord, ownCore)
const db = new Sqlite(join(bee.folder, 'bee.sqlite'), { readonly: true })
const seen = (channel) => db.prepare("select value from bookmark where key = 'seen:' || ?").pluck().get(channel)

await warmUp()
await measure('chatter', messages, '#general', async ({ id, channel_id }) => {
  while (BigInt(seen(channel_id) ?? 0) < BigInt(id)) await pause(20)
})

// In many threads at a time, as people do.
const threads = []
for (let at = 0; at < 40; at++) {
  const { id } = await discord.as(`person${at}`).say('#general', `@bee I can't login after the update, number ${at}`)
  await mia.untilThread((thread) => thread.id === id, 20_000)
  threads.push(id)
}
const kept = () => db.prepare("select count(*) from inbox where key like 'message:%'").pluck().get()
const undelivered = () => db.prepare("select count(*) from outbox where state in ('new', 'trying')").pluck().get()
while (undelivered() > 0) await pause(100)
const before = kept()
const some = Math.ceil(messages / 2)
await measure(
  'follow-ups',
  some,
  (at) => threads[at % threads.length],
  async () => {
    while (kept() < before + some + 1) await pause(20)
  },
)

db.close()
await stopProcess(bee)
await discord.close()
process.exit(0)

/** A process that has just been started compiles while it works. */
async function warmUp() {
  for (let at = 0; at < 3000; at++) await say('#general', line(at), at)
}

/** The stand-in has a turn of the event loop now and then, to send what was said. */
async function say(channel, text, at) {
  const said = mia.say(channel, text)
  if (at % 50 === 49) await pause(0)
  return said
}

async function measure(what, count, channel, untilKept) {
  const cpuBefore = cpuMs(bee.child.pid)
  const begun = performance.now()
  let last
  for (let at = 0; at <= count; at++)
    last = await say(typeof channel === 'string' ? channel : channel(at), line(at), at)
  await untilKept(last)
  const each = (cpuMs(bee.child.pid) - cpuBefore) / count
  const wall = (performance.now() - begun) / 1000
  console.log(
    `${what}: ${Math.round(1000 / each)} messages per CPU second, all of them kept; ${(bareEach / each).toFixed(2)} of the bare client; ${Math.round(count / wall)}/s by the clock, with the stand-in's own work`,
  )
}
