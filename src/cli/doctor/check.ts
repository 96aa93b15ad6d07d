/** One line of the doctor's report. `aside`: not set up, or works with less comfort; it is no failure. */
export interface Check {
  /** What part of Bee: `Discord`, `GitHub` and so on. */
  part: string
  state: 'ok' | 'wrong' | 'aside'
  /** What was found, in one line. Never a secret. */
  says: string
  /** What to do about it. */
  fix?: string
}

export const ok = (part: string, says: string): Check => ({ part, state: 'ok', says })
export const wrong = (part: string, says: string, fix: string): Check => ({ part, state: 'wrong', says, fix })
export const aside = (part: string, says: string, fix?: string): Check => ({
  part,
  state: 'aside',
  says,
  ...(fix === undefined ? {} : { fix }),
})

const marks = { ok: '✓', wrong: '✗', aside: '–' } as const

/** The report for a person at a terminal. */
export function reportText(checks: Check[]): string {
  const lines: string[] = []
  let part = ''
  for (const check of checks) {
    if (check.part !== part) lines.push(...(part === '' ? [] : ['']), check.part)
    part = check.part
    lines.push(`  ${marks[check.state]} ${check.says}`)
    if (check.fix !== undefined) lines.push(`      ${check.fix}`)
  }
  const bad = checks.filter(({ state }) => state === 'wrong').length
  const end = bad === 0 ? 'All is well.' : bad === 1 ? 'One thing needs your hand.' : `${bad} things need your hand.`
  return `${[...lines, '', end].join('\n')}\n`
}
