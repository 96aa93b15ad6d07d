import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundle/build.ts'
import { allRules, search } from '../../src/bundle/verify/rules.ts'
import { createTextScan } from '../../src/bundle/verify/text-scan.ts'
import { verifyBundle } from '../../src/bundle/verify/verify-bundle.ts'
import { loadSecretlint } from '../../src/bundle/verify/voice.ts'
import { cpuMs } from '../cpu-time.ts'
import { tar } from './hostile.ts'
import { order, source } from './order.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bee-verify-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

// Put together here, so that no scanner takes this file for a leak.
const join2 = (...parts: string[]) => parts.join('')
const github = join2('ghp', '_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')
const jwt = join2(
  'eyJhbGciOiJIUzI1NiJ9',
  '.eyJzdWIiOiIxMjM0NTY3ODkwIn0',
  '.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
)
const key = join2(
  '-----BEGIN ',
  'RSA PRIVATE KEY-----\n',
  'Q073CuJsYJYuA7I9qPvvXZyxSrP+JfjIeZtcC3cMK2HxPWReaKGK4EzLeNCFHCUX',
)

async function hitsIn(text: string | Buffer, chunkBytes = 1000): Promise<string[]> {
  const hits = new Set<string>()
  const scan = createTextScan((rule, line) => hits.add(`${rule}:${line}`))
  const bytes = Buffer.from(text as string)
  for (let i = 0; i < bytes.length; i += chunkBytes) await scan.take(bytes.subarray(i, i + chunkBytes))
  await scan.end()
  return [...hits]
}
const rulesIn = async (text: string | Buffer) => new Set((await hitsIn(text)).map((hit) => hit.split(':')[0]))

