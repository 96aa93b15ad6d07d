// Builds and starts Bee; `npm run dev` runs this again whenever a source is saved.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' })
// A mistake has been told; Node waits for the next save.
if (status === 0) {
  process.argv.push('start')
  await import('../dist/bee/cli/main.mjs')
}
