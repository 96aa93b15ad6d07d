import { Command } from 'commander'
import { z } from 'zod'
import { readEnvironment } from '../config.ts'
import { readDesk } from '../desk.ts'
import { createTriage, type Triage } from '../triage/index.ts'
import type { LabelledText } from '../triage/lesson.ts'
import { answerLines, rowsOfFile } from './json-lines.ts'

const request = {
  says: '{"id","text"} or {"id","title","body"}',
  schema: z.object({
    id: z.union([z.string(), z.number()]).nullish(),
    text: z.string().nullish(),
    title: z.string().nullish(),
    body: z.string().nullish(),
    product: z.string().nullish(),
  }),
}

const lesson = {
  says: '{"title","body","kind","product"}',
  schema: z.object({
    title: z.string().nullish(),
    body: z.string().nullish(),
    text: z.string().nullish(),
    kind: z.enum(['bug', 'feature', 'question', 'incident']),
    product: z.string().nullish(),
  }),
}

const example = {
  says: '{"text","category"}',
  schema: z.object({ text: z.string(), category: z.string().min(1) }),
}

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
      if (words.length > 0 && options.jsonl) fail('Give either a request or --jsonl, which reads standard input alone.')
      const examples = options.examples === undefined ? undefined : examplesIn(options.examples, fail)
      const taught = options.learn === undefined ? undefined : rowsOfFile(options.learn, lesson, fail)
      const kinds = taught?.map(({ title, body, text, kind, product }) => ({
        title: title ?? '',
        text: body ?? text ?? '',
        kind,
        product: product ?? undefined,
      }))
      const triage = createTriage(readDesk(options.desk), { ...(examples && { examples }), ...(kinds && { kinds }) })
      if (options.jsonl) await answerRequests(triage)
      else process.stdout.write(`${JSON.stringify(triage.read({ text: words.join(' ') }), null, 2)}\n`)
    })
}

const answerRequests = (triage: Triage) =>
  answerLines(request, ({ id, text, title, body, product }, line) => {
    const read = triage.read({ ...(title && { title }), ...(product && { product }), text: text ?? body ?? '' })
    const { kind, category, services, priority, scope, language, confidence, scores, reasons } = read
    return { id: id ?? line, kind, category, services, priority, scope, language, confidence, scores, reasons }
  })

/** Without those that say nothing: their category would be the likeliest for whatever nobody knows. */
function examplesIn(file: string, fail: (message: string) => never): LabelledText[] {
  const all = rowsOfFile(file, example, fail)
  const telling = all.filter(({ text }) => text.trim() !== '')
  if (telling.length === 0) return fail(`No example in ${file} has a text.`)
  const left = all.length - telling.length
  if (left > 0)
    process.stderr.write(`${file}: ${left} ${left === 1 ? 'example has' : 'examples have'} no text, left out.\n`)
  return telling
}
