import { ALNUM, is } from './chars.ts'
import type { Scan } from './scan.ts'

/** At most this many values are kept; beyond, the first ones stay. A bundle holds some hundred. */
const mostValues = 50_000
const shortest = 6
const headLength = 4

/** Values learned from their keys, and a quick way to find them anywhere. */
export type Echo = {
  learn(value: string, rule: number): void
  /** Claims every learned value in a window. */
  find(scan: Scan): void
  readonly size: number
  /** What was learned, to hand to another thread. */
  entries(): [string, number][]
}

export function createEcho(): Echo {
  const rules = new Map<string, number>()
  const byHead = new Map<number, string[]>()
  // A bit for each hash of four bytes: nearly every place in a text is turned away here.
  const bits = new Uint32Array(1 << 11)

  return {
    learn(value, rule) {
      if (rules.has(value) || rules.size >= mostValues || !isDistinct(value)) return
      rules.set(value, rule)
      const head = headOf(value)
      const same = byHead.get(head)
      if (same === undefined) byHead.set(head, [value])
      else {
        same.push(value)
        same.sort((a, b) => b.length - a.length)
      }
      const hash = Math.imul(head, 0x9e3779b1) >>> 16
      bits[hash >>> 5]! |= 1 << (hash & 31)
    },

    find(scan) {
      if (rules.size === 0) return
      const { bytes } = scan
      let head = 0
      for (let i = 0; i < bytes.length; i++) {
        head = (head << 8) | bytes[i]!
        const hash = Math.imul(head, 0x9e3779b1) >>> 16
        if ((bits[hash >>> 5]! & (1 << (hash & 31))) === 0 || i < headLength - 1) continue
        const end = claimAt(scan, i - headLength + 1, byHead.get(head), rules)
        if (end > i) {
          i = end - 1
          head = 0
        }
      }
    },

    get size() {
      return rules.size
    },
    entries: () => [...rules],
  }
}

function headOf(value: string): number {
  let head = 0
  for (let i = 0; i < headLength; i++) head = (head << 8) | value.charCodeAt(i)
  return head
}

function claimAt(
  scan: Scan,
  start: number,
  values: readonly string[] | undefined,
  rules: ReadonlyMap<string, number>,
): number {
  if (values === undefined) return 0
  let tried = 0
  for (const value of values) {
    // Many values that begin alike must not make a long text slow.
    if (++tried > 64) return 0
    const end = start + value.length
    if (!scan.isAt(start, value)) continue
    const isPart = isWordLike(value) && (is(scan.bytes[start - 1], ALNUM) || is(scan.bytes[end], ALNUM))
    if (isPart) continue
    scan.claim(start, end, rules.get(value)!, value)
    return end
  }
  scan.spend(values.length)
  return 0
}

/** A value of letters only is found as a word, not within one. */
const isWordLike = (value: string) => /^[A-Za-z]+$/.test(value) || value.length < 8

const commonWords = new Set(
  `password passwords postgres administrator development production localhost secret123 username internal external database kubernetes elasticsearch rabbitmq connection
  anonymous undefined disabled required optional expired something anything certificate application authorization authentication unauthorized negotiate credentials
  accesstoken refreshtoken development staging testing default-token placeholder interactive keyboard-interactive publickey passphrase`.split(
    /\s+/,
  ),
)

/** A value that could be any word of a log would take the log with it. */
function isDistinct(value: string): boolean {
  if (value.length < shortest || value.length > 4096) return false
  if (/^\d+$/.test(value)) return value.length >= 9
  if (/^[a-z]+$/i.test(value) && !/[a-z][A-Z]|[A-Z].*[A-Z].*[a-z]/.test(value))
    return value.length >= 9 && !commonWords.has(value.toLowerCase())
  if (/^[\s\W]+$/.test(value) || /^\s|\s$|\n/.test(value)) return false
  if (/^[a-z]+(?:[-_. ][a-z]+)*$/.test(value)) return value.length >= 10
  if (/^\d{4}-\d\d-\d\d|^\d+(?:\.\d+)+$/.test(value)) return false
  return true
}
