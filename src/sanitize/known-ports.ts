import { ALNUM, ALPHA, byteSet, code, DIGIT, is, NAME } from './chars.ts'
import { claimHost } from './hosts.ts'
import { notPeers } from './rules/spoken-words.ts'
import type { Anchor, Scan } from './scan.ts'

/** Ports of data bases, brokers and registries (iana.org): what stands before one is a machine. */
const ports = new Set('27017 9092 6379 5432 3306 2181 9200 5672 2380 2379 8500 11211 1521 9100'.split(' '))

/** Machines by what stands behind their name: a port of a known service, or the loopback address that Java adds to it. */
export function knownPortAnchors(): Anchor[] {
  return [
    // Any digit may stand where a literal has a zero.
    ...[':0000', ':00000'].map((literal) => ({ literal, handler: beforePort, data: 0, local: true })),
    ...['/127.0.0.1', '/127.0.1.1'].map((literal) => ({ literal, handler: beforeLoopback, data: 0, local: true })),
  ]
}

const labelSet = byteSet('A-Za-z0-9-')
const nameSet = byteSet('A-Za-z0-9_.-')

/** `{"name":"mongo-3:27017"}`: a name with a digit or a hyphen; one of a plain word, `redis:6379`, tells nothing. */
function beforePort(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  if (is(bytes[end], DIGIT) || !is(bytes[start - 1], ALNUM) || !is(bytes[start - 3], NAME)) return
  const from = scan.runBefore(labelSet, start, 63)
  if (start - from < 3 || !is(bytes[from], ALPHA) || /[\w.:/@]/.test(scan.text(from - 1, from))) return
  scan.depends()
  if (!ports.has(scan.text(start + 1, end)) || !/[\d-]/.test(scan.text(from, start))) return
  claimHost(scan, from, start, 'placed')
}

/** `server broker/127.0.0.1:2181`, as `InetAddress.toString` writes a machine (docs.oracle.com). */
function beforeLoopback(scan: Scan, start: number, end: number): void {
  const from = scan.runBefore(nameSet, start, 100)
  if (start - from < 3 || !is(scan.bytes[from], ALPHA)) return
  const before = scan.bytes[from - 1]
  if (before !== 32 && before !== code('=') && before !== code('(') && before !== code('"')) return
  scan.depends()
  if (!/^\/127\.0\.[01]\.1$/.test(scan.text(start, end))) return
  const name = scan.text(from, start)
  if (!notPeers.has(name.toLowerCase()) && !/^(?:tcp|udp|https?|dns|bind|inet)$/i.test(name))
    claimHost(scan, from, start, 'placed')
}
