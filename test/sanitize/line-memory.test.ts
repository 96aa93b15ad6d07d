import { expect, it, vi } from 'vitest'
import { LineMemory } from '../../src/sanitize/line-memory.ts'
import { readWindow } from '../../src/sanitize/read.ts'
import { rulesFrom } from '../../src/sanitize/rule-names.ts'
import { claimSettledLine } from '../../src/sanitize/run-lines.ts'
import { margin, withMargin } from '../../src/sanitize/scan.ts'
import { renumbered, sharedLines, takeOver } from '../../src/sanitize/shared-lines.ts'
import { mergeSpans } from '../../src/sanitize/spans.ts'
import { hashLeaks, pemLeaks } from './blocks.ts'
import { harmlessLines } from './harmless.ts'
import { keyedLeaks, otherLeaks } from './leaks.ts'
import { logLines } from './log-lines.ts'
import { type Makers, makers } from './makers.ts'

// Much text: a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const hints = { name: 'app.log', allowedHosts: [] }

/** What the rules find in a text; with a memory, and without. */
function found(text: string, memory: LineMemory | undefined) {
  const bytes = withMargin(Buffer.from(text))
  const scan = readWindow(bytes, hints, undefined, undefined, memory)
  for (let k = 0; k < scan.settled.length; k += 3)
    claimSettledLine(scan, scan.settled[k + 2]!, scan.settled[k]!, scan.settled[k + 1]!)
  return {
    spans: mergeSpans(scan.spans, bytes).map(({ start, end, rule, value, wrap }) => ({
      text: bytes.toString('latin1', start, end),
      start,
      rule,
      value: value ?? bytes.toString('latin1', start, end),
      wrap,
    })),
    learned: [...new Set(scan.learned.map(({ value, rule }) => `${rule} ${value}`))].sort(),
    isViewed: scan.views.length > 0,
    withheld: scan.withheld,
  }
}

/** What was learned while a memory was filled: of a line that comes again it is not told again. */
const learnedBefore = new WeakMap<LineMemory, Set<string>>()

/** Compares line by line first, so that a failure shows the line. */
function expectSame(text: string, memory: LineMemory): void {
  const plain = found(text, undefined)
  const quick = found(text, memory)
  const before = learnedBefore.get(memory) ?? new Set()
  learnedBefore.set(memory, before)
  for (const value of plain.learned) if (before.has(value) && !quick.learned.includes(value)) quick.learned.push(value)
  quick.learned.sort()
  for (const value of plain.learned) before.add(value)
  for (const [at, span] of plain.spans.entries()) expect(quick.spans[at], lineAt(text, span.start)).toEqual(span)
  expect(quick).toEqual(plain)
}

const lineAt = (text: string, at: number) => text.slice(Math.max(0, at - 164), at + 40)

const documents = (m: Makers) => [
  ...[...keyedLeaks(m), ...otherLeaks(m), ...hashLeaks(m)].map(({ text }) => text),
  ...pemLeaks(m).flatMap(({ text }, at) => (at % 8 === 0 ? [text] : [])),
  ...harmlessLines(m),
  ...Array.from({ length: 8 }, () => logLines(m)).flat(),
]

function shuffled<T>(m: Makers, list: readonly T[]): T[] {
  const rest = [...list]
  return Array.from({ length: rest.length }, () => rest.splice(m.int(0, rest.length - 1), 1)[0]!)
}

/** The same text with other digits: each one, or only those that stand in numbers. */
const withDigits = (m: Makers, text: string) => text.replace(/\d/g, () => String(m.int(0, 9)))
const withNumbers = (m: Makers, text: string) =>
  text.replace(/(?<![A-Za-z\d])\d+(?![A-Za-z\d])/g, (number) => m.dig(number.length))

