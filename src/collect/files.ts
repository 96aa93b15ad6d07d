import { sep } from 'node:path'
import { LeaveOut, type LeftOut } from '../bundle/left-out.ts'
import { type FileIdentity, identityOf, look, readPath } from '../bundle/open-path.ts'
import { label } from '../bundle/sources/names.ts'
import type { Gathering } from './gather.ts'
import { glob } from './glob.ts'
import { fromSince } from './since.ts'

/** More files than anybody reads; a whole /var/log has fewer. */
const mostFiles = 500
/** Folders that may not be looked into: more of them say nothing new. */
const mostLocked = 5
/** Half of these cannot be read at all, so they are taken whole or not. */
const packed = /\.(?:gz|tgz|zip|tar|xz|bz2|zst|lz4|7z)$/i

/** Files by glob, the youngest first while there is room: of a long log its end, of archives all or nothing. */
export async function collectFiles(patterns: readonly string[], how: Gathering): Promise<void> {
  const { limitBytes, since, from, sources, leftOut, closed = [] } = how
  const files = new Map<string, Awaited<ReturnType<typeof lookAt>>>()
  const notOurs = new Set<string>()
  const locked = new Set<string>()
  for (const pattern of patterns) {
    const found = await glob(pattern, from, (folder) => locked.add(folder))
    for (const { path, root } of found) {
      const owner = closed.find((folder) => path.startsWith(`${folder}${sep}`))
      if (owner !== undefined) notOurs.add(owner)
      else if (!files.has(path)) files.set(path, await lookAt(path, root))
    }
  }
  for (const folder of notOurs) leftOut.push({ name: label(folder), reason: 'BEES_OWN' })
  for (const folder of [...locked].slice(0, mostLocked)) leftOut.push({ name: label(folder), reason: 'NOT_READABLE' })
  // The patterns of one collector are the places where a thing may be, so only all of them together can be missing.
  if (files.size + notOurs.size + locked.size === 0) throw new LeaveOut('NOTHING_FOUND', patterns.join(', '))
  const youngest = [...files].flatMap(([path, file]) => (file ? [{ path, ...file }] : []))
  youngest.sort((a, b) => b.changedAt - a.changedAt || (a.path < b.path ? -1 : 1))
  let left = limitBytes
  let taken = 0
  for (const { path, sizeBytes, isFile, changedAt, seen } of youngest) {
    const skip = (reason: LeftOut['reason'], detail?: string) => leftOut.push({ name: label(path), reason, detail })
    const isPacked = packed.test(path)
    if (!isFile) skip('NOT_A_FILE')
    else if (since !== undefined && changedAt < since) skip('OLDER')
    else if (taken >= mostFiles || left <= 0 || (isPacked && sizeBytes > left)) skip('OVER_LIMIT')
    else {
      const part = { share: left, isCut: sizeBytes > left }
      if (part.isCut) skip('OVER_LIMIT', 'only its last part is inside')
      left -= sizeBytes
      taken++
      const open = () => (isPacked ? readPath(path, seen) : readEnd(path, seen, part, since))
      sources.push(how.source(label(path), open))
    }
  }
}

async function lookAt(path: string, root: string) {
  const stats = await look(path).catch(() => undefined)
  if (stats === undefined) return undefined
  const seen = { ...identityOf(stats), root }
  return { isFile: stats.isFile(), sizeBytes: Number(stats.size), changedAt: Number(stats.mtimeMs), seen }
}

function readEnd(path: string, seen: FileIdentity, { share, isCut }: Part, since: number | undefined) {
  const all = readPath(path, seen, { lastBytes: share })
  // A log that is being written grows while it is read.
  const end = atMost(isCut ? wholeLines(all) : all, share)
  return since === undefined ? end : fromSince(end, since)
}

interface Part {
  share: number
  isCut: boolean
}

/** A part of a file begins in the middle of a line, of which the rest is dropped. */
async function* wholeLines(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isInside = false
  for await (const chunk of source) {
    const lineEnd: number = isInside ? -1 : chunk.indexOf(10)
    isInside ||= lineEnd !== -1
    // UTF-16LE writes a line's end as 0A 00.
    if (isInside) yield chunk.subarray(lineEnd + (lineEnd >= 0 && chunk[lineEnd + 1] === 0 ? 2 : 1))
  }
}

async function* atMost(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes
  for await (const chunk of source) {
    yield chunk.subarray(0, left)
    left -= chunk.length
    if (left <= 0) return
  }
}
