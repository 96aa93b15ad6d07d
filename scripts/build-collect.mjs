// Builds dist/collect/bee-collect.mjs: `bee collect` in one file that runs with plain Node 20, without node_modules. Bee's
// web server hands it out, so that a customer needs neither a registry nor a compiler.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}data/desks/`
const desks = {}
for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
  desks[file.slice(0, -'.yaml'.length)] = readFileSync(folder + file, 'utf8')
}
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

/** What is required late, to start fast, stands in the one file like all else. */
const lateRequire = /createRequire\(import\.meta\.url\)\('([\w-]+)'\)(?: as typeof import\('[\w-]+'\))?/
const inlineRequires = {
  name: 'inline-requires',
  enforce: 'pre',
  transform(code, id) {
    const found = lateRequire.exec(code)
    if (found === null || id.includes('node_modules')) return undefined
    return `import * as lateModule from '${found[1]}'\n${code.replace(found[0], 'lateModule')}`
  },
}

await build({
  root,
  plugins: [inlineRequires],
  configFile: false,
  logLevel: 'warn',
  define: { beeDesks: JSON.stringify(desks), beeVersion: JSON.stringify(version) },
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: 'src/cli/collect-alone.ts',
    target: 'node20',
    outDir: 'dist/collect',
    emptyOutDir: true,
    minify: true,
    rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'bee-collect.mjs' } },
  },
})