it.each([1, 3])('finds the same in lines that are like others as without (seed %i)', (seed) => {
  const m = makers(seed)
  const memory = new LineMemory()
  const all = documents(m)
  for (let round = 0; round < 5; round++) {
    const texts = shuffled(m, all).map((text) => {
      const kind = m.int(0, 3)
      return kind === 0 ? withDigits(m, text) : kind === 1 ? withNumbers(m, text) : text
    })
    expectSame(`${texts.join('\n')}\n`, memory)
  }
})

it.each([5])('finds the same where the same lines come again in another order (seed %i)', (seed) => {
  const m = makers(seed)
  const memory = new LineMemory()
  const lines = documents(m).flatMap((text) => text.split('\n'))
  for (let round = 0; round < 4; round++) expectSame(`${shuffled(m, lines).join('\n')}\n`, memory)
})

it('finds the same where a line that was harmless gets other numbers', () => {
  const memory = new LineMemory()
  const pairs: [string, string][] = [
    ['from 127.0.0.1 port 22', 'from 10.20.3.4 port 22'],
    ['at 000.00.0.0 to', 'at 192.16.8.7 to'],
    ['card 4111111111111112 ok', 'card 4111111111111111 ok'],
    ['tel +49 30 0000000 end', 'tel +49 30 1234567 end'],
    ['iban DE00500105175407324931', 'iban DE89370400440532013000'],
    ['hash md7d131dd02c5e6eec4693d9a0698aff95c', 'hash md5d131dd02c5e6eec4693d9a0698aff95c'],
    [
      'x H7sIAAAAAAAAA0vMTUxPzSvRTcsvLc5ILUoFAEJp6fkTAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'x H4sIAAAAAAAAA0vMTUxPzSvRTcsvLc5ILUoFAEJp6fkTAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    ],
    ['text 99393233343536373839616263646566', 'text 31393233343536373839616263646566'],
    ['peer ff02:0:0:0:0:0:0:1 up', 'peer fd02:0:0:0:0:0:0:1 up'],
    ['mac 01:00:5e:00:00:01 up', 'mac 02:00:5e:00:00:01 up'],
    ['address9=Baker Street 221b', 'address1=Baker Street 221b'],
    ['key=cGFzc3dvcmQ9aHVudDNyMngK0', 'key=cGFzc3dvcmQ9aHVudDNyMngK9'],
  ]
  for (const [first, second] of pairs)
    for (const text of [first, first, second, first, second, second]) expectSame(`${text}\n`, memory)
})

it('reads a line again as it is when it was cut by a claim or by the window', () => {
  const m = makers(9)
  const memory = new LineMemory()
  const text = documents(m).join('\n')
  for (let cut = 1; cut < 60; cut += 7) expectSame(text.slice(cut * 101, text.length - cut * 53), memory)
})

it('finds the same in lines that another thread has settled, whatever numbers its rules have', () => {
  const m = makers(13)
  const first = new LineMemory()
  const second = new LineMemory()
  const text = `${documents(m).join('\n')}\n`
  // Some are learned only when all others have come again.
  for (let round = 0; round < 5; round++) found(text, first)
  const shared = sharedLines(first.exact)!
  const others = rulesFrom(0).map((_, number) => number + 7)
  const back = Array.from({ length: others.length + 7 }, (_, number) => number - 7)
  takeOver(second.exact, renumbered(renumbered(shared, others), back))

  expect(sharedLines(first.exact)).toBeUndefined()
  expect(sharedLines(second.exact)).toBeUndefined()
  expect(settledIn(text, second)).toEqual(settledIn(text, first))
  expect(settledIn(text, second).length).toBeGreaterThan(200)
  // What is in these lines was told by the first.
  learnedBefore.set(second, new Set(found(text, undefined).learned))
  expectSame(text, second)
})

it('finds what is known by the line break before it', () => {
  const memory = new LineMemory()
  const text = 'dn: cn=ops\nuid: alice77\nHi Alice Smith,\nmail: none\n'
  expect(found(text, undefined).spans.map((span) => span.text)).toEqual(['alice77', 'Alice Smith'])
  for (let round = 0; round < 4; round++) expectSame(text, memory)
})

