import { Command } from 'commander'
import { z } from 'zod'
import { readEnvironment } from '../config.ts'
import { readDesk } from '../desk.ts'
import { ArticleProblem, readArticles } from '../knowledge/articles.ts'
import { createSearch, type Search, type Searchable } from '../knowledge/search.ts'
import { answerLines, rowsOfFile } from './json-lines.ts'
import { importArticles, writeArticles } from './knowledge-files.ts'

const Id = z.union([z.string(), z.number()])

const query = { says: '{"id","query"}', schema: z.object({ id: Id, query: z.string() }) }

const document = {
  says: '{"id","question","answers"} or {"id","title","text"}',
  schema: z.union([
    z.object({ id: Id, question: z.string(), answers: z.array(z.string()) }),
    z.object({ id: Id, title: z.string().nullish(), text: z.string() }),
  ]),
}

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
      if (words.length > 0 && options.jsonl) fail('Give either words or --jsonl, which reads standard input alone.')
      const documents = options.docs === undefined ? articlesOf(options.desk, fail) : documentsIn(options.docs, fail)
      const search = createSearch(documents)
      if (options.jsonl) return answerQueries(search)
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

const answerQueries = (search: Search) =>
  answerLines(query, ({ id, query }) => {
    const start = performance.now()
    const { results, confidence } = search.find(query)
    const ms = Math.round((performance.now() - start) * 1000) / 1000
    return { id, results: results.map(({ id }) => id), confidence, ms }
  })

/** A document whose id is there already is searched too, but nobody could tell the two apart: that is said. */
function documentsIn(file: string, fail: (message: string) => never): Searchable[] {
  const documents = rowsOfFile(file, document, fail).map((row) =>
    'question' in row
      ? { id: String(row.id), title: row.question, text: row.answers.join('\n') }
      : { id: String(row.id), title: row.title ?? '', text: row.text },
  )
  const ids = new Set<string>()
  const twice = new Set(documents.map(({ id }) => id).filter((id) => ids.size === ids.add(id).size))
  if (twice.size > 0) {
    const [first] = twice
    process.stderr.write(`${file}: ${twice.size} ids stand for several documents, "${first}" for one.\n`)
  }
  return documents
}
