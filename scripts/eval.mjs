// How good triage is: `npm run eval`. On the desk's hand-written requests always; on the data sets (by cross-validation)
// where they lie beside the repository. Each figure stands beside what the commonest answer alone would get.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readDesk } from '../dist/src/desk.js'
import { learnCategories } from '../dist/src/triage/category.js'
import { createTriage } from '../dist/src/triage/index.js'
import { learnKinds } from '../dist/src/triage/kind-model.js'
import { foldsOf, shuffled } from '../dist/src/triage/learn/random.js'
import { partsOf, tokensOf } from '../dist/src/triage/text.js'
import { calibrationError, macroF1 } from '../dist/src/triage/train/figures.js'
import { evaluateSearch } from './eval-search.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const datasets = process.argv[2] ?? `${root}../shared/datasets`

requests()
evaluateSearch(root, datasets)
if (existsSync(datasets)) {
  kindsByProduct()
  for (const [name, each, draws] of [
    ['intents-banking77', 5, 3],
    ['intents-banking77', 10, 3],
    ['intents-clinc150', 10, 1],
  ]) {
    intents(name, each, draws)
  }
  manyIntents()
} else {
  print(`No data sets at ${datasets}; only the desk's own requests were read.`)
}

function requests() {
  const rows = rowsOf(`${root}test/eval/requests.jsonl`)
  const triage = createTriage(readDesk('sting-ce'))
  const readings = rows.map(({ text }) => triage.read({ text }))
  print(`\nRequests to sting-ce, hand-written, never trained on: ${rows.length}`)
  for (const field of ['kind', 'category', 'priority', 'scope', 'language']) {
    const said = readings.map((reading) => reading[field])
    const right = rows.map((row) => row[field])
    print(
      `  ${field.padEnd(9)} right ${share(hits(said, right))}  macro F1 ${share(macroF1(said, right))}  commonest ${share(commonest(right))}`,
    )
  }
  for (const field of ['kind', 'category']) {
    const cases = readings.map((reading, at) => ({
      confidence: reading.confidence[field],
      isRight: reading[field] === rows[at][field],
    }))
    print(`  ${field.padEnd(9)} ${sureness(cases)}`)
  }
}

function kindsByProduct() {
  const rows = rowsOf(`${datasets}/issue-kind-nlbse24/train.jsonl`).map(({ title, body, label, repo }) => ({
    title,
    text: body,
    kind: label,
    product: repo,
  }))
  const products = [...new Set(rows.map(({ product }) => product))]
  const fold = foldsOf(
    rows.map(({ product, kind }) => products.indexOf(product) * 3 + ['bug', 'feature', 'question'].indexOf(kind)),
    5,
    7,
  )
  const said = []
  const cases = []
  for (let held = 0; held < 5; held++) {
    const model = learnKinds(rows.filter((_, at) => fold[at] !== held))
    for (const [at, { title, text, kind, product }] of rows.entries()) {
      if (fold[at] !== held) continue
      const chances = model.read(partsOf(title, text), product)
      const most = Math.max(...chances)
      said[at] = model.kinds[chances.indexOf(most)]
      cases[at] = { confidence: most, isRight: said[at] === kind }
    }
  }
  const each = products.map((product) => {
    const of = [...rows.keys()].filter((at) => rows[at].product === product)
    return macroF1(
      of.map((at) => said[at]),
      of.map((at) => rows[at].kind),
    )
  })
  print(`\nKind of an issue, taught by the same products, 5 folds: mean macro F1 ${share(mean(each))}  baseline 0.167`)
  print(`  ${sureness(cases)}`)
}

/** With few examples it matters which; several draws even that out. */
function intents(name, each, draws) {
  const rows = rowsOf(`${datasets}/${name}/train.jsonl`)
  const cases = Array.from({ length: draws }, (_, at) => drawn(rows, each, at + 1)).flat()
  const labels = new Set(rows.map(({ label }) => label))
  print(
    `\n${name}, ${each} examples each, ${draws} draws, ${cases.length} others: right ${share(mean(cases.map(({ isRight }) => Number(isRight))))}  baseline ${share(1 / labels.size)}`,
  )
  print(`  ${sureness(cases)}`)
}

/** Learned from all examples there are; among what is read then are texts that belong to no intent. */
function manyIntents() {
  const learner = learnerOf(rowsOf(`${datasets}/intents-clinc150/train.jsonl`))
  const others = rowsOf(`${datasets}/intents-clinc150/val.jsonl`).filter((_, at) => at % 2 === 0)
  const strangers = ['oos_train', 'oos_val'].flatMap((file) => rowsOf(`${datasets}/intents-clinc150/${file}.jsonl`))
  const cases = readBy(learner, others)
  const strange = readBy(learner, strangers)
  const surer = strange.map(({ confidence }) => mean(cases.map((own) => Number(own.confidence > confidence))))
  print(
    `\n150 intents, all examples, ${others.length} others: right ${share(mean(cases.map(({ isRight }) => Number(isRight))))}`,
  )
  print(`  ${sureness(cases)}`)
  print(`  with ${strangers.length} texts of none: AUROC ${share(mean(surer))}  ${sureness([...cases, ...strange])}`)
}

function drawn(rows, each, seed) {
  const byLabel = new Map()
  for (const at of shuffled(rows.length, seed)) {
    const { label } = rows[at]
    byLabel.set(label, [...(byLabel.get(label) ?? []), rows[at]])
  }
  const learner = learnerOf([...byLabel.values()].flatMap((all) => all.slice(0, each)))
  return readBy(
    learner,
    [...byLabel.values()].flatMap((all) => all.slice(each, each + 20)),
  )
}

/** As `bee triage --examples` takes them: a category's name is its title and one more example. */
function learnerOf(examples) {
  const labels = [...new Set(examples.map(({ label }) => label))]
  const named = labels.map((label) => ({ text: label.replaceAll('_', ' '), label, weight: 1.5 }))
  return learnCategories(
    [...named, ...examples].map(({ text, label, weight = 1 }) => ({ tokens: tokensOf(text), category: label, weight })),
    labels,
  )
}

function readBy(learner, rows) {
  return rows.map(({ text, label }) => {
    const { best, confidence } = learner.read(tokensOf(text))
    return { confidence, isRight: best === label }
  })
}

function sureness(cases) {
  const sure = cases.filter(({ confidence }) => confidence >= 0.8)
  const right = sure.filter(({ isRight }) => isRight)
  return `calibration error ${share(calibrationError(cases))}  at 0.8: precision ${share(right.length / sure.length)} coverage ${share(sure.length / cases.length)}`
}

function commonest(right) {
  const counts = new Map()
  for (const value of right) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Math.max(...counts.values()) / right.length
}

function hits(said, right) {
  return mean(said.map((value, at) => Number(value === right[at])))
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function share(value) {
  return value.toFixed(3)
}

function rowsOf(path) {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
