import { readdirSync, readFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { builtValues } from './built-values.ts'
import { wrongPatterns } from './desk/analyzers.ts'
import { danglingNames } from './desk/names.ts'
import { DeskProblem, meant, problemAt, problemsOf, type Source } from './desk/problems.ts'
import { DeskFile } from './desk/schema.ts'
import { wrongTexts } from './desk/texts.ts'
import { shipped } from './paths.ts'

export type { Collector, CollectorKind } from './desk/collectors.ts'
export { DeskProblem, type Problem } from './desk/problems.ts'
export { DestinationKind, Kind, Priority } from './desk/schema.ts'

/**
 * The configuration of one product's support. Everything about a product that Bee knows is in here.
 *
 * `id` is the name of the file. `destinations.discordChannels` is always filled in.
 */
export type Desk = Omit<z.output<typeof DeskFile>, 'destinations'> & {
  id: string
  destinations: z.output<typeof DeskFile>['destinations'] & { discordChannels: string[] }
}
export type Category = Desk['categories'][number]
export type Service = Desk['services'][number]
export type Tier = Desk['tiers'][number]
export type FormField = Desk['form']['fields'][number]
export type Label = { name: string; color: string; description: string }

/**
 * Reads a desk by name (`sting-ce`, looked up among those that ship) or by the path of a YAML file.
 *
 * @throws DeskProblem naming every mistake with file, line, column and key.
 */
export function readDesk(nameOrPath: string): Desk {
  const path = isPath(nameOrPath) ? nameOrPath : shipped(`data/desks/${nameOrPath}.yaml`)
  return parseDesk(readText(path, nameOrPath), path)
}

/** The same for a desk's text. `path` names it in messages, and its last part without `.yaml` is the desk's id. */
export function parseDesk(text: string, path: string): Desk {
  const id = basename(path).replace(/\.ya?ml$/, '')
  const built = DeskFile.safeParse(builtValues(text))
  if (built.success && danglingNames(built.data).length === 0) return complete(built.data, id)
  return complete(parseWithPlaces(text, path), id)
}

function parseWithPlaces(text: string, path: string): z.output<typeof DeskFile> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const source: Source = { file: shortest(path), document, lines }
  const headline = `The desk ${source.file} has mistakes:`

  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0])
      return { file: source.file, line, column: col, path: '', message: error.message.split(' at line ')[0]! }
    })
    throw new DeskProblem(headline, problems)
  }
  const result = DeskFile.safeParse(document.toJS())
  if (!result.success) throw new DeskProblem(headline, problemsOf(result.error.issues, source))

  const dangling = danglingNames(result.data).map(({ path, name, known }) =>
    problemAt(source, path, `"${name}" is not in this desk${meant(name, known)}`),
  )
  const wrong = wrongPatterns(result.data).map(({ path, message }) => problemAt(source, path, message))
  const unsaid = wrongTexts(result.data.texts).map(({ path, message }) => problemAt(source, path, message))
  const all = [...dangling, ...wrong, ...unsaid]
  if (all.length > 0) throw new DeskProblem(headline, all)
  return result.data
}

function complete(file: z.output<typeof DeskFile>, id: string): Desk {
  const helpChannels = file.categories.flatMap(({ helpChannel }) => helpChannel ?? [])
  const discordChannels = file.destinations.discordChannels ?? [...new Set(helpChannels)]
  return { ...file, id, destinations: { ...file.destinations, discordChannels } }
}

function readText(path: string, asked: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const known = shippedDesks()
    const hint = meant(asked, known) || `. Bee ships with: ${known.join(', ')}`
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'There is no desk' : 'Bee may not read the desk'
    throw new DeskProblem(`${why} "${asked}" (${shortest(path)})${hint}`)
  }
}

/** The names of the desks that ship with Bee. */
export function shippedDesks(): string[] {
  const files = readdirSync(shipped('data/desks')).filter((name) => name.endsWith('.yaml'))
  return files.map((name) => name.slice(0, -'.yaml'.length)).sort()
}

const isPath = (nameOrPath: string) => /[\\/]/.test(nameOrPath) || /\.ya?ml$/.test(nameOrPath)

/** As the person who starts Bee would write it. */
function shortest(path: string): string {
  const fromHere = relative('.', path)
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere
}
