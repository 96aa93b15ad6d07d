import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asking } from '../../src/core/permissions.ts'
import { permissions } from '../../src/core/permissions.ts'
import { pressable } from '../../src/discord/controls.ts'
import { type Drive, drives, elsewhere, isRefused } from './driving.ts'
import { type Name, names, type Place, people, type Scene, startScene } from './scene.ts'
import { isNamed } from './spec.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
}, 120_000)
afterAll(() => scene.world.stop())

interface Cell {
  asking: Asking
  who: Name
  place: Place
  drive: Drive
  mayIt: boolean
}

/** By the table that was written from SPEC by hand; see `spec.ts`. */
function expected(asking: Asking, who: Name, { isAboutTicket }: Drive): boolean {
  const is = people[who]
  if (is === 'nobody') return false
  if (is === 'outsider') return !isAboutTicket && isNamed(asking, 'moderator')
  // Without a ticket of their own nobody is its requester.
  const asThe = is === 'requester' && !isAboutTicket ? 'member' : is
  return isNamed(asking, asThe) || isNamed(asking, 'member')
}

/** Whoever is in no server any more can only write in private. */
const comesTo = (who: Name, place: Place, { isOutOfSight }: Drive) =>
  (who !== 'ivo' || place === 'dm') && (who !== 'zoe' || !isOutOfSight)

const cells: Cell[] = (Object.keys(drives) as Asking[]).flatMap((asking) =>
  drives[asking].flatMap((drive) =>
    names.flatMap((who) =>
      drive.at
        .filter((place) => comesTo(who, place, drive))
        .map((place) => ({ asking, who, place, drive, mayIt: expected(asking, who, drive) })),
    ),
  ),
)

/** @returns what went otherwise than it should; each person does one thing after the other, all of them at once. */
async function walk(some: Cell[]): Promise<string[]> {
  const wrong: string[] = []
  const one = async (who: Name) => {
    for (const { asking, place, drive, mayIt } of some.filter((cell) => cell.who === who)) {
      const said = await drive.ask(who, place, scene).catch((cause: Error) => `FAILED ${cause.message}`)
      const isFine = !said.startsWith('FAILED') && !said.includes('incident') && isRefused(said) !== mayIt
      if (!isFine) wrong.push(`${asking} by ${who} in ${place}, ${drive.how}: ${said.slice(0, 120)}`)
    }
  }
  await Promise.all(names.map(one))
  return wrong
}

describe('A36: who may do what, by real doors', () => {
  const refused = cells.filter(({ mayIt }) => !mayIt)
  const allowed = cells.filter(({ mayIt }) => mayIt)

  it(`refuses in ${refused.length} cells, and nothing happens`, { timeout: 240_000 }, async () => {
    const { tickets, bundles } = scene.world.bee.app
    const now = async () => {
      const all = [scene.open, scene.packed]
      return Promise.all(all.map(async ({ id }) => [(await tickets.history(id)).length, await bundles.ofTicket(id)]))
    }
    const alone = ['ticket.read-notes', 'ticket.list-assigned', 'ticket.open-many']
    const before = await now()
    expect(await walk(refused.filter(({ asking }) => !alone.includes(asking)))).toEqual([])
    expect(await now()).toEqual(before)
    // These are prepared by a moderator or by a limit, for one at a time.
    for (const cell of refused.filter(({ asking }) => alone.includes(asking))) expect(await walk([cell])).toEqual([])
  })

  it(`allows in ${allowed.length} cells`, { timeout: 240_000 }, async () => {
    const alone = ['ticket.list-assigned', 'ticket.open-many']
    for (const asking of Object.keys(drives) as Asking[]) {
      const some = allowed.filter((cell) => cell.asking === asking)
      if (alone.includes(asking)) for (const cell of some) expect(await walk([cell])).toEqual([])
      else expect(await walk(some), asking).toEqual([])
    }
  })

  it('has gone through every row of the table, and every button', () => {
    const driven = (Object.keys(permissions) as Asking[]).filter((asking) => drives[asking].length > 0)
    expect([...driven, ...Object.keys(elsewhere)].sort()).toEqual(Object.keys(permissions).sort())
    const pressed = Object.values(drives).flatMap((all) => all.map(({ how }) => how.replace(/^button /, '')))
    const onlyInPrivate = ['dm.add', 'dm.new']
    expect(Object.keys(pressable).filter((name) => !pressed.includes(name) && !onlyInPrivate.includes(name))).toEqual(
      [],
    )
  })

  it('leaves no defect behind', () => {
    expect(scene.world.discord.violations).toEqual([])
    expect(scene.world.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
  })
})
