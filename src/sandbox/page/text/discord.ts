import { type Dialect, type Found, readInline } from './inline.ts'
import { type Block, type Inline, type ListItem, safeUrl } from './tree.ts'

/** Discord's message text. https://support.discord.com/hc/articles/210298617 and discord.com/developers "Message Formatting" */
export function readDiscordText(text: string): Block[] {
  const blocks: Block[] = []
  let from = 0
  while (from < text.length) {
    const open = text.indexOf('```', from)
    const close = open === -1 ? -1 : text.indexOf('```', open + 3)
    if (close === -1) {
      readLines(text.slice(from), blocks)
      break
    }
    readLines(text.slice(from, open).replace(/\n$/, ''), blocks)
    blocks.push(fence(text.slice(open + 3, close)))
    from = close + 3
    if (text[from] === '\n') from += 1
  }
  return blocks
}

/** One line of it (embed titles, button labels in previews). */
export const readDiscordLine = (text: string): Inline[] => readInline(text, discord)

function fence(inside: string): Block {
  const newline = inside.indexOf('\n')
  const first = newline === -1 ? '' : inside.slice(0, newline)
  const named = newline !== -1 && /^[\w+#.-]{0,20}$/.test(first)
  const text = named ? inside.slice(newline + 1) : inside
  return { type: 'code', language: named ? first : '', text: text.replace(/\n$/, '') }
}

function readLines(text: string, blocks: Block[]) {
  if (text === '') return
  const lines = text.split('\n')
  let paragraph: string[] = []
  const endParagraph = () => {
    if (paragraph.some((line) => line.trim() !== '')) {
      blocks.push({ type: 'paragraph', children: readInline(trimBlankLines(paragraph).join('\n'), discord) })
    }
    paragraph = []
  }

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string
    const heading = /^(#{1,3}) (.+)/.exec(line)
    if (heading) {
      endParagraph()
      blocks.push({ type: 'heading', level: heading[1]!.length, children: readInline(heading[2]!, discord) })
    } else if (line.startsWith('-# ')) {
      endParagraph()
      blocks.push({ type: 'small', children: readInline(line.slice(3), discord) })
    } else if (line.startsWith('>>> ')) {
      endParagraph()
      const inside: Block[] = []
      readLines([line.slice(4), ...lines.slice(index + 1)].join('\n'), inside)
      blocks.push({ type: 'quote', children: inside })
      return
    } else if (line.startsWith('> ') || line === '>') {
      endParagraph()
      const quoted: string[] = []
      while (index < lines.length && (lines[index]!.startsWith('> ') || lines[index] === '>')) {
        quoted.push(lines[index]!.slice(2))
        index += 1
      }
      index -= 1
      const inside: Block[] = []
      // A quote does not nest in Discord: one level is read, deeper signs stay as text.
      readLines(quoted.map((words) => words.replace(/^>/, '\\>')).join('\n'), inside)
      blocks.push({ type: 'quote', children: inside })
    } else if (listMark(line)) {
      endParagraph()
      const run: string[] = []
      while (index < lines.length && listMark(lines[index]!)) {
        run.push(lines[index]!)
        index += 1
      }
      index -= 1
      blocks.push(list(run))
    } else paragraph.push(line)
  }
  endParagraph()
}

interface ListMark {
  indent: number
  ordered: boolean
  start: number
  rest: string
}

function listMark(line: string): ListMark | undefined {
  const match = /^( {0,20})(?:([-*])|(\d{1,9})\.) (.+)$/.exec(line)
  if (!match) return undefined
  const ordered = match[3] !== undefined
  return { indent: match[1]!.length, ordered, start: ordered ? Number(match[3]) : 1, rest: match[4]! }
}

/** Lines that all carry list marks; those indented further belong to the item above. */
function list(lines: string[]): Block {
  const first = listMark(lines[0]!)!
  const items: ListItem[] = []
  let inner: string[] = []
  const endInner = () => {
    const last = items[items.length - 1]
    if (inner.length > 0 && last) last.children.push(list(inner))
    inner = []
  }
  for (const line of lines) {
    const mark = listMark(line)!
    if (items.length > 0 && mark.indent > first.indent) inner.push(line)
    else {
      endInner()
      items.push({ children: [{ type: 'paragraph', children: readInline(mark.rest, discord) }] })
    }
  }
  endInner()
  return { type: 'list', ordered: first.ordered, start: first.start, items }
}

function trimBlankLines(lines: string[]) {
  let start = 0
  let end = lines.length
  while (start < end && lines[start]!.trim() === '') start += 1
  while (end > start && lines[end - 1]!.trim() === '') end -= 1
  return lines.slice(start, end)
}

const discord: Dialect = {
  marks: [
    { mark: '**', as: 'strong' },
    { mark: '__', as: 'underline' },
    { mark: '~~', as: 'strike' },
    { mark: '||', as: 'spoiler' },
    { mark: '*', as: 'em' },
    { mark: '_', as: 'em' },
  ],
  breaks: true,
  images: false,
  special: readSpecial,
}

/** `<@1>`, `<#1>`, `<t:1:R>`, `<https://…>`, `@everyone`. The longest mention is under 100 characters, an address under 2048. */
function readSpecial(text: string, at: number): Found | undefined {
  if (text[at] === '@') {
    for (const name of ['everyone', 'here']) {
      if (text.startsWith(name, at + 1)) return { node: { type: 'everyone', name }, end: at + 1 + name.length }
    }
    return undefined
  }
  if (text[at] !== '<') return undefined
  const isAddress = text.startsWith('http', at + 1)
  const window = text.slice(at + 1, at + (isAddress ? 2048 : 100))
  const close = window.indexOf('>')
  if (close === -1) return undefined
  const node = isAddress ? addressNode(window.slice(0, close)) : mentionNode(window.slice(0, close))
  return node && { node, end: at + close + 2 }
}

function addressNode(inside: string): Inline | undefined {
  const url = /\s/.test(inside) ? undefined : safeUrl(inside)
  return url === undefined ? undefined : { type: 'link', url, children: [{ type: 'text', text: inside }] }
}

function mentionNode(inside: string): Inline | undefined {
  const mention = /^(@!?|@&|#)(\d{1,20})$/.exec(inside)
  if (mention) {
    const kinds = { '@': 'user', '@!': 'user', '@&': 'role', '#': 'channel' } as const
    return { type: kinds[mention[1] as keyof typeof kinds], id: mention[2]! }
  }
  const time = /^t:(-?\d{1,13})(?::([tTdDfFR]))?$/.exec(inside)
  if (time) return { type: 'time', at: Number(time[1]) * 1000, style: time[2] ?? 'f' }
  const emoji = /^a?:(\w{2,32}):\d{1,20}$/.exec(inside)
  if (emoji) return { type: 'emoji', name: emoji[1]! }
  const command = /^\/([^:]{1,98}):\d{1,20}$/.exec(inside)
  if (command) return { type: 'command', name: command[1]! }
  return undefined
}
