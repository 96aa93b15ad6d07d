// Part of the build: learns the categories of the desks that ship, so that no start has to.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readDesk } from '../dist/src/desk.js'
import { keepFits } from '../dist/src/triage/built-fits.js'

const folder = fileURLToPath(new URL('../data/desks/', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
keepFits(files.map((name) => readDesk(`${folder}${name}`)))
