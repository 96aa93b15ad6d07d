import { ALNUM, ALPHA, BASE64, code, is, kinds, LOWER, NAME } from './chars.ts'
import { claimDashedMac, dashedMacs } from './dashed-macs.ts'
import { decodeRun } from './encoded-runs.ts'
import { bareHash } from './hashes.ts'
import { isPseudonym } from './hosts.ts'
import { type LineTable, unknown } from './line-table.ts'
import { measured } from './randomness.ts'
import { certainRule, rule } from './rule-names.ts'
import { noSpans, reach, type Scan } from './scan.ts'
import { servedKey } from './served.ts'
import {
  byLine,
  byShape,
  claimAgain,
  claimLength,
  claimMark,
  type Recording,
  recorded,
  recordingOf,
  stepOf,
} from './steps.ts'
import { nameSet, runToken } from './tokens.ts'

const random = rule('random-token')
const runSet = new Uint8Array(256)
for (let byte = 0; byte < 256; byte++) if ((kinds[byte]! & (NAME | BASE64)) !== 0) runSet[byte] = 1

/** Runs shorter than this hold nothing that is known by its letters alone. */
const shortest = 17
const stride = 16

/** Looks at every long run of token bytes: short prefixes, MACs with hyphens, encoded text, and strings that only a machine makes. */
export function readRuns(scan: Scan): void {
  // All lines have made their claims: one that is met may be another line's.
  scan.lineSpans = noSpans
  for (const { start, end, table, line, level } of scan.pieces) {
    if (table === undefined) readPiece(scan, start, end)
    else if (table.runsOf(line) !== unknown) readAgain(scan, table, line, start)
    else {
      const steps: number[] = []
      const recording = recordingOf(table, start, end, level)
      readPiece(scan, start, end, recording, steps, level === byLine ? claimsOf(table, line) : [])
      table.addRuns(line, steps)
    }
  }
}

/**
 * Only every sixteenth byte is looked at: a run of 17 has one, and eight more of its bytes before or behind that.
 *
 * @param steps gets what a line like this one needs
 * @param claims what is claimed in each line like this one, before its runs are read
 */
function readPiece(
  scan: Scan,
  from: number,
  to: number,
  recording?: Recording,
  steps?: number[],
  claims: readonly number[] = [],
): void {
  const { bytes } = scan
  let floor = 0
  for (let i = from; i < to; ) {
    if (runSet[bytes[i]!] === 0) {
      i += stride
      continue
    }
    const isBefore = runSet[bytes[i - 8]!]! & runSet[bytes[i - 4]!]! & runSet[bytes[i - 2]!]!
    if (isBefore === 0 && (i + 8 >= scan.end || (runSet[bytes[i + 8]!]! & runSet[bytes[i + 4]!]!) === 0)) {
      i += stride
      continue
    }
    let start = i
    while (start > floor && runSet[bytes[start - 1]!] === 1) start--
    let end = i + 1
    const most = Math.min(scan.end, start + 4 * reach)
    while (end < most && runSet[bytes[end]!] === 1) end++
    scan.spend(end - start)
    if (end - start >= shortest) {
      const place = start - from
      if (recording === undefined) readRun(scan, start, end)
      // What is covered in every such line is never looked at.
      else if (!areMostOf(claims, place, end - from))
        steps?.push(
          ...recorded(scan, recording, place, 0, stepOf(place, end - start), byShape, () => readRun(scan, start, end)),
        )
    }
    floor = Math.max(start, end - 1)
    i = Math.max(i + stride, end - 1)
  }
}

/**
 * Where claims are made in each line like this one before its runs are read: starts and ends, in order and apart from each other.
 * None where more than these may be made, as somebody is asked again.
 */
function claimsOf(table: LineTable, line: number): number[] {
  const { lists } = table
  const first = table.callsOf(line)
  const places: [number, number][] = []
  for (let k = first + 1; k <= first + lists[first]!; k += claimLength + 1) {
    if ((lists[k]! & 0xffff) !== claimMark) return []
    places.push([lists[k + 2]!, lists[k + 3]!])
  }
  const merged: number[] = []
  for (const [start, end] of places.sort(([a], [b]) => a - b)) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last) merged[merged.length - 1] = Math.max(last, end)
    else merged.push(start, end)
  }
  return merged
}

