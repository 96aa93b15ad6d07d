import type { Contents } from '../bundle/build.ts'
import { sayLeftOut } from '../bundle/left-out.ts'
import { redactionWords } from '../bundle/redaction-words.ts'
import { plural, size } from '../bundle/summary.ts'

const mostLeftOut = 30

/** What a bundle would hold, numbered, so that a file can be opened or left out by its number. */
export function previewOf({ files, redactions, leftOut }: Contents, unwanted: ReadonlySet<string> = new Set()): string {
  const width = Math.max(...files.map(({ path }) => path.length), 10)
  const rows = files.map(({ path, sizeBytes, redactions }, i) => {
    const number = String(i + 1).padStart(4)
    if (unwanted.has(path)) return `${number}  ${path.padEnd(width)}  left out`
    const count = Object.values(redactions).reduce((sum, count) => sum + count, 0)
    const taken = count === 0 ? '' : `  ${plural(count, 'value')} taken out`
    return `${number}  ${path.padEnd(width)}  ${size(sizeBytes).padStart(9)}${taken}`
  })
  const kinds = redactionWords(redactions.byRule).map(({ kind, count }) => `${kind} (${count.toLocaleString('en')})`)
  const total = files.filter(({ path }) => !unwanted.has(path)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const lines = [
    ...rows,
    '',
    `${plural(files.length - unwanted.size, 'file')}, ${size(total)} before packing.`,
    kinds.length === 0 ? 'Nothing private was found.' : `Taken out everywhere: ${kinds.join(', ')}.`,
  ]
  if (leftOut.length > 0) {
    lines.push('', 'Not in it:', ...leftOut.slice(0, mostLeftOut).map((file) => `  - ${sayLeftOut(file)}`))
    if (leftOut.length > mostLeftOut)
      lines.push(`  … and ${leftOut.length - mostLeftOut} more, listed in manifest.json`)
  }
  return `${lines.map(printable).join('\n')}\n`
}

/** No terminal takes an order from a log (RELIABILITY A15): colours, titles and overwriting become visible marks. */
export const printable = (line: string): string =>
  line.replace(/\t/g, '    ').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '·')
