import { readFileSync } from 'node:fs'
import { shipped } from './paths.ts'

/** As package.json says. */
export const beeVersion: string = JSON.parse(readFileSync(shipped('package.json'), 'utf8')).version
