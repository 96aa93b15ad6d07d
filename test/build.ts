import { execFileSync } from 'node:child_process'

/** Worker threads and the browser page run from dist/, so it must be as new as the sources under test. */
export default function build() {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
}
