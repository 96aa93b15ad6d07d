// Trains the model of kinds that ships in data/models/: `npm run train`. The same rows give the same bytes.
// Needs the data sets beside the repository (see data/models/README.md); Bee itself never does.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { trainKinds } from '../dist/src/triage/train/kind.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const datasets = process.argv[2] ?? `${root}../shared/datasets`

// Each kind counts the same, however many requests of it were written, as do issues with 500 of each. Macro F1 of requests
// and of an unseen product's issues, held back: 0.737 and 0.673 at 100, 0.742 and 0.670 at 150, 0.742 and 0.668 at 200.
const weightOfKind = 150
const requests = rowsOf(`${root}data/training/kinds.jsonl`)
const written = requests.map(({ text, kind }) => ({
  title: '',
  text,
  kind,
  weight: weightOfKind / requests.filter((other) => other.kind === kind).length,
}))
const issues = rowsOf(`${datasets}/issue-kind-nlbse24/train.jsonl`).map(({ title, body, label, repo }) => ({
  title,
  text: body,
  kind: label,
  product: repo,
}))

const { header, bytes, figures } = trainKinds([...written, ...issues])
writeFileSync(`${root}data/models/kind.json`, `${JSON.stringify(header, null, 2)}\n`)
writeFileSync(`${root}data/models/kind.bin`, bytes)
process.stdout.write(
  `${JSON.stringify({ bytes: bytes.length, mix: header.mix, sharpness: header.sharpness, figures }, null, 2)}\n`,
)

function rowsOf(path) {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}
