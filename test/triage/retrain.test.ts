import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createRetraining } from '../../src/actions/retrain.ts'
import { policyOfDesk } from '../../src/bundle/desk-settings.ts'
import type { Triager } from '../../src/core/reading.ts'
import { readDesk } from '../../src/desk.ts'
import { createLog } from '../../src/log.ts'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { addCorrection, createCorrections, removeCorrection } from '../../src/store/corrections.ts'
import { createLessons } from '../../src/store/lessons.ts'
import { createTriageVersions } from '../../src/store/triage-versions.ts'
import { createTriager } from '../../src/understanding.ts'
import { aRequest, aStore, type Store } from '../store/kit.ts'

/** Things that no desk knows, which the staff of this one files under backup. */
const parts = ['lid', 'floor', 'smoker', 'frame', 'queen cage', 'feeder', 'entrance', 'super', 'stand', 'excluder']
const said = parts.map((part) => `the waggle ledger will not copy the ${part} column to the vault shelf`)
const like = 'waggle ledger does not copy anything to the shelf'

let triage: Triager
let store: Store
const desk = readDesk('sting-ce')

beforeAll(() => {
  const sanitizer = createSanitizer({ key: randomBytes(32), policy: policyOfDesk(desk) })
  triage = createTriager(desk, (text) => sanitizer.text(text))
})

async function aDesk() {
  store = await aStore()
  const versions = createTriageVersions(store.db, desk.id, { now: store.now })
  const corrections = createCorrections(store.db, desk.id)
  const lessons = createLessons(store.db, desk.id, { now: store.now })
  const log = createLog({ level: 'silent', key: randomBytes(32), isForPeople: false })
  const start = () => {
    const retraining = createRetraining({ corrections, lessons, versions, triage, log })
    onTestFinished(() => retraining.stop())
    return retraining
  }
  return { versions, corrections, start }
}

async function correct(texts: readonly string[], category = () => 'backup'): Promise<number[]> {
  const ids: number[] = []
  for (const text of texts) {
    const { ticket } = await store.tickets.open(aRequest(text), 'ana')
    const lesson = { ticketId: ticket.id, text, category: category(), weight: 3, by: 'max', at: store.now() }
    await addCorrection(store.db, desk.id, lesson)
    ids.push(ticket.id)
  }
  return ids
}

const read = (text: string) => triage.read({ text, attachments: [] })

describe('learning from corrections', () => {
  it('waits for ten, then reads what is unlike each of them so, too', async () => {
    const { versions, start } = await aDesk()
    const retraining = start()
    await correct(said.slice(0, 9))
    await retraining.turn()
    expect(await versions.all()).toEqual([])
    const before = read(like)

    await correct(said.slice(9))
    await retraining.turn()

    expect(await versions.all()).toMatchObject([{ state: 'current', corrections: { length: 10 } }])
    const loss = (await versions.all())[0]!.loss
    expect(loss.after).toBeLessThan(loss.before)
    expect(before.category).not.toBe('backup')
    expect(read(like).category).toBe('backup')
  })

  it('forgets what is taken back, goes back to an earlier version, and takes it up again after a restart', async () => {
    const { versions, start } = await aDesk()
    const [first] = await correct(said)
    await start().turn()
    const [learned] = await versions.all()
    expect(read(like).category).toBe('backup')

    await versions.use(undefined)
    const later = start()
    await later.turn()
    // Another process knows nothing of what this one had in use.
    await versions.use(learned!.id)
    await later.turn()
    expect(read(like).category).toBe('backup')
    await versions.use(undefined)
    await later.turn()
    expect(read(like).category).not.toBe('backup')

    await removeCorrection(store.db, first!)
    await later.turn()
    expect((await versions.all()).map(({ state, corrections }) => [state, corrections.length])).toEqual([
      ['current', 9],
      ['former', 10],
    ])
    await expect(versions.use(99)).rejects.toMatchObject({ code: 'UNKNOWN_VERSION' })
    expect((await versions.all())[0]!.state).toBe('current')
  })

  it('keeps what it knew when corrections make it read worse', async () => {
    const { versions, start } = await aDesk()
    const ids = desk.categories.map(({ id }) => id)
    const own = desk.categories.flatMap(({ id, examples }) => examples.map((text) => ({ id, text })))
    // Somebody files what the desk itself says under whatever comes next.
    let at = 0
    const wrong = own.slice(0, 40)
    await correct(
      wrong.map(({ text }) => text),
      () => ids[(ids.indexOf(wrong[at++]!.id) + 1 + (at % (ids.length - 1))) % ids.length]!,
    )
    await start().turn()

    expect(await versions.all()).toMatchObject([{ state: 'refused' }])
  })
})
