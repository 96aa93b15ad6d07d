// Builds dist/ when a source is newer than the last build; does nothing (in about 10 ms) when none is.
// `npm start`, `npm run bee` and `npm ci` all come through here, so nobody runs old code by accident.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = `${root}dist/.built`
const force = process.argv.includes('--force')

const hasCompiler = existsSync(`${root}node_modules/typescript`) && existsSync(`${root}node_modules/vite`)
const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0

if (force || (hasCompiler && newest(['src', 'commands', 'data/desks', 'package.json', 'tsconfig.json']) > builtAt))
  build()

function build() {
  run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
  run(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'])
  run(['scripts/build-program.mjs'])
  run(['scripts/build-collect.mjs'])
  run(['scripts/build-automaton.mjs'])
  run(['scripts/read-desks.mjs'])
  writeFileSync(stamp, '')
}

function run(args) {
  // What the compilers say goes to stderr: stdout belongs to the command that runs afterwards.
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) {
    process.stderr.write('Bee could not be built. The lines above say where.\n')
    process.exit(status ?? 1)
  }
}

function newest(paths) {
  let latest = 0
  for (const path of paths) latest = Math.max(latest, newestIn(`${root}${path}`))
  return latest
}

function newestIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  let latest = stats.mtimeMs
  for (const name of readdirSync(path)) latest = Math.max(latest, newestIn(`${path}/${name}`))
  return latest
}