describe('the second scan finds', () => {
  it.each<[string, string, string]>([
    ['private-key', 'a key', key],
    ['private-key', 'a key on one line', key.replace('\n', '\\n')],
    [
      'private-key-end',
      'the end of a key',
      'dAbvyt4TITQ345MOKcezDUI5Pe14O3VZkJa6UfoA\n-----END OPENSSH PRIVATE KEY-----',
    ],
    ['known-token', 'a GitHub token', `using ${github} now`],
    ['known-token', 'an AWS key id', join2('AK', 'IAQ3EGPT7XJ2LMNOPQ')],
    ['known-token', 'a Slack token', join2('xo', 'xb-2345678901-abcdefghijkLMNOP')],
    [
      'known-token',
      'a token that its maker cut in parts',
      join2('CCI', 'PAT_8dKq2mWzX4pL7nR5sT9uWa_2f4a6b8c0d1e3f5a7b9c2d4e6f8a0b1c3d5e7f90'),
    ],
    [
      'known-token',
      'an installation token that is signed',
      join2('gh', 's_123456_8dKq2mWzX4pL7nR5sT9u.Wa2f4a6b8c0d1e3f5a7b9c2d.4e6f8a0b1c3d5e7f90Ab'),
    ],
    [
      'known-token',
      'a session of Salesforce',
      join2('00', 'D5f0000012345!AQ8dKq2mWzX4pL7nR5sT9uWa2f4a6b8c0d1e3f5a7b9c2d4e6f8a0b1c3d5e7f90ab'),
    ],
    ['known-token', 'an old AWS key id', join2('A3', 'TXQ3EGPT7XJ2LMNOPQ')],
    ['known-token', 'a Cloudflare token', join2('cf', 'ut_8dKq2mWzX4pL7nR5sT9uWa2f4a6b8c0d1e3f5a7b03fa099b')],
    ['password-hash', 'a hash of Werkzeug', `pbkdf2:sha256:600000$8dKq2mWz$${'4f8a2b6c1d9e7f30'.repeat(4)}`],
    ['user-and-password-options', 'a password behind a user', 'racadm -r 10.0.0.9 -u root -p Wn83kd02mx getsysinfo'],
    ['login-call', 'a password in a call', 'req.SetBasicAuth("mailer", "Wn83kd02!mx")'],
    [
      'webhook',
      "a bot's address",
      join2('https://api.example.net/bot1577644935:AAR', 'ceHmY1wtICTAgTfcLQD5PJXJxga2R0bO/x'),
    ],
    ['jwt', 'a JWT', `token ${jwt}`],
    ['url-credentials', 'a DSN', 'postgres://kratos:s3cr3t-Wort@db:5432/kratos'],
    ['password-hash', 'a bcrypt hash', '$2b$12$KIXQ4n1q0y9pQm3s1J8Zqe7YbW0vVdU1hZk2l3m4n5o6p7q8r9s0t'],
    ['authorization-header', 'a bearer token', 'Authorization: Bearer 9f8e7d6c5b4a39281706'],
    ['authorization-header', 'basic credentials in JSON', '"authorization": "Basic YW5uYTpnZWhlaW0x"'],
    [
      'session-cookie',
      'a session',
      'Cookie: lang=en; ory_kratos_session=MTcwNDQ2NzA0NHxEdi1CQkFFQ180SUFBUkFCRUFBQVJfLUNBQUVHYzNSeQ',
    ],
    ['keyed-secret', 'a keyed secret', 'api_key: q8Zr5Tn2Lw9Xc4Vb'],
    ['keyed-secret', 'a secret in escaped JSON', '{\\"client_secret\\":\\"q8Zr5Tn2Lw9Xc4Vb\\"}'],
    ['keyed-secret', 'a secret behind another sign', 'API_TOKEN ?= "q8Zr5Tn2Lw9Xc4Vb"'],
    ['keyed-secret', 'a secret of small letters with hyphens', "service_token: 'w3m1-i2dev8t_m96o8ww-j1tu7vq'"],
    ['spoken-secret', 'a secret in a sentence', 'you find the service secret q8Zr5Tn2Lw9Xc4Vb within'],
    ['header-secret', 'a header', '> X-Auth-Token: q8Zr5Tn2Lw9Xc4Vb'],
    ['sql-password', 'a password in SQL', "CREATE USER app IDENTIFIED BY 'winterlake'"],
    ['setting-password', 'a password of Redis', 'requirepass winterlake'],
    ['element-password', 'a password in XML', '<secret>{jenkins AQAAABAAA q8Zr5Tn2Lw9Xc4Vb}</secret>'],
    ['password-value', 'a password that is a word', 'DB_PASSWORD=winterlakehouse'],
    ['secret-argument', 'a secret on a command line', 'app --api-key q8Zr5Tn2Lw9Xc4Vb --port 80'],
    ['client-password', 'a password of curl', 'curl -u admin:PqWaRzwhHXo7z https://api/x'],
    ['client-password', 'a password of mysql', 'mysql -h db1 -u root -plxzPSAWehF5 app'],
    ['uuid-secret', 'a key that is a UUID', "HEROKU_API_KEY = '9240adf1-915f-4487-9dd2-c764851d803e'"],
    ['ipv4-in-name', 'an address in a name', 'on ip-10-207-194-116 now'],
    ['internal-host', 'a host', 'from pako-db-24.dibrarbank.internal now'],
    ['cloud-account', 'an account', 'arn:aws:iam::351286609447:role/app'],
    ['payment-card', 'a card without spaces', 'got "4539148803436467" as input'],
    ['phone', 'a number without spaces', 'peer=+14155559344 state=retry'],
    ['signed-url', 'a signed address', 'https://s3/x?X-Amz-Signature=0f3a5d6c7b8e9f0a1b2c3d4e5f60718293a4b5c6'],
    ['email', 'a mail address', 'by anna.larsson@acme-corp.se now'],
    ['email', 'a mail address as a file name', 'anna.larsson@acme-corp.se.log'],
    ['ipv4', 'an address', 'from 84.17.45.9:443'],
    ['ipv4', 'a private address', 'upstream 10.42.7.19'],
    ['ipv6', 'a long address', 'peer 2a02:908:1a2b:3c4d::17 up'],
    ['mac', 'a hardware address', 'ether 3c:52:82:1f:aa:07'],
    ['payment-card', 'a card', 'paid with 4539 1488 0343 6467'],
    ['iban', 'an account', 'DE89 3704 0044 0532 0130 00'],
    ['phone', 'a telephone number', 'call +46 (70) 174 06 35'],
    ['user-in-path', 'a name in a path', 'open /home/anna.larsson/app.log'],
    ['user-in-path', 'a name in a Windows path', 'C:\\Users\\ALarsson\\app.log'],
  ])('%s: %s', async (rule, _, text) => {
    expect(await rulesIn(`first line\n${text}\n`)).toContain(rule)
  })

  it.each<[string, string | Buffer]>([
    ['base64', `data: ${Buffer.from(`token=${github}`).toString('base64')}`],
    ['base64 at another alignment', `data: ${Buffer.from(`x token=${github}`).toString('base64')}`],
    ['URL escapes', `?t=${[...github].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')}`],
    ['\\u escapes', `"${[...github].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('')}"`],
    ['HTML references', [...github].map((c) => `&#${c.charCodeAt(0)};`).join('')],
    ['zero-width characters', [...github].join('\u200b')],
    ['zero bytes', [...github].join('\0')],
    ['colours', `\u001b[1mgh\u001b[0m${github.slice(2)}`],
  ])('a token behind %s', async (_, text) => {
    expect(await rulesIn(text)).toContain('known-token')
  })

  it('the line, also far into a file and at the edges of its windows', async () => {
    const filler = '2026-01-05T12:03:04Z level=info msg="all is well" id=ip-3\n'
    for (const before of [0, 1, 4519, 4520, 4521, 9000]) {
      const hits = await hitsIn(`${filler.repeat(before)}x ${github} y\n${filler.repeat(50)}`, 65_536)
      expect(hits).toContain(`known-token:${before + 1}`)
      expect(hits.filter((hit) => !hit.endsWith(`:${before + 1}`))).toEqual([])
    }
    // One endless line, the token at each place around the end of a window.
    for (let at = 262_100; at < 262_150; at += 7) {
      expect(await hitsIn(`${'a b '.repeat(at / 4)}${github} ${'c d '.repeat(20_000)}`)).toContain('known-token:1')
    }
  })

  it('the line of what is encoded, among lines that are not', async () => {
    const plain = 'level=info msg="all is well" id=ip-3\n'
    const encoded = [...github].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')
    for (const [before, between] of [
      [0, 0],
      [1, 1],
      [7, 3],
      [400, 90],
    ] as const) {
      const text = `${plain.repeat(before)}a=%20b\n${plain.repeat(between)}x=${encoded}\n${plain.repeat(9)}`
      expect(await hitsIn(text)).toEqual([`known-token:${before + between + 2}`])
    }
    // A key in one line, its value in the next.
    expect(await hitsIn(`${plain}password%3a\n "${github}x9"\n${plain}`)).toContain('keyed-secret:2')
  })
})

