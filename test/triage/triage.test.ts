import { describe, expect, it } from 'vitest'
import { readDesk } from '../../src/desk.ts'
import { createTriage } from '../../src/triage/index.ts'
import { cpuMs } from '../cpu-time.ts'

const desk = readDesk('sting-ce')
const triage = createTriage(desk)
const read = (text: string) => triage.read({ text })

it('says what it thinks, how sure it is, and why', () => {
  const reading = read("I can't login after the update, Kratos says AAL2")

  expect(reading).toMatchObject({ kind: 'bug', category: 'authentication', scope: 'break-fix', language: 'en' })
  expect(reading.services).toEqual(['kratos', 'app', 'database'])
  expect(reading.words).toBe('high confidence authentication issue')
  expect(reading.reasons.join('; ')).toContain('"login"')
  expect(reading.reasons.join('; ')).toContain('"aal2"')
})

it.each([
  ['Ich kann mich nach dem Update nicht einloggen', 'de', 'authentication'],
  ['La base de datos está muy lenta desde ayer', 'es', 'database'],
  ['Le certificat a expiré et nginx ne démarre plus', 'fr', 'network'],
  ['ログインできません', 'ja', 'authentication'],
  ['Не могу войти, пароль не принимается', 'ru', 'authentication'],
])('reads other languages: %s', (text, language, category) => {
  expect(read(text)).toMatchObject({ language, category })
})

it.each([
  'Güncellemeden sonra giriş yapamıyorum, lütfen yardım edin',
  'Merhaba, sunucu dünden beri çok yavaş ve her şey zaman aşımına uğruyor',
  'Bu sürümde yedekleme nasıl yapılır?',
])('hears Turkish: %s', (text) => {
  expect(read(text).language).toBe('tr')
})

describe('what is hardly a request', () => {
  it('is still a ticket when there is only an attachment, whose name is read', () => {
    const { services, category } = triage.read({ text: '', attachments: ['kratos.log'] })

    expect(category).toBe('authentication')
    expect(services).toContain('kratos')
  })

  it('falls back, unsure, when there is nothing at all', () => {
    expect(read('')).toMatchObject({ category: 'other', isUnsure: true })
  })

  it('says so when it is like nothing known, and offers the three likeliest', () => {
    const { isUnsure, likeliest, words } = read('asdf qwer zxcv')

    expect(isUnsure).toBe(true)
    expect(likeliest).toHaveLength(3)
    expect(words).toContain('low confidence')
  })
})

describe('priority', () => {
  it.each([
    ['Production is down, nobody can log in!', 'emergency'],
    ['We lost data: all documents are gone after the restore', 'critical'],
    ['500 users affected, the dashboard does not load', 'critical'],
    ['I was logged out once', 'high'],
    ['How do I enable passkeys?', 'medium'],
    ['This is not urgent: the login page shows a wrong error', 'medium'],
    ['There is a typo on the login page', 'medium'],
    ['Please add a dark mode, this is urgent!!!', 'medium'],
    ['How much RAM do I need for 500 users?', 'low'],
    ['How do I avoid data loss when production goes down?', 'medium'],
    ['The docs say critical, but the login only fails with a wrong message', 'high'],
    ['Backups fail, no data loss so far', 'high'],
    ['P0: production is down for everyone', 'emergency'],
    ['Login is broken for all users, this is a P0', 'emergency'],
    ['We declared a P0 incident, the database does not answer', 'emergency'],
  ])('%s → %s', (text, priority) => {
    expect(read(text).priority).toBe(priority)
  })

  it.each([
    'The GPU falls back to the P0 state while the chatbot answers slowly',
    'The worker on node p0 shows a wrong time in the dashboard',
    'What does P0 mean in your documentation?',
  ])('takes no name of something else for a severity: %s', (text) => {
    expect(['low', 'medium', 'high']).toContain(read(text).priority)
    expect(read(text).reasons.join()).not.toContain('p0')
  })

  it('names the words that moved it', () => {
    expect(read('Production is down, nobody can log in!').reasons.join('; ')).toContain('"production is down"')
  })
})

it('learns a moderator’s correction at once', () => {
  const text = 'The flux capacitor of the hive is misaligned'
  const before = read(text)
  const taught = createTriage(desk, { corrections: [{ text, category: 'backup' }] })

  expect(before.category).not.toBe('backup')
  expect(taught.read({ text: 'flux capacitor misaligned again' }).category).toBe('backup')
})

describe('privacy', () => {
  it.each([
    'Any user can read other people’s invoices by changing the number in the address',
    'I found a stored XSS in the chatbot window',
    'Our server was hacked last night',
  ])('takes talk of a breach to the private category: %s', (text) => {
    expect(read(text).category).toBe('security')
  })

  it.each([
    'Es wäre schön, wenn man Berichte als Excel exportieren könnte.',
    'asdf qwer zxcv',
    'Where is the button gone?',
  ])('does not hide what says nothing of the kind: %s', (text) => {
    expect(read(text).category).not.toBe('security')
  })
})

it('adds its probabilities up to one', () => {
  const { scores, confidence } = read('the database is slow')
  const sum = (values: Record<string, number>) => Object.values(values).reduce((total, value) => total + value, 0)

  expect(sum(scores.category)).toBeCloseTo(1)
  expect(sum(scores.kind)).toBeCloseTo(1)
  expect(confidence.category).toBeGreaterThan(0)
  expect(confidence.category).toBeLessThanOrEqual(1)
})

it.each([
  "I can't login",
  'help my instance does not start',
  'I keep getting logged out',
  "I can't log in, can somebody help?",
  'instnace dosnt start',
  'Ich kann mich nicht anmelden',
])('takes whoever only says what fails, or asks for help with it, for a bug: %s', (text) => {
  expect(read(text)).toMatchObject({ kind: 'bug', scope: 'break-fix' })
})

it.each([
  'how long are backups kept?',
  'Does it support LDAP?',
  'where are the docs for upgrades',
  'How do I stop people from being logged out?',
])('takes who wants to know something for a question of how: %s', (text) => {
  expect(read(text)).toMatchObject({ kind: 'question', scope: 'how-to' })
})

it('reads 4,000 characters and hostile text without getting lost in them', () => {
  const texts = [
    'I cannot log in since the upgrade. '.repeat(115),
    'a'.repeat(4000),
    '`'.repeat(4000),
    '"('.repeat(2000),
    '```\n'.repeat(1000),
  ]
  for (const text of texts) {
    // A few milliseconds; what explodes takes minutes.
    expect(cpuMs(() => read(text))).toBeLessThan(1000)
  }
})
