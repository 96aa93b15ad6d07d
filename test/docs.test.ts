import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { leftOutReasons } from '../src/bundle/left-out.ts'
import { bundleProblems } from '../src/bundle/problems.ts'
import { comesBy, permissions } from '../src/core/permissions.ts'
import { defaultTexts } from '../src/core/texts.ts'
import { refusalTexts } from '../src/errors.ts'
import { packageRoot } from '../src/paths.ts'

const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8')

/** The rows of a document's tables, each cell as it was written; headings and rules are left out. */
function rowsOf(markdown: string): string[][] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('| `'))
  return lines.map((line) => line.slice(2, -2).split(/ (?<!\\)\| /))
}

/** A text as a cell holds it. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', '<br>')

describe('docs/errors.md', () => {
  const rows = rowsOf(read('docs/errors.md'))

  it('has exactly the codes there are, in their order, with the words that people read', () => {
    const all = [refusalTexts, bundleProblems, leftOutReasons].flatMap((texts) => Object.entries(texts))
    expect(rows.map(([code, words]) => [code, words])).toEqual(all.map(([code, words]) => [`\`${code}\``, cell(words)]))
  })

  it('tells of each what the operator can do', () => {
    for (const [code, , advice] of rows) expect(advice, code).toMatch(/^\S.{5,}[.,;)`]$/)
  })

  it('has the exit codes of the command line', () => {
    const source = read('src/cli/explain.ts')
    const [, codes = ''] = /export const exitCodes = \{([^}]+)\}/.exec(source) ?? []
    const numbers = [...codes.matchAll(/: (\d+)/g)].map(([, number]) => number)
    expect(numbers.length).toBeGreaterThan(2)
    for (const number of ['0', ...numbers])
      expect(read('docs/errors.md')).toMatch(new RegExp(`^\\| ${number} \\| `, 'm'))
  })
})

describe('docs/texts.md', () => {
  it('has exactly the texts there are, with what is filled in', () => {
    const expected = Object.entries(defaultTexts).map(([key, text]) => {
      const names = [...new Set([...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => `\`${name}\``))]
      return [`\`${key}\``, cell(text), names.join(', ') || '–']
    })
    expect(rowsOf(read('docs/texts.md'))).toEqual(expected)
  })
})

describe('docs/permissions.md', () => {
  it('has exactly the rows of the table, and the doors of each role', () => {
    const cells = Object.entries(permissions).map(([asking, row]) => [
      `\`${asking}\``,
      ...row.map((cell) => (cell === 'no' ? '–' : cell)),
    ])
    const ways = Object.entries(comesBy).map(([role, doors]) => [`\`${role}\``, doors.join(', ')])
    expect(rowsOf(read('docs/permissions.md'))).toEqual([...cells, ...ways])
  })
})

describe('documents', () => {
  it.each([
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'docs/backup.md',
    'docs/errors.md',
    'docs/permissions.md',
    'docs/texts.md',
  ])('%s leads nowhere that is not there', (path) => {
    const links = [...read(path).matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target!)
    for (const target of links) expect(() => read(join(path, '..', target)), target).not.toThrow()
  })

  it('CONTRIBUTING.md fits on one screen', () => {
    expect(read('CONTRIBUTING.md').split('\n').length).toBeLessThan(60)
  })
})
