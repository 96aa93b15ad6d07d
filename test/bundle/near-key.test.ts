import { expect, it } from 'vitest'
import { createTextScan } from '../../src/bundle/verify/text-scan.ts'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { makers } from '../sanitize/makers.ts'

/** Writings that no rule of the second scan was made for; `{p}` is a password, `{t}` a random token. */
const written = [
  '{"apiToken":{"value":"{t}","type":"string"}}',
  '{"value": "{t}", "key": "CLIENT_SECRET"}',
  'client_secret: >-\n    {t}',
  'api_token: &ref {t}',
  '<property><name>api.token</name><value>{t}</value></property>',
  '<tr><td>API token</td><td><code>{t}</code></td></tr>',
  'Config { client_secret: Some("{t}"), n: 1 }',
  'const c = process.env.API_TOKEN ?? "{t}"',
  '["api_token"]=>\n  string(32) "{t}"',
  's:9:"api_token";s:32:"{t}";',
  'id,api_token,on\n1,{t},true',
  'id\tpassword\tn\n1\t{p}\t2',
  ' id | password | n\n----+----------+---\n  1 | {p} | 2',
  "INSERT INTO users (id, password, n) VALUES (1, '{p}', 2);",
  '    ApiSecret    REG_SZ    {t}',
  'redis-cli -h cache -a {p} ping',
  "echo '{p}' | docker login --password-stdin",
  '\\u001b[33mapi_token\\u001b[0m=\\u001b[32m{t}\\u001b[0m',
  'api_token＝{t}',
  'api_token = "{a}" + "{b}"',
  'upstream rejected {t} (401)',
  'phone: 0171/2345678',
  'account 482913765120 not authorized',
]

const harmless = [
  'if token is Name.Variable:',
  'valid_token_types = ("access_token", "refresh_token")',
  'keyStorePassword=<keystore-password>',
  '"password": {"type": "string", "minLength": 8}',
  'function _sync --on-variable=PWD',
  'sudo:   user-4 : TTY=pts/0 ; PWD=/home/user-6 ; USER=root ; COMMAND=/bin/ls',
  'id,token,enabled\n1,redacted-token,true',
  'Setting up libpam-passwdqc:amd64 (2.0.2-1) ...',
  'sha256:3d9b69b965f202b1d73fa52fbb1c4899ca5b17d9a3258328ad74adbb9aece701',
  'phone call took 1200 ms',
  "it('should pass')\n  firstHandler++",
  "const delimiter = name === 'cookie' ? '; ' : ', '\n  this[kHeadersMap].set(name, value)",
  'emit(anchor_token.value, original_token=anchor_token)\n\ndef get_loader(annotations=False, expand_aliases=True)',
  '#  ssl.keyStorePassword=<keystore-password>\n#  javax.net.ssl.trustStore=<truststore-location>',
  'offset - sizeEndCentDir064Locator; uint8ArrayToBase64url16(bytes); Base64UrlSafeEncoderV22',
  'clientSecret: string;\n    code: string;\n    redirectUrl?: string;',
  '/** Client secret value */\n clientSecret?: string | undefined;\n /** Refresh2 */',
  'export { SMTPToken as Token, XOAuth2Options as OAuth2, SMTPEnvelopeDsn as DSNOptions };',
  'type TokenType = SourceToken["type"] | DocumentEnd["type"];',
  'DenseMap<FunctionPass *, AnalysisUsage2*> AnUsageMap;',
  '4E97 3430 3431 3432 3433 3434 3435 3436 3437 4ED4',
]

async function hitsIn(text: string): Promise<string[]> {
  const hits: string[] = []
  const scan = createTextScan((rule) => hits.push(rule))
  await scan.take(Buffer.from(text))
  await scan.end()
  return hits
}

it('takes no card for a row of a table because a year stands beside it', async () => {
  expect(await hitsIn('paid with 4539 1488 0343 6467 2027')).toEqual(['payment-card'])
})

const m = makers(77)
const filled = written.map((template) => {
  const token = m.an(32)
  return template
    .replace('{p}', `${m.Word(2)}${m.int(1000, 9999)}`)
    .replace('{t}', token)
    .replace('{a}', token.slice(0, 9))
    .replace('{b}', token.slice(9))
})

it.each(filled)('the second scan finds the value in %s', async (text) => {
  expect(await hitsIn(text)).not.toEqual([])
})

it.each(filled)('and nothing in what the sanitizer leaves of %s', async (text) => {
  const clean = createSanitizer({ key: Buffer.alloc(32, 1) }).text(text)

  expect(await hitsIn(clean)).toEqual([])
})

it.each(harmless)('the second scan finds nothing in %s', async (text) => {
  expect(await hitsIn(text)).toEqual([])
})
