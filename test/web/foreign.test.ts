import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import type { Ticket } from '../../src/core/types.ts'
import { routeAskings } from '../../src/web/askings.ts'
import { startWorld, type World } from '../world.ts'

/** Each stands in everything of one person, and nowhere else. */
const canaries = { mia: 'pomegranate', carla: 'quince' } as const
type Owner = keyof typeof canaries

let world: World
const has = {} as Record<Owner, { ticket: Ticket; link: string; claim: string; code: string; upload: string }>

beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
  has.mia = await settleIn('mia')
  has.carla = await settleIn('carla')
}, 120_000)
afterAll(() => world.stop())

const last = (address: string) => new URL(address).pathname.split('/').at(-1)!
const asProgram = { accept: 'application/json' }

/** A ticket with a bundle, its link, a download begun from it, an upload address, and an upload under way. */
async function settleIn(name: Owner) {
  const me = world.discord.as(name)
  const canary = canaries[name]
  const files = [{ name: `${canary}.log`, data: `level=error msg="${canary} is off"\n` }]
  const { id } = await me.say('#general', `@bee I can't login after the update, ${canary}`, { files })
  const { app } = world.bee
  const ready = async () => {
    const ticket = await app.tickets.byMessage(wholeDesk, id)
    return ticket && (await app.links.activeOf(ticket.id)).length > 0 ? ticket : undefined
  }
  await vi.waitUntil(ready, { timeout: 30_000, interval: 25 })
  const ticket = (await ready())!
  const [link] = await app.links.activeOf(ticket.id)
  const address = app.links.urlOf(link!)
  const claimed = await fetch(`${address}/claim`, { method: 'POST', redirect: 'manual' })
  const claim = last(new URL(claimed.headers.get('location')!, address).href)
  const said = (await (await me.slash('bundle upload', {}, ticket.threadId!)).message()).content
  const code = last(/http[^>\s]+\/u\/[\w-]+/.exec(said)![0])
  const wanted = JSON.stringify({ kind: 'files', files: [{ name: 'a.log', sizeBytes: 10 }] })
  const headers = { ...asProgram, 'content-type': 'application/json' }
  const announced = await fetch(`${world.bee.url}/u/${code}/uploads`, { method: 'POST', body: wanted, headers })
  const upload = ((await announced.json()) as { id: string }).id
  expect(upload).toBeTruthy()
  return { ticket, link: last(address), claim, code, upload }
}

/** Everything about Mia's ticket that somebody may know or guess and that is no secret address, or one of another kind. */
function guesses(): string[] {
  const { ticket, link, claim, code, upload } = has.mia
  return [
    ...[ticket.number, String(ticket.id), ticket.threadId!, ticket.messageId!, ticket.requesterId, ticket.guildId],
    ...[upload, canaries.mia, `${canaries.mia}.log`, '1', '*', "' or 1=1 --"],
    ...[link, claim, code].flatMap((secret) => [secret.slice(0, -1), `${secret}A`, secret.toUpperCase()]),
  ]
}

it('A37: no address of the web takes an id, a name, or the secret of another sort for its own', async () => {
  const { link, claim, code } = has.mia
  const own: Record<string, string> = { '/d': link, '/f': claim, '/u': code }
  const ofOthers = (path: string) =>
    Object.entries(own).flatMap(([at, secret]) => (path.startsWith(at) ? [] : [secret]))
  const paths = Object.keys(routeAskings).filter((path) => path.includes(':'))
  expect(paths.length).toBeGreaterThanOrEqual(8)
  const shapes = new Set<string>()
  for (const path of paths) {
    for (const guess of [...guesses(), ...ofOthers(path)]) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const at = path.replace(/:(?:token|claim|code)/, encodeURIComponent(guess)).replace(/:\w+/g, '1')
        const answer = await fetch(world.bee.url + at, { method, headers: asProgram, redirect: 'manual' })
        const text = await answer.text()
        // A form that was reloaded leads back to its page, whatever that is of.
        if (answer.status === 302 && answer.headers.get('location')?.includes('/d/')) continue
        expect(answer.status, `${method} ${at}: ${text}`).toBeGreaterThanOrEqual(400)
        expect(answer.status).toBeLessThan(500)
        for (const canary of Object.values(canaries)) expect(text.replaceAll(guess, '')).not.toContain(canary)
        if (answer.status === 404) shapes.add(`${path.slice(0, 2)} ${text}`)
      }
    }
  }
  // Whether there is something, and what, cannot be told from the answer.
  const starts = [...shapes].map((shape) => shape.slice(0, 2))
  expect(shapes.size, [...shapes].join('\n')).toBe(new Set(starts).size)
}, 120_000)

it("A37: a secret address shows its owner's things alone, and opens nothing beside", async () => {
  for (const [owner, other] of [
    ['mia', 'carla'],
    ['carla', 'mia'],
  ] as const) {
    const { link, claim, code } = has[owner]
    const page = await (await fetch(`${world.bee.url}/d/${link}`, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain(canaries[owner])
    const bytes = Buffer.from(await (await fetch(`${world.bee.url}/f/${claim}`)).arrayBuffer())
    const text = gunzipSync(bytes).toString('latin1')
    expect(text).toContain(canaries[owner])
    const door = await (await fetch(`${world.bee.url}/u/${code}`, { headers: asProgram })).text()
    for (const shown of [page, text, door]) expect(shown).not.toContain(canaries[other])
    expect(door).not.toContain(has[other].ticket.number)

    // Another's upload, under one's own code.
    const theirs = `${world.bee.url}/u/${code}/uploads/${has[other].upload}`
    for (const [method, at] of [
      ['GET', theirs],
      ['POST', `${theirs}/done`],
      ['DELETE', theirs],
      ['PUT', `${theirs}/0?offset=0`],
    ] as const) {
      const body = method === 'PUT' ? { body: 'overwritten' } : {}
      const answer = await fetch(at, { method, headers: asProgram, ...body })
      expect(answer.status, `${method} ${at}`).toBe(404)
    }
  }
  for (const { code, upload } of Object.values(has)) {
    const state = await fetch(`${world.bee.url}/u/${code}/uploads/${upload}`, { headers: asProgram })
    expect(state.status).toBe(200)
  }
}, 60_000)
