import { ALNUM, CR, code, is } from './chars.ts'
import { claimWord, isBlank, wordAt } from './command-words.ts'
import { quotedEnd } from './extent.ts'
import { type Command, commands } from './rules/commands.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimUser } from './users.ts'
import { isProse } from './values.ts'

type Row = {
  user: string[]
  next: string[]
  glued: string[]
  pair: string[]
  separator: string
  verbs: string[]
  word: number | undefined
}

const split = (words: string | undefined) => (words === undefined || words === '' ? [] : words.split(' '))
const rows: Row[] = commands.map((command: Command) => ({
  next: split(command.next),
  user: split(command.user),
  glued: split(command.glued),
  pair: split(command.pair),
  separator: command.separator ?? ':',
  verbs: split(command.verbs),
  word: command.word,
}))

export function commandAnchors(): Anchor[] {
  return commands.flatMap((command, data) =>
    command.names.split(' ').map((name) => ({ literal: `${name} `, handler: commandLine, data, local: true as const })),
  )
}

/** Reads the words of a command up to the end of its line or pipe. */
function commandLine(scan: Scan, start: number, end: number, data: number): void {
  const before = scan.bytes[start - 1]
  if (is(before, ALNUM) || before === code('-') || before === code('_') || before === code('.')) return
  scan.depends()
  const row = rows[data]!
  const lineEnd = commandEnd(scan, end)
  let at = end
  let plain = 0
  let active = row.verbs.length === 0
  for (let words = 0; words < 60 && at < lineEnd; words++) {
    while (at < lineEnd && isBlank(scan, at)) at++
    const [from, to] = wordAt(scan, at, lineEnd)
    if (to <= from) return
    const written = scan.text(from, to)
    const word = row.pair.length + row.next.length > 0 ? lastFlag(written, row) : written
    if (/^[|;&]{1,2}$/.test(word)) return
    at = Math.max(to, at + 1)
    if (is(scan.bytes[at], 128)) at++
    if (row.verbs.includes(word)) {
      active = true
      continue
    }
    if (!active) continue
    if (row.user.includes(word)) {
      while (at < lineEnd && isBlank(scan, at)) at++
      const [valueFrom, valueTo] = wordAt(scan, at, lineEnd)
      if (/^[a-z_][\w.-]{1,40}$/i.test(scan.text(valueFrom, valueTo))) claimUser(scan, valueFrom, valueTo)
      continue
    }
    if (row.pair.includes(word) || row.next.includes(word)) {
      while (at < lineEnd && isBlank(scan, at)) at++
      const [valueFrom, valueTo] = wordAt(scan, at, lineEnd)
      const joined = row.pair.includes(word) ? quotedPair(scan, valueFrom, valueTo, row.separator) : undefined
      if (joined !== undefined) claimWord(scan, joined[0], joined[1])
      if (row.pair.includes(word)) claimPair(scan, valueFrom, valueTo, row.separator)
      else claimWord(scan, valueFrom, valueTo)
      at = Math.max(valueTo, at + 1)
      continue
    }
    const glued = row.glued.find(
      (option) => word.startsWith(option) && word.length > option.length && !word.startsWith('--'),
    )
    if (glued !== undefined && !/^-p(?:ort|rotocol|assword)?$/.test(word)) {
      let glueFrom = from + glued.length
      if (is(scan.bytes[glueFrom], 128)) glueFrom++
      claimWord(scan, glueFrom, is(scan.bytes[to - 1], 128) ? to - 1 : to)
    } else if (!word.startsWith('-')) {
      if (row.word === plain++ && !isProse(word)) claimWord(scan, from, to)
    } else {
      const option = row.pair.find((name) => isGluedPair(word, name))
      const width = option === undefined ? 0 : option.length + (word[option.length] === '=' ? 1 : 0)
      if (width > 0) claimPair(scan, from + width, to, row.separator)
    }
  }
}

/** `-sSLu` is `-s -S -L -u`: what follows is the last one's. */
function lastFlag(word: string, { pair, next }: Row): string {
  if (!/^-[A-Za-z]{2,6}$/.test(word)) return word
  const last = `-${word.at(-1)}`
  return pair.includes(last) || (next.includes(last) && !next.includes(word)) ? last : word
}

/** `--user=alice:x`, `-ualice:x`. */
const isGluedPair = (word: string, option: string) =>
  word.startsWith(`${option}=`) || (option.length === 2 && word.startsWith(option) && word.includes(':'))

/** The end of the line, or of those that it goes on in: a shell joins them at a backslash. */
function commandEnd(scan: Scan, at: number): number {
  let end = scan.lineEnd(at, 1000)
  if (scan.bytes[end - 1] !== code('\\')) return end
  scan.dependsOnMore()
  // Within joined lines another command goes on to its own line's end only.
  if (at < (scan.seen.get('joined') ?? 0)) return end
  for (let lines = 0; lines < 12 && end - at < 1000 && scan.bytes[end - 1] === code('\\'); lines++)
    end = scan.lineEnd(end + (scan.bytes[end] === CR ? 2 : 1), 1000)
  scan.seen.set('joined', end)
  return end
}

/** `"name":"secret"`, each half in quotes of its own: where the secret stands. */
function quotedPair(scan: Scan, start: number, end: number, separator: string): [number, number] | undefined {
  const isPair =
    is(scan.bytes[start - 1], 128) && scan.isAt(end + 1, separator) && is(scan.bytes[end + 1 + separator.length], 128)
  const open = end + 1 + separator.length
  return isPair ? [open + 1, quotedEnd(scan, open)] : undefined
}

function claimPair(scan: Scan, start: number, end: number, separator: string): void {
  const at = scan.text(start, end).indexOf(separator)
  if (at < 0) {
    claimUser(scan, start, end)
    return
  }
  claimUser(scan, start, start + at)
  claimWord(scan, start + at + 1, end)
}