it.each([
  'R62-M0-N9-C:J07-U01 RAS KERNEL lost R62-M0-N9-C:J07-U01 and 10.20.30.40',
  'Retrying connect to server: msra-sa-41:8030. Already tried 5 time(s)',
  'proxy.cse.cuhk.edu.hk:5070 close, 810 bytes (1.6 KB) sent, lifetime 06:36',
  'setSystemUiVisibility in PhoneStatusBar: vis=0 mask=1',
  '[client 222.167.138.107] Directory index forbidden: /home/alice/www',
  'application_1485248649253_7670 in C:\\Users\\alice\\logs',
])('need not read the line again: %s', (line) => {
  const memory = new LineMemory()
  const before = ['phone', 'password:', 'connect to', 'user', ' {', 'harmless words']
  const texts = before.map((other) => `${other}\n${line}\n${other}\n`)
  for (let round = 0; round < 3; round++) for (const text of texts) expectSame(text, memory)
  expect(settledIn(`x\n${line}\ny\n`, memory)).toContain(margin + 2)
})

it('looks no more at lines whose long names are claimed each time', () => {
  const memory = new LineMemory()
  const lines = [
    'Jul  4 05:08:17 calvisitor-10-105-160-249 com.apple.launchd[1]: Endpoint has been activated',
    'INFO Block broadcast_84_10_7 stored as bytes in memory',
  ]
  const text = `${lines.join('\n')}\n`
  for (let round = 0; round < 4; round++) expectSame(text, memory)
  expect(settledIn(text, memory).length).toBe(lines.length)
})

it('learns lines at first sight where lines come again, and then only those that came twice', () => {
  const m = makers(17)
  const memory = new LineMemory()
  const lines = (count: number) => Array.from({ length: count }, () => `${m.label()} ${m.an(9)} from ${m.an(7)}`)
  const known = lines(1500)
  const later = lines(300)
  const isSettledAtSecondSight = (text: string) => {
    found(text, memory)
    return settledIn(text, memory).length
  }
  for (let round = 0; round < 2; round++) found(`${known.join('\n')}\n`, memory)

  expect(isSettledAtSecondSight(`${later.join('\n')}\n`)).toBeGreaterThan(250)

  for (let round = 0; round < 9; round++) found(`${lines(1000).join('\n')}\n`, memory)

  expect(isSettledAtSecondSight(`${lines(300).join('\n')}\n`)).toBe(0)
})

/** Where lines begin that are left out as settled. */
function settledIn(text: string, memory: LineMemory): number[] {
  const { settled } = readWindow(withMargin(Buffer.from(text)), hints, undefined, undefined, memory)
  return settled.filter((_, at) => at % 3 === 0)
}

it('forgets when it is full, and goes on', () => {
  const m = makers(11)
  const memory = new LineMemory()
  for (let round = 0; round < 3; round++) {
    const many = Array.from({ length: 40_000 }, () => `${m.label()} ${m.an(5)} ${m.ip()}`).join('\n')
    found(`${many}\n`, memory)
  }
  expectSame(`${documents(m).join('\n')}\n`, memory)
})

it('asks again where a line has the digits that a literal wants and the ones before it had others', () => {
  const memory = new LineMemory()
  const line = (port: number, at: number) =>
    `2026-03-0${at} 10:00:00 W3SVC1 GET /index.htm - ${port} ACME\\k${at}meier9 10.20.30.4 Mozilla/5.0 200`
  const text = `${[4439, 4438, 4437, 4436, 8443, 4435, 8080].map((port, at) => line(port, at + 1)).join('\n')}\n`
  expectSame(text, memory)
  expect(found(text, undefined).spans.map(({ text }) => text)).toContain('k5meier9')
  for (const round of [1, 2, 3]) expectSame(text.replaceAll(':00 ', `:0${round} `), memory)
})
