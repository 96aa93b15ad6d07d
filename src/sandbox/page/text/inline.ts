import { type Inline, safeUrl, type Wrap } from './tree.ts'

/** A piece found at a place: the node, and where reading goes on. */
export interface Found {
  node: Inline
  end: number
}

/** What differs between Discord's text and GitHub's. */
export interface Dialect {
  /** Marks that open and close, longest first. */
  marks: { mark: string; as: Wrap }[]
  /** Reads what starts with this character in this dialect, e.g. `<@1>`; undefined when it is plain text. */
  special(text: string, at: number): Found | undefined
  /** A newline shows as a line break (Discord, and GitHub's comments). */
  breaks: boolean
  images: boolean
}

interface Frame {
  mark: string
  as: Wrap | 'link' | 'root'
  children: Inline[]
}

const longestUrl = 2048
const longestAlt = 300

/**
 * Reads inline text in one pass over a stack of open marks. Each kind of mark is open at most once, so depth is
 * bounded by the number of kinds and time grows with the length of the text, whatever it holds.
 */
export function readInline(text: string, dialect: Dialect): Inline[] {
  const stack: Frame[] = [{ mark: '', as: 'root', children: [] }]
  const hopeless = new Set<number>()
  let plainFrom = 0
  let at = 0

  const top = () => stack[stack.length - 1] as Frame
  const flush = (to: number) => {
    if (to > plainFrom) addText(top().children, text.slice(plainFrom, to))
  }
  const take = (node: Inline, end: number) => {
    flush(at)
    add(top().children, node)
    at = end
    plainFrom = end
  }

  while (at < text.length) {
    const char = text[at] as string

    if (char === '\\' && isPunctuation(text[at + 1])) {
      take({ type: 'text', text: text[at + 1] as string }, at + 2)
      continue
    }
    if (char === '\n') {
      take(dialect.breaks ? { type: 'break' } : { type: 'text', text: ' ' }, at + 1)
      continue
    }
    if (char === '`') {
      const run = runLength(text, at, '`')
      const close = hopeless.has(run) ? -1 : closingRun(text, at + run, run)
      if (close === -1) {
        hopeless.add(run)
        at += run
      } else take({ type: 'code', text: trimCode(text.slice(at + run, close)) }, close + run)
      continue
    }
    if (dialect.images && char === '!' && text[at + 1] === '[') {
      const image = readImage(text, at)
      if (image) {
        take(image.node, image.end)
        continue
      }
    }
    if (char === '[' && !isOpen(stack, '[')) {
      flush(at)
      stack.push({ mark: '[', as: 'link', children: [] })
      at += 1
      plainFrom = at
      continue
    }
    if (char === ']' && isOpen(stack, '[')) {
      const target = readTarget(text, at + 1)
      flush(at)
      const link = close(stack, '[')
      if (target) {
        top().children.push({ type: 'link', url: target.url, children: link.children })
        at = target.end
      } else {
        addText(top().children, '[')
        for (const child of link.children) add(top().children, child)
        addText(top().children, ']')
        at += 1
      }
      plainFrom = at
      continue
    }

    const special = dialect.special(text, at) ?? readAddress(text, at)
    if (special && !(special.node.type === 'link' && isOpen(stack, '['))) {
      take(special.node, special.end)
      continue
    }

    const mark = dialect.marks.find((candidate) => text.startsWith(candidate.mark, at))
    if (!mark) {
      at += 1
      continue
    }
    const end = at + mark.mark.length
    if (isOpen(stack, mark.mark) && mayClose(text, at, end, mark.mark)) {
      flush(at)
      const frame = close(stack, mark.mark)
      top().children.push({ type: 'wrap', as: mark.as, children: frame.children })
      plainFrom = end
    } else if (!isOpen(stack, mark.mark) && mayOpen(text, at, end, mark.mark)) {
      flush(at)
      stack.push({ mark: mark.mark, as: mark.as, children: [] })
      plainFrom = end
    }
    at = end
  }

  flush(text.length)
  while (stack.length > 1) melt(stack, 1)
  return (stack[0] as Frame).children
}

function isOpen(stack: Frame[], mark: string) {
  return stack.some((frame) => frame.mark === mark)
}