const harmless = `
Authorization: Bearer [redacted:jwt]
postgres://user-1:[redacted:postgres-password]@host-2:5432/kratos
postgres://user-1:redacted-password@host-2/app mysql://user-3:redacted-mysql-password-2@private-ip-4:3306/db
DB_PASSWORD=[redacted:password] api_key: redacted-api-key-3 "client_secret": "redacted-client-secret"
-----BEGIN RSA PRIVATE KEY-----
[redacted:private-key]
-----END RSA PRIVATE KEY-----
Cookie: ory_kratos_session=[redacted:cookie]; lang=en
by email-4 from ip-3 private-ip-2 net-1 at host-2.host-1 user-1 mac-7 /home/user-1/app.log C:\\Users\\user-12\\x
DB_PASSWORD=\${DB_PASSWORD} API_KEY=<your-api-key> TOKEN=changeme SECRET=******** password=your-password-here
{"password_required":true,"secret":null,"api_key":"","token":false,"max_tokens":4096,"token_type":"Bearer"}
password_min_length=12 password authentication failed: no password supplied; invalid token: token expired
secretKeyRef: app-secrets POSTGRES_PASSWORD_FILE=/run/secrets/pg PASSWORD=/run/secrets/pg
Listening on 127.0.0.1:8080 and 0.0.0.0:443, [::1]:9000, [::]:80 netmask 255.255.255.0 via 224.0.0.251
Starting server version 12.4.0.3 build 1 Chrome/114.0.0.0 Safari/537.36 389-ds-base-1.3.4.0-19.el7
Can't locate revision identified by '4f2c9d1a7b3e' "cache_key":"users:list:page=2" secret "web-tls" not found
Bad activity token: android.os.BinderProxy@a6c9d1b password=self.config.value2 the token is malformed, secret is missing
user@1000.service getty@tty1.service git@github.com:org/repo chacha20-poly1305@openssh.com image@2x.png
request_id=123e4567-e89b-12d3-a456-426614174000 sha256:3d9b69b965f202b1d73fa52fbb1c4899ca5b17d9a3258328ad74adbb9aece701
"integrity": "sha512-6SKzxUCyTgmkKgoPxVqoFfZQTWfGUxpmsTy9V38vpEGC2t24sVhCOXqDZYGOgSkSwfrkTiMq8iiz7sEaLqY3QA=="
at app::db::Pool::get() std::runtime_error 10:22:11,618 2024-03-11 10:22:11.123456+00:00 dead::beef
/home/node/app/index.js /home/ubuntu/.bashrc /Users/runner/work at Object.<anonymous> (/usr/src/app/index.js:10:12)
`

