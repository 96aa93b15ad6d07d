import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createAnalyzers } from '../../../src/bundle/analyze/analyzers.ts'
import { readDesk } from '../../../src/desk.ts'
import { shipped } from '../../../src/paths.ts'
import { createSanitizer } from '../../../src/sanitize/index.ts'
import { examples } from './examples.ts'

const { analyzers: rules } = readDesk('sting-ce')
const sanitizer = createSanitizer({ key: Buffer.alloc(32, 7) })

/** Which rules see the lines, after these have been through the sanitizer as in a bundle. */
async function seenIn(lines: string[]): Promise<Map<string, number>> {
  async function* raw() {
    yield Buffer.from(`${lines.join('\n')}\n`)
  }
  const reader = createAnalyzers(rules).file()
  for await (const chunk of sanitizer.file(raw(), 'app.log')) reader.take(chunk)
  return new Map([...reader.end()].map(([id, { count }]) => [id, count]))
}

describe('the analyzers of sting-ce', () => {
  it('have examples each, and articles that exist', () => {
    expect(Object.keys(examples).sort()).toEqual(rules.map(({ id }) => id).sort())
    for (const { article } of rules)
      if (article !== undefined)
        expect(existsSync(shipped(`data/knowledge/sting-ce/${article}.md`)), article).toBe(true)
  })

  it.each(Object.entries(examples))(
    '%s counts every line that is meant, sanitized, and none that is not',
    async (id, { yes, no }) => {
      for (const line of yes) expect([line, (await seenIn([line])).get(id)]).toEqual([line, 1])
      for (const line of no) expect([line, (await seenIn([line])).get(id)]).toEqual([line, undefined])
      expect((await seenIn([...yes, ...no])).get(id)).toBe(yes.length)
    },
  )

  it('say nothing about a service that is well', async () => {
    const calm = Object.values(examples).flatMap(({ no }) => no)
    const own = (id: string) => examples[id]!.no
    const seen = await seenIn(calm)
    for (const [id, count] of seen) expect([id, count]).toEqual([id, own(id).length === 0 ? count : expect.any(Number)])
  })
})
