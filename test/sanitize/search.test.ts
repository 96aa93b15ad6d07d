import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { anchors } from '../../src/sanitize/anchors.ts'
import { buildAutomaton, standsBefore } from '../../src/sanitize/automaton.ts'
import { createEcho } from '../../src/sanitize/echo.ts'
import { packed, unpacked } from '../../src/sanitize/packed.ts'
import { emptyScan } from '../../src/sanitize/read.ts'
import { rule } from '../../src/sanitize/rule-names.ts'
import { withMargin } from '../../src/sanitize/scan.ts'

const password = rule('password')

describe('a learned value', () => {
  it.each(['hunt3r', 'hunt3rX', 'hunt3r-2x', 'a-Longer-0ne-of-many'])(
    'is found however %s lies to the words of the window, and at its end',
    (value) => {
      const echo = createEcho()
      echo.learn(value, password)
      for (let before = 0; before < 9; before++) {
        for (let behind = 0; behind < 5; behind++) {
          const text = `${'.'.repeat(before)}${value}${'.'.repeat(behind)}`
          const scan = emptyScan(withMargin(Buffer.from(text)), { name: '', allowedHosts: [] })
          echo.find(scan)

          expect(
            scan.spans.map(({ start, end }) => scan.bytes.toString('latin1', start, end)),
            text,
          ).toEqual([value])
        }
      }
    },
  )

  it('is found among many that begin alike, the longest where one begins another', () => {
    const echo = createEcho()
    const values = Array.from({ length: 40 }, (_, at) => `ghp_${'x'.repeat(at % 7)}${at}Kd7-${at}`)
    for (const value of [...values, `${values[5]}-longer`]) echo.learn(value, password)
    const bytes = withMargin(Buffer.from([...values, `${values[5]}-longer`, 'ghp_nobody'].join(' ')))
    const scan = emptyScan(bytes, { name: '', allowedHosts: [] })
    echo.find(scan)

    expect(scan.spans.map(({ start, end }) => bytes.toString('latin1', start, end))).toEqual([
      ...values,
      `${values[5]}-longer`,
    ])
  })

  it('is found among thousands that begin and end alike in little time (A11)', () => {
    const echo = createEcho()
    const values = Array.from({ length: 20_000 }, (_, at) => `hunter${(at * 7919) % 1_000_003}xyz!`)
    const bytes = withMargin(Buffer.from(values.join('\n')))
    const scan = emptyScan(bytes, { name: '', allowedHosts: [] })
    for (const value of values) echo.learn(value, password)
    const started = process.cpuUsage()
    echo.find(scan)

    expect(scan.spans).toHaveLength(values.length)
    // Compared one by one they took more than 100 s.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(10_000)
  })

  it('is not found within a word, nor twice where it overlaps another', () => {
    const echo = createEcho()
    for (const value of ['correct-horse', 'horse-battery1', 'Xk29aQ']) echo.learn(value, password)
    const bytes = withMargin(Buffer.from('correct-horse-battery1 aXk29aQb'))
    const scan = emptyScan(bytes, { name: '', allowedHosts: [] })
    echo.find(scan)

    expect(scan.spans.map(({ start, end }) => bytes.toString('latin1', start, end))).toEqual(['correct-horse'])
  })
})

describe('the literals', () => {
  it('are each found where they end, whatever stands before and in any case', () => {
    const { list, automaton } = anchors()
    const { letters, next, accept, ends, endsAt, singles } = automaton
    for (const [at, { literal }] of list.entries()) {
      for (const written of [literal, literal.replace(/[a-z]/g, (letter) => letter.toUpperCase())]) {
        const bytes = Buffer.from(`pass:-/${written}`, 'latin1')
        let state = 0
        for (const byte of bytes) state = next[(state << 5) | (letters[byte]! & 31)]!
        const found = [
          ...(state >= accept ? ends.subarray(endsAt[state - accept], endsAt[state - accept + 1]) : []),
          ...(singles[bytes.at(-1)!] ?? []),
        ]

        expect(found.includes(at) && standsBefore(bytes, bytes.length, literal), JSON.stringify(literal)).toBe(true)
      }
    }
  })
})

it('reads from the build the machine that it would make itself', () => {
  const { list, automaton } = anchors()

  expect(isDeepStrictEqual(automaton, buildAutomaton(list.map(({ literal }) => literal)))).toBe(true)
})

it('keeps spans whole in little room', () => {
  const spans = [
    { start: 3, end: 9, rule: 2, value: undefined },
    { start: 12, end: 20, rule: 7, value: 'host.corp' },
    { start: 30, end: 31, rule: 1, value: undefined, wrap: '"' },
  ]

  expect(unpacked(packed(spans))).toEqual(spans)
})
