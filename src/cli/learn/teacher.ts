import { randomBytes } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { policyOfDesk } from '../../bundle/desk-settings.ts'
import type { GitHubSettings } from '../../config.ts'
import { type Meaning, meaningOf } from '../../core/label-meaning.ts'
import type { Kind } from '../../core/types.ts'
import { type Desk, Kind as KindSchema } from '../../desk.ts'
import { createSanitizer } from '../../sanitize/index.ts'
import { createBookmarks } from '../../store/bookmarks.ts'
import type { Database } from '../../store/database.ts'
import { createLessons, type Lesson } from '../../store/lessons.ts'
import { type KindRow, readKindModel, teachKinds } from '../../triage/kind-model.ts'
import { keepTaughtKinds } from '../../triage/taught-kinds.ts'
import { partsOf } from '../../triage/text.ts'

/** What came of it; `model` says in words whether kinds are read with it now. */
export interface Taken {
  read: number
  taught: number
  kinds: Record<string, number>
  categories: Record<string, number>
  model?: string
}

const Row = z.object({
  title: z.string().nullish(),
  body: z.string().nullish(),
  text: z.string().nullish(),
  kind: KindSchema.nullish(),
  category: z.string().nullish(),
  product: z.string().nullish(),
})

/** Fewer say nothing about how a product words its kinds. */
const leastOfKind = 20
const leastKinds = 2
const rowsAtOnce = 200

interface TeacherParts {
  db: Database
  desk: Desk
  dataDir: string
  isDryRun: boolean
  /** Progress, a line at a time. */
  say: (line: string) => void
}

/** Takes labelled requests into the database, sanitized, and learns kinds from all that are there. */
export function createTeacher({ db, desk, dataDir, isDryRun, say }: TeacherParts) {
  const lessons = createLessons(db, desk.id, { now: Date.now })
  const bookmarks = createBookmarks(db)
  const sanitizer = createSanitizer({ key: randomBytes(32), policy: policyOfDesk(desk) })
  const taken: Taken = { read: 0, taught: 0, kinds: {}, categories: {} }
  const isCategory = (id: string) => desk.categories.some((category) => category.id === id)

  function lessonOf(
    source: string,
    said: { title: string; text: string; product: string | undefined },
    { kind, category }: Meaning,
  ): Lesson[] {
    taken.read++
    if (kind === undefined && category === undefined) return []
    taken.taught++
    if (kind) taken.kinds[kind] = (taken.kinds[kind] ?? 0) + 1
    if (category) taken.categories[category] = (taken.categories[category] ?? 0) + 1
    if (isDryRun) return []
    const { title, text, product } = said
    return [{ source, product, title: sanitizer.text(title), text: sanitizer.text(text), kind, category }]
  }

  async function learnKinds(product: string | undefined): Promise<void> {
    const rows = isDryRun ? [] : await lessons.ofKinds()
    const counts = new Map<Kind, number>()
    for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1)
    if ([...counts.values()].filter((count) => count >= leastOfKind).length < leastKinds) {
      if (!isDryRun)
        taken.model = `Kinds are read as before: that takes ${leastOfKind} requests each of ${leastKinds} kinds.`
      return
    }
    say(`Learning kinds from ${rows.length} requests…`)
    const taught = teachKinds(rows)
    const before = lossOfShipped(rows)
    const losses = `loss of held-back requests ${before.toFixed(3)} → ${taught.loss.toFixed(3)}`
    if (taught.loss > before) {
      taken.model = `Kinds are read as before, which is better: ${losses}.`
      return
    }
    keepTaughtKinds(dataDir, taught, product)
    taken.model = `Requests worded like issues are read with it from the next start of Bee on: ${losses}.`
  }

  return {
    /** A line that is not of that kind is named and left out. */
    async fromFile(file: string, fail: (message: string) => never): Promise<Taken> {
      if (!existsSync(file)) fail(`There is no file ${file} that Bee may read.`)
      let number = 0
      let waiting: Lesson[] = []
      let product: string | undefined
      for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
        number++
        if (line.trim() === '') continue
        const row = parse(line)
        if (row === undefined || (row.category && !isCategory(row.category))) {
          say(`${file}:${number} is no labelled request of this desk; left out.`)
          continue
        }
        product ??= row.product ?? undefined
        const said = { title: row.title ?? '', text: row.body ?? row.text ?? '', product: row.product ?? undefined }
        const meaning = { ...(row.kind && { kind: row.kind }), ...(row.category && { category: row.category }) }
        waiting.push(...lessonOf(`file:${number}:${file}`, said, meaning))
        if (waiting.length < rowsAtOnce) continue
        await lessons.put(waiting)
        waiting = []
        say(`${number} lines read, ${taken.taught} teach something.`)
      }
      await lessons.put(waiting)
      await learnKinds(product)
      return taken
    },

    /** Each page is kept before the next is read, so that a run that was broken off goes on there. */
    async fromGitHub(
      settings: GitHubSettings,
      name: string,
      { map, isAgain }: { map: ReadonlyMap<string, Meaning>; isAgain: boolean },
    ): Promise<Taken> {
      const { labelledIssues } = await import('../../github/labelled-issues.ts')
      const bookmark = `learn:${desk.id}:github:${name.toLowerCase()}`
      const from = isAgain || isDryRun ? 1 : Number((await bookmarks.get(bookmark)) ?? 1)
      if (from > 1) say(`Going on at page ${from}.`)
      for await (const { page, issues } of labelledIssues(settings, name, from)) {
        const found = issues.flatMap(({ number, title, body, labels }) =>
          lessonOf(
            `github:${name.toLowerCase()}#${number}`,
            { title, text: body, product: name },
            meaningOf(labels, desk.categories, map),
          ),
        )
        await lessons.put(found)
        // The last page may grow, so it is read again next time.
        if (!isDryRun) await bookmarks.set(bookmark, String(page))
        say(`Page ${page}: ${taken.read} labelled issues read, ${taken.taught} teach something.`)
      }
      await learnKinds(name)
      return taken
    },
  }
}

/** How unlikely the right kinds are to the model that ships, in the mean: the lower, the better. */
function lossOfShipped(rows: readonly KindRow[]): number {
  const model = readKindModel()
  let loss = 0
  for (const { title, text, kind } of rows) {
    loss -= Math.log(model.read(partsOf(title, text))[model.kinds.indexOf(kind)]! + 1e-6)
  }
  return loss / rows.length
}

function parse(line: string): z.output<typeof Row> | undefined {
  try {
    return Row.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
