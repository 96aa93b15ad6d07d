import { defineConfig } from 'vite'

/** Builds the sandbox's page; everything else is compiled by tsc. */
export default defineConfig({
  root: 'src/sandbox/page',
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: '../../../dist/page', emptyOutDir: true, target: 'es2022' },
})
