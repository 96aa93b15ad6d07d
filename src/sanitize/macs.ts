import { rule } from './rule-names.ts'
import type { Scan } from './scan.ts'

const macRule = rule('mac', 'mac')

/** Claims a MAC; where it is written without separators (`3c5282a1b2c3`), only one that is known is told from other digits. */
export function claimMac(scan: Scan, start: number, end: number, digits: string): void {
  scan.claim(start, end, macRule, digits)
  if (!/[a-f]/.test(digits) || !/\d/.test(digits)) return
  scan.learnName(digits, macRule)
  scan.learnName(digits.toUpperCase(), macRule)
}
