// How good the search of articles is; `npm run eval` prints it. Each figure stands beside what plain BM25 would get.
import { existsSync, readFileSync } from 'node:fs'
import { readDesk } from '../dist/src/desk.js'
import { readArticles } from '../dist/src/knowledge/articles.js'
import { bestByWords } from '../dist/src/knowledge/best-by-words.js'
import { createSearch } from '../dist/src/knowledge/search.js'
import { createWordIndex } from '../dist/src/knowledge/word-index.js'
import { wordsOf } from '../dist/src/knowledge/words.js'
import { stem } from '../dist/src/triage/stem.js'

/**
 * @param root the repository's folder, with a slash at its end.
 * @param datasets where the public data sets lie, if anywhere.
 */
export function evaluateSearch(root, datasets) {
  const articles = readArticles(readDesk('sting-ce'))
  const documents = articles.map(({ id, title, asked, body }) => ({ id, title, asked, text: body }))
  const requests = rowsOf(`${root}test/eval/requests-2.jsonl`)
  const queries = requests.map(({ text, articles, language }) => ({ query: text, relevant: articles, language }))
  report('Requests to sting-ce and the articles that answer them', documents, queries)
  const isEnglish = ({ language }) => language === 'en'
  report(
    '  of these, in other languages',
    documents,
    queries.filter((query) => !isEnglish(query)),
  )
  if (!existsSync(`${datasets}/faq-stackfaq`)) return
  const kb = rowsOf(`${datasets}/faq-stackfaq/kb.jsonl`)
  const asked = rowsOf(`${datasets}/faq-stackfaq/queries.jsonl`)
  const faq = kb.map(({ id, question, answers }) => ({ id, title: question, text: answers.join('\n') }))
  report('Questions of StackFAQ, paraphrased', faq, asked)
  const passages = kb.flatMap(({ id, answers }) => answers.map((text, at) => ({ id: `${id}:${at}`, title: '', text })))
  const ofThread = (id) => passages.filter((passage) => passage.id.startsWith(`${id}:`)).map((passage) => passage.id)
  const toPassages = asked.map(({ query, relevant }) => ({ query, relevant: ofThread(relevant[0]) }))
  report('The same, each answer a passage without its question', passages, toPassages)
}

function report(name, documents, queries) {
  const search = createSearch(documents)
  const found = queries.map(({ query, relevant }) => {
    const { results, confidence } = search.find(query)
    return { place: results.findIndex(({ id }) => relevant.includes(id)), confidence, relevant }
  })
  const answerable = found.filter(({ relevant }) => relevant.length > 0)
  const plain = plainly(documents)
  const baseline = queries
    .filter(({ relevant }) => relevant.length > 0)
    .map(({ query, relevant }) => ({ place: plain(query).findIndex((id) => relevant.includes(id)) }))
  const sure = found.filter(({ confidence }) => confidence >= 0.8)
  const right = sure.filter(({ place }) => place === 0)
  print(`\n${name}: ${queries.length}, of which ${queries.length - answerable.length} have no answer`)
  print(
    `  MRR ${share(mrr(answerable))}  among the first five ${share(hits(answerable))}  plain BM25 ${share(mrr(baseline))}`,
  )
  print(
    `  at 0.8: precision ${share(right.length / Math.max(1, sure.length))} coverage ${share(sure.length / found.length)}`,
  )
}

/** The sum of the words' weights alone, without spelling, other words or letters. */
function plainly(documents) {
  const index = createWordIndex(documents)
  const sums = new Float32Array(index.size)
  return (query) => {
    const terms = new Set(wordsOf(query, 150).map((word) => index.termOf(stem(word))))
    terms.delete(undefined)
    const wanted = [...terms].map((term) => ({ term, weight: index.telling(term) }))
    return bestByWords(wanted, index, sums, 10).map(({ at }) => documents[at].id)
  }
}

const mrr = (found) => found.reduce((sum, { place }) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0) / found.length
const hits = (found) => found.filter(({ place }) => place >= 0 && place < 5).length / found.length
const share = (value) => value.toFixed(3)
const print = (line) => process.stdout.write(`${line}\n`)

function rowsOf(path) {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}
