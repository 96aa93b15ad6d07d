import { ipv4Rule, isHarmless } from './ipv4.ts'
import type { Anchor, Scan } from './scan.ts'

/** Addresses as Linux prints those of its sockets, in hex (proc(5): /proc/net/tcp). */
export function kernelSocketAnchors(): Anchor[] {
  return [{ literal: '00000000:00000000 00:', handler: sockets, data: 0, local: 'line' }]
}

/** `0: 0301A8C0:1F90 0701A8C0:C350 01 00000000:00000000 00:…`: each byte of an address stands in the order of a small machine's memory. */
function sockets(scan: Scan, start: number): void {
  const line = scan.lineStart(start, 120)
  const match =
    /^ *\d{1,6}: ([\dA-F]{24})?([\dA-F]{8}):[\dA-F]{4} ([\dA-F]{24})?([\dA-F]{8}):[\dA-F]{4} [\dA-F]{2} $/d.exec(
      scan.text(line, start),
    )
  if (match === null) return
  for (const [head, tail] of [
    [1, 2],
    [3, 4],
  ] as const) {
    const [from, to] = match.indices![tail]!
    const octets = Buffer.from(match[tail]!, 'hex').reverse()
    const first = match[head]
    const isMapped = first === undefined || first === '0000000000000000FFFF0000'
    if (isMapped && !isHarmless([...octets])) scan.claim(line + from, line + to, ipv4Rule, octets.join('.'))
    else if (!isMapped && !/^0+$/.test(first)) scan.claim(line + match.indices![head]![0], line + to, ipv4Rule)
  }
}
