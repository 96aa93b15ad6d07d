import { readMac } from './ipv6.ts'
import { claimMac } from './macs.ts'
import type { Scan } from './scan.ts'

/** `3c-52-82-…`, as Windows writes a MAC. */
export function claimDashedMac(scan: Scan, start: number, end: number): boolean {
  const mac = readMac(scan.text(start, end).replaceAll('_', '-'), '-')
  if (mac === undefined) return false
  scan.depends()
  if (mac !== '') claimMac(scan, start, end, mac)
  return true
}

/** The same inside a longer name: `iface-3c-52-82-00-11-22.log`. */
export function dashedMacs(scan: Scan, start: number, end: number): boolean {
  if (end - start > 80 || !hasPairs(scan, start, end)) return false
  const match =
    /(?<![0-9A-Za-z])[0-9A-Fa-f]{2}(?:[-_][0-9A-Fa-f]{2}){5}(?![0-9A-Za-z]|[-_][0-9A-Fa-f]{2}(?:[^0-9A-Za-z]|$))/.exec(
      scan.text(start, end),
    )
  if (match === null || !/[A-Fa-f]/.test(match[0]) || !/\d/.test(match[0])) return false
  return claimDashedMac(scan, start + match.index, start + match.index + 17)
}

/** Whether six pairs with a hyphen or a low line between could be in a run. */
function hasPairs(scan: Scan, start: number, end: number): boolean {
  const { bytes } = scan
  for (let i = start + 2; i + 12 < end; i++) {
    const byte = bytes[i]
    if (
      (byte === 45 || byte === 95) &&
      bytes[i + 3] === byte &&
      bytes[i + 6] === byte &&
      bytes[i + 9] === byte &&
      bytes[i + 12] === byte
    )
      return true
  }
  return false
}
