import { expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'

const sanitized = (text: string) => createSanitizer({ key: new Uint8Array(32) }).text(text)

const programs = [
  'export type CreateSessionTokenResponse = OctoResponse<{',
  'type SignInLogin = MailTransportAuth;',
  'type Token = Oauth2Token | undefined',
  '/** @type {Token | undefined} */',
  'export declare const join: (token: Tokens | Range) => string;',
  'let accessToken: AccessToken | undefined = undefined;',
  'readonly clientSecret: ClientSecretCredential;',
  'private secret!: SecretManager;',
  'static password = PasswordService;',
  'tokens = token.nodes = [];',
  'pair.srcToken = collItem;',
  'token = value[pos];',
  'const token = events[index][1]',
  'const token = await readToken();',
  'this.token = token;',
  'if (token === TokenType.Identifier) { token = scanner.nextToken(); }',
  'pass: receivedText,',
  'jwt: jwtService,',
  'auth: { user: config.user, pass: config.pass }',
  "t.pass('ready was told')",
  "assert(token, 'cannot close what is open')",
  "onError(tagToken, 'TAG_RESOLVE_FAILED', message)",
  'headers.authorization = given.headers.authorization;',
  'type WithoutSecret = Omit<AppOptions, "clientSecret">;',
  'token_found: Event<"token-found"> | Event<"token-lost">;',
  'createToken: (id: string, seconds?: number) => Promise<string>',
  'functools.partial(self._read_done, fd, handle=handle))',
  'self._server_hostname = server_hostname',
  'sub = sub.data',
  "data['name'] = data['password'] = data['email'] = ''",
  "'/usr/lib/python3/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so'",
  'First pass: determine maximum length of names',
  'the value of None for maxlinelen as the default',
  'First we try to read the username/password from $HOME/.pypirc,',
  'Dumps the content of a file into log.info.',
  'void glProgramUniformMatrix2x3fvEXT (GLuint program)',
  'if (privateKey === "-----BEGIN RSA PRIVATE KEY-----") {',
]

it.each(programs)('leaves alone what a program says: %s', (line) => {
  expect(sanitized(line)).toBe(line)
})

it('takes no word of a sentence for a user that is known', () => {
  const text = "handle = 'closed'\nuser = 'closed'\ninfo.append('closed')\nself._check_closed()\nself.closed()\n"
  expect(sanitized(text).split('\n').slice(2)).toEqual(text.split('\n').slice(2))
})

it.each([
  ['password = Tulpe8841;', 'Tulpe8841'],
  ['password=SuperSecret;Server=db', 'SuperSecret'],
  ['Account(name=alice, password=SuperSecret)', 'SuperSecret'],
  ['password: SuperSecret', 'SuperSecret'],
  ['token = "SuperSecret";', 'SuperSecret'],
  ['if (password == "SuperSecret")', 'SuperSecret'],
  ['| token | kJ8sLq02mXz7 |', 'kJ8sLq02mXz7'],
  ['Admin password | kJ8sLq02mXz7', 'kJ8sLq02mXz7'],
  ['<add key="Mail.Password">kJ8sLq02</add>', 'kJ8sLq02'],
])('takes a secret out of: %s', (line, secret) => {
  expect(sanitized(line)).not.toContain(secret)
})

it('leaves what is said behind a value at the start of a line', () => {
  expect(sanitized('password=Tulpe8841 from tarvos')).toBe('password=redacted-password from tarvos')
  expect(sanitized('PASSWORD=correct horse from the battery')).toBe('PASSWORD=redacted-password')
})
