import { readGitHubInline } from './github-inline.ts'
import type { Align, Block, ListItem } from './tree.ts'

type Read = (lines: string[], depth: number) => Block[]

/** @returns the index of the line after the fence; without a closing line it runs to the end, as on GitHub */
export function codeBlock(lines: string[], from: number, fence: string, language: string, blocks: Block[]): number {
  const body: string[] = []
  let index = from + 1
  while (index < lines.length) {
    const line = lines[index]!.trim()
    if (line.startsWith(fence) && line === (fence[0] as string).repeat(line.length)) break
    body.push(lines[index]!)
    index += 1
  }
  blocks.push({ type: 'code', language, text: body.join('\n') })
  return index + 1
}

export function ruleLine(line: string): boolean {
  const signs = line.replaceAll(' ', '')
  return signs.length >= 3 && ['-', '*', '_'].some((sign) => signs === sign.repeat(signs.length))
}

interface ListLine {
  indent: number
  content: number
  ordered: boolean
  start: number
  rest: string
}

export function listLine(line: string): ListLine | undefined {
  const match = /^( {0,40})(?:([-*+])|(\d{1,9})[.)])( |$)(.*)$/.exec(line)
  if (!match) return undefined
  const mark = match[2] ?? `${match[3]}.`
  return {
    indent: match[1]!.length,
    content: match[1]!.length + mark.length + 1,
    ordered: match[3] !== undefined,
    start: Number(match[3] ?? 1),
    rest: match[5]!,
  }
}

/** Reads one list; what is indented below an item is that item's own text, read by `read`. */
export function readList(lines: string[], from: number, depth: number, blocks: Block[], read: Read): number {
  const first = listLine(lines[from]!)!
  const items: ListItem[] = []
  let body: string[] = []
  let content = first.content
  let index = from

  const endItem = () => {
    if (body.length === 0) return
    const task = /^\[([ xX])\] (.*)$/.exec(body[0]!)
    if (task) body[0] = task[2]!
    const children = read(body, depth + 1)
    items.push(task ? { done: task[1] !== ' ', children } : { children })
    body = []
  }

  while (index < lines.length) {
    const line = lines[index]!
    const mark = listLine(line)
    const indent = line.length - line.trimStart().length
    if (line.trim() === '') {
      const next = lines[index + 1] ?? ''
      const goesOn =
        next.trim() !== '' && (next.length - next.trimStart().length >= 2 || sameList(listLine(next), first))
      if (!goesOn) break
      body.push('')
    } else if (mark && mark.indent <= first.indent + 1) {
      if (!sameList(mark, first)) break
      endItem()
      content = mark.content
      body.push(mark.rest)
    } else if (indent >= 2) body.push(line.slice(Math.min(indent, content)))
    else if (body[body.length - 1] === '' || /^(?:#{1,6} |>|```|~~~|<details)/.test(line)) break
    else body.push(line)
    index += 1
  }
  endItem()
  blocks.push({ type: 'list', ordered: first.ordered, start: first.start, items })
  return index
}

const sameList = (mark: ListLine | undefined, first: ListLine) =>
  mark !== undefined && mark.ordered === first.ordered && mark.indent <= first.indent + 1

export function startsTable(lines: string[], index: number): boolean {
  const head = lines[index]!
  const ruler = lines[index + 1]
  return head.includes('|') && ruler?.includes('-') === true && aligns(ruler) !== undefined
}

export function readTable(lines: string[], from: number, blocks: Block[]): number {
  const head = cells(lines[from]!)
  const align = aligns(lines[from + 1]!) ?? []
  const rows: string[][] = []
  let index = from + 2
  while (index < lines.length && lines[index]!.includes('|') && lines[index]!.trim() !== '') {
    const row = cells(lines[index]!).slice(0, head.length)
    while (row.length < head.length) row.push('')
    rows.push(row)
    index += 1
  }
  blocks.push({
    type: 'table',
    align: head.map((_, column) => align[column]),
    head: head.map(readGitHubInline),
    rows: rows.map((row) => row.map(readGitHubInline)),
  })
  return index
}

function aligns(line: string): Align[] | undefined {
  const found: Align[] = []
  for (const cell of cells(line)) {
    if (!/^:?-{1,200}:?$/.test(cell)) return undefined
    if (cell.startsWith(':') && cell.endsWith(':')) found.push('center')
    else found.push(cell.endsWith(':') ? 'right' : cell.startsWith(':') ? 'left' : undefined)
  }
  return found
}

/** Splits at `|`, not at `\|` nor inside backticks. */
function cells(line: string): string[] {
  const trimmed = line.trim().replace(/^\|/, '')
  const found: string[] = []
  let cell = ''
  let inCode = false
  for (let index = 0; index < trimmed.length; index += 1) {
    const char = trimmed[index]!
    if (char === '\\' && trimmed[index + 1] === '|') {
      cell += '|'
      index += 1
    } else if (char === '|' && !inCode) {
      found.push(cell.trim())
      cell = ''
    } else {
      if (char === '`') inCode = !inCode
      cell += char
    }
  }
  if (cell.trim() !== '') found.push(cell.trim())
  return found
}