/** What `covers` asks, of claims in the line alone. */
function areMostOf(claims: readonly number[], start: number, end: number): boolean {
  let covered = 0
  for (let k = 0; k < claims.length && claims[k]! < end; k += 2)
    covered += Math.max(0, Math.min(end, claims[k + 1]!) - Math.max(start, claims[k]!))
  return covered * 2 >= end - start
}

export function readAgain(scan: Scan, table: LineTable, line: number, from: number): void {
  const { lists } = table
  const first = table.runsOf(line)
  for (let k = first + 1; k <= first + lists[first]!; k++) {
    if ((lists[k]! & 0xffff) === claimMark) {
      claimAgain(scan, table, k, from)
      k += claimLength
      continue
    }
    const start = from + (lists[k]! >>> 16)
    const end = start + (lists[k]! & 0xffff)
    scan.spend(end - start)
    readRun(scan, start, end)
  }
}

/** Says `depends()` where the value of a digit, or more than the line, has a part in finding nothing. */
function readRun(scan: Scan, start: number, end: number): void {
  if (scan.covers(start, end)) {
    scan.dependsOnMore()
    return
  }
  if (end - start <= 100 && servedKey(scan, start, end)) return
  if (isUuid(scan.bytes, start, end)) return
  if (end - start === 17 && claimDashedMac(scan, start, end)) return
  if (discordToken(scan, start, end)) return
  if (runToken(scan, start)) return
  if (bareHash(scan, start, end)) return
  if (partedToken(scan, start, end)) return
  if (dashedMacs(scan, start, end)) return
  const { bytes } = scan
  if (end - start >= 20 && decodeRun(scan, start, padded(scan, end))) return
  // Parts of a path or of a compound are looked at one by one: base64 text has a slash seldom, a path often.
  const cutsAtSlash =
    (bytes[start - 1] === 46 && endsHost(bytes, start)) ||
    (isPath(scan, start, end) && (bytes[start] === 47 || !measured(scan, start, end).isRandom))
  let from = start
  for (let i = start; i <= end; i++) {
    const isCut = i === end || (bytes[i] === 47 && cutsAtSlash)
    if (!isCut) continue
    if (i - from >= 20) readWord(scan, from, i, start)
    from = i + 1
  }
}

/** 8-4-4-4-12, alone or behind a word and a hyphen: an identifier, unless its place says more. */
function isUuid(bytes: Buffer, start: number, end: number): boolean {
  const from = end - 36
  if (from < start || from > start + 12) return false
  return bytes[from + 8] === 45 && bytes[from + 13] === 45 && bytes[from + 18] === 45 && bytes[from + 23] === 45
}

function padded(scan: Scan, end: number): number {
  let to = end
  while (scan.bytes[to] === code('=') && to < end + 2) to++
  return to
}

function isPath(scan: Scan, start: number, end: number): boolean {
  let slashes = 0
  let words = 0
  for (let i = start; i < end; i++) {
    if (scan.bytes[i] !== 47) continue
    slashes++
    if (is(scan.bytes[i + 1], LOWER) && is(scan.bytes[i + 2], LOWER) && is(scan.bytes[i + 3], LOWER)) words++
  }
  return scan.bytes[start] === 47 || words * 2 >= slashes
}

/** `docs.acme.com/document/d/…`: the last label of a host, and its path. */
function endsHost(bytes: Buffer, at: number): boolean {
  let i = at
  while (is(bytes[i], LOWER)) i++
  return i - at >= 2 && bytes[i] === 47
}

/** A word that only a machine makes: many changes between letters, cases and digits. */
function readWord(scan: Scan, start: number, end: number, runStart: number): void {
  const { bytes } = scan
  let from = start
  while (from < end && !is(bytes[from], ALNUM)) from++
  if (end - from < 20) return
  const measure = measured(scan, from, end)
  // Azure DevOps' 52 lower-case letters and digits, Quay's 64 capitals and digits.
  const isLongBase36 = measure.isBase36 && end - from >= 48 && end - from <= 128
  if (measure.isRandom || isLongBase36) {
    if (!isNamedDigest(scan, runStart) && !isNumberedFile(scan, end)) claimRandom(scan, from, padded(scan, end))
    return
  }
  // `vendor_live_0123456789abcdef…`: a prefix and a random rest.
  const cut = lastSeparator(scan, from, end)
  if (cut > from + 1 && end - cut >= 21) {
    const body = measured(scan, cut + 1, end)
    const isCandidate = body.isRandom || (bytes[cut] === code('_') && (body.isBase36 || body.isHex))
    const head = isCandidate ? scan.text(from, cut) : ''
    if (isCandidate) scan.dependsOn(from, cut)
    if (
      isCandidate &&
      /^[A-Za-z][A-Za-z0-9]{1,14}(?:[_-][A-Za-z0-9]{1,14}){0,2}$/.test(head) &&
      !harmlessHeads.test(head)
    ) {
      const isBody =
        body.isRandom ||
        (bytes[cut] === code('_') && body.isBase36) ||
        (bytes[cut] === code('_') && body.isHex && end - cut >= 33 && /_|^(?:sk|pk|ak|key|tok|pat|api)/i.test(head))
      if (isBody && !isNamedDigest(scan, runStart)) claimRandom(scan, from, padded(scan, end))
    }
  }
}

