import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createTextScan } from '../../src/bundle/verify/text-scan.ts'
import { packageRoot } from '../../src/paths.ts'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { type Makers, makers } from '../sanitize/makers.ts'

/** Twenty kinds of secrets: what stands before one, and the secret. Prefixes are cut in two, so that no file holds a secret. */
const kinds: [string, (m: Makers) => [before: string, secret: string]][] = [
  ['github', (m) => ['found ', `gh${'p_'}${m.an(36)}`]],
  ['gitlab', (m) => ['found ', `gl${'pat-'}${m.an(20)}`]],
  ['slack', (m) => ['found ', `xo${'xb-'}${m.dig(12)}-${m.dig(12)}-${m.an(24)}`]],
  ['stripe', (m) => ['found ', `sk${'_live_'}${m.an(24)}`]],
  ['google', (m) => ['found ', `AI${'za'}${m.b64u(35)}`]],
  ['npm', (m) => ['found ', `np${'m_'}${m.an(36)}`]],
  ['vault', (m) => ['found ', `hv${'s.'}${m.an(95)}`]],
  ['digitalocean', (m) => ['found ', `do${'p_v1_'}${m.hex(64)}`]],
  ['bearer', (m) => ['Authorization: Bearer ', m.an(40)]],
  ['api key', (m) => ['api_key=', m.hex(32)]],
  ['client secret', (m) => ['client_secret: ', m.b64u(43)]],
  ['password', (m) => ['DB_PASSWORD=', `${m.Word(3)}${m.int(100, 999)}`]],
  ['passphrase', (m) => ['passphrase=', m.an(18)]],
  ['token', (m) => ['access_token=', m.lo(32)]],
  ['webhook secret', (m) => ['webhook_secret=', m.uuid()]],
  ['session', (m) => ['Cookie: sessionid=', m.an(32)]],
  ['storage key', (m) => ['AccountKey=', `${m.an(84)}AA==`]],
  ['header', (m) => ['X-Api-Key: ', m.an(32)]],
  ['query', (m) => ['GET /?access_token=', m.an(32)]],
  ['e-mail', (m) => ['to ', `${m.word(2)}.${m.word(2)}@${m.word(3)}-${m.lo(6)}.com`]],
]

const each = (text: string, write: (char: string, at: number) => string) => [...text].map(write).join('')
const hex = (char: string) => char.charCodeAt(0).toString(16)
const wide = (char: string) => (/[!-~]/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char)
const alike: Record<string, string> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х' }
const half = (text: string) => Math.floor(text.length / 2)

