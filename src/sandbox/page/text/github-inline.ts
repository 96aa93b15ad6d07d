import { type Dialect, type Found, readInline } from './inline.ts'
import { type Inline, safeUrl, type Wrap } from './tree.ts'

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  hellip: '…',
  mdash: '—',
  ndash: '–',
}

const tags: Record<string, Wrap> = {
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  sub: 'sub',
  sup: 'sup',
  kbd: 'kbd',
  del: 'strike',
  s: 'strike',
  ins: 'underline',
  mark: 'mark',
}

export const readGitHubInline = (text: string): Inline[] => readInline(text, github)

/** Takes `<!-- … -->` out, except inside fences: Bee's marker is for machines, a fence shows what it holds. */
export function stripComments(text: string): string {
  if (!text.includes('<!--')) return text
  const kept: string[] = []
  let inFence = false
  let inComment = false
  for (const line of text.split('\n')) {
    if (!inComment && /^ {0,3}(?:```|~~~)/.test(line)) inFence = !inFence
    if (inFence) {
      kept.push(line)
      continue
    }
    let rest = ''
    let at = 0
    let touched = inComment
    while (at < line.length) {
      const next = line.indexOf(inComment ? '-->' : '<!--', at)
      if (!inComment) rest += line.slice(at, next === -1 ? line.length : next)
      if (next === -1) break
      at = next + (inComment ? 3 : 4)
      inComment = !inComment
      touched = true
    }
    if (!touched || rest.trim() !== '') kept.push(rest)
  }
  return kept.join('\n')
}

export function decodeEntities(text: string): string {
  return text.replace(/&(#?[a-zA-Z0-9]{2,8});/g, (whole, name: string) => decodeEntity(name) ?? whole)
}

function decodeEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name]
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

const github: Dialect = {
  marks: [
    { mark: '**', as: 'strong' },
    { mark: '__', as: 'strong' },
    { mark: '~~', as: 'strike' },
    { mark: '*', as: 'em' },
    { mark: '_', as: 'em' },
  ],
  breaks: true,
  images: true,
  special: readSpecial,
}

function readSpecial(text: string, at: number): Found | undefined {
  const char = text[at]
  if (char === '&') return readEntity(text, at)
  if (char === '<') return readTag(text, at)
  const before = text[at - 1]
  if (before !== undefined && /[\w@#/`]/.test(before)) return undefined
  if (char === '@') {
    const name = /^@([a-zA-Z0-9](?:[a-zA-Z0-9-]{0,38}))(?:\[bot\])?/.exec(text.slice(at, at + 46))
    return name ? { node: { type: 'person', name: name[0].slice(1) }, end: at + name[0].length } : undefined
  }
  if (char === '#') {
    const number = /^#(\d{1,9})(?!\w)/.exec(text.slice(at, at + 12))
    return number ? { node: { type: 'issue', number: Number(number[1]) }, end: at + number[0].length } : undefined
  }
  return undefined
}

function readEntity(text: string, at: number): Found | undefined {
  const match = /^&(#?[a-zA-Z0-9]{2,8});/.exec(text.slice(at, at + 11))
  const decoded = match && decodeEntity(match[1]!)
  return decoded ? { node: { type: 'text', text: decoded }, end: at + match[0].length } : undefined
}

/** `<br>`, `<https://…>` and a pair such as `<sub>…</sub>` of at most 500 characters; all else stays text. */
function readTag(text: string, at: number): Found | undefined {
  const window = text.slice(at, at + 520)
  const breaks = /^<br ?\/?>\n?/i.exec(window)
  if (breaks) return { node: { type: 'break' }, end: at + breaks[0].length }
  const open = /^<([a-z]{1,6})>/i.exec(window)
  const wrap = open && tags[open[1]!.toLowerCase()]
  if (open && wrap) {
    const close = window.toLowerCase().indexOf(`</${open[1]!.toLowerCase()}>`)
    if (close === -1) return undefined
    const inside = window.slice(open[0].length, close)
    // Read without further tags, so that depth and time stay bounded.
    const children = readInline(inside, { ...github, special: () => undefined })
    return { node: { type: 'wrap', as: wrap, children }, end: at + close + open[0].length + 1 }
  }
  const address = /^<(https?:\/\/[^\s<>]{1,500})>/.exec(window)
  const url = address && safeUrl(address[1]!)
  if (!address || !url) return undefined
  return { node: { type: 'link', url, children: [{ type: 'text', text: address[1]! }] }, end: at + address[0].length }
}