const harmlessHeads =
  /(?:^|[_-])(?:req|request|trace|span|sha\d*|md5|build|commit|rev|digest|etag|hash|checksum|crc|blob|layer|image|container|img|chunk|bundle|main|app|vendor|index|style|polyfills|runtime|asset|file|tmp|temp|cache|node|pod|job|task|run|event|evt|msg|message|txn|tx|batch|block|blk|part|uuid|guid|id|session-id|corr|correlation|snapshot|vol|eni|sg|subnet|vpc|ami|rtb|igw|nat|eipalloc|version|v\d+|release|docker|cri|cni|veth|br|overlay|netns)$/i

function lastSeparator(scan: Scan, start: number, end: number): number {
  let i = end - 1
  while (i > start && scan.bytes[i] !== code('_') && scan.bytes[i] !== code('-')) i--
  return i
}

function claimRandom(scan: Scan, start: number, end: number): void {
  if (isPseudonym(scan.text(start, end).toLowerCase())) return
  scan.claimAndLearn(start, end, random)
}

/** `sha512-…`, `SHA256:…`, `integrity=`, a data URL, an ssh public key: digests and pictures are nobody's secret. */
function isNamedDigest(scan: Scan, start: number): boolean {
  scan.dependsOn(start - 28, start + 8)
  const before = scan.text(start - 28, start + 8).toLowerCase()
  return /sha(?:1|256|384|512)[-:=]|md5[-:=]|;base64,|integrity|etag|checksum|digest|fingerprint|aaaab3nz|aaaac3nz|aaaae2vj|build ?id|h1:|sri=|pub(?:lic)?[-_ ]?key|contenthash|cf-ray|x-amz-(?:id-2|cf-id)|x-vercel-id|_zn|\b_z\d/.test(
    before,
  )
}

/** `AirPortBcm43_Logs-005.txt`: a file of which there are several. */
const isNumberedFile = (scan: Scan, end: number) =>
  /[A-Za-z][-_]\d{1,4}\.(?:txt|log|xml|json|csv|gz|pcap(?:ng)?|plist|dmp|trace|out|err)\b/.test(
    scan.text(end - 6, end + 8),
  )

/**
 * Tokens that are known by the lengths of their parts: Mailchimp's `32 hex-us12` (mailchimp.com/developer: API keys), Mailgun's
 * `32 hex-8 hex-8 hex` (documentation.mailgun.com: API keys).
 */
function partedToken(scan: Scan, start: number, end: number): boolean {
  const length = end - start
  if (length < 36 || length > 50 || scan.bytes[start + 32] !== code('-')) return false
  scan.dependsOn(start, end)
  if (!/^[0-9a-f]{32}-(?:us\d{1,2}|[0-9a-f]{8}-[0-9a-f]{8})$/.test(scan.text(start, end))) return false
  scan.claimAndLearn(start, end, certainRule('mail-service-key'))
  return true
}

/** Discord: the bot's id in base64, a time, a signature, with dots between. */
function discordToken(scan: Scan, start: number, end: number): boolean {
  const { bytes } = scan
  if (bytes[end] !== code('.') || end - start < 22 || end - start > 30 || !is(bytes[start], ALPHA)) return false
  const middle = scan.runOf(nameSet, end + 1, 12)
  if (bytes[middle] !== code('.') || middle - end < 6 || middle - end > 8) return false
  const last = scan.runOf(nameSet, middle + 1, 80)
  if (last - middle < 25) return false
  scan.depends()
  if (!/^\d{15,21}$/.test(Buffer.from(scan.text(start, end), 'base64').toString('latin1'))) return false
  scan.claimAndLearn(start, last, certainRule('discord-token'))
  return true
}
