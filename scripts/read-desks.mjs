// Part of the build: reads the desks and articles that ship and learns the desks' categories, so that no start has to.
import { readdirSync, readFileSync } from 'node:fs'
import { keepValues } from '../dist/src/built-values.js'
import { readDesk, shippedDesks } from '../dist/src/desk.js'
import { headOf } from '../dist/src/knowledge/articles.js'
import { shipped } from '../dist/src/paths.js'
import { keepFits } from '../dist/src/triage/built-fits.js'

const knowledge = shipped('data/knowledge')
const articles = readdirSync(knowledge, { recursive: true }).filter((file) => file.endsWith('.md'))
const texts = [
  ...shippedDesks().map((name) => readFileSync(shipped(`data/desks/${name}.yaml`), 'utf8')),
  ...articles.flatMap((file) => headOf(readFileSync(`${knowledge}/${file}`, 'utf8')) ?? []),
]
keepValues(texts)
keepFits(shippedDesks().map((name) => readDesk(name)))
