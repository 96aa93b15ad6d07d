import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compiled } from '../../src/paths.ts'
import { networkOf } from '../../src/store/link-access.ts'
import { hour, type LinkKit, linkKit, noon } from './link-kit.ts'

const client = '203.0.113.7'
const refusal = (code: string) => expect.objectContaining({ code })
let kit: LinkKit

beforeEach(async () => {
  kit = await linkKit()
})
afterEach(() => kit.remove())

describe('a link', () => {
  it('has an address that Bee can print again, and that the database does not hold', async () => {
    const { link, url, token } = await kit.aLink()

    expect(url).toMatch(/^https:\/\/bee\.example\/d\/[A-Za-z0-9_-]{43}$/)
    expect(kit.links.urlOf(link)).toBe(url)
    await kit.links.claim(token, client)
    const files = ['bee.db', 'bee.db-wal'].map((name) => readFileSync(join(kit.folder, name)))
    expect(files.some((bytes) => bytes.includes(token))).toBe(false)
  })

  it('shows what it leads to, and looking costs nothing', async () => {
    const { link, token, ticket } = await kit.aLink()

    for (let i = 0; i < 20; i++) await kit.links.look(token, client)

    const found = await kit.links.look(token, client)
    expect(found).toMatchObject({
      ticketNumber: ticket.number,
      link: { downloadsLeft: 10 },
      bundle: { state: 'ready' },
    })
    expect(await kit.leftOf(link)).toBe(10)
  })

  it('is unknown in every other spelling: A22', async () => {
    const { token } = await kit.aLink()
    const other = await kit.aLink()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const wrong = [
      `${token}=`,
      ` ${token}`,
      `${token} `,
      token.toUpperCase(),
      token.slice(1),
      `${token}A`,
      '',
      '.',
      '%00',
    ]
    for (let i = 0; i < token.length; i++) {
      for (let flip = 1; flip < 64; flip *= 2) {
        const letter = alphabet[alphabet.indexOf(token[i]!) ^ flip]
        wrong.push(token.slice(0, i) + letter + token.slice(i + 1))
      }
    }
    wrong.push(token.slice(0, 20) + other.token.slice(20))

    for (const bad of wrong) {
      await expect(kit.links.look(bad, client)).rejects.toEqual(refusal('LINK_NOT_FOUND'))
      await expect(kit.links.claim(bad, client)).rejects.toEqual(refusal('LINK_NOT_FOUND'))
      await expect(kit.links.file(bad, client)).rejects.toEqual(refusal('CLAIM_EXPIRED'))
    }
  })

  it('opens nothing when its row is moved to another bundle', async () => {
    const { link, token } = await kit.aLink()
    const other = await kit.aLink()

    await kit.db.updateTable('link').set({ bundle_id: other.bundle.id }).where('id', '=', link.id).execute()

    await expect(kit.links.look(token, client)).rejects.toEqual(refusal('LINK_NOT_FOUND'))
  })

  it('ends at its very millisecond: A30', async () => {
    const { token } = await kit.aLink({ lifetimeMs: 48 * hour })

    kit.clock.at = noon + 48 * hour - 1
    await kit.links.claim(token, client)
    kit.clock.at = noon + 48 * hour
    await expect(kit.links.claim(token, client)).rejects.toEqual(refusal('LINK_EXPIRED'))
    await expect(kit.links.look(token, client)).rejects.toEqual(refusal('LINK_EXPIRED'))
  })

  it('can be taken back, alone or with the ticket’s others', async () => {
    const { token, ticket, link, bundle } = await kit.aLink()
    const wanted = { bundleId: bundle.id, ticketId: ticket.id, lifetimeMs: hour, downloads: 3 }
    const second = await kit.links.create(kit.db, wanted)
    const claim = await kit.links.claim(token, client)

    expect((await kit.links.activeOf(ticket.id)).map(({ id }) => id)).toEqual([second.id, link.id])
    expect(await kit.links.revokeOne(kit.db, link.id)).toMatchObject({ id: link.id, revokedAt: noon })
    expect(await kit.links.revokeOne(kit.db, link.id)).toBeUndefined()
    expect(await kit.links.revoke(kit.db, ticket.id)).toMatchObject([{ id: second.id }])

    await expect(kit.links.claim(token, client)).rejects.toEqual(refusal('LINK_REVOKED'))
    await expect(kit.links.claim(token, client, { resumes: true })).rejects.toEqual(refusal('LINK_REVOKED'))
    await expect(kit.links.file(claim.token, client)).rejects.toEqual(refusal('LINK_REVOKED'))
    expect(await kit.links.activeOf(ticket.id)).toEqual([])
  })

  it('can be refilled', async () => {
    const { token, ticket } = await kit.aLink({ downloads: 1 })
    await kit.links.claim(token, client)

    await expect(kit.links.claim(token, client)).rejects.toEqual(refusal('LINK_USED_UP'))
    expect(await kit.links.refill(kit.db, ticket.id)).toMatchObject([{ downloadsLeft: 1 }])
    await kit.links.claim(token, client)
  })

  it.each([
    ['quarantined', 'LINK_REVOKED'],
    ['expired', 'LINK_EXPIRED'],
    ['failed', 'LINK_EXPIRED'],
  ])('gives nothing of a bundle that is %s', async (state, code) => {
    const { token, bundle, link } = await kit.aLink()

    await kit.db.updateTable('bundle').set({ state }).where('id', '=', bundle.id).execute()

    await expect(kit.links.look(token, client)).rejects.toEqual(refusal(code))
    await expect(kit.links.claim(token, client)).rejects.toEqual(refusal(code))
    expect(await kit.leftOf(link)).toBe(10)
  })
})

