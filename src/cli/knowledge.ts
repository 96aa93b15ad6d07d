import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Command } from 'commander'
import { z } from 'zod'
import { readEnvironment } from '../config.ts'
import { readDesk } from '../desk.ts'
import { ArticleProblem, readArticles } from '../knowledge/articles.ts'
import { createSearch, type Search, type Searchable } from '../knowledge/search.ts'
import { importArticles, writeArticles } from './knowledge-files.ts'

const Query = z.object({ id: z.union([z.string(), z.number()]), query: z.string() })

const Document = z.union([
  z.object({ id: z.union([z.string(), z.number()]), question: z.string(), answers: z.array(z.string()) }),
  z.object({ id: z.union([z.string(), z.number()]), title: z.string().nullish(), text: z.string() }),
])

interface Options {
  jsonl?: true
  desk: string
  docs?: string
}

/** `bee knowledge`: what the knowledge base knows. */
export function knowledgeCommand(): Command {
  return new Command('knowledge')
    .description("Works with the desk's knowledge base.")
    .addCommand(searchCommand())
    .addCommand(lintCommand())
    .addCommand(importCommand())
    .addCommand(exportCommand())
}

const deskOption = ['--desk <name or file>', 'the desk whose articles to use'] as const
const deskOfEnvironment = () => readEnvironment().DESK ?? 'sting-ce'

function searchCommand(): Command {
  return new Command('search')
    .description('Finds articles and prints them as JSON, best first, with the probability that the first one answers.')
    .argument('[query...]', 'what to look for')
    .option('--jsonl', 'read JSON Lines of {"id","query"} from standard input, and answer line by line')
    .option('--docs <file>', 'JSON Lines of {"id","question","answers"} or {"id","title","text"} to search instead')
    .option(...deskOption, deskOfEnvironment())
    .action(async (words: string[], options: Options, command: Command) => {
      const fail = (message: string): never => command.error(message)
      if (words.length === 0 && !options.jsonl) fail('Give something to look for, or --jsonl to read many.')
      const documents = options.docs === undefined ? articlesOf(options.desk, fail) : documentsIn(options.docs, fail)
      const search = createSearch(documents)
      if (options.jsonl) return answerLines(search)
      const { results, confidence } = search.find(words.join(' '), 5)
      const titles = new Map(documents.map(({ id, title }) => [id, title]))
      const shown = results.map(({ id, because }) => ({ id, title: titles.get(id), because }))
      process.stdout.write(`${JSON.stringify({ confidence, results: shown }, null, 2)}\n`)
    })
}

function lintCommand(): Command {
  return new Command('lint')
    .description("Checks every article of the desk's knowledge base.")
    .option(...deskOption, deskOfEnvironment())
    .action((options: Options, command: Command) => {
      const articles = articlesOf(options.desk, (message) => command.error(message))
      process.stdout.write(`${articles.length} articles, all in order.\n`)
    })
}

function importCommand(): Command {
  return new Command('import')
    .description('Takes Markdown files into the database, sanitized: as drafts, or as they say with --as-they-are.')
    .argument('<folder>', 'where the files are')
    .option('--as-they-are', 'keep the status that stands in each file')
    .option('--json', 'print what was taken as JSON')
    .action(async (folder: string, options: { asTheyAre?: true; json?: true }) => {
      const taken = await importArticles(folder, { keepsStatus: options.asTheyAre === true })
      const words = `${taken.length} articles taken; a running Bee finds them from now on.\n`
      process.stdout.write(options.json ? `${JSON.stringify({ taken })}\n` : words)
    })
}

function exportCommand(): Command {
  return new Command('export')
    .description('Writes all articles, those that ship and those of the database, as Markdown files.')
    .argument('<folder>', 'where to; it is made if it is not there')
    .option('--json', 'print what was written as JSON')
    .action(async (folder: string, options: { json?: true }) => {
      const written = await writeArticles(folder)
      process.stdout.write(
        options.json ? `${JSON.stringify({ written })}\n` : `${written.length} articles in ${folder}.\n`,
      )
    })
}

function articlesOf(name: string, fail: (message: string) => never): Searchable[] {
  const desk = readDesk(name)
  try {
    return readArticles(desk).map(({ id, title, asked, body }) => ({ id, title, asked, text: body }))
  } catch (cause) {
    if (cause instanceof ArticleProblem) return fail(cause.message)
    throw cause
  }
}

async function answerLines(search: Search): Promise<void> {
  let number = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() === '') continue
    const row = parse(line, Query)
    if (row === undefined) {
      process.stderr.write(`Line ${number} is not {"id","query"}; skipped.\n`)
      process.exitCode = 1
      continue
    }
    const start = performance.now()
    const { results, confidence } = search.find(row.query)
    const ms = Math.round((performance.now() - start) * 1000) / 1000
    const answer = { id: row.id, results: results.map(({ id }) => id), confidence, ms }
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`))
      await new Promise((go) => process.stdout.once('drain', go))
  }
}

function documentsIn(file: string, fail: (message: string) => never): Searchable[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return fail(`There is no file ${file} that Bee may read.`)
  }
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const row = parse(line, Document) ?? fail(`${file}:${index + 1} is not a document.`)
    if ('question' in row) return [{ id: String(row.id), title: row.question, text: row.answers.join('\n') }]
    return [{ id: String(row.id), title: row.title ?? '', text: row.text }]
  })
}

function parse<Value>(line: string, schema: z.ZodType<Value>): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
