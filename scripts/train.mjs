// Trains the model of kinds that ships in data/models/: `npm run train`. The same rows give the same bytes.
// Needs the data sets beside the repository (see data/models/README.md); Bee itself never does.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { trainKinds } from '../dist/src/triage/train/kind.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const datasets = process.argv[2] ?? `${root}../shared/datasets`

const written = rowsOf(`${root}data/training/kinds.jsonl`).map(({ text, kind }) => ({
  title: '',
  text,
  kind,
  weight: 3,
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
