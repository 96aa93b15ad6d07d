/** What a text says, as plain data: parsers make it, `render.tsx` shows it. No HTML string exists on the way. */
export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'small'; children: Inline[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; ordered: boolean; start: number; items: ListItem[] }
  | { type: 'code'; language: string; text: string }
  | { type: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { type: 'details'; open: boolean; summary: Inline[]; children: Block[] }
  | { type: 'rule' }

export type Align = 'left' | 'center' | 'right' | undefined

/** `done` is there when the item is a task. */
export interface ListItem {
  done?: boolean
  children: Block[]
}

export type Wrap = 'strong' | 'em' | 'underline' | 'strike' | 'spoiler' | 'sub' | 'sup' | 'kbd' | 'mark'

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'code'; text: string }
  | { type: 'wrap'; as: Wrap; children: Inline[] }
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'image'; url: string; alt: string }
  | { type: 'user' | 'role' | 'channel'; id: string }
  | { type: 'person'; name: string }
  | { type: 'issue'; number: number }
  | { type: 'command'; name: string }
  | { type: 'emoji'; name: string }
  | { type: 'time'; at: number; style: string }
  | { type: 'everyone'; name: string }

/** The address when it may be followed (http, https, mail), else undefined: `javascript:` never becomes a link. */
export function safeUrl(address: string): string | undefined {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return undefined
  }
  return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined
}