/** Ends the frame of this mark; marks that were opened inside and never closed become plain text again. */
function close(stack: Frame[], mark: string): Frame {
  const place = stack.findLastIndex((frame) => frame.mark === mark)
  while (stack.length > place + 1) melt(stack, place + 1)
  return stack.pop() as Frame
}

/** Turns the frame at `place` into text of its parent. */
function melt(stack: Frame[], place: number) {
  const [frame] = stack.splice(place, 1) as [Frame]
  const parent = stack[place - 1] as Frame
  addText(parent.children, frame.mark)
  for (const child of frame.children) add(parent.children, child)
}

/** Text joins the text before it. */
function add(children: Inline[], node: Inline) {
  if (node.type === 'text') addText(children, node.text)
  else children.push(node)
}

function addText(children: Inline[], text: string) {
  const last = children[children.length - 1]
  if (last?.type === 'text') last.text += text
  else children.push({ type: 'text', text })
}

const isSpace = (char: string | undefined) => char === undefined || char === ' ' || char === '\n' || char === '\t'
const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}_]/u.test(char)
const isPunctuation = (char: string | undefined) => char !== undefined && /[!-/:-@[-`{-~]/.test(char)

function mayOpen(text: string, at: number, end: number, mark: string) {
  if (mark.startsWith('_') && isWord(text[at - 1])) return false
  return mark === '||' || !isSpace(text[end])
}

function mayClose(text: string, at: number, end: number, mark: string) {
  if (mark.startsWith('_') && isWord(text[end])) return false
  return mark === '||' || !isSpace(text[at - 1])
}

function runLength(text: string, at: number, char: string) {
  let end = at
  while (text[end] === char) end += 1
  return end - at
}

function closingRun(text: string, from: number, length: number): number {
  let at = text.indexOf('`', from)
  while (at !== -1) {
    const run = runLength(text, at, '`')
    if (run === length) return at
    at = text.indexOf('`', at + run)
  }
  return -1
}

function trimCode(text: string) {
  const flat = text.replaceAll('\n', ' ')
  return flat.startsWith(' ') && flat.endsWith(' ') && flat.trim() !== '' ? flat.slice(1, -1) : flat
}

/** `(address)` or `(<address> "title")` right after a closing bracket. */
function readTarget(text: string, at: number): { url: string; end: number } | undefined {
  if (text[at] !== '(') return undefined
  let depth = 1
  let end = at + 1
  while (end < text.length && end - at < longestUrl && text[end] !== '\n') {
    if (text[end] === '(') depth += 1
    if (text[end] === ')') depth -= 1
    if (depth === 0) break
    end += 1
  }
  if (depth !== 0 || text[end] !== ')') return undefined
  const inside = text.slice(at + 1, end).trim()
  const space = inside.indexOf(' ')
  const address = (space === -1 ? inside : inside.slice(0, space)).replace(/^</, '').replace(/>$/, '')
  const url = safeUrl(address)
  return url === undefined ? undefined : { url, end: end + 1 }
}

function readImage(text: string, at: number): Found | undefined {
  const close = at + text.slice(at, at + longestAlt).indexOf(']')
  if (close < at) return undefined
  const target = readTarget(text, close + 1)
  return target && { node: { type: 'image', url: target.url, alt: text.slice(at + 2, close) }, end: target.end }
}

/** A bare `https://…`, without the full stop or bracket that follows it in a sentence. */
function readAddress(text: string, at: number): Found | undefined {
  if (text[at] !== 'h' || isWord(text[at - 1])) return undefined
  if (!text.startsWith('http://', at) && !text.startsWith('https://', at)) return undefined
  let end = at
  while (end < text.length && end - at < longestUrl && !isSpace(text[end]) && !'<>"`|'.includes(text[end] as string)) {
    end += 1
  }
  while (end > at && '.,;:!?\'"*_~'.includes(text[end - 1] as string)) end -= 1
  if (text[end - 1] === ')' && !text.slice(at, end).includes('(')) end -= 1
  const address = text.slice(at, end)
  const url = address.length > 8 ? safeUrl(address) : undefined
  return url === undefined
    ? undefined
    : { node: { type: 'link', url, children: [{ type: 'text', text: address }] }, end }
}
