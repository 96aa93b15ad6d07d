import { existsSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweepBundles } from '../../src/web/expiry.ts'
import { hour, type LinkKit, linkKit, noon } from '../store/link-kit.ts'

let kit: LinkKit
beforeEach(async () => {
  kit = await linkKit()
})
afterEach(() => kit.remove())

const sweep = (more: { most?: number; folder?: string } = {}) =>
  sweepBundles({
    bundles: kit.bundles,
    links: kit.links,
    folder: kit.bundleFolder,
    now: kit.now,
    heldBackMs: 14 * day,
    ...more,
  })
const day = 24 * hour
const isThere = (file: string) => existsSync(join(kit.bundleFolder, file))
const stateOf = async (id: number) => (await kit.bundles.get(id))?.state
function aFile(name: string, ageMs: number) {
  writeFileSync(join(kit.bundleFolder, name), 'x')
  utimesSync(join(kit.bundleFolder, name), (kit.clock.at - ageMs) / 1000, (kit.clock.at - ageMs) / 1000)
}

describe('a bundle', () => {
  it('goes when its last link has ended and nothing claimed can be resumed any more', async () => {
    const { bundle, ticket } = await kit.aLink({ lifetimeMs: 48 * hour })
    await kit.links.create(kit.db, { bundleId: bundle.id, ticketId: ticket.id, lifetimeMs: 49 * hour, downloads: 1 })

    kit.clock.at = noon + 49 * hour + 15 * 60_000 - 1
    expect(await sweep()).toEqual({ expired: 0, unreleased: [], missing: 0, orphans: 0 })
    kit.clock.at++
    expect(await sweep()).toEqual({ expired: 1, unreleased: [], missing: 0, orphans: 0 })

    expect(isThere(bundle.file)).toBe(false)
    expect(await kit.bundles.get(bundle.id)).toMatchObject({ state: 'expired', file: null })
    expect(await sweep()).toEqual({ expired: 0, unreleased: [], missing: 0, orphans: 0 })
  })

  it('is kept when the clock is set back, and does not come back when it was ahead for a while: F15', async () => {
    const { bundle, token } = await kit.aLink({ lifetimeMs: 48 * hour })
    kit.clock.at = noon - 3 * day
    expect(await sweep()).toEqual({ expired: 0, unreleased: [], missing: 0, orphans: 0 })
    await kit.links.claim(token, '1')
    expect(isThere(bundle.file)).toBe(true)

    kit.clock.at = noon + 3 * day
    await expect(kit.links.claim(token, '1')).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
    expect(await sweep()).toMatchObject({ expired: 1 })
    kit.clock.at = noon
    await expect(kit.links.claim(token, '1')).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
    expect(await stateOf(bundle.id)).toBe('expired')
  })

  it('goes with few others at a time, however many a jump of the clock has ended: F15', async () => {
    for (let nth = 0; nth < 5; nth++) await kit.aLink({ lifetimeMs: hour })
    kit.clock.at = noon + 3 * day
    expect(await sweep({ most: 2 })).toMatchObject({ expired: 2 })
    expect(await sweep({ most: 2 })).toMatchObject({ expired: 2 })
    expect(await sweep({ most: 2 })).toMatchObject({ expired: 1 })
  })

  it('whose file was deleted by a sweep that died is healed by the next: F58', async () => {
    const { bundle, token } = await kit.aLink({ lifetimeMs: hour })
    kit.clock.at = noon + 2 * hour
    rmSync(join(kit.bundleFolder, bundle.file))

    expect(await sweep()).toMatchObject({ expired: 1 })
    expect(await stateOf(bundle.id)).toBe('expired')
    await expect(kit.links.look(token, '1')).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
  })

  it('whose file is gone is marked, so that its link says so: F58', async () => {
    const { bundle, token } = await kit.aLink()
    const other = await kit.aLink()
    rmSync(join(kit.bundleFolder, bundle.file))

    expect(await sweep()).toEqual({ expired: 0, unreleased: [], missing: 1, orphans: 0 })

    await expect(kit.links.claim(token, '1')).rejects.toMatchObject({ code: 'LINK_EXPIRED' })
    expect(await stateOf(other.bundle.id)).toBe('ready')
  })

  it('is not taken for gone when the whole folder is', async () => {
    const { bundle } = await kit.aLink()

    await sweep({ folder: join(kit.folder, 'not-mounted') })

    expect(await stateOf(bundle.id)).toBe('ready')
  })
})

