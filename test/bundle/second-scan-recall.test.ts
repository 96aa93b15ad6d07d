import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { createTextScan } from '../../src/bundle/verify/text-scan.ts'
import { loadSecretlint } from '../../src/bundle/verify/voice.ts'
import { createSanitizer } from '../../src/sanitize/index.ts'

/** Planted values and harmless lines, made by a tool that knows neither scan. */
const corpus = fileURLToPath(new URL('../../../shared/tools/score-sanitizer/lib/corpus.mjs', import.meta.url))
interface PlantedFile {
  name: string
  text: string
  items: { cls: string; sens: string[]; short: string[]; whole?: string[] }[]
}
interface Corpus {
  buildRecall(split: string, seed: string): PlantedFile[]
  buildBenign(split: string, seed: string): { text: string }
}
const load = async (): Promise<Corpus> => await import(pathToFileURL(corpus).href)

async function linesHit(text: string): Promise<Map<number, string>> {
  const hits = new Map<number, string>()
  const scan = createTextScan((rule, line) => hits.set(line, rule), await loadSecretlint())
  await scan.take(Buffer.from(text))
  await scan.end()
  return hits
}

// Skipped where the shared folder is not beside the repository.
it.skipIf(!existsSync(corpus))(
  'the second scan alone finds most of what is planted, and nothing in harmless lines',
  async () => {
    const { buildRecall, buildBenign } = await load()
    let planted = 0
    let found = 0
    for (const { text, items } of buildRecall('dev', '11')) {
      const hits = await linesHit(text)
      const lines = text.split('\n')
      for (const { sens, short, whole = [] } of items) {
        const values = [...sens, ...short, ...whole].filter((value) => value !== '')
        const places = lines.flatMap((line, index) => (values.some((value) => line.includes(value)) ? [index + 1] : []))
        planted++
        // A key is found at its first or last line.
        if (places.some((line) => hits.has(line) || hits.has(line - 1) || hits.has(line + 1))) found++
      }
    }
    expect(found / planted).toBeGreaterThan(0.85)
    expect([...(await linesHit(buildBenign('dev', '11').text))]).toEqual([])
  },
)

it.skipIf(!existsSync(corpus))('the second scan finds nothing in what the sanitizer has cleaned', async () => {
  const { buildRecall } = await load()
  const files = buildRecall('dev', '12')
  const sanitizer = createSanitizer({ key: Buffer.alloc(32, 7) })
  for (const { name, text } of files) await sanitizer.learn(once(text), name)
  for (const { name, text } of files) {
    const cleaned: Uint8Array[] = []
    for await (const chunk of sanitizer.file(once(text), name)) cleaned.push(chunk)
    expect([...(await linesHit(Buffer.concat(cleaned).toString()))], name).toEqual([])
  }
})

async function* once(text: string) {
  yield Buffer.from(text)
}
