import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readDesk } from '../../src/desk.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { createTriage } from '../../src/triage/index.ts'
import { withoutPseudonyms } from '../../src/triage/pseudonyms.ts'

const clean = (text: string): string => createSanitizer({ key: randomBytes(32) }).text(text)
const desk = readDesk('sting-ce')
const triage = createTriage(desk)

it.each([
  ['an address of e-mail', 'write to carla.meier@example.org please'],
  ['a user', 'ssh carla@10.20.30.40 -p 22'],
  ['a public address', 'reached from 93.184.216.34 today'],
  ['a machine', 'psql: could not connect to postgres://app:Tulpe-Garten_8841x@db7.intra.acme.de/app'],
  ['a password', 'password: Tulpe-Garten_8841x'],
  ['an account', 'IBAN DE89 3704 0044 0532 0130 00'],
  ['a token', 'Authorization: Bearer ghp_9kJ2mN4pQ7rS1tU3vW5xY8zA0bC6dE2fG4hI'],
])('leaves nothing of what the sanitizer writes for %s', (_, text) => {
  const sanitized = clean(text)
  expect(sanitized).not.toBe(text)

  expect(withoutPseudonyms(sanitized)).not.toMatch(/-\d|redacted|withheld/)
})

it.each([
  'the host 2 is down',
  'error-500 and http-2 and utf-8',
  'email-template-1 is broken',
  'superuser-1x',
  'see [1] and [redact]',
])('leaves what people write as it is: %s', (text) => expect(withoutPseudonyms(text)).toBe(text))

describe('what a request is about', () => {
  const about = 'The chart of the left box shows odd colours'

  it.each([
    ['a user and an address', ', says user-1 <email-1>'],
    ['a host', ' on host-2 and host-17'],
    ['a secret', '. [redacted:password] and redacted-password-2'],
    ['an address', ' of ip-1-private-net-2, person-3, account-4'],
  ])('does not change with %s', (_, added) => {
    const plain = triage.read({ text: about })
    const named = triage.read({ text: about + added, title: 'user-1: email-2', facts: ['user-3 at host-4'] })
    const titled = triage.read({ text: about, title: ':', facts: ['at'] })

    expect(named.category).toBe(plain.category)
    expect(named.confidence.category).toBeCloseTo(titled.confidence.category, 1)
    expect(named.reasons.join()).not.toMatch(/user|email|password|host/)
  })

  it('stays open where nothing but a name is given', () => {
    expect(triage.read({ text: 'email-1' })).toMatchObject({ category: desk.fallbackCategory, isUnsure: true })
  })

  // The request that torture and F31's story make, to be asked what it is about.
  it.each(['carla', 'ana', 'person3'])('stays unsure for a vague request of %s with an address', (name) => {
    const text = clean(`the green lamp hums in a minor key, says ${name} <${name}@example.org>`)

    expect(triage.read({ text }).confidence.category).toBeLessThan(0.8 * desk.confidence.ask)
  })
})

it('learns nothing from them', () => {
  const taught = createTriage(desk, { corrections: [{ text: 'user-1 email-1 host-3 flux', category: 'backup' }] })

  expect(taught.read({ text: 'user-1 email-1 host-3 asks for a chart' }).category).not.toBe('backup')
})

it('finds no article by them, and is as sure without', () => {
  const search = createSearch([
    { id: 'mail', title: 'The email does not arrive', text: 'Look at the queue of mails of the user.' },
    { id: 'disk', title: 'The disk is full', text: 'Remove old logs.' },
  ])

  expect(search.find('user-1 <email-1>').results).toEqual([])
  expect(search.find('disk full, says user-1 <email-1>').confidence).toBe(search.find('disk full, says').confidence)
})
