import { codeBlock, listLine, readList, readTable, ruleLine, startsTable } from './github-blocks.ts'
import { decodeEntities, readGitHubInline, stripComments } from './github-inline.ts'
import type { Block } from './tree.ts'

const deepest = 8

/**
 * GitHub-flavoured Markdown, as far as issues and comments use it: headings, lists, tasks, tables, fences, quotes,
 * `<details>`, and the harmless inline HTML. Comments vanish; any other tag is shown as the text it is.
 */
export const readGitHubText = (text: string): Block[] =>
  readBlocks(stripComments(text.replaceAll('\r\n', '\n')).split('\n'), 0)

export function readBlocks(lines: string[], depth: number): Block[] {
  const blocks: Block[] = []
  if (depth > deepest) return [{ type: 'paragraph', children: [{ type: 'text', text: lines.join('\n') }] }]
  let paragraph: string[] = []
  const endParagraph = () => {
    const text = paragraph.join('\n').trim()
    if (text !== '') blocks.push({ type: 'paragraph', children: readGitHubInline(text) })
    paragraph = []
  }

  let index = 0
  while (index < lines.length) {
    const line = lines[index] as string
    const fence = /^ {0,3}(`{3,}|~{3,})\s*([^`\s]{0,40})/.exec(line)
    const heading = /^ {0,3}(#{1,6})(?: (.*))?$/.exec(line)

    if (line.trim() === '') {
      endParagraph()
      index += 1
    } else if (fence) {
      endParagraph()
      index = codeBlock(lines, index, fence[1]!, fence[2]!, blocks)
    } else if (heading) {
      endParagraph()
      const words = (heading[2] ?? '').trim().replace(/#{1,6}$/, '')
      blocks.push({ type: 'heading', level: heading[1]!.length, children: readGitHubInline(words.trim()) })
      index += 1
    } else if (ruleLine(line)) {
      endParagraph()
      blocks.push({ type: 'rule' })
      index += 1
    } else if (/^ {0,3}>/.test(line)) {
      endParagraph()
      const quoted: string[] = []
      while (index < lines.length && /^ {0,3}>/.test(lines[index]!)) {
        quoted.push(lines[index]!.replace(/^ {0,3}> ?/, ''))
        index += 1
      }
      blocks.push({ type: 'quote', children: readBlocks(quoted, depth + 1) })
    } else if (listLine(line)) {
      endParagraph()
      index = readList(lines, index, depth, blocks, readBlocks)
    } else if (startsTable(lines, index)) {
      endParagraph()
      index = readTable(lines, index, blocks)
    } else if (/^\s{0,3}<details/i.test(line)) {
      endParagraph()
      index = readDetails(lines, index, depth, blocks)
    } else {
      paragraph.push(line)
      index += 1
    }
  }
  endParagraph()
  return blocks
}

/** `<details><summary>…</summary> … </details>`, nested ones included; without its end it runs to the last line. */
function readDetails(lines: string[], from: number, depth: number, blocks: Block[]): number {
  const open = /^\s{0,3}<details( open(?:="[^"]{0,10}")?)?\s*>/i.exec(lines[from]!)
  if (!open) {
    blocks.push({ type: 'paragraph', children: readGitHubInline(lines[from]!) })
    return from + 1
  }
  const inside: string[] = []
  let level = 1
  let index = from
  let rest = lines[from]!.slice(open[0].length)
  while (index < lines.length) {
    const lower = rest.toLowerCase()
    if (lower.includes('<details')) level += 1
    const close = lower.indexOf('</details>')
    if (close !== -1) level -= 1
    if (level === 0) {
      inside.push(rest.slice(0, close))
      break
    }
    inside.push(rest)
    index += 1
    rest = lines[index] ?? ''
  }

  const { summary, body } = takeSummary(inside)
  blocks.push({
    type: 'details',
    open: open[1] !== undefined,
    summary: readGitHubInline(summary || 'Details'),
    children: readBlocks(body, depth + 1),
  })
  return index + 1
}

function takeSummary(lines: string[]) {
  const start = lines.findIndex((line) => line.trim() !== '')
  const first = (lines[start] ?? '').trim()
  if (!first.toLowerCase().startsWith('<summary>')) return { summary: '', body: lines }
  const end = lines.findIndex((line, index) => index >= start && line.toLowerCase().includes('</summary>'))
  if (end === -1) return { summary: '', body: lines }
  const last = lines[end]!
  const cut = last.toLowerCase().indexOf('</summary>')
  const words = start === end ? [] : [first.slice(9), ...lines.slice(start + 1, end)]
  words.push(start === end ? last.slice(last.toLowerCase().indexOf('<summary>') + 9, cut) : last.slice(0, cut))
  return { summary: decodeEntities(words.join(' ').trim()), body: [last.slice(cut + 10), ...lines.slice(end + 1)] }
}
