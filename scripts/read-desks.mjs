// Part of the build: reads the desks that ship and learns their categories, so that no start has to.
import { readFileSync } from 'node:fs'
import { keepDesks } from '../dist/src/desk/built.js'
import { readDesk, shippedDesks } from '../dist/src/desk.js'
import { shipped } from '../dist/src/paths.js'
import { keepFits } from '../dist/src/triage/built-fits.js'

const desks = shippedDesks()
keepDesks(desks.map((name) => readFileSync(shipped(`data/desks/${name}.yaml`), 'utf8')))
keepFits(desks.map((name) => readDesk(name)))
