import { expect, it } from 'vitest'
import { refusalReply } from '../../src/core/reply.ts'
import { wordsOf } from '../../src/discord/words.ts'
import { Refusal } from '../../src/errors.ts'

const desk = { texts: { 'hello.thanks': 'Gladly, {mention}!' }, names: ['@hive', 'hive'] }

it("says a reply in the desk's words, by the desk's name for Bee", () => {
  expect(wordsOf({ say: 'hello.thanks' }, desk)).toBe('Gladly, @hive!')
  expect(wordsOf({ say: 'ticket.shown', values: { number: 'ST-2026-001' } }, desk)).toBe('This is ST-2026-001.')
})

it("says a refusal in the desk's words by its code, with its values", () => {
  const own = { ...desk, texts: { TICKET_ALREADY_CLOSED: 'Already done: {number}, {mention} says.' } }
  const refusal = (code: 'TICKET_ALREADY_CLOSED' | 'TICKET_NOT_CLOSED') =>
    refusalReply(new Refusal(code, { values: { number: 'ST-2026-001' } }))

  expect(wordsOf(refusal('TICKET_ALREADY_CLOSED'), own)).toBe('Already done: ST-2026-001, @hive says.')
  expect(wordsOf(refusal('TICKET_NOT_CLOSED'), own)).toBe('ST-2026-001 is still open, so there is nothing to reopen.')
})

it('names Bee inside a value, and leaves the braces that people write alone', () => {
  const values = { help: 'Write `{mention} …`', list: 'undefined {userId} in {"a": {b}}' }
  expect(wordsOf({ say: 'help.overview', values }, desk)).toBe('Write `@hive …`')
  expect(wordsOf({ say: 'ticket.listed', values }, desk)).toBe('undefined {userId} in {"a": {b}}')
})

it('fits into a message', () => {
  expect(wordsOf({ say: 'ticket.listed', values: { list: 'x '.repeat(3000) } }, desk).length).toBeLessThanOrEqual(2000)
})
