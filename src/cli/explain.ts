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
  process.stderr.write(
    `Something went wrong inside Bee. Please report this:\n${cause instanceof Error ? cause.stack : String(cause)}\n`,
  )
  return exitCodes.problem
}

const settingsCodes = new Set(['SETTINGS_WRONG', 'DESK_WRONG', 'TOKEN_WRONG', 'INTENT_DENIED', 'ADDRESS_IN_USE'])
