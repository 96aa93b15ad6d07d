import type { MessagePort } from 'node:worker_threads'
import type { OwnHostOrder } from '../collect/own-host.ts'
import type { Policy } from '../sanitize/index.ts'
import type { BundleFacts, BundleResult, Progress } from './build.ts'
import type { LeftOut } from './left-out.ts'
import type { BundleLimits } from './limits.ts'
import type { BundleProblemCode } from './problems.ts'

/** A bundle to be made elsewhere: plain data, addresses and names, never bytes. */
export interface BundleJob {
  facts: BundleFacts
  attachments: { url: string; name: string }[]
  /** Gathered by the worker, on this machine. */
  ownHost?: OwnHostOrder | undefined
  /** The one upload is a bundle already: it is checked and taken, not made. */
  isMade?: boolean
  /** What is known to be left out before anything was fetched. */
  leftOut?: LeftOut[]
  key: Uint8Array
  policy?: Policy
  outFile: string
  /** Further `host:port` than Discord's own that attachments may come from. */
  extraHosts?: string[]
  limits?: Partial<BundleLimits>
}

/** Bytes that wait in the thread that asks, behind a port. */
export interface HandedOver {
  name: string
  port: MessagePort
}

export type ToWorker =
  | { type: 'build'; job: BundleJob; uploads: HandedOver[]; workDir: string; part: string }
  | { type: 'cancel' }

export type FromWorker =
  | { type: 'progress'; progress: Progress }
  | { type: 'done'; result: BundleResult }
  | { type: 'refused'; code: BundleProblemCode; leftOut: LeftOut[] }
  /** A defect. Only where, not what: a message may quote what was read. */
  | { type: 'failed'; error: string; frames: string[] }
