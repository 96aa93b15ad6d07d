// How long somebody waits for the first sign of Bee when many ask at the same moment, in the same server and in another one
// (RELIABILITY F54, F55), and what an idle Bee costs beside a bare discord.js client: `npm run bench -- burst [people]`. The
// reference is measured in the same run.
import { readFileSync } from 'node:fs'
import { beeStart, root, startProcess, stopProcess } from './process/start.mjs'

const { startDiscordSandbox } = await import(`${root}dist/src/sandbox/discord/server.js`)
const { guildFor } = await import(`${root}dist/src/sandbox/plan.js`)
const { readDesk } = await import(`${root}dist/src/desk.js`)

const people = Number(process.argv[2] ?? 200)
const plan = guildFor(readDesk('sting-ce'))
for (let at = 0; at < people; at++) plan.people.push({ name: `person${at}` })

const quiet = 'Second'
const quietPeople = Array.from({ length: 10 }, (_, at) => ({ name: `quiet${at}` }))
const moreGuilds = [{ ...plan, name: quiet, people: quietPeople }]

const threads = new Map()
let typingAt
const discord = await startDiscordSandbox({
  guild: plan,
  moreGuilds,
  onRequest({ method, path }) {
    const message = /\/messages\/(\d+)\/threads$/.exec(path)?.[1]
    if (method === 'POST' && message) threads.set(message, Date.now())
    if (method === 'POST' && path.endsWith('/typing')) typingAt ??= Date.now()
  },
})

const bareClient = `
  import { Client, GatewayIntentBits as Intents } from 'discord.js'
  const client = new Client({
    intents: [Intents.Guilds, Intents.GuildMessages, Intents.DirectMessages, Intents.MessageContent],
    rest: { api: process.env.DISCORD_API_URL },
  })
  client.once('clientReady', () => console.log('ready'))
  client.login(process.env.DISCORD_TOKEN)`

const bare = await startProcess(['--input-type=module', '-e', bareClient], discord)
const bee = await startProcess(beeStart, discord)
await new Promise((resolve) => setTimeout(resolve, 8000))
const memory = { bare: residentMb(bare), bee: residentMb(bee) }
console.log(`ready after: bare client ${bare.readyMs} ms, Bee ${bee.readyMs} ms`)
console.log(
  `idle memory: bare client ${memory.bare} MB, Bee ${memory.bee} MB, ratio ${(memory.bee / memory.bare).toFixed(2)}`,
)
await stopProcess(bare)

/** One after another, in the quiet server. @returns how long each waited for a thread, in milliseconds, sorted. */
async function askQuietly(some) {
  const waits = []
  for (const { name } of some) {
    const begun = Date.now()
    const text = `@bee I cannot log in after the update, says ${name}`
    const { id } = await discord.as(name, quiet).say('#general', text)
    while (!threads.has(id)) await new Promise((resolve) => setTimeout(resolve, 10))
    waits.push(threads.get(id) - begun)
  }
  return waits.sort((a, b) => a - b)
}
const alone = await askQuietly(quietPeople.slice(0, 5))
typingAt = undefined

const data = 'level=error msg="AAL2 required but no second factor is configured"\n'.repeat(200)
const asked = new Map()
await Promise.all(
  Array.from({ length: people }, async (_, at) => {
    const begun = Date.now()
    const text = `@bee I cannot log in after the update, number ${at}`
    const { id } = await discord.as(`person${at}`).say('#general', text, { files: [{ name: 'kratos.log', data }] })
    asked.set(id, begun)
  }),
)
const besideCrowd = askQuietly(quietPeople.slice(5))
const until = Date.now() + 120_000
while (threads.size < people + quietPeople.length && Date.now() < until)
  await new Promise((resolve) => setTimeout(resolve, 50))
const waits = [...threads].flatMap(([id, at]) => (asked.has(id) ? [at - asked.get(id)] : [])).sort((a, b) => a - b)
const share = (part) => waits[Math.min(waits.length - 1, Math.floor(waits.length * part))]
const firstAsked = Math.min(...asked.values())
// discord.js keeps Discord's limit of 50 requests a second, so the last thread cannot be there any sooner than this.
const leastMs = (Math.ceil(people / 50) - 1) * 1000
console.log(`${people} people at once in one channel: "Bee is typing" after ${typingAt - firstAsked} ms`)
console.log(
  `their own thread after p50 ${share(0.5)} ms, p99 ${share(0.99)} ms (Discord allows the last at ${leastMs} ms); answered ${waits.length}`,
)
const crowded = await besideCrowd
console.log(
  `in another server meanwhile: their thread after ${crowded.join(', ')} ms, alone ${alone.join(', ')} ms; medians ${crowded[2]} / ${alone[2]} = ${(crowded[2] / alone[2]).toFixed(2)}`,
)

await stopProcess(bee)
await discord.close()
process.exit(0)

function residentMb({ child }) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024)
}
