import { findingWords } from '../core/finding.ts'
import type { Sanitized } from '../sanitize/index.ts'
import type { FrequentError } from './frequent-errors.ts'
import type { BundleFile, Manifest } from './manifest.ts'

/** What a ticket knows about the problem. Sanitized with the bundle's own key, so that pseudonyms agree. */
export interface SummaryFacts {
  title: Sanitized | null
  /** One fact a line, such as "High confidence authentication issue, because: login, AAL2". */
  triage: Sanitized[]
}

const MAX_ERRORS = 10
const MAX_FILES_OF_ERROR = 3
const MAX_ROWS = 200

/** `SUMMARY.md`: what an expert in a hurry wants to know before opening a single log. */
export function renderSummary(
  manifest: Omit<Manifest, 'summary'>,
  facts: SummaryFacts,
  errors: FrequentError[],
): string {
  const title = manifest.ticket ?? manifest.name.replace(/\.tar\.gz$/, '')
  const parts = [
    `# ${title}${facts.title ? `: ${inline(facts.title)}` : ''}`,
    glance(manifest),
    section('Triage', facts.triage.map((fact) => `- ${inline(fact)}`).join('\n')),
    section('Findings', findings(manifest)),
    section('Most frequent errors', frequent(errors)),
    section('Files', files(manifest.files)),
    section('Redacted', redacted(manifest)),
    section('Left out', manifest.leftOut.map(({ name, words }) => `- ${code(name)} ${inline(words)}`).join('\n')),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function glance(manifest: Omit<Manifest, 'summary'>): string {
  const { files, redactions, leftOut, services, versions } = manifest
  const lines = sum(files, ({ lines }) => lines)
  const bytes = sum(files, ({ sizeBytes }) => sizeBytes)
  const rows: [string, string][] = [
    ['Category', manifest.category ?? ''],
    ['Logs', `${plural(files.length, 'file')}, ${size(bytes)}, ${plural(lines, 'line')}`],
    ['Time', timeRange(files)],
    [
      'Errors',
      `${plural(
        sum(files, ({ errors }) => errors),
        'error',
      )}, ${plural(
        sum(files, ({ warnings }) => warnings),
        'warning',
      )}`,
    ],
    ['Services', services.map(inline).join(', ')],
    ['Versions', versions.map(({ name, version }) => inline(`${name} ${version}`)).join(', ')],
    ['Redacted', plural(redactions.total, 'value')],
    ['Left out', leftOut.length === 0 ? 'nothing' : plural(leftOut.length, 'file')],
  ]
  return [
    '| | |',
    '| --- | --- |',
    ...rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
  ].join('\n')
}

function timeRange(files: BundleFile[]): string {
  const firsts = files.flatMap(({ firstAt }) => firstAt ?? []).sort()
  const lasts = files.flatMap(({ lastAt }) => lastAt ?? []).sort()
  const [first, last] = [firsts[0], lasts.at(-1)]
  if (first === undefined || last === undefined) return 'the logs name no full date'
  const minutes = Math.round((Date.parse(last) - Date.parse(first)) / 60_000)
  const span =
    minutes < 120
      ? plural(minutes, 'minute')
      : minutes < 2880
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 1440)} days`
  return `${first} to ${last} (${span})`
}

function findings({ findings }: Pick<Manifest, 'findings'>): string {
  if (findings.length === 0) return 'None.'
  return findings
    .map(
      (finding) =>
        `- **${finding.severity}** ${inline(findingWords(finding))}. First in ${code(finding.file)}, line ${finding.line}.${finding.article === null ? '' : ` Article: ${code(finding.article)}.`}`,
    )
    .join('\n')
}

/** @param errors The most frequent first. */
function frequent(errors: FrequentError[]): string {
  return errors
    .slice(0, MAX_ERRORS)
    .map(
      (error) =>
        `**${error.count.toLocaleString('en')}×** in ${placesOf(error)}${spanOf(error)}\n${fenced(error.example)}`,
    )
    .join('\n\n')
}

function placesOf({ files }: FrequentError): string {
  const [only, ...others] = files
  if (others.length === 0) return code(only?.path ?? '')
  const shown = files.slice(0, MAX_FILES_OF_ERROR).map(({ path, count }) => `${code(path)} (${count})`)
  const more = files.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${plural(more, 'other file')}` : ''}`
}

function spanOf({ firstAt, lastAt }: FrequentError): string {
  if (firstAt === null) return ''
  if (lastAt === null || lastAt === firstAt) return `, at ${firstAt}`
  return `, first ${firstAt}, last ${lastAt}`
}

function files(list: BundleFile[]): string {
  const rows = list
    .slice(0, MAX_ROWS)
    .map(
      ({ path, from, lines, errors, warnings, firstAt, lastAt }) =>
        `| ${code(path)} | ${code(from)} | ${lines} | ${errors} | ${warnings} | ${firstAt ?? ''} | ${lastAt ?? ''} |`,
    )
  const more = list.length > MAX_ROWS ? [`\n${list.length - MAX_ROWS} more are in manifest.json.`] : []
  return [
    '| File | From | Lines | Errors | Warnings | First | Last |',
    '| --- | --- | --: | --: | --: | --- | --- |',
    ...rows,
    ...more,
  ].join('\n')
}

function redacted({ redactions, withheldLines }: Pick<Manifest, 'redactions' | 'withheldLines'>): string {
  const rules = Object.entries(redactions.byRule).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  if (rules.length === 0 && withheldLines === 0) return 'Nothing had to be.'
  const lines = [
    'The same value has the same pseudonym in all files of this bundle, and another one in every other bundle.',
    '',
    '| Rule | Values |',
    '| --- | --: |',
    ...rules.map(([rule, count]) => `| ${code(rule)} | ${count} |`),
  ]
  if (withheldLines > 0)
    lines.push(
      '',
      `${plural(withheldLines, 'line')} took too much work to read and ${withheldLines === 1 ? 'was' : 'were'} left out.`,
    )
  return lines.join('\n')
}

const section = (heading: string, text: string) => (text === '' ? '' : `## ${heading}\n\n${text}`)
const sum = <T>(list: T[], of: (item: T) => number) => list.reduce((total, item) => total + of(item), 0)
export const plural = (count: number, word: string) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`

/** Sizes as people say them, in powers of 1,000. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1e6) return `${(bytes / 1000).toFixed(1)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

// The texts come from strangers' logs: nothing of them may become a heading, a link, a picture or a mention.
const inline = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#!@~]/g, '\\$&')
    .trim()
const code = (text: string) => `\`${text.replace(/[`|\r\n]/g, '-')}\``

function fenced(text: string): string {
  const runs = text.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
  return `${fence}text\n${text.replace(/[\r\n]+/g, ' ')}\n${fence}`
}
