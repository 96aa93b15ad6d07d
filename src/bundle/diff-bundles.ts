import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createLogReader, type ErrorShape } from './log-facts.ts'
import type { Manifest } from './manifest.ts'
import { BundleProblem } from './problems.ts'
import { createRenumbering } from './pseudonyms.ts'
import { readBundle } from './read-bundle.ts'
import { inTurns } from './turns.ts'
import { readManifest } from './verify/verify-bundle.ts'

export interface Change {
  old: number
  new: number
}

/** What is different between two bundles, of one ticket at two times, or of two machines. */
export interface BundleDiff {
  old: string
  new: string
  files: {
    added: string[]
    removed: string[]
    changed: { path: string; lines: Change; errors: Change }[]
    /** The same but for the numbers of pseudonyms. */
    unchanged: number
  }
  errors: {
    appeared: { example: string; count: number }[]
    gone: { example: string; count: number }[]
    changed: { example: string; count: Change }[]
  }
  versions: { name: string; old: string | null; new: string | null }[]
  services: { added: string[]; removed: string[] }
  redactions: { rule: string; count: Change }[]
  leftOut: { added: string[]; removed: string[] }
}

interface Contents {
  manifest: Manifest
  /** By path: a hash of the text with pseudonyms renumbered. */
  hashes: Map<string, string>
  errors: Map<string, ErrorShape>
}

/** @throws BundleProblem NOT_A_BUNDLE */
export async function diffBundles(oldPath: string, newPath: string, signal?: AbortSignal): Promise<BundleDiff> {
  const before = await readContents(oldPath, signal)
  const after = await readContents(newPath, signal)
  return {
    old: before.manifest.name,
    new: after.manifest.name,
    files: diffFiles(before, after),
    errors: diffErrors(before.errors, after.errors),
    versions: diffVersions(before.manifest, after.manifest),
    services: diffSets(before.manifest.services, after.manifest.services),
    redactions: diffCounts(before.manifest.redactions.byRule, after.manifest.redactions.byRule),
    leftOut: diffSets(leftOutOf(before.manifest), leftOutOf(after.manifest)),
  }
}

async function readContents(path: string, signal: AbortSignal | undefined): Promise<Contents> {
  const hashes = new Map<string, string>()
  const errors = new Map<string, ErrorShape>()
  let manifest: Manifest | undefined
  await readBundle(inTurns(createReadStream(path), signal), {
    async file({ path, sizeBytes }, bytes) {
      if (manifest === undefined) manifest = await readManifest(path, sizeBytes, bytes)
      else if (path !== 'SUMMARY.md') hashes.set(path, await readText(inTurns(bytes, signal), errors))
    },
  })
  if (manifest === undefined) throw new BundleProblem('NOT_A_BUNDLE')
  return { manifest, hashes, errors }
}

/** Hashes a text with its pseudonyms renumbered, and adds its errors to those of the bundle. */
async function readText(bytes: AsyncIterable<Buffer>, errors: Map<string, ErrorShape>): Promise<string> {
  const hash = createHash('sha256')
  const reader = createLogReader()
  const renumber = createRenumbering()
  for await (const line of createInterface({ input: Readable.from(bytes), crlfDelay: Number.POSITIVE_INFINITY })) {
    const same = Buffer.from(`${renumber(line)}\n`)
    hash.update(same)
    reader.take(same)
  }
  for (const [shape, error] of reader.end().shapes) {
    errors.set(shape, { ...error, count: error.count + (errors.get(shape)?.count ?? 0) })
  }
  return hash.digest('hex')
}

function diffFiles(before: Contents, after: Contents): BundleDiff['files'] {
  const files = (manifest: Manifest) => new Map(manifest.files.map((file) => [file.path, file]))
  const [oldFiles, newFiles] = [files(before.manifest), files(after.manifest)]
  const changed: BundleDiff['files']['changed'] = []
  let unchanged = 0
  for (const [path, was] of oldFiles) {
    const is = newFiles.get(path)
    if (is === undefined) continue
    if (before.hashes.get(path) === after.hashes.get(path)) unchanged++
    else changed.push({ path, lines: { old: was.lines, new: is.lines }, errors: { old: was.errors, new: is.errors } })
  }
  return { ...diffSets([...oldFiles.keys()], [...newFiles.keys()]), changed, unchanged }
}

function diffErrors(before: Map<string, ErrorShape>, after: Map<string, ErrorShape>): BundleDiff['errors'] {
  const only = (some: Map<string, ErrorShape>, others: Map<string, ErrorShape>) =>
    [...some]
      .filter(([shape]) => !others.has(shape))
      .map(([, { example, count }]) => ({ example, count }))
      .sort((a, b) => b.count - a.count)
  const changed = [...after]
    .flatMap(([shape, { example, count }]) => {
      const was = before.get(shape)?.count
      return was === undefined || was === count ? [] : [{ example, count: { old: was, new: count } }]
    })
    .sort((a, b) => Math.abs(b.count.new - b.count.old) - Math.abs(a.count.new - a.count.old))
  return { appeared: only(after, before), gone: only(before, after), changed }
}

function diffVersions(before: Manifest, after: Manifest): BundleDiff['versions'] {
  const versions = ({ versions }: Manifest) => new Map(versions.map(({ name, version }) => [name, version]))
  const [was, is] = [versions(before), versions(after)]
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .map((name) => ({ name, old: was.get(name) ?? null, new: is.get(name) ?? null }))
    .filter(({ old, new: now }) => old !== now)
}

function diffCounts(before: Record<string, number>, after: Record<string, number>): BundleDiff['redactions'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .map((rule) => ({ rule, count: { old: before[rule] ?? 0, new: after[rule] ?? 0 } }))
    .filter(({ count }) => count.old !== count.new)
}

const diffSets = (before: string[], after: string[]) => ({
  added: after.filter((item) => !before.includes(item)),
  removed: before.filter((item) => !after.includes(item)),
})

/** By the last part of its name: what lies around it is a folder or an archive that has another name each day. */
const leftOutOf = ({ leftOut }: Manifest) =>
  leftOut.map(({ name, words }) => `${createRenumbering()(lastPart(name))} ${words}`)
const lastPart = (name: string) => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('› ') + 1) + 1)