it('does not take pseudonyms, placeholders, versions and identifiers for private', async () => {
  expect(await hitsIn(harmless)).toEqual([])
  const voice = await loadSecretlint()
  const heard: string[] = []
  await voice(harmless, (rule) => heard.push(rule))
  expect(heard).toEqual([])
})

it('A11 is linear on texts made to be slow', () => {
  const size = 128 * 1024
  const pieces = [
    'a',
    'a.',
    'a@',
    '1.',
    '1:',
    'ab:',
    'https://',
    'https://a:',
    '-----BEGIN ',
    'password=',
    'token": "',
    'cookie:sid_',
    'eyJa',
    'eyJa.',
    '/home/',
    '+1 (',
    'DE89 ',
    '4111 ',
    'SK',
    'AKIA',
    '%41',
    '\\u0041',
    '&#65;',
    'key-',
    '-a-',
    '--key ',
    'secret key:',
    'curl -u a',
    '_PASSWORD: ',
    'ip-1-',
    'a.internal.',
    'arn:aws:',
  ]
  for (const piece of pieces) {
    const text = piece.repeat(size / piece.length)
    const took = cpuMs(() => search(text, allRules, () => undefined))
    expect(took, piece).toBeLessThan(1000)
  }
})

describe('a finished bundle', () => {
  const build = async () => await buildBundle(order(folder, [source('app.log', 'all is well\n')]))

  it('is as its manifest says', async () => {
    const { file } = await build()
    expect(await verifyBundle(file)).toMatchObject({ ok: true, files: 1, mismatches: [], scan: { ok: true, hits: [] } })
  })

  it('is refused when it is damaged, at whatever byte', async () => {
    const { file } = await build()
    const bytes = readFileSync(file)
    for (let i = 0; i < bytes.length; i += 17) {
      // Byte 4 to 9 of a gzip header (time, flags, system) carry nothing.
      if (i >= 4 && i < 10) continue
      const damaged = Buffer.from(bytes)
      damaged[i]! ^= 0x55
      writeFileSync(file, damaged)
      const outcome = await verifyBundle(file).catch((cause) => cause)
      expect(outcome.ok === true, `byte ${i}`).toBe(false)
    }
    writeFileSync(file, bytes.subarray(0, bytes.length - 20))
    await expect(verifyBundle(file)).rejects.toMatchObject({ code: 'NOT_A_BUNDLE' })
  })

  it('is refused when a file was changed, added, or taken away', async () => {
    const { file, manifest } = await build()
    const text = JSON.stringify(manifest)
    const summary = { name: 'SUMMARY.md', data: Buffer.from('# other') }
    const repacked = (...entries: { name: string; data: Buffer }[]) =>
      writeFileSync(file, gzipSync(tar([{ name: 'manifest.json', data: Buffer.from(text) }, ...entries])))

    repacked(summary, { name: '../evil.sh', data: Buffer.from('x') })
    const { ok, mismatches } = await verifyBundle(file)
    expect(ok).toBe(false)
    expect(mismatches.map(({ file, problem }) => `${file} ${problem}`)).toEqual([
      `SUMMARY.md has 7 bytes instead of ${manifest.summary.sizeBytes}`,
      'evil.sh is not in the manifest',
      'evil.sh has a path that Bee does not write',
      'logs/app/app.log is in the manifest but not in the archive',
    ])
  })

  it('is refused when something private is in a text, in a name, or between the files', async () => {
    const { file } = await build()
    const whole = gunzipSync(readFileSync(file))
    const leaky = Buffer.from(whole.toString('latin1').replace('all is well', 'by a@b1.com'), 'latin1')
    writeFileSync(file, gzipSync(leaky))
    const { ok, scan, mismatches } = await verifyBundle(file)
    expect(ok).toBe(false)
    expect(scan.hits).toEqual([{ rule: 'email', file: 'logs/app/app.log', line: 1 }])
    expect(mismatches).toHaveLength(1)
  })

  it('is not a bundle when it is anything else', async () => {
    const path = join(folder, 'x.tar.gz')
    for (const bytes of [
      Buffer.from('text'),
      gzipSync('text'),
      gzipSync(tar([{ name: 'a', data: Buffer.from('b') }])),
      Buffer.alloc(0),
    ]) {
      writeFileSync(path, bytes)
      await expect(verifyBundle(path)).rejects.toMatchObject({ code: 'NOT_A_BUNDLE' })
    }
  })
})
