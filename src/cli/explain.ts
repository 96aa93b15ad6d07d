import { Refusal } from '../errors.ts'

/** Exit codes: 0 done, 1 something is wrong with what was looked at, 2 wrong usage, 78 wrong settings (sysexits.h, EX_CONFIG). */
export const exitCodes = { problem: 1, usage: 2, settings: 78 } as const

/** Says what went wrong in words; a stack only for defects. @returns the exit code. */
export function explain(cause: unknown): number {
  const { code, exitCode, name, message } = cause as {
    code?: string
    exitCode?: number
    name?: string
    message?: string
  }
  if (code?.startsWith('commander.')) return exitCode === 0 ? 0 : exitCodes.usage
  if (cause instanceof Refusal || name === 'BundleProblem' || name === 'ArticleProblem' || name === 'UploadProblem') {
    process.stderr.write(`${message}\n`)
    return settingsCodes.has(code ?? '') ? exitCodes.settings : exitCodes.problem
  }
  if (name === 'DeskProblem') {
    process.stderr.write(`${message}\n`)
    return exitCodes.settings
  }
  const fileWords = wordsOfFile(cause)
  if (fileWords !== undefined) {
    process.stderr.write(`${fileWords}\n`)
    return exitCodes.problem
  }
  process.stderr.write(
    `Something went wrong inside Bee. Please report this:\n${cause instanceof Error ? cause.stack : String(cause)}\n`,
  )
  return exitCodes.problem
}

/** What stands in the way of a file that somebody named: no defect of ours. */
function wordsOfFile(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('code' in cause)) return undefined
  const path = 'path' in cause && typeof cause.path === 'string' ? cause.path : 'What you named'
  if (cause.code === 'EACCES' || cause.code === 'EPERM')
    return `${path} may not be opened by this user. Run this as one who may, or name another place.`
  if (cause.code === 'EROFS') return `${path} lies where nothing can be written. Name another place.`
  if (cause.code === 'EISDIR') return `${path} is a folder. Name a file.`
  if (cause.code === 'ENOTDIR') return `${path} leads through a file as if it were a folder. Please check it.`
  return undefined
}

const settingsCodes = new Set(['SETTINGS_WRONG', 'DESK_WRONG', 'TOKEN_WRONG', 'INTENT_DENIED', 'ADDRESS_IN_USE'])