describe('a claim', () => {
  it('uses up exactly one download each', async () => {
    const { token, link } = await kit.aLink({ downloads: 3 })

    for (const left of [2, 1, 0]) {
      await kit.links.claim(token, client)
      expect(await kit.leftOf(link)).toBe(left)
    }
    await expect(kit.links.claim(token, client)).rejects.toEqual(refusal('LINK_USED_UP'))
  })

  it('is won by one of fifty who want the last download: A25', async () => {
    const { token, link } = await kit.aLink({ downloads: 1 })

    const tries = await Promise.allSettled(Array.from({ length: 50 }, () => kit.links.claim(token, client)))

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await kit.leftOf(link)).toBe(0)
  })

  it('is won by one of two processes, every time: A25', async () => {
    const races = await Promise.all(Array.from({ length: 20 }, () => kit.aLink({ downloads: 1 })))
    const racers = [0, 1].map(() => fork(new URL('./link-racer.mjs', import.meta.url)))
    const settings = { folder: kit.folder, now: noon, storeFolder: compiled('src/store') }
    await Promise.all(
      racers.map((racer) => {
        racer.send({ settings })
        return once(racer, 'message')
      }),
    )

    for (const { token } of races) {
      const answers = racers.map((racer) => once(racer, 'message') as Promise<[number]>)
      for (const racer of racers) racer.send({ token, times: 5 })
      const wins = (await Promise.all(answers)).map(([wins]) => wins)
      expect(wins[0]! + wins[1]!).toBe(1)
    }
    for (const racer of racers) racer.kill()
  })

  it('goes on for the client that comes back for the rest, and for nobody else: F51', async () => {
    const { token, link } = await kit.aLink({ downloads: 2 })
    const first = await kit.links.claim(token, client)

    const resumed = await kit.links.claim(token, client, { resumes: true })
    expect(resumed).toEqual({ ...first, isRepeated: true })
    expect(await kit.leftOf(link)).toBe(1)

    await kit.links.claim(token, '198.51.100.9', { resumes: true })
    expect(await kit.leftOf(link)).toBe(0)
  })

  it('lives fifteen minutes', async () => {
    const { token, content } = await kit.aLink()
    const claim = await kit.links.claim(token, client)

    kit.clock.at += 15 * 60_000 - 1
    expect(await kit.links.file(claim.token, client)).toMatchObject({ sizeBytes: content.length })
    kit.clock.at += 1
    await expect(kit.links.file(claim.token, client)).rejects.toEqual(refusal('CLAIM_EXPIRED'))
  })

  it('sends three times the size of the file at most: A24', async () => {
    const { token, content } = await kit.aLink()
    const download = await kit.links.file((await kit.links.claim(token, client)).token, client)
    const size = content.length

    for (let i = 0; i < 3; i++) {
      await kit.links.reserve(download, size)
      await kit.links.settle(download, { reserved: size, sent: size, outcome: 'completed' })
    }
    await expect(kit.links.reserve(download, 1)).rejects.toEqual(refusal('CLAIM_EXPIRED'))
  })

  it('gives back what never left, and nothing of what may have arrived: A24, F51', async () => {
    const { token, content } = await kit.aLink()
    const download = await kit.links.file((await kit.links.claim(token, client)).token, client)
    const size = content.length
    const left = async () =>
      (await kit.db.selectFrom('claim').select('bytes_left').executeTakeFirstOrThrow()).bytes_left

    await kit.links.reserve(download, size)
    await kit.links.settle(download, { reserved: size, sent: 10, outcome: 'broken-off' })
    expect(await left()).toBe(3 * size - 10)
    await kit.links.reserve(download, size)
    await kit.links.settle(download, { reserved: size, sent: size, outcome: 'broken-off' })
    expect(await left()).toBe(2 * size - 10)
  })
})

