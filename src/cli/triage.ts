import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Command } from 'commander'
import { z } from 'zod'
import { readEnvironment } from '../config.ts'
import { readDesk } from '../desk.ts'
import { createTriage, type Triage } from '../triage/index.ts'

const Row = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string().optional(),
  title: z.string().nullish(),
  body: z.string().nullish(),
  product: z.string().nullish(),
})

const KindRow = z.object({
  title: z.string().nullish(),
  body: z.string().nullish(),
  text: z.string().nullish(),
  kind: z.enum(['bug', 'feature', 'question', 'incident']),
  product: z.string().nullish(),
})

const ExampleRow = z.object({ text: z.string(), category: z.string().min(1) })

interface Options {
  jsonl?: true
  desk: string
  examples?: string
  learn?: string
}

/** `bee triage`: one request as text, or thousands as JSON Lines on standard input. */
export function triageCommand(): Command {
  return new Command('triage')
    .description(
      'Reads a request and prints, as JSON, its kind, category, services, priority and scope, with confidence and reasons.',
    )
    .argument('[text...]', 'the request, in quotes or not')
    .option(
      '--jsonl',
      'read JSON Lines from standard input, {"id","text"} or {"id","title","body"}, and answer line by line',
    )
    .option(
      '--desk <name or file>',
      'the desk whose categories and services to use',
      readEnvironment().DESK ?? 'sting-ce',
    )
    .option('--examples <file>', 'JSON Lines of {"text","category"} whose categories take the place of the desk\'s')
    .option(
      '--learn <file>',
      'JSON Lines of {"title","body","kind","product"} to learn kinds from; lines to read may then name their "product", and one that was not taught is read as without this',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  bee triage "I cannot log in after the update"\n  bee triage --jsonl < requests.jsonl > readings.jsonl',
    )
    .action(async (words: string[], options: Options, command: Command) => {
      const fail = (message: string): never => command.error(message)
      if (words.length === 0 && !options.jsonl) fail('Give a request, or --jsonl to read many from standard input.')
      const examples = options.examples === undefined ? undefined : readRows(options.examples, ExampleRow, fail)
      const taught = options.learn === undefined ? undefined : readRows(options.learn, KindRow, fail)
      const kinds = taught?.map(({ title, body, text, kind, product }) => ({
        title: title ?? '',
        text: body ?? text ?? '',
        kind,
        product: product ?? undefined,
      }))
      const triage = createTriage(readDesk(options.desk), { ...(examples && { examples }), ...(kinds && { kinds }) })
      if (options.jsonl) await answerLines(triage)
      else process.stdout.write(`${JSON.stringify(triage.read({ text: words.join(' ') }), null, 2)}\n`)
    })
}

/** Answers each line as it comes, so that a pipe of any length needs no memory. A bad line is named and skipped. */
async function answerLines(triage: Triage): Promise<void> {
  let number = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() === '') continue
    const row = parse(line, Row)
    if (row === undefined) {
      process.stderr.write(`Line ${number} is not {"id","text"} or {"id","title","body"}; skipped.\n`)
      process.exitCode = 1
      continue
    }
    const { id = number, text, title, body, product } = row
    const reading = triage.read({ ...(title && { title }), ...(product && { product }), text: text ?? body ?? '' })
    const { kind, category, services, priority, scope, language, confidence, scores, reasons } = reading
    const answer = { id, kind, category, services, priority, scope, language, confidence, scores, reasons }
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`))
      await new Promise((go) => process.stdout.once('drain', go))
  }
}

function readRows<Row>(file: string, schema: z.ZodType<Row>, fail: (message: string) => never): Row[] {
  return readText(file, fail)
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return []
      const row = parse(line, schema)
      if (row === undefined) return fail(`${file}:${index + 1} is not a line of that kind.`)
      return [row]
    })
}

function readText(file: string, fail: (message: string) => never): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return fail(`There is no file ${file} that Bee may read.`)
  }
}

function parse<Value>(line: string, schema: z.ZodType<Value>): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
