import { rm } from 'node:fs/promises'
import type { BundleResult } from '../../bundle/build.ts'
import { plural, size } from '../../bundle/summary.ts'
import { printable } from '../../collect/preview.ts'
import type { UploadState } from '../../collect/protocol.ts'

/** A bundle that the second scan holds back is not kept, and where it fired is said. */
export async function heldBack({ file, verification }: BundleResult, options: { json?: boolean }): Promise<void> {
  await rm(file, { force: true })
  process.exitCode = 1
  if (options.json) return print({ state: 'quarantined', verification }, options)
  const hits = verification.hits.slice(0, 20).map(({ rule, file, line }) => `  ${rule} in ${file}, line ${line}`)
  process.stderr.write(
    `The second scan found something that may be private, so nothing was sent or kept:\n${hits.join('\n')}\nTry again with --leave-out and the file's path.\n`,
  )
}

type Printed = Partial<UploadState> & {
  result?: BundleResult
  dryRun?: boolean
  state?: string
  verification?: unknown
}

/** The result, on standard output: words for people, or JSON. Sets the exit code. */
export function print({ result, dryRun, ...state }: Printed, { json }: { json?: boolean }): void {
  if (state.state === 'failed' || state.state === 'quarantined') process.exitCode = 1
  if (json) {
    const { file, name, sizeBytes, sha256, manifest, verification } = result ?? {}
    const outcome = dryRun ? 'not-sent' : (state.state ?? 'written')
    const made = result && {
      ...(outcome === 'written' ? { file } : {}),
      name,
      sizeBytes,
      sha256,
      verification,
      manifest,
    }
    process.stdout.write(`${JSON.stringify({ outcome, ...made, ...state }, null, 2)}\n`)
    return
  }
  const facts =
    result && `${size(result.sizeBytes)}, ${plural(result.manifest.files.length, 'file')}, SHA-256 ${result.sha256}`
  if (dryRun)
    process.stdout.write(
      `\nIt would be ${facts}.\nThe second scan found nothing. Nothing was sent, nothing was kept.\n`,
    )
  else if (state.state === undefined && result) process.stdout.write(`Wrote ${result.file}\n  ${facts}\n`)
  else if (state.state === 'ready')
    process.stdout.write(`Sent. ${printable(state.message ?? '')}\n${facts ? `  ${facts}\n` : ''}`)
  else process.stderr.write(`${printable(state.message ?? 'The server did not take it.')}\n`)
}
