import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Logger } from 'pino'
import { createBundleWorker } from './bundle/create-bundle-worker.ts'
import { factsOfDesk, policyOfDesk } from './bundle/desk-settings.ts'
import { sayLeftOut } from './bundle/left-out.ts'
import { besideDatabase } from './bundle/limits.ts'
import { BundleProblem } from './bundle/problems.ts'
import type { Upload } from './bundle/run-on-worker.ts'
import { label } from './bundle/sources/names.ts'
import { sayVerified } from './bundle/verify/say-verified.ts'
import { verifyOnThread } from './bundle/verify/verify-on-thread.ts'
import { orderFor, ownHostUrl } from './collect/own-host.ts'
import { describe } from './core/describe.ts'
import type { Bundler, RawAttachment } from './core/ports.ts'
import { type Arrivals, readUploadUrl } from './uploads/arrivals.ts'

export interface BundlerOptions {
  /** Where finished bundles lie. */
  folder: string
  /** For encrypted spools. */
  workDir: string
  cdnHosts: string[]
  /** Bee's own folder, of which nothing is collected. */
  dataDir: string
  /** What collectors on this machine see of the environment. */
  environment: Record<string, string | undefined>
  /** Where uploads wait. */
  arrivals: Arrivals
  log: Logger
}

export type StoppableBundler = Bundler & { stop(): Promise<void> }

/** Packs what people attach, in a worker thread that starts when it is needed. */
export async function createBundler({
  folder,
  workDir,
  cdnHosts,
  dataDir,
  environment,
  arrivals,
  log,
}: BundlerOptions): Promise<StoppableBundler> {
  const worker = await createBundleWorker({ workDir })
  const closedDir = await realpath(dataDir)
  return {
    async build(bundle, ticket, attachments, desk) {
      const nothing = { file: null, sizeBytes: null, sha256: null, manifest: null, findings: [] }
      try {
        const attached = attachments.filter(({ url }) => readUploadUrl(url) === undefined && url !== ownHostUrl)
        const most = desk.limits.attachments
        const uploads = attachments.flatMap((source) => uploadsOf(source, arrivals))
        const job = {
          facts: {
            ...factsOfDesk(desk, ticket.triage.category),
            name: bundle.name,
            ticket: ticket.number,
            title: ticket.title,
            triage: [describe(ticket, desk), ...ticket.triage.reasons],
          },
          attachments: attached.slice(0, most),
          leftOut: attached.slice(most).map(({ name }) => ({
            name: label(name),
            reason: 'TOO_MANY' as const,
            detail: `at most ${most} files`,
          })),
          ownHost: attachments.some(({ url }) => url === ownHostUrl)
            ? orderFor(desk, ticket.triage.category, { environment, dataDir: closedDir })
            : undefined,
          isMade: attachments.some(({ url }) => readUploadUrl(url)?.kind === 'bundle'),
          extraHosts: cdnHosts,
          // Fresh for each bundle: pseudonyms of two bundles cannot be linked.
          key: randomBytes(32),
          policy: policyOfDesk(desk),
          outFile: join(folder, `${bundle.id}-${bundle.name}`),
          limits: {
            maxAttachmentBytes: desk.limits.attachmentBytes,
            maxBundleBytes: desk.limits.bundleBytes,
            maxTotalBytes: desk.limits.unpackedBytes,
            maxEntries: desk.limits.archiveEntries,
            keptFreeBytes: besideDatabase,
          },
        }
        const made = await worker.build(job, { uploads })
        const leftOut = made.leftOut.map(sayLeftOut)
        const hits = made.verification.hits
          .slice(0, 20)
          .map(({ rule, file, line }) => `• ${rule} in ${file}, line ${line}`)
        return {
          state: made.state,
          file: basename(made.file),
          sizeBytes: made.sizeBytes,
          sha256: made.sha256,
          manifest: JSON.stringify(made.manifest),
          findings: made.manifest.findings,
          leftOut,
          problem: made.state === 'quarantined' ? hits.join('\n') : null,
        }
      } catch (cause) {
        // Cancelled because Bee stops: the next start makes it (F03).
        if (!(cause instanceof BundleProblem) || cause.code === 'CANCELLED') throw cause
        log.warn({ ticket: ticket.number, bundle: bundle.id, code: cause.code }, 'a bundle could not be made')
        const problem = [cause.message, ...cause.leftOut.map((left) => `\n• ${sayLeftOut(left)}`)].join('')
        return { ...nothing, state: 'failed', leftOut: [], problem }
      }
    },
    async verify({ file, sha256 }) {
      const path = join(folder, file ?? '')
      try {
        const [now, verified] = [await hashOf(path), await verifyOnThread(path)]
        const isSame = now === sha256
        const changed = isSame ? [] : ['The file is not the one that was made: its SHA-256 is another.']
        return { isGood: isSame && verified.ok, lines: [...changed, ...sayVerified(verified, mostTold)] }
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { isGood: false, lines: ['Its file is gone.'] }
        if (!(cause instanceof BundleProblem)) throw cause
        return { isGood: false, lines: [cause.message] }
      }
    },
    stop: () => worker.close(),
  }
}

/** Discord shows 2,000 characters. */
const mostTold = 12

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** What a source that was uploaded holds. @throws BundleProblem UPLOAD_LOST */
function uploadsOf({ url, sizeBytes }: RawAttachment, { parts, raw }: Arrivals): Upload[] {
  const upload = readUploadUrl(url)
  if (upload === undefined) return []
  if (upload.kind === 'bundle') return [{ name: 'bundle.tar.gz', read: () => parts.read(upload.id, sizeBytes) }]
  const sources = raw.sources(upload.id)
  if (sources === undefined) throw new BundleProblem('UPLOAD_LOST')
  return sources
}
