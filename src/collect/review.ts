import type { Interface } from 'node:readline/promises'
import type { Contents } from '../bundle/build.ts'
import { previewOf, printable } from './preview.ts'

/** Where a person is asked: a terminal, or a test's. */
export interface Terminal {
  asking: Interface
  say(text: string): void
  rows: number
}

const help = `  l      list again
  o N    open file N and read what would be sent
  x N    leave file N out (once more: take it in again)
  y      yes, go on
  n      no, stop; nothing is sent or kept
`

/**
 * Shows what a bundle would hold and does what the person wants with it until they decide.
 *
 * @param question what `y` agrees to
 * @returns the paths to leave out, or undefined for "no"
 */
export async function review(
  contents: Contents,
  given: ReadonlySet<string>,
  question: string,
  terminal: Terminal,
): Promise<Set<string> | undefined> {
  const unwanted = new Set(given)
  terminal.say(`\n${previewOf(contents, unwanted)}\n${help}`)
  for (;;) {
    const answer = (await ask(terminal, `${question} [y, n, l, o N, x N] `)).trim().toLowerCase()
    const [, what = '', number = ''] = /^([a-z?]{0,10})\s*(\d{0,9})$/.exec(answer) ?? []
    const file = contents.files[Number(number) - 1]
    if (what === 'y' || what === 'yes') {
      if (unwanted.size < contents.files.length) return unwanted
      terminal.say('Every file is left out, so there is nothing to go on with. n stops.\n')
    } else if (what === 'n' || what === 'no' || what === 'q') return undefined
    else if (what === 'l') terminal.say(`${previewOf(contents, unwanted)}\n`)
    else if ((what === 'o' || what === 'x') && file === undefined)
      terminal.say(`Which one? The files are numbered 1 to ${contents.files.length}, as in: ${what} 1\n`)
    else if (what === 'o') await show(file!, terminal)
    else if (what === 'x') {
      if (!unwanted.delete(file!.path)) unwanted.add(file!.path)
      terminal.say(`${file!.path} is ${unwanted.has(file!.path) ? 'left out' : 'taken in again'}.\n`)
    } else terminal.say(help)
  }
}

/** A terminal that closes has not agreed to anything. */
async function ask({ asking }: Terminal, question: string): Promise<string> {
  const closed = new AbortController()
  const onClose = () => closed.abort()
  asking.once('close', onClose)
  try {
    return await asking.question(question, { signal: closed.signal })
  } catch {
    return 'n'
  } finally {
    asking.off('close', onClose)
  }
}

/** A screen at a time. */
async function show({ path, read }: Contents['files'][number], terminal: Terminal): Promise<void> {
  terminal.say(`── ${path}\n`)
  let shown = 0
  for await (const line of linesOf(read())) {
    terminal.say(`${printable(line)}\n`)
    shown++
    if (shown % Math.max(5, terminal.rows - 2) !== 0) continue
    const answer = (await ask(terminal, '── Enter: more, q: back ')).trim()
    if (answer !== '') return
  }
  terminal.say(`── end of ${path}\n`)
}

/** A line longer than this is shown in pieces. */
const longestLine = 2000

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let kept = ''
  for await (const chunk of bytes) {
    const lines = (kept + decoder.decode(chunk, { stream: true })).split('\n')
    kept = lines.pop() ?? ''
    for (const line of lines) yield* pieces(line)
    if (kept.length > longestLine) {
      yield* pieces(kept)
      kept = ''
    }
  }
  if (kept !== '') yield* pieces(kept)
}

function* pieces(line: string): Generator<string> {
  for (let at = 0; at === 0 || at < line.length; at += longestLine) yield line.slice(at, at + longestLine)
}
