import { isHarmless } from './harmless.ts'
import type { Rule as Hit } from './rules.ts'

type Voice = (text: string, onHit: (rule: Hit['name'], index: number) => void) => Promise<void>

/**
 * secretlint's recommended rules, written by other people, as a second opinion. Loaded when first asked for (70 ms), so
 * only a process that scans bundles pays for it.
 */
export async function loadSecretlint(): Promise<Voice> {
  const [{ lintSource }, { creator }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ])
  // It keeps a mark of every rule on every text for ever, and compares each with all before it: after a hundred bundles
  // that was nine tenths of the work.
  secretLintProfiler.mark = () => {}
  const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }] }
  return async (text, onHit) => {
    const source = { filePath: 'bundle.log', content: text, contentType: 'text' as const, ext: '.log' }
    const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true, maskSecrets: true } })
    for (const { ruleId, range } of messages) {
      const [start, end] = range
      if (!standsFor(text.slice(start, end))) onHit(`secretlint:${nameOf(ruleId)}`, start)
    }
  }
}

/** secretlint knows nothing of our pseudonyms: `postgres://user-1:[redacted:password]@host-2/app` is fine. */
function standsFor(found: string): boolean {
  const password = /:\/\/[^:@/\s]{0,100}:([^@\s]{1,200})@/.exec(found)?.[1]
  return isHarmless(password ?? found)
}

const nameOf = (ruleId: string) => ruleId.replace(/^.*secretlint-rule-/, '')
