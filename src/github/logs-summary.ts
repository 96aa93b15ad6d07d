import { type BundleFile, Manifest } from '../bundle/manifest.ts'
import { findingWords } from '../core/finding.ts'
import type { TicketView } from '../core/view.ts'

/** Enough to see where to look; the rest is in the bundle's own SUMMARY.md. */
const mostFiles = 10

/** What the bundle's logs hold, a line for each file, for somebody who decides whether to open it. */
export function logsSummary({ bundle }: TicketView): string[] {
  if (bundle?.state !== 'ready' || bundle.manifest === null) return []
  const result = Manifest.safeParse(JSON.parse(bundle.manifest))
  if (!result.success) return []
  const { files, findings, versions, redactions, leftOut } = result.data
  const worst = files.toSorted((a, b) => b.errors - a.errors)
  const lines = [...findings.map(findingWords), ...worst.slice(0, mostFiles).map(fileLine)]
  if (files.length > mostFiles) lines.push(`and ${files.length - mostFiles} more files`)
  if (versions.length > 0)
    lines.push(`Versions: ${versions.map(({ name, version }) => `${name} ${version}`).join(', ')}`)
  lines.push(`${redactions.total} private values were replaced`)
  return [...lines, ...leftOut.map(({ name, words }) => `Left out: ${name} ${words}`)]
}

function fileLine({ path, lines, errors, warnings, firstAt, lastAt }: BundleFile): string {
  const time = firstAt === null || lastAt === null ? '' : `, from ${firstAt} to ${lastAt}`
  return `${path}: ${count(lines, 'line')}, ${count(errors, 'error')}, ${count(warnings, 'warning')}${time}`
}

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
