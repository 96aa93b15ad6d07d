import type { LeftOut } from './left-out.ts'

/** Why there is no bundle at all. Single files that could not be taken are `LeftOut` instead. */
export const bundleProblems = {
  NOTHING_TO_BUNDLE: 'There is nothing in there that I can read as text, so there is no bundle.',
  CANCELLED: 'The bundle was cancelled. Nothing of it was kept.',
  DISK_FULL: 'The disk is full, so I could not make the bundle. Nothing of it was kept.',
  BUILD_TIMED_OUT: 'The bundle took too long and was stopped. Send only the part around the time of the problem.',
  WORKER_DIED: 'The bundle could not be finished. Nothing of it was kept; please try again, or with less.',
  BUNDLE_TOO_LARGE: 'The finished bundle is too large to share. Send only the part around the time of the problem.',
  TOO_BUSY: 'Too many bundles are waiting. Please try again in a few minutes.',
  NOT_A_BUNDLE: 'This is not a bundle that Bee made, or it is damaged.',
  UPLOAD_LOST:
    'I was restarted before these files were packed, and keep nothing of what is not sanitized. Please send them again.',
  FILE_EXISTS: 'There is a file with that name already. Choose another name, or overwrite it with --force.',
} as const

export type BundleProblemCode = keyof typeof bundleProblems

/** Shown to people as it is: `message` says what happened and what to do next. */
export class BundleProblem extends Error {
  override readonly name = 'BundleProblem'
  readonly code: BundleProblemCode
  readonly leftOut: LeftOut[]
  constructor(code: BundleProblemCode, options: ErrorOptions & { leftOut?: LeftOut[] } = {}) {
    super(bundleProblems[code], options)
    this.code = code
    this.leftOut = options.leftOut ?? []
  }
}

/** A full disk is worth its own words; everything else stays what it is. */
export function translateDisk(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG' ? new BundleProblem('DISK_FULL', { cause }) : cause
}
