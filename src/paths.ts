import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json, data/ and dist/, whether Bee runs from src/ or from dist/. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)))

/** A file that ships with Bee: `shipped('data/desks/sting-ce.yaml')`. */
export const shipped = (path: string) => join(packageRoot, path)

/**
 * The compiled file of a module: Node 20 cannot run TypeScript, and tests run from src/.
 *
 * @param source the module's path from the package root, e.g. `src/store/database.ts`
 */
export const compiled = (source: string) => join(packageRoot, 'dist', source.replace(/\.tsx?$/, '.js'))

/**
 * The file that starts a process or a worker thread, with its packages inside (`scripts/build-program.mjs` lists them).
 *
 * @param source the path of its first module, e.g. `src/bundle/worker.ts`
 */
export const program = (source: string) =>
  join(packageRoot, 'dist/bee', source.replace(/^src\//, '').replace(/\.ts$/, '.mjs'))

function findRoot(folder: string): string {
  const parent = dirname(folder)
  // The single file of `bee collect` has no package around it.
  if (existsSync(join(folder, 'package.json')) || parent === folder) return folder
  return findRoot(parent)
}