/** RELIABILITY A14 names them: a way to hide, of the secret or of the whole line. */
const ways: [string, (before: string, secret: string) => string | Buffer][] = [
  ['as it is', (b, s) => `${b}${s} end`],
  ['zero width', (b, s) => `${b}${each(s, (c, i) => (i % 5 === 3 ? `${c}\u200b` : c))} end`],
  ['soft hyphen', (b, s) => `${b}${s.slice(0, half(s))}\u00ad${s.slice(half(s))} end`],
  ['bidirectional', (b, s) => `${b}\u202a${s}\u202c end`],
  ['homoglyph', (b, s) => `${b}${each(s, (c) => alike[c] ?? c)} end`],
  ['full width', (b, s) => `${b}${each(s, wide)} end`],
  ['percent', (b, s) => `${b}${each(s, (c) => `%${hex(c)}`)}`],
  ['HTML', (b, s) => `${b}${each(s, (c, i) => (i % 2 ? c : `&#x${hex(c)};`))} end`],
  ['backslash u', (b, s) => `${b}${each(s, (c, i) => (i % 3 ? c : `\\u00${hex(c)}`))} end`],
  ['backslash x', (b, s) => `${b}${each(s, (c) => `\\x${hex(c)}`)} end`],
  ['colours', (b, s) => `${b}${each(s, (c, i) => (i % 4 === 1 ? `\x1b[3${i % 8}m${c}` : c))}\x1b[0m end`],
  ['line wrap', (b, s) => `${b}${s.slice(0, half(s))}\\\n${s.slice(half(s))}\nend`],
  [
    'quoted-printable',
    (b, s) =>
      `${b.replace('=', '=3D')}${s.slice(0, half(s)).replaceAll('=', '=3D')}=\n${s.slice(half(s)).replaceAll('=', '=3D')}\nend`,
  ],
  ['JSON in JSON', (b, s) => JSON.stringify({ body: JSON.stringify({ line: b + s }) })],
  ['base64', (b, s) => `payload ${Buffer.from(`${b}${s}`).toString('base64')} end`],
  [
    'base64 twice',
    (b, s) => `payload ${Buffer.from(Buffer.from(`${b}${s}`).toString('base64')).toString('base64')} end`,
  ],
  ['hex', (b, s) => `payload ${Buffer.from(`${b}${s}`).toString('hex')} end`],
  ['UTF-16', (b, s) => Buffer.from(`\ufeff${b}${s} end\n`, 'utf16le')],
]

async function sanitized(input: string | Buffer): Promise<string> {
  const sanitizer = createSanitizer({ key: new Uint8Array(32).fill(4) })
  const source = async function* () {
    yield Buffer.from(input)
  }
  const out: Uint8Array[] = []
  await sanitizer.learn(source(), 'app.log')
  for await (const chunk of sanitizer.file(source(), 'app.log')) out.push(chunk)
  return Buffer.concat(out).toString()
}

const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,20}m`, 'g')

/** Every way to read a text that an attacker would try. */
function readings(text: string): string[] {
  const bare = text.replaceAll(colour, '').replace(/\p{Cf}/gu, '')
  const alphabet = Object.entries(alike)
  const decoded = [
    bare.normalize('NFKC'),
    each(bare, (char) => alphabet.find(([, other]) => other === char)?.[0] ?? char),
    bare.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
    bare.replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
    bare.replace(/\\(?:u00|x)([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
    bare.replace(/\\\n|=\n/g, '').replaceAll('=3D', '='),
    bare.replaceAll('\\', ''),
  ]
  const runs = (some: string) =>
    [...some.matchAll(/[A-Za-z0-9+/_-]{16,}/g)].flatMap(([run]) =>
      // A reader may begin at any place of a group.
      [0, 1, 2, 3]
        .map((skip) => Buffer.from(run.slice(skip), 'base64').toString('latin1'))
        .concat(Buffer.from(run, 'hex').toString('latin1')),
    )
  const once = runs(bare).join('\n')
  return [text, bare, ...decoded, once, runs(once).join('\n')]
}

/** Whether eight letters of the secret in a row can still be read. */
function leaks(text: string, before: string, secret: string): boolean {
  const all = readings(text)
  for (let at = 0; at + 8 <= secret.length; at++) {
    const piece = secret.slice(at, at + 8)
    if (!before.includes(piece) && all.some((reading) => reading.includes(piece))) return true
  }
  return false
}

async function isHeldBack(text: string): Promise<boolean> {
  let hits = 0
  const scan = createTextScan(() => hits++)
  await scan.take(Buffer.from(text))
  await scan.end()
  return hits > 0
}

it('A14 a hidden secret is removed, or its bundle is held back; docs/hidden-secrets.md says how often which', async () => {
  const rows: string[] = []
  const open: string[] = []
  for (const [way, hide] of ways) {
    let removed = 0
    for (const [at, [kind, make]] of kinds.entries()) {
      const [before, secret] = make(makers(900 + at))
      const out = await sanitized(hide(before, secret))
      if (!leaks(out, before, secret)) removed++
      else if (!(await isHeldBack(out))) open.push(`${way}: ${kind}`)
    }
    rows.push(`| ${way} | ${removed} of ${kinds.length} |`)
  }
  expect(open).toEqual([])
  const written = readFileSync(join(packageRoot, 'docs/hidden-secrets.md'), 'utf8')
  expect(written.split('\n').filter((line) => /^\| .* of \d+ \|$/.test(line))).toEqual(rows)
}, 60_000)
