import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { show, showCommand } from '../../src/cli/show.ts'
import { readConfig } from '../../src/config.ts'
import { close } from '../../src/core/close.ts'
import { addBundle, finishBundle } from '../../src/store/bundles.ts'
import { createLinks } from '../../src/store/links.ts'
import { addPost, markPosted } from '../../src/store/posts.ts'
import { createSeal } from '../../src/store/seal.ts'
import { ana, clean, noon } from '../core/a-ticket.ts'
import { aFolder, aRequest, aStore } from '../store/kit.ts'

/** A running Bee's database with one ticket that has been through everything, and one that has not. */
async function aDesk() {
  const dataDir = aFolder()
  const config = readConfig({ DATA_DIR: dataDir, DISCORD_TOKEN: 't' })
  const { db, tickets, outbox, now, clock } = await aStore({ file: config.databaseFile })
  const links = createLinks(db, {
    seal: createSeal(Buffer.alloc(32)),
    now,
    publicUrl: 'https://bee.example',
    nudge: () => {},
  })
  const { ticket } = await tickets.open(aRequest('m1', { form: { version: clean('1.0') } }), 'ana')
  let url = ''
  await tickets.change(
    ticket.id,
    'bee',
    (ticket) => ({ ticket, events: [] }),
    async (trx) => {
      const bundle = await addBundle(trx, {
        ticketId: ticket.id,
        name: 'auth-issues-ST-2026-001.tar.gz',
        sources: '',
        at: noon,
      })
      const leftOut = ['core.1 is not text, so I cannot remove secrets from it.']
      const file = {
        file: 'f',
        sizeBytes: 12_345,
        sha256: 'ab'.repeat(32),
        findings: [],
        manifest: '{}',
        leftOut,
        problem: null,
      }
      await finishBundle(trx, bundle.id, { state: 'ready', ...file })
      const link = await links.create(trx, {
        bundleId: bundle.id,
        ticketId: ticket.id,
        lifetimeMs: 3_600_000,
        downloads: 10,
      })
      url = links.urlOf(link)
      const { post } = await addPost(trx, {
        ticketId: ticket.id,
        destination: 'github',
        target: 'o/r',
        by: 'ana',
        at: noon,
      })
      await markPosted(trx, post.id, {
        remoteId: '12',
        url: 'https://github.example/o/r/issues/12',
        labelled: null,
        marker: 'op-1',
      })
      return { events: [{ type: 'bundle.ready', bundleId: bundle.id }] }
    },
  )
  const token = url.slice(url.lastIndexOf('/') + 1)
  await links.claim(token, '203.0.113.7')
  await outbox.add([{ do: 'say', ticketId: ticket.id, reply: { say: 'link.created', values: { url } } }])
  const [first] = await outbox.take(1, 'messages')
  await outbox.dead(first!.id, 'CHANNEL_FORBIDDEN')
  await tickets.open(aRequest('m2', { title: clean('\u001b[31mred\u0007 alert') }), 'ben')
  await tickets.change(ticket.id, 'ana', (ticket) => close(ticket, 'solved', ana, noon))
  const seen = (asked: string | undefined, json = false) => show(asked, { config, json, now: clock.at })
  return { seen, token, config }
}

describe('bee show ST-2026-001', () => {
  it('tells the whole story, in order', async () => {
    const { seen } = await aDesk()
    const text = await seen('ST-2026-001')
    for (const line of [
      'ST-2026-001 · authentication · solved · medium',
      'Cannot log in',
      '  requester  ana, community',
      "  triage     incident, break-fix, 85 % sure, because: 'login'",
      '  version    1.0',
      '  2026-01-05T12:00:00.000Z  ticket.opened  by ana',
      '  2026-01-05T12:00:00.000Z  ticket.closed  by ana  (as solved)',
      `  #1 auth-issues-ST-2026-001.tar.gz: ready, 12.3 kB, sha256 ${'ab'.repeat(32)}`,
      '    left out: core.1 is not text, so I cannot remove secrets from it.',
      '  #1 to bundle #1: works, 9 of 10 downloads left, until 2026-01-05 13:00:00; 0 looks, 1 claim, 0 transfers',
      '  github o/r: posted https://github.example/o/r/issues/12',
      '  #1 thread.open: dead 2026-01-05 12:00:00, 1 attempt (CHANNEL_FORBIDDEN)',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
    const order = ['Events', 'Bundles', 'Links', 'Posts', 'Deliveries'].map((title) => text.indexOf(`\n${title}\n`))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order[0]).toBeGreaterThan(0)
  })

  it('says the same as JSON', async () => {
    const { seen } = await aDesk()
    const story = JSON.parse(await seen('ST-2026-001', true))
    expect(Object.keys(story)).toEqual(['ticket', 'events', 'bundles', 'links', 'posts', 'deliveries'])
    expect(story.ticket).toMatchObject({ number: 'ST-2026-001', status: 'closed', createdAt: noon })
    expect(story.links).toMatchObject([{ downloadsLeft: 9, claims: 1 }])
    expect(story.deliveries[0]).toMatchObject({ do: 'thread.open', state: 'dead', problem: 'CHANNEL_FORBIDDEN' })
  })

  it.each([true, false])("never tells a link's token (JSON: %s)", async (json) => {
    const { seen, token } = await aDesk()
    expect(await seen('ST-2026-001', json)).not.toContain(token)
  })

  it.each(['1', '#1', 'st 2026 1', '2026-001'])('takes %s for it', async (typed) => {
    const { seen } = await aDesk()
    expect(await seen(typed)).toMatch(/^ST-2026-001 /)
  })

  it.each([
    ['ST-2026-021', 'I know no ticket "ST-2026-021". Did you mean ST-2026-001'],
    ['nonsense', 'Did you mean ST-2026-002, ST-2026-001?'],
  ])('answers %s with the nearest numbers', async (typed, words) => {
    const { seen } = await aDesk()
    await expect(seen(typed)).rejects.toMatchObject({
      code: 'TICKET_NOT_FOUND',
      message: expect.stringContaining(words),
    })
  })
})

describe('bee show', () => {
  it('lists the latest tickets, and passes nothing to the terminal that it would act on', async () => {
    const { seen } = await aDesk()
    const [newest, oldest] = (await seen(undefined)).split('\n')
    expect(newest).toBe('ST-2026-002  2026-01-05 12:00:00  new      medium     authentication: [31mred alert')
    expect(oldest).toContain('ST-2026-001  2026-01-05 12:00:00  solved ')
  })

  it('says so when there is nothing yet', async () => {
    const config = readConfig({ DATA_DIR: aFolder(), DISCORD_TOKEN: 't' })
    const seen = () => show(undefined, { config, json: false, now: noon })
    await expect(seen()).rejects.toMatchObject({ code: 'DATABASE_MISSING' })
    await aStore({ file: config.databaseFile })
    expect(await seen()).toBe('There are no tickets yet.\n')
  })

  it('looks into the sandbox while there is no token', async () => {
    const dataDir = aFolder()
    const { tickets } = await aStore({ file: join(dataDir, 'sandbox', 'bee.sqlite') })
    await tickets.open(aRequest('m1'), 'ana')
    const config = readConfig({ DATA_DIR: dataDir })
    expect(await show('1', { config, json: false, now: noon })).toMatch(/^ST-2026-001 /)
  })

  it('explains itself', () => {
    const help = showCommand().helpInformation()
    expect(help).toContain('[ticket]')
    expect(help).toContain('--json')
  })
})
