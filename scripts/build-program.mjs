// Builds dist/bee/: `bee` and its worker threads, each with all the packages that it needs, in few files. To find and read
// the 1,600 files that they come from takes Node most of a start (docs/adr/0007). What is loaded late stays apart.
import { readdirSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** What is started as a process or a thread of its own, found there again by `program` in src/paths.ts. */
const programs = [
  'cli/main',
  'bundle/worker',
  'bundle/verify/verify-thread',
  'sanitize/parallel-worker',
  'store/integrity-child',
  'triage/retrain-worker',
]
/** Compiled for this machine, so it stays where npm put it. */
const native = ['better-sqlite3']
/** Packages that others use when they are there; here they are not. */
const absent = ['zlib-sync', 'bufferutil', 'utf-8-validate']

/**
 * V8 keeps the text of a file, at two bytes a sign when one of them is beyond Latin-1: 7 MB instead of 3.5. Such signs stand
 * in literals and comments only, where an escape means the same; the lines stay as they are for the source maps.
 */
const inOneByte = {
  name: 'in-one-byte',
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue
      if (/String\.raw`[^`]*[^\0-\xff]/.test(file.code))
        throw new Error(`${file.fileName}: escapes stay as they are in String.raw`)
      file.code = file.code.replaceAll(
        /[^\0-\xff]/g,
        (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    }
  },
}

const root = fileURLToPath(new URL('..', import.meta.url))
const begun = Date.now()
await build({
  plugins: [inOneByte],
  root,
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: native, target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/bee',
    // A Bee that runs meanwhile still has to load late parts of the build before.
    emptyOutDir: false,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(programs.map((name) => [name, `src/${name}.ts`])),
      external: [...native, ...absent],
      // discord.js and bottleneck hold an `eval` each, for sharding and for Redis; nothing here calls them.
      checks: { eval: false },
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs' },
    },
  },
})

const weekMs = 7 * 24 * 3_600_000
const parts = `${root}dist/bee/parts/`
for (const name of readdirSync(parts)) {
  if (statSync(parts + name).mtimeMs < begun - weekMs) rmSync(parts + name)
}
