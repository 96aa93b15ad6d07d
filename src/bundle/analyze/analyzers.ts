import type { Analyzer } from '../../desk/analyzers.ts'
import { compilePattern, type LinearPattern } from '../../linear-pattern.ts'
import { holds } from './json-condition.ts'
import { createLineReader, type Line } from './lines.ts'
import { createWordFinder } from './word-finder.ts'

/** A desk's analyzer, with its id. */
export type NamedAnalyzer = { id: string } & Analyzer

/** What one analyzer saw in one file. */
export interface Seen {
  /** Lines that it means. */
  count: number
  /** There may be more: its share of the work was used up. */
  isFloor: boolean
  /** `atLeast` of them fell into `within`. */
  isDense: boolean
  /** From 1: the first of them. */
  line: number
  /** Unix milliseconds; undefined when the lines name no full date. */
  firstAt: number | undefined
  lastAt: number | undefined
}

export interface FileReader {
  take(chunk: Uint8Array): void
  /** By the analyzers' ids. */
  end(): Map<string, Seen>
}

export interface Analyzers {
  /** Reads one text, which has been through the sanitizer. */
  file(): FileReader
}

const MiB = 1024 * 1024
/**
 * What patterns may read. They do 10 to 30 MB/s on usual lines and 0.45 on the worst, so a whole bundle costs a second or
 * two, and never much more than a minute. Beyond it an analyzer counts no further, and says "at least".
 */
const fileFuel = 4 * MiB
const bundleFuel = 32 * MiB
/** JSON is parsed some ten times as fast as a pattern is run. */
const jsonShare = 1 / 8
/** In an endless line a word may stand many times; so often it is looked at. */
const triesPerLine = 4

interface Compiled {
  rule: NamedAnalyzer
  pattern: LinearPattern | undefined
  unless: LinearPattern | undefined
}

/**
 * The analyzers of a desk, ready to read the files of one bundle. All their words are looked for in one pass over the bytes;
 * patterns and JSON conditions see only lines that hold one.
 */
export function createAnalyzers(rules: readonly NamedAnalyzer[]): Analyzers {
  const compiled: Compiled[] = rules.map((rule) => ({
    rule,
    pattern: rule.pattern === undefined ? undefined : compilePattern(rule.pattern),
    unless: rule.unless === undefined ? undefined : compilePattern(rule.unless),
  }))
  const ownerOf = rules.flatMap((rule, index) => rule.words.map(() => index))
  const finder = createWordFinder(rules.flatMap(({ words }) => words))
  let left = bundleFuel

  function file(): FileReader {
    const counters = compiled.map(({ rule }) => createCounter(rule))
    const fuel = compiled.map(() => fileFuel)

    function isMeant(index: number, line: Line): boolean | undefined {
      const { rule, pattern, unless } = compiled[index]!
      const spend = (work: number) => {
        fuel[index]! -= work
        left -= work
        return fuel[index]! >= 0 && left >= 0
      }
      if (pattern === undefined && unless === undefined && rule.json === undefined) return true
      const text = line.text()
      if (unless !== undefined) {
        if (!spend(text.length)) return undefined
        if (unless.test(text)) return false
      }
      if (pattern === undefined && rule.json === undefined) return true
      if (pattern !== undefined) {
        if (!spend(text.length)) return undefined
        if (pattern.test(text)) return true
      }
      if (rule.json === undefined) return false
      if (!spend(line.sizeBytes * jsonShare)) return undefined
      const object = line.object()
      return object !== undefined && holds(object, rule.json)
    }

    const reader = createLineReader(finder, (word, line) => {
      const index = ownerOf[word]!
      const counter = counters[index]!
      if (!counter.mayTry(line)) return
      const answer = isMeant(index, line)
      if (answer === undefined) counter.stop()
      else if (answer) counter.count(line)
    })
    return {
      take: reader.take,
      end() {
        reader.end()
        return new Map(
          compiled.flatMap(({ rule }, index) => {
            const seen = counters[index]!.seen()
            return seen === undefined ? [] : [[rule.id, seen] as const]
          }),
        )
      },
    }
  }
  return { file }
}

/** Counts the lines of one analyzer in one file, each once, and keeps the times of the latest few. */
function createCounter({ atLeast, withinMs }: Pick<Analyzer, 'atLeast' | 'withinMs'>) {
  const recent: number[] = []
  let seen: Seen | undefined
  let isStopped = false
  let done = 0
  let tried = 0
  let tries = 0

  return {
    /** Once for a line that can be read as a whole, and only until it has been counted. */
    mayTry({ number, isWhole }: Line): boolean {
      if (isStopped || number === done) return false
      if (number !== tried) {
        tried = number
        tries = 0
      }
      tries++
      return tries <= (isWhole ? 1 : triesPerLine)
    },
    stop() {
      isStopped = true
    },
    count(line: Line) {
      done = line.number
      const at = line.at()
      seen ??= { count: 0, isFloor: false, isDense: withinMs === undefined, line: line.number, firstAt: at, lastAt: at }
      seen.count++
      if (at !== undefined) {
        seen.firstAt = Math.min(seen.firstAt ?? at, at)
        seen.lastAt = Math.max(seen.lastAt ?? at, at)
      }
      if (seen.isDense || withinMs === undefined) return
      // A line without a time counts as of the same moment as the one before it.
      recent.push(at ?? recent.at(-1) ?? 0)
      if (recent.length > atLeast) recent.shift()
      seen.isDense = recent.length === atLeast && Math.abs(recent.at(-1)! - recent[0]!) <= withinMs
    },
    seen: (): Seen | undefined => (seen === undefined ? undefined : { ...seen, isFloor: isStopped }),
  }
}
