// Kills Bee again and again and checks what is left: `npm run torture -- --rounds 5 --seed 7` (test/torture).

import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const { module } = await runnerImport(fileURLToPath(new URL('../test/torture/main.ts', import.meta.url)))
process.exit(await module.main(process.argv.slice(2)))