describe('the access log', () => {
  it('has every look, claim and download, allowed or refused, and no address', async () => {
    const { token, ticket, link } = await kit.aLink({ downloads: 1 })
    await kit.links.look(token, client)
    kit.clock.at++
    const claim = await kit.links.claim(token, client)
    kit.clock.at++
    await kit.links.claim(token, client).catch(() => {})
    kit.clock.at++
    const download = await kit.links.file(claim.token, client)
    await kit.links.settle(download, { reserved: 9, sent: 9, outcome: 'completed' })
    kit.clock.at++
    await kit.links.revokeOne(kit.db, link.id)
    await kit.links.look(token, '198.51.100.9').catch(() => {})
    await kit.links.look('unknown', client).catch(() => {})

    const log = await kit.links.accessLog(ticket.id)

    expect(log.map(({ what, outcome }) => `${what} ${outcome}`)).toEqual([
      'look LINK_REVOKED',
      'download completed',
      'claim LINK_USED_UP',
      'claim allowed',
      'look allowed',
    ])
    expect(log.every(({ client }) => /^[0-9a-f]{10}$/.test(client))).toBe(true)
    expect(new Set(log.map(({ client }) => client)).size).toBe(2)
    expect(await kit.links.accessLog(ticket.id, 2)).toEqual(log.slice(0, 2))
  })

  it('names a client differently on another day', async () => {
    const { token, ticket } = await kit.aLink()
    await kit.links.look(token, client)
    kit.clock.at += 24 * hour
    await kit.links.look(token, client)

    const [later, earlier] = await kit.links.accessLog(ticket.id)

    expect(later?.client).not.toBe(earlier?.client)
  })

  it('keeps the newest entries of a link that is hammered', async () => {
    const { token, ticket } = await kit.aLink()
    for (let i = 0; i < 5100; i++) await kit.links.look(token, client)

    await kit.links.flushLog()
    await kit.links.forgetOld(noon)

    expect(await kit.links.accessLog(ticket.id, 10_000)).toHaveLength(5000)
  })

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('takes %s for the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('the form of a page', () => {
  it('claims once, however often its button is pressed', async () => {
    const { token, link } = await kit.aLink({ downloads: 2 })
    const { nonce: form } = await kit.links.look(token, client)

    const claims = await Promise.all(Array.from({ length: 10 }, () => kit.links.claim(token, client, { form })))

    expect(new Set(claims.map((claim) => claim.token)).size).toBe(1)
    expect(claims.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1)
    expect(await kit.leftOf(link)).toBe(1)
    const again = await kit.links.claim(token, client, { form: (await kit.links.look(token, client)).nonce })
    expect(again.token).not.toBe(claims[0]!.token)
    expect(await kit.leftOf(link)).toBe(0)
    // Its button still leads to the download it has taken, also when it was the last.
    expect(await kit.links.claim(token, client, { form })).toEqual({ ...claims[0]!, isRepeated: true })
  })

  it('works for an hour, for its own link, and only as it was made: A22, A32', async () => {
    const { token, link } = await kit.aLink()
    const other = await kit.aLink()
    const { nonce: form } = await kit.links.look(token, client)
    const foreign = (await kit.links.look(other.token, client)).nonce
    const wrong = ['', 'x', foreign, `${form}A`, form.slice(0, -1), form.toUpperCase()]
    for (let i = 0; i < form.length; i++)
      wrong.push(`${form.slice(0, i)}${form[i] === '1' ? '2' : '1'}${form.slice(i + 1)}`)

    for (const bad of wrong)
      await expect(kit.links.claim(token, client, { form: bad })).rejects.toEqual(refusal('CLAIM_FORM_OLD'))
    kit.clock.at += hour
    await expect(kit.links.claim(token, client, { form })).rejects.toEqual(refusal('CLAIM_FORM_OLD'))
    expect(await kit.leftOf(link)).toBe(10)
  })
})

describe('a link for certain people', () => {
  const helpers = { to: 'roles', roles: ['Helper'] } as const
  const tokenOf = ({ url }: { url: string }) => url.slice(url.lastIndexOf('/') + 1)

  it('opens by a personal address only, which counts as that person', async () => {
    const { token, link, ticket } = await kit.aLink({ audience: { ...helpers, roles: [...helpers.roles] } })
    const personal = tokenOf(kit.links.personalUrlOf(link, 'eva'))

    await expect(kit.links.look(token, client)).rejects.toEqual(refusal('LINK_PERSONAL'))
    await expect(kit.links.claim(token, client)).rejects.toEqual(refusal('LINK_PERSONAL'))
    expect(await kit.leftOf(link)).toBe(10)
    await kit.links.look(personal, client)
    const claim = await kit.links.claim(personal, client)
    const download = await kit.links.file(claim.token, '198.51.100.9')
    await kit.links.settle(download, { reserved: 1, sent: 1, outcome: 'completed' })

    expect(await kit.leftOf(link)).toBe(9)
    const log = await kit.links.accessLog(ticket.id)
    const byMember = log.filter((entry) => entry.outcome === 'allowed' || entry.outcome === 'completed')
    expect(byMember).toHaveLength(3)
    expect(new Set(byMember.map((entry) => entry.client)).size).toBe(1)
    expect(byMember[0]!.client).toMatch(/^member-[0-9a-f]{16}$/)
    // Coming back for the rest from another network is the same person.
    expect(await kit.links.claim(personal, '198.51.100.9', { resumes: true })).toEqual({ ...claim, isRepeated: true })
  })

  it('has a personal address in one spelling only, of which nothing can be changed: A22', async () => {
    const { link } = await kit.aLink()
    const other = await kit.aLink()
    const token = tokenOf(kit.links.personalUrlOf(link, 'eva'))
    const parts = token.split('.')
    const others = tokenOf(kit.links.personalUrlOf(other.link, 'max')).split('.')
    await kit.links.look(token, client)

    const wrong = [`${token}=`, ` ${token}`, `${token}.`, `0${token}`, token.toUpperCase(), token.replaceAll('.', ':')]
    // Every bit of every letter, and every field taken from another address.
    for (let i = 0; i < token.length; i++) {
      for (let bit = 0; bit < 7; bit++)
        wrong.push(token.slice(0, i) + String.fromCharCode(token.charCodeAt(i) ^ (1 << bit)) + token.slice(i + 1))
    }
    for (const [place, field] of others.entries()) {
      const swapped = parts.map((part, at) => (at === place ? field : part)).join('.')
      if (swapped !== token) wrong.push(swapped)
    }
    for (const field of [0, 1, 2]) wrong.push(parts.map((part, at) => (at === field ? `0${part}` : part)).join('.'))

    for (const bad of wrong) {
      await expect(kit.links.look(bad, client)).rejects.toEqual(refusal('LINK_NOT_FOUND'))
      await expect(kit.links.claim(bad, client)).rejects.toEqual(refusal('LINK_NOT_FOUND'))
    }
  })

  it('keeps a personal address a quarter of an hour, over the change of the signing key: F56', async () => {
    const { link } = await kit.aLink({ lifetimeMs: 96 * hour })
    const midnight = noon + 12 * hour
    kit.clock.at = midnight - 1000
    const token = tokenOf(kit.links.personalUrlOf(link, 'eva'))

    kit.clock.at = midnight + 14 * 60_000
    const fresh = tokenOf(kit.links.personalUrlOf(link, 'eva'))
    expect(Number(fresh.split('.')[0])).toBe(Number(token.split('.')[0]) + 1)
    await kit.links.claim(token, client)
    kit.clock.at = midnight + 15 * 60_000
    await expect(kit.links.look(token, client)).rejects.toEqual(refusal('LINK_PERSONAL_ENDED'))
    await expect(kit.links.claim(token, client)).rejects.toEqual(refusal('LINK_PERSONAL_ENDED'))
    // The key of the day before yesterday is known no longer.
    kit.clock.at = midnight + 25 * hour
    await expect(kit.links.look(token, client)).rejects.toEqual(refusal('LINK_NOT_FOUND'))
  })

  it('ends for everybody when it is taken back', async () => {
    const { link, ticket } = await kit.aLink()
    const token = tokenOf(kit.links.personalUrlOf(link, 'eva'))

    await kit.links.revoke(kit.db, ticket.id)

    await expect(kit.links.look(token, client)).rejects.toEqual(refusal('LINK_REVOKED'))
  })
})

describe('the card', () => {
  const waiting = () =>
    kit.db.selectFrom('outbox').select(['lane', 'effect', 'state']).where('state', '!=', 'done').execute()

  it('is drawn again after claims: once for many, and again for those that come while it is drawn', async () => {
    const { token, ticket } = await kit.aLink({ downloads: 100 })
    const effect = JSON.stringify({ do: 'card.show', ticketId: ticket.id })

    await Promise.all(Array.from({ length: 20 }, () => kit.links.claim(token, client)))
    await kit.links.claim(token, client)
    expect(await waiting()).toEqual([{ lane: `ticket:${ticket.id}`, effect, state: 'new' }])
    expect(kit.nudges).toHaveLength(1)

    await kit.db.updateTable('outbox').set({ state: 'trying' }).execute()
    for (let i = 0; i < 5; i++) await kit.links.claim(token, client)
    expect((await waiting()).map(({ state }) => state)).toEqual(['trying', 'new'])
    expect(kit.nudges).toHaveLength(2)
  })
})
