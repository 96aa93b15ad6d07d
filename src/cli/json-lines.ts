import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { z } from 'zod'

/** What a line has to be: for the reader of the program, and for that of its messages (`{"id","text"}`). */
export interface LineShape<Row> {
  schema: z.ZodType<Row>
  says: string
}

/**
 * All lines of a file; empty ones are passed over.
 *
 * @param fail ends the program with what is wrong: no such file, nothing in it, or the first line that does not fit, and why.
 */
export function rowsOfFile<Row>(file: string, shape: LineShape<Row>, fail: (message: string) => never): Row[] {
  const rows = textOf(file, fail)
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return []
      const read = readLine(line, shape)
      return 'row' in read ? [read.row] : fail(`${file}:${index + 1} is not ${shape.says}: ${read.problem}`)
    })
  return rows.length > 0 ? rows : fail(`There is no line in ${file}. Each should be ${shape.says}.`)
}

/**
 * Answers each line of standard input as it comes, so that a pipe of any length needs no memory. A bad line is named and
 * skipped; the exit code tells of it.
 *
 * @param answer what to print for a row, as JSON; `line` counts from 1.
 */
export async function answerLines<Row>(
  shape: LineShape<Row>,
  answer: (row: Row, line: number) => object,
): Promise<void> {
  let number = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() === '') continue
    const read = readLine(line, shape)
    if ('problem' in read) {
      process.stderr.write(`Line ${number} is not ${shape.says}, skipped: ${read.problem}\n`)
      process.exitCode = 1
      continue
    }
    if (!process.stdout.write(`${JSON.stringify(answer(read.row, number))}\n`))
      await new Promise((go) => process.stdout.once('drain', go))
  }
}

function textOf(file: string, fail: (message: string) => never): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return fail(`There is no file ${file} that Bee may read.`)
  }
}

/** The first line of a file may begin with the mark of its encoding, which is white space to `trim`. */
function readLine<Row>(line: string, { schema }: LineShape<Row>): { row: Row } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(line.trim())
  } catch {
    return { problem: 'it is no JSON.' }
  }
  const { data, error } = schema.safeParse(value)
  if (error === undefined) return { row: data }
  const { path, message } = error.issues[0]!
  return { problem: path.length > 0 ? `${path.join('.')}: ${message}.` : `${message}.` }
}
