import { StringDecoder } from 'node:string_decoder'
import { allRules, search } from './rules.ts'
import { viewsOf } from './views.ts'

/** As much text as is searched at once. Cut at line ends; a longer line is cut with an overlap. */
const WINDOW = 256 * 1024
/** More than the longest match of any rule but a whole JWT, whose beginning suffices. */
const OVERLAP = 16 * 1024
export interface TextScan {
  /** The line that the scan has come to. */
  readonly line: number
  take(chunk: Uint8Array): Promise<void>
  end(): Promise<void>
}

type Voice = (text: string, onHit: (rule: string, index: number) => void) => Promise<void>

/** Searches one text, given chunk by chunk. */
export function createTextScan(report: (rule: string, line: number) => void, ...voices: Voice[]): TextScan {
  const decoder = new StringDecoder('utf8')
  let kept = ''
  let firstLine = 1

  async function searchWindow(text: string) {
    const lineAt = createLineFinder(text, firstLine)
    const onHit = (rule: string, index: number) => report(rule, lineAt(index))
    search(text, allRules, onHit)
    for (const voice of voices) await voice(text, onHit)
    for (const { text: view, lineAt } of viewsOf(text)) {
      search(view, allRules, (rule, index) => report(rule, firstLine + lineAt(index)))
    }
  }

  async function drain(isEnd: boolean) {
    while (kept.length > WINDOW || (isEnd && kept !== '')) {
      const isLast = kept.length <= WINDOW
      const lineEnd = isLast ? kept.length : kept.lastIndexOf('\n', WINDOW) + 1
      const end = lineEnd > 0 ? lineEnd : WINDOW
      const text = kept.slice(0, end)
      await searchWindow(text)
      // Keys in PEM and wrapped values go over several lines, so the next window starts a little earlier.
      const next = isLast ? end : startOfOverlap(text)
      for (let i = text.indexOf('\n'); i !== -1 && i < next; i = text.indexOf('\n', i + 1)) firstLine++
      kept = kept.slice(next)
    }
  }

  return {
    get line() {
      return firstLine
    },
    async take(chunk) {
      kept += decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
      await drain(false)
    },
    async end() {
      kept += decoder.end()
      await drain(true)
    },
  }
}

function startOfOverlap(text: string): number {
  const earliest = text.length - OVERLAP
  const lineStart = text.indexOf('\n', earliest) + 1
  return lineStart > 0 && lineStart < text.length ? lineStart : earliest
}

/** Hits come in no order within a window, so each counts from the start; there are few. */
const createLineFinder = (text: string, firstLine: number) => (index: number) => {
  let line = firstLine
  for (let i = text.indexOf('\n'); i !== -1 && i < index; i = text.indexOf('\n', i + 1)) line++
  return line
}
