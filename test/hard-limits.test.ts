import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type Limited, limitedBee } from './limited-process.ts'

const within = { timeout: 30_000 }
const mayMount = spawnSync('unshare', ['-Urm', 'true']).status === 0
const file = { name: 'kratos.log', data: 'level=error msg="AAL2 required but no second factor is configured"\n' }
const linkIn = (text: string) => /(http[^\s)>"]+\/d\/[^\s)>"]+)/.exec(text)?.[1]

/** Somebody asks, with a log. @returns the thread, once its card has a link. */
async function packed({ discord }: Limited, name: string) {
  const person = discord.as(name)
  const { id } = await person.say('#general', "@bee I can't login after the update", { files: [file] })
  const cardOf = () => discord.state.messages(id).find(({ embeds }) => linkIn(JSON.stringify(embeds)) !== undefined)
  const look = () => {
    try {
      return linkIn(JSON.stringify(cardOf()?.embeds ?? []))
    } catch {
      return undefined
    }
  }
  await expect.poll(look, within).toBeTruthy()
  return { id, link: look()! }
}

const claim = (link: string) => fetch(`${link}/claim`, { method: 'POST' })

it('F18: with all file descriptors in use it keeps what it has, and goes on when some are free again', async () => {
  const bee = await limitedBee('ulimit -n 128; exec "$2" "$3" start')
  const before = await packed(bee, 'mia')
  const files = readdirSync(join(bee.dataDir, 'bundles'))

  const sockets: Socket[] = []
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  let closed = 0
  const hold = () => {
    const socket = connect(bee.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.on('close', () => closed++)
    // A request that never ends, so that it is not closed for being idle.
    socket.write('POST /webhooks/github HTTP/1.1\r\nHost: bee\r\nContent-Length: 5\r\n\r\n')
    sockets.push(socket)
  }
  for (let at = 0; at < 250; at++) hold()
  // Those for which there was no descriptor are shut.
  await expect.poll(() => closed, within).toBeGreaterThan(20)
  const asked = await bee.discord
    .as('sam')
    .say('#general', '@bee vault is sealed after every restart', { files: [file] })
  for (const socket of sockets) socket.destroy()

  await bee.discord.as('sam').untilThread(({ id }) => id === asked.id, 60_000)
  await expect.poll(() => claim(before.link).then(({ ok }) => ok), within).toBe(true)
  await packed(bee, 'carla')
  expect(bee.child.exitCode).toBeNull()
  expect(readdirSync(join(bee.dataDir, 'bundles'))).toEqual(expect.arrayContaining(files))
  expect(bee.log.filter((line) => line.includes('"level":60'))).toEqual([])
}, 180_000)

it.skipIf(!mayMount)(
  'F06: with a full disk it says so, lets people download, and goes on when there is room',
  async () => {
    const script = `
    mount -t tmpfs -o size=120m none "$1" || exit 1
    "$2" "$3" start &
    while read -r word; do
      case $word in
        fill) dd if=/dev/zero of="$1/filler" bs=64k 2>/dev/null; dd if=/dev/zero of="$1/rest" bs=1 2>/dev/null ;;
        free) rm -f "$1/filler" "$1/rest" ;;
      esac
      echo "$word: done"
    done`
    const bee = await limitedBee(script, ['unshare', '-Urm'])
    const before = await packed(bee, 'mia')
    await bee.tell('fill')

    const ready = () => fetch(`${bee.url}/readyz`).then(({ status }) => status)
    const sam = bee.discord.as('sam')
    const refusals = () =>
      bee.discord.state.messages('#general').filter(({ content }) => content.includes('my disk is full'))
    // The log that is there already may have room for a few.
    let asked = 0
    const ask = async () => {
      if (refusals().length === 0)
        await sam.say('#general', `@bee vault is sealed after restart ${++asked} ${'x'.repeat(1500)}`)
      return refusals().length
    }
    await expect.poll(ask, { ...within, interval: 300 }).toBeGreaterThan(0)
    await expect.poll(ready, within).toBe(503)
    expect((await fetch(before.link)).status).toBe(200)

    await bee.tell('free')
    await packed(bee, 'carla')
    await expect.poll(ready, within).toBe(200)
    expect((await claim(before.link)).ok).toBe(true)
    expect(bee.log.filter((line) => line.includes('"level":60'))).toEqual([])
  },
  180_000,
)
