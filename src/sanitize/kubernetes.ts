import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { isPlaceholder } from './values.ts'

const kubernetesSecret = rule('kubernetes-secret')

export function kubernetesAnchors(): Anchor[] {
  return [
    ...['data:', 'stringdata:', '"data": {', '"stringdata": {', '"data":{', '"stringdata":{'].map((literal) => ({
      literal,
      handler: data,
      data: 0,
    })),
    ...['"auths":', '"auths" :'].map((literal) => ({ literal, handler: dockerAuths, data: 0 })),
    ...['"d":', '"p":', '"q":', '"dp":', '"dq":', '"qi":', '"k":'].map((literal) => ({
      literal,
      handler: webKey,
      data: 0,
    })),
  ]
}

/** Every value below `data:` in a document of kind Secret, whether the kind stands above or below. */
function data(scan: Scan, start: number, end: number): void {
  const lineStart = scan.lineStart(start, 200)
  const lead = scan.text(lineStart, start)
  if (scan.bytes[end - 1] === 123) {
    jsonData(scan, start, end)
    return
  }
  if (!/^[\s>|]*(?:- )?$/.test(lead) || !isSecretDocument(scan, start)) return
  const indent = lead.length
  let at = scan.lineEnd(end) + 1
  let blockIndent = -1
  for (let lines = 0; lines < 500 && at < scan.end; lines++) {
    const lineEnd = scan.lineEnd(at, 16_000)
    const line = scan.text(at, lineEnd)
    const depth = line.search(/\S/)
    if (depth < 0) {
      at = lineEnd + 1
      continue
    }
    if (depth <= indent) return
    if (line[depth] === '#') {
      at = lineEnd + 1
      continue
    }
    if (blockIndent >= 0 && depth > blockIndent) claimSecret(scan, at + depth, lineEnd)
    else {
      blockIndent = -1
      const entry = /^\s*["']?[\w.@/-]{1,253}["']?:\s*(["']?)/.exec(line)
      if (entry === null) return
      const from = at + entry[0].length
      if (/^[|>][+-]?\d?\s*$/.test(scan.text(from, lineEnd))) blockIndent = depth
      else claimSecret(scan, from, lineEnd - (entry[1] === '' ? 0 : 1))
    }
    at = lineEnd + 1
  }
}

function claimSecret(scan: Scan, from: number, to: number): void {
  let end = to
  while (end > from && /[\s\r]/.test(String.fromCharCode(scan.bytes[end - 1]!))) end--
  if (end <= from || isPlaceholder(scan.text(from, end))) return
  scan.claimAndLearn(from, end, kubernetesSecret)
  const plain = Buffer.from(scan.text(from, end), 'base64').toString('latin1')
  if (plain.length >= 6 && !/[^\x20-\x7e]/.test(plain.trim()))
    scan.learned.push({ value: plain.trim(), rule: kubernetesSecret })
}

function isSecretDocument(scan: Scan, at: number): boolean {
  const before = scan.text(at - 6000, at)
  const own = before.slice(Math.max(before.lastIndexOf('\n---'), 0))
  if (
    /(?:^|\n)[ \t]*(?:- )?["']?kind["']?:\s*["']?[Ss]ecret\b/.test(
      own.slice(Math.max(own.lastIndexOf('kind:') - 12, 0)),
    )
  )
    return true
  const after = scan.text(at, at + 12_000)
  const end = after.indexOf('\n---')
  scan.spend(after.length)
  const kind = /\n[ \t]*(?:- )?["']?kind["']?:\s*["']?(\w+)/.exec(end < 0 ? after : after.slice(0, end))
  const isBefore = /\n[ \t]*(?:- )?["']?kind["']?:/.test(own)
  return /^[Ss]ecret$/.test(kind?.[1] ?? '') && !isBefore
}

/** The same in JSON: `{"kind":"Secret","data":{…}}`. */
function jsonData(scan: Scan, start: number, end: number): void {
  const around = scan.text(start - 4000, start)
  const after = scan.text(end, end + 8000)
  scan.spend(after.length + around.length)
  if (!/"kind"\s*:\s*"Secret"/.test(around) && !/"kind"\s*:\s*"Secret"/.test(after)) return
  const close = after.indexOf('}')
  const body = close < 0 ? after : after.slice(0, close)
  for (const match of body.matchAll(/"[^"\n]{1,253}"\s{0,4}:\s{0,4}"([^"\n]{1,8000})"/g)) {
    const from = end + match.index + match[0].length - 1 - match[1]!.length
    claimSecret(scan, from, from + match[1]!.length)
  }
}

/** `"auths":{"registry":{"auth":"…"}}` of Docker's config. */
function dockerAuths(scan: Scan, _start: number, end: number): void {
  const text = scan.text(end, end + 4000)
  scan.spend(text.length)
  for (const match of text.matchAll(
    /"(?:auth|identitytoken|registrytoken|password)"\s{0,4}:\s{0,4}"([^"\n]{4,3000})"/g,
  )) {
    const from = end + match.index + match[0].length - 1 - match[1]!.length
    scan.claimAndLearn(from, from + match[1]!.length, rule('registry-password'))
  }
}

/** The private parts of a JSON Web Key. */
function webKey(scan: Scan, start: number, end: number): void {
  const around = scan.text(start - 3000, start) + scan.text(end, end + 3000)
  const value = /^\s{0,4}"([A-Za-z0-9_-]{16,4000})"/.exec(scan.text(end, end + 4010))
  scan.spend(400)
  if (value === null || !/"kty"\s*:/.test(around)) return
  const from = end + value[0].length - 1 - value[1]!.length
  scan.claimAndLearn(from, from + value[1]!.length, rule('jwk'))
}
