import { gap, oneLine } from './text.ts'
import { inlineCode, maxBodyLength, toGitHub } from './to-github.ts'

/** What an issue tells of a ticket. All texts are raw: they are made harmless here. Times are Unix milliseconds. */
export interface IssueFacts {
  /** `ST-2026-001` */
  ticket: string
  /** The parts of the report by name: description, steps, expected, actual, version, platform, environment, … */
  report: Record<string, string | undefined>
  triage: {
    kind: string
    category: string
    services: string[]
    /** In words, e.g. `high (87 %)`. */
    confidence: string
    priority: string
    tier?: string
    reasons: string[]
  }
  bundle?: {
    name: string
    sizeBytes?: number
    sha256?: string
    link?: { url: string; expiresAt: number; downloadsLeft: number; downloadsTotal: number }
    /** Instead of a link, e.g. `is being packed`. */
    state?: string
  }
  /** What the analyzers and the sanitizer found in the logs, one line each. */
  findings: string[]
  preChecks: string[]
  /** Where the conversation is. */
  threadUrl?: string
}

export interface Section {
  heading: string
  /** A part of the report, or one of Bee's own: triage, bundle, findings, pre-checks, links. */
  from: string
}

/** The shape of GitHub's issue forms: `### Heading`, a blank line, the answer. */
export const usualSections: readonly Section[] = [
  { heading: 'Description', from: 'description' },
  { heading: 'Steps to reproduce', from: 'steps' },
  { heading: 'Expected', from: 'expected' },
  { heading: 'Actual', from: 'actual' },
  { heading: 'Version', from: 'version' },
  { heading: 'Platform', from: 'platform' },
  { heading: 'Environment', from: 'environment' },
  { heading: 'Triage', from: 'triage' },
  { heading: 'Diagnostic bundle', from: 'bundle' },
  { heading: 'Logs summary', from: 'findings' },
  { heading: 'Pre-checks', from: 'pre-checks' },
  { heading: 'Links', from: 'links' },
]

const notGiven = '_Not given_'
/** For headings, tables, links and the marker that is added later. */
const keptFree = 12_000
const longestFindings = 30

/** An issue's body, at most GitHub's 65,536 characters, with room for Bee's marker behind it. */
export function issueBody(facts: IssueFacts, sections: readonly Section[] = usualSections): string {
  const share = Math.floor((maxBodyLength - keptFree) / Math.max(1, sections.length))
  const parts = sections.map(({ heading, from }) => `### ${cell(heading)}\n\n${section(from, facts, share)}`)
  const footer = `_Opened by Bee for ticket ${inlineCode(facts.ticket)}. What is written here reaches the reporter._`
  return `${parts.join('\n\n')}\n\n---\n\n${footer}`
}

function section(from: string, facts: IssueFacts, share: number): string {
  switch (from) {
    case 'triage':
      return triageTable(facts)
    case 'bundle':
      return bundleTable(facts)
    case 'findings':
      return list(facts.findings.slice(0, longestFindings), '-', share)
    case 'pre-checks':
      return list(facts.preChecks, '- [x]', share)
    case 'links':
      return links(facts)
  }
  const text = facts.report[from]
  return text === undefined || text.trim() === '' ? notGiven : toGitHub(text, { max: share })
}

function triageTable({ triage }: IssueFacts): string {
  return table([
    ['Kind', cell(triage.kind)],
    ['Category', cell(triage.category)],
    ['Services', cell(triage.services.join(', ') || 'not named')],
    ['Confidence', cell(triage.confidence)],
    ['Priority', cell(triage.priority)],
    ...(triage.tier === undefined ? [] : [['Tier', cell(triage.tier)] as const]),
    ['Because', cell(triage.reasons.slice(0, 10).join(', ') || 'no single word decided it')],
  ])
}

function bundleTable({ bundle }: IssueFacts): string {
  if (bundle === undefined) return notGiven
  const { name, sizeBytes, sha256, link, state } = bundle
  return table([
    ['Name', code(name)],
    ...(sizeBytes === undefined ? [] : [['Size', sizeOf(sizeBytes)] as const]),
    ...(sha256 === undefined ? [] : [['SHA-256', code(sha256)] as const]),
    ...(link === undefined
      ? [['Download', cell(state ?? 'no working link; ask in the ticket')] as const]
      : [
          ['Download', address(link.url, 'Open the bundle')] as const,
          ['Until', timeOf(link.expiresAt)] as const,
          ['Downloads left', `${link.downloadsLeft} of ${link.downloadsTotal}`] as const,
        ]),
  ])
}

function links({ ticket, threadUrl }: IssueFacts): string {
  const lines = [`- Ticket: ${inlineCode(ticket)}`]
  if (threadUrl !== undefined) lines.push(`- Conversation: ${address(threadUrl, 'in Discord')}`)
  return lines.join('\n')
}

function list(lines: string[], mark: string, share: number): string {
  if (lines.length === 0) return notGiven
  const each = Math.max(100, Math.floor(share / lines.length) - 10)
  return lines.map((line) => `${mark} ${toGitHub(oneLine(line, 300, '-'), { max: each })}`).join('\n')
}

const table = (rows: readonly (readonly [string, string])[]) =>
  ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')

/** One line that stays inside its cell. */
const cell = (text: string) => inCell(toGitHub(oneLine(text, 300, '-'), { max: 1000 }))
const code = (text: string) => inCell(inlineCode(oneLine(text, 200, '-')))
/** In a cell `\|` is a bar; after another backslash it would end the cell. */
const inCell = (markdown: string) => markdown.replace(/\\\|/g, `\\${gap}|`).replaceAll('|', '\\|')

/** A link of Bee's own making; an address that would break out of it is shown as code. */
export function address(url: string, words: string): string {
  return /^https?:\/\/[^\s()<>[\]|`\\]+$/.test(url) ? `[${words}](${url})` : code(url)
}

const timeOf = (ms: number) => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const inKibibytes = bytes / 1024
  return inKibibytes < 1024 ? `${inKibibytes.toFixed(1)} KiB` : `${(inKibibytes / 1024).toFixed(1)} MiB`
}

/** A message from Discord as a comment: who, where, what. */
export function commentBody({ author, text, url }: { author: string; text: string; url: string }): string {
  const who = `**${toGitHub(oneLine(author, 80, 'Somebody'))}** ${address(url, 'in Discord')}:`
  return `${who}\n\n${toGitHub(text, { max: maxBodyLength - 2000 })}`
}
