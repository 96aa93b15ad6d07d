import { bySeverity, type Finding } from '../../core/finding.ts'
import { isoSecond } from '../times.ts'
import type { NamedAnalyzer, Seen } from './analyzers.ts'

/** One text of a bundle, with what the analyzers saw in it. */
export interface AnalyzedFile {
  path: string
  service: string | null
  seen: ReadonlyMap<string, Seen>
}

/** Most bundles have none to five; beyond this nobody reads on. */
const mostFindings = 50

/** What the analyzers found in all files together, the worst first. Too few lines, or too far apart, are no finding. */
export function findingsOf(rules: readonly NamedAnalyzer[], files: readonly AnalyzedFile[]): Finding[] {
  return rules
    .flatMap((rule) => findingOf(rule, files) ?? [])
    .sort(bySeverity)
    .slice(0, mostFindings)
}

function findingOf(rule: NamedAnalyzer, files: readonly AnalyzedFile[]): Finding | undefined {
  const found = files.flatMap(({ path, service, seen }) => {
    const one = seen.get(rule.id)
    return one === undefined ? [] : [{ path, service, ...one }]
  })
  const count = found.reduce((sum, one) => sum + one.count, 0)
  const isEnough = count >= rule.atLeast && found.some(({ isDense }) => isDense)
  if (!isEnough) return undefined

  const firsts = found.flatMap(({ firstAt }) => firstAt ?? [])
  const lasts = found.flatMap(({ lastAt }) => lastAt ?? [])
  const firstAt = firsts.length > 0 ? Math.min(...firsts) : undefined
  const lastAt = lasts.length > 0 ? Math.max(...lasts) : undefined
  const first = found.find((one) => one.firstAt === firstAt) ?? found[0]!
  const loudest = found.toSorted((a, b) => b.count - a.count).find(({ service }) => service !== null)
  return {
    analyzer: rule.id,
    severity: rule.severity,
    message: rule.message,
    count,
    isFloor: found.some(({ isFloor }) => isFloor),
    firstAt: firstAt === undefined ? null : isoSecond(firstAt),
    lastAt: lastAt === undefined ? null : isoSecond(lastAt),
    service: rule.service ?? loudest?.service ?? null,
    article: rule.article ?? null,
    file: first.path,
    line: first.line,
  }
}
