import { DIGIT, HEX, kinds, LOWER, UPPER } from './chars.ts'
import type { Scan } from './scan.ts'
import { isOfWords } from './values.ts'

/** What the letters of a word say of who made it. */
export type Measure = { isRandom: boolean; isBase36: boolean; isHex: boolean }

/** Counts a word's digits, cases and changes between them, in its first 512 bytes. */
export function measured(scan: Scan, start: number, end: number): Measure {
  const { bytes } = scan
  let digits = 0
  let uppers = 0
  let lowers = 0
  let hexes = 0
  let changes = 0
  let others = 0
  let last = 0
  let vowels = 0
  const to = Math.min(end, start + 512)
  scan.spend(to - start)
  for (let i = start; i < to; i++) {
    const kind = kinds[bytes[i]!]!
    const group = kind & (DIGIT | UPPER | LOWER)
    if (group === DIGIT) digits++
    else if (group === UPPER) uppers++
    else if (group === LOWER) lowers++
    else others++
    if ((kind & HEX) !== 0) hexes++
    if (
      group === LOWER &&
      (bytes[i] === 97 || bytes[i] === 101 || bytes[i] === 105 || bytes[i] === 111 || bytes[i] === 117)
    )
      vowels++
    if (group !== last && last !== 0 && group !== 0) changes++
    if (group !== 0) last = group
  }
  const length = to - start
  const isHex = hexes === length
  // Letters drawn at random change their group at two places in three; camel case at one in five.
  const isRandom =
    !isHex && uppers >= 3 && lowers >= 3 && digits >= 2 && changes >= length * 0.36 && others <= length * 0.12
  const isBase36 =
    !isHex &&
    others === 0 &&
    digits >= 3 &&
    (lowers === 0 || uppers === 0) &&
    changes >= length * 0.24 &&
    vowels <= length * 0.3 &&
    length >= 24
  return { isRandom: isRandom && isMixed(scan, start, to), isBase36, isHex }
}

/** A UUID with capitals, a date and a counter are not random, nor is a name of words: `Base64UrlSafeEncoderV2`. */
function isMixed(scan: Scan, start: number, end: number): boolean {
  const text = scan.text(start, Math.min(end, start + 40))
  return !/^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-/.test(text) && !/^\d{4}-\d\d-\d\dT/.test(text) && !isOfWords(text)
}
