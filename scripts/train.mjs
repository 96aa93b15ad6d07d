// Trains what ships in data/models/, the model of kinds and the word vectors: `npm run train`. The same rows give the same bytes.
// Needs the data sets beside the repository (see data/models/README.md); Bee itself never does.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bringTogether, readerOf } from '../dist/src/triage/train/alike.js'
import { trainKinds } from '../dist/src/triage/train/kind.js'
import { rareFirst, trainWordVectors } from '../dist/src/triage/train/word-vectors.js'
import { storedWordVectors } from '../dist/src/triage/word-vectors.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const datasets = process.argv[2] ?? `${root}../shared/datasets`

// Each kind counts the same, however many requests of it were written, as do issues with 500 of each.
const weightOfKind = 200

// Features and questions of thousands of products. With them an unseen product's issues are read at macro F1 0.683
// instead of 0.672, held back.
const weightOfPlain = 0.4

/** More words make the file larger and little else; what a long text begins with says what it is about. */
const mostWords = 8000
const lettersOfText = 600
const lettersOfBody = 400
const wordsOfTicket = 120

// Many of the first were written because they are hard to tell. How sure to be is found with the others.
const requests = [
  ...rowsOf(`${root}data/training/kinds.jsonl`),
  ...rowsOf(`${root}data/training/kinds-typical.jsonl`).map((row) => ({ ...row, isTypical: true })),
]
const written = requests.map(({ text, kind, isTypical }) => ({
  title: '',
  text,
  kind,
  isTypical,
  weight: weightOfKind / requests.filter((other) => other.kind === kind).length,
}))
const issues = rowsOf(`${datasets}/issue-kind-nlbse24/train.jsonl`).map(({ title, body, label, repo }) => ({
  title,
  text: body,
  kind: label,
  product: repo,
}))

const plain = rowsOf(`${datasets}/issue-feature-question-multirepo/train.jsonl`).map(({ title, body, label }) => ({
  title,
  text: body,
  kind: label,
  weight: weightOfPlain,
}))

const { header, bytes, figures } = trainKinds([...written, ...issues], plain)
writeFileSync(`${root}data/models/kind.json`, `${JSON.stringify(header, null, 2)}\n`)
writeFileSync(`${root}data/models/kind.bin`, bytes)
process.stdout.write(
  `${JSON.stringify({ bytes: bytes.length, mix: header.mix, sharpness: header.sharpness, figures }, null, 2)}\n`,
)

const near = trainWordVectors(textsToReadFrom(), mostWords)
const places = rareFirst(near)
bringTogether(places, mattersToReadFrom(readerOf(near.words)))
const stored = storedWordVectors(near, places.values)
writeFileSync(`${root}data/models/words-near.txt`, stored.text)
writeFileSync(`${root}data/models/words-near.bin`, stored.near)
writeFileSync(`${root}data/models/words-matter.bin`, stored.matter)
process.stdout.write(`${near.words.length} words, ${near.dimensions} dimensions\n`)

/**
 * Texts whose licences allow it, without their labels, and Bee's own articles. Banking77 is left out on purpose: what
 * `npm run eval` says of it is then true of a product that nobody has seen.
 */
function textsToReadFrom() {
  const begin = (text) => text.slice(0, lettersOfText)
  const articles = `${root}data/knowledge/sting-ce/`
  return [
    ...rowsOf(`${datasets}/intents-clinc150/train.jsonl`).map(({ text }) => text),
    ...rowsOf(`${datasets}/intents-bitext/train.jsonl`).map(({ text }) => text),
    ...rowsOf(`${datasets}/issue-feature-question-multirepo/train.jsonl`).map(({ title, body }) => `${title}\n${body}`),
    ...rowsOf(`${datasets}/it-tickets/train.jsonl`).map(({ body }) => begin(body)),
    ...rowsOf(`${datasets}/area-corefx/train.jsonl`).map(({ title, body }) => begin(`${title}\n${body ?? ''}`)),
    ...readdirSync(articles)
      .sort()
      .map((file) => readFileSync(`${articles}${file}`, 'utf8')),
  ]
}

/** Of the same texts, which are about one matter: an intent's examples, an issue's title and body, two halves of a ticket. */
function mattersToReadFrom(read) {
  const domains = rowsOf(`${datasets}/intents-clinc150/domains.jsonl`)
  const domainOf = new Map(domains.flatMap(({ domain, intents }) => intents.map((label) => [label, domain])))
  const titled = ({ title, body }) => ({ texts: [title, (body ?? '').slice(0, lettersOfBody)].map(read) })
  return [
    byLabel(rowsOf(`${datasets}/intents-clinc150/train.jsonl`), read, (label) => domainOf.get(label)),
    byLabel(rowsOf(`${datasets}/intents-bitext/train.jsonl`), read, () => 'one'),
    rowsOf(`${datasets}/issue-feature-question-multirepo/train.jsonl`).map(titled),
    rowsOf(`${datasets}/area-corefx/train.jsonl`).map(titled),
    rowsOf(`${datasets}/it-tickets/train.jsonl`).map(({ body }) => ({ texts: halvesOf(body).map(read) })),
  ]
}

function byLabel(rows, read, groupOf) {
  const texts = new Map()
  for (const { text, label } of rows) texts.set(label, [...(texts.get(label) ?? []), read(text)])
  return [...texts].map(([label, texts]) => ({ texts, group: groupOf(label) }))
}

/** Eight words to the one, eight to the other. */
function halvesOf(text) {
  const words = text.split(' ').slice(0, wordsOfTicket)
  return [0, 1].map((half) => words.filter((_, at) => (at >> 3) % 2 === half).join(' '))
}

function rowsOf(path) {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}
