import type { Refusal, RefusalCode } from '../errors.ts'

/** Problems that pass by themselves, so that what they hold up is kept and tried again. */
const passing: ReadonlySet<RefusalCode> = new Set([
  ...(['DISCORD_UNAVAILABLE', 'GITHUB_UNAVAILABLE', 'MAIL_UNAVAILABLE'] as const),
  ...(['GITHUB_UNAUTHORIZED', 'GITHUB_PAUSED', 'STORAGE_FAILED'] as const),
])

export const isPassing = ({ code }: Refusal): boolean => passing.has(code)
