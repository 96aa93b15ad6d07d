import { byteSet, is, QUOTE } from './chars.ts'
import type { Scan } from './scan.ts'

/** The letters of a phrase's words, and what stands between them. */
const phraseSet = byteSet('a-z ,')

/**
 * The words that restore a wallet: 12 to 24 of three to eight letters (BIP-39, "Generating the mnemonic").
 *
 * @returns where they start and end
 */
export function wordsEnd(scan: Scan, at: number): [number, number] | undefined {
  const start = is(scan.bytes[at], QUOTE) ? at + 1 : at
  const end = scan.runOf(phraseSet, start, 260)
  const text = scan.text(start, end).trimEnd()
  const words = text.split(/[ ,]+/)
  const isPhrase =
    words.length >= 12 && words.length <= 25 && words.every((word) => word.length >= 3 && word.length <= 8)
  return isPhrase ? [start, start + text.length] : undefined
}

/** A key in groups of four, as an authenticator's set-up page shows it (RFC 4648 base32). */
export function groupsEnd(scan: Scan, at: number): [number, number] | undefined {
  const start = is(scan.bytes[at], QUOTE) ? at + 1 : at
  const groups =
    /^(?:[A-Z2-7]{4}[ -]){3,15}[A-Z2-7]{2,4}(?![A-Za-z0-9])|^(?:[a-z2-7]{4} ){3,15}[a-z2-7]{2,4}(?![A-Za-z0-9])/.exec(
      scan.text(start, start + 84),
    )?.[0]
  return groups !== undefined && /\d/.test(groups) ? [start, start + groups.length] : undefined
}
