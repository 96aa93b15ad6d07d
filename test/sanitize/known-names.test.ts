import { describe, expect, it } from 'vitest'
import { createEcho } from '../../src/sanitize/echo.ts'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { rule } from '../../src/sanitize/rule-names.ts'

const sanitized = (text: string) => createSanitizer({ key: Buffer.alloc(32, 7) }).text(text)

/** The lines behind the first, as they come out. */
const rest = (...lines: string[]) => sanitized(lines.join('\n')).split('\n').slice(1)

describe('a name that a key has told', () => {
  it('goes where names stand', () => {
    const lines = rest(
      'Accepted password for mlopez from 10.4.7.9 port 22 ssh2',
      'session opened for user root by mlopez(uid=1000)',
      'VERIFY OK: depth=0, C=DE, CN=mlopez',
      'ok: [web] => (item=mlopez)',
      'report of mlopez',
      '["mlopez", 3]',
      'otpauth://totp/Acme:mlopez?issuer=Acme',
    )
    expect(lines.join('\n')).not.toContain('mlopez')
    expect(new Set(lines.map((line) => /user-\d+/.exec(line)?.[0])).size).toBe(1)
  })

  it('goes in every file, also in one that was read before', async () => {
    const sanitizer = createSanitizer({ key: Buffer.alloc(32, 7) })
    const files = { 'a.log': 'granted to kmeier42 today\n', 'b.env': 'DB_USERNAME=kmeier42\n' }
    const source = async function* (text: string) {
      yield Buffer.from(text)
    }
    for (const [name, text] of Object.entries(files)) await sanitizer.learn(source(text), name)
    let out = ''
    for (const [name, text] of Object.entries(files))
      for await (const part of sanitizer.file(source(text), name)) out += Buffer.from(part).toString()
    expect(out).toMatch(/^granted to (user-\d+) today\nDB_USERNAME=\1\n$/)
  })

  it.each([
    ['username=|anna.schmidt', 'the note of anna.schmidt was lost'],
    ['login: |kmeier42', 'kmeier42 has left'],
    ['full_name: |Carla Neumann', 'Called by Carla Neumann at noon'],
    ['Workstation Name: |WS-0143', 'restart of computer WS-0143 on request'],
    ['resource: projects/|umbrella-prod-331', '"project":"umbrella-prod-331"'],
    ['srcmac=|3c:52:82:a1:b2:c3', 'lease of 3c5282a1b2c3 and 3C5282A1B2C3'],
    ['account_id=|482913047711', 'quota of 482913047711 is used up'],
    ['hostname=|kafka02', 'saw kafka02 go'],
  ])('goes anywhere: %s', (told, line) => {
    const [key, name] = told.split('|') as [string, string]
    expect(rest(key + name, line)[0]).not.toMatch(new RegExp(name.replaceAll(':', ''), 'i'))
  })

  it('is the same person as owner and in a field of names', () => {
    const lines = rest('', "owner='Maria Lopez'", 'displayName: Maria Lopez', '{"user":"Maria Lopez"}')
    expect(new Set(lines.map((line) => /person-\d+/.exec(line)?.[0])).size).toBe(1)
    expect(lines.join('')).not.toContain('Lopez')
  })

  it.each([
    ['user=support', '{"category":"support","by":"support"}'],
    ['url=http://eureka@10.4.7.9/', 'defaultZone="/eureka" is up'],
    ['known only to the user running dbus-daemon', 'fixed by running it again'],
    ['mark base-passwd (Closes: #1)', 'new release (Closes: #977507)'],
    ['user=mlopez', 'mlopez-service started, a mlopez of its own'],
    ['user=worker2', 'thread worker2 is idle'],
    ['username: ledger-svc', 'service=ledger-svc is up'],
    ['user=backup1', 'volume (backup1) is full'],
    ['host: web-1', 'pool web-1 has 3 threads'],
    ['user=config.yaml', 'read config.yaml'],
  ])('stays where it may be another word: %s', (told, line) => {
    expect(rest(told, line)[0]).toBe(line)
  })
})

describe('what is said of a password', () => {
  it.each([
    'Invalid/incorrect password: Permission denied, please try again.',
    '  ~ master_password = (sensitive value)',
    '  + master_password = (known after apply)',
  ])('stays: %s', (line) => expect(sanitized(line)).toBe(line))
})

describe('a service that everybody asks by one name', () => {
  it.each([
    'GET https://s3.amazonaws.com/?list-type=2 403',
    'AccountName=devstoreaccount1;EndpointSuffix=core.windows.net',
    'dial tcp: lookup hooks.slack.com: no such host',
  ])('stays: %s', (line) => expect(sanitized(line)).toContain(/[\w.]+\.(?:com|net)/.exec(line)![0]))

  it.each([
    'https://umbrella.s3.amazonaws.com/k',
    'https://umbrella.slack.com/archives',
    'umbrella.blob.core.windows.net',
  ])('goes where a customer has a part of it: %s', (line) =>
    expect(sanitized(`asked ${line} again`)).not.toContain('umbrella'),
  )
})

it('leaves room for secrets, however many names a log has', () => {
  const echo = createEcho()
  for (let i = 0; i < 60_000; i++) echo.learn(`kmeier${i}`, rule('user', 'user'))
  echo.learn('Winter-2026!x', rule('password'))
  expect(echo.entries().map(([value]) => value)).toContain('Winter-2026!x')
  expect(echo.entries().map(([value]) => value)).toContain('kmeier0')
})