describe('a bundle that is held back', () => {
  const aHeldBack = async () => {
    const { bundle } = await kit.aLink({ lifetimeMs: 60 * day })
    const file = `${bundle.file}.quarantined`
    renameSync(join(kit.bundleFolder, bundle.file), join(kit.bundleFolder, file))
    await kit.db.updateTable('bundle').set({ state: 'quarantined', file }).where('id', '=', bundle.id).execute()
    return { id: bundle.id, file }
  }

  it('waits two weeks for a moderator, and then its file goes', async () => {
    const { id, file } = await aHeldBack()
    const { bundle: released } = await kit.aLink({ lifetimeMs: 60 * day })

    kit.clock.at = noon + 14 * day - 1
    expect(await sweep()).toEqual({ expired: 0, unreleased: [], missing: 0, orphans: 0 })
    expect(isThere(file)).toBe(true)
    kit.clock.at++
    expect((await sweep()).unreleased).toMatchObject([{ id }])

    expect(isThere(file)).toBe(false)
    expect(await kit.bundles.get(id)).toMatchObject({ state: 'expired', file: null })
    expect(await stateOf(released.id)).toBe('ready')
    expect((await sweep()).unreleased).toEqual([])
  })

  it('whose file was deleted by a sweep that died is healed by the next: F58', async () => {
    const { id, file } = await aHeldBack()
    rmSync(join(kit.bundleFolder, file))
    kit.clock.at = noon + 14 * day

    expect((await sweep()).unreleased).toMatchObject([{ id }])
    expect(await stateOf(id)).toBe('expired')
  })

  it('leaves no file behind when its row went', async () => {
    aFile('9-lost.tar.gz.quarantined', 5 * hour)
    expect(await sweep()).toMatchObject({ orphans: 1 })
    expect(isThere('9-lost.tar.gz.quarantined')).toBe(false)
  })
})

describe('a file that no row names', () => {
  it('goes after an hour, and nothing else does: F58', async () => {
    const { bundle } = await kit.aLink()
    aFile(bundle.file, 5 * hour)
    aFile('7-old.tar.gz', hour)
    aFile('8-fresh.tar.gz', hour - 1000)
    aFile('.bee-0123456789abcdef01234567.part', 5 * hour)
    aFile('notes.txt', 5 * hour)

    expect(await sweep()).toEqual({ expired: 0, unreleased: [], missing: 0, orphans: 1 })
    expect(readdirSync(kit.bundleFolder).sort()).toEqual(
      ['.bee-0123456789abcdef01234567.part', '8-fresh.tar.gz', bundle.file, 'notes.txt'].sort(),
    )
  })
})

it('does so much in one turn and no more', async () => {
  for (let i = 0; i < 5; i++) {
    await kit.aLink({ lifetimeMs: hour })
    rmSync(join(kit.bundleFolder, (await kit.aLink()).bundle.file))
    aFile(`${i}-old.tar.gz`, 99 * hour)
  }
  kit.clock.at = noon + 2 * hour

  expect(await sweep({ most: 2 })).toEqual({ expired: 2, unreleased: [], missing: 2, orphans: 2 })
  expect(await sweep({ most: 2 })).toEqual({ expired: 2, unreleased: [], missing: 2, orphans: 2 })
  expect(await sweep({ most: 2 })).toEqual({ expired: 1, unreleased: [], missing: 1, orphans: 1 })
})
