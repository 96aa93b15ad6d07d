import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { makers } from './makers.ts'

/** How people and programs write a secret beside its name. `{p}` is a password, `{t}` a random token, `{l}` 32 small letters and digits. */
const written = [
  // Signs
  'API_TOKEN ?= {t}',
  'API_TOKEN := "{t}"',
  'API_TOKEN ::= "{t}"',
  'API_TOKEN += "{t}"',
  '$apiToken .= "{t}"',
  "ENV['API_SECRET'] ||= '{t}'",
  "config.secret ??= '{t}'",
  "api token - '{t}'",
  'Password ........: {p}',
  'Ldap password      ----   {p}',
  'Passphrase → {p}',
  'const API_TOKEN: &str = "{t}";',
  'Dim strPwd As String = "{p}"',
  "define( 'AUTH_KEY',         '{t}' );",
  'Server=db;UID=app;PWD={{p}!};',
  'password: !!str "{p}"',
  // Sentences
  'The password is {p}.',
  'Administrator password set to: {p}',
  'A temporary password is generated for root@localhost: {p}',
  'Das Passwort lautet: {p}',
  'La contraseña es {p}',
  "parola d'ordine: {p}",
  // Other languages
  '"clave":"{t}"',
  'chave_api: {t}',
  'chiave_privata={t}',
  'jeton_acces={t}',
  'Zugangsschlüssel: {t}',
  'clé secrète: {t}',
  'şifre: {p}',
  'κωδικός: {p}',
  'كلمة المرور: {p}',
  // Tables and lists
  'username,password,email\nalice,{p},x\nbob,{p}2,y',
  '| user | password |\n|------|----------|\n| app  | {p} |',
  'apiToken,{t},',
  'Access key ID,Secret access key\nX1,{t}',
  'secrets:\n  cookie:\n    - {t}\n  cipher:\n    - {l}',
  'mnemonic: legal winner thank year wave sausage worth useful legal winner thank {w}',
  '  - --password\n  - {p}',
  // Formats
  '["password"]=>\n  string(12) "{p}"',
  'a:1:{s:8:"password";s:12:"{p}";}',
  'Content-Disposition: form-data; name="password"\r\n\r\n{p}\r\n--x',
  '<secret>{adapter AQAAABAAA {t}}</secret>',
  '"github-oauth":{"github.com":"{t}"}',
  '<tr><td>apiToken</td><td>{t}</td></tr>',
  '<dt>Password</dt><dd>{p}</dd>',
  '    ApiSecret    REG_EXPAND_SZ    {t}',
  '"proxyPassword": {"value": "{p}", "origin": "x"}',
  'array(1) { ["password"]=> string(12) "{p}" }',
  "'{\"password\":'\"'\"'{p}'\"'\"'}'",
  'PASSWORDS = {"alice": "{p}", "bob": "{p}2"}',
  'The admin password for the staging cluster is: {p}',
  '/* pw {t} */',
  'alphavantage = "{t}"',
  'new SparkpostClient("{t}")',
  'password={{h}o)p[{t}>-_$#x',
  'The token of the account is token=SG.Ab3dE9\nke1zeQw70QcxQ-ii.{t} and so on',
  'apiKey: "{{h}o)p$[{t}"',
  'if (db_pass != "{t}")',
  "curl -sSLu 'alice:{t}' https://localhost/",
  'racadm -r localhost -u root -p {t} getsysinfo',
  "INSERT INTO users (id, mail, password) VALUES (1, 'a, (b)', '{p}'), (2, 'it''s', '{t}');",
  'COPY public.users (id, password, n) FROM stdin;\n1\t{p}\t3\n2\t{t}\t4\n\\.',
  '"id","password","on"\n"1","{p}","true"',
  'id\tapi_token\tn\n1\t{t}\t2',
  '"msg":"a\\tPASSWORD\\t{p}"',
  'Backup codes\n  1. {l}\n  2. {l}',
  // Programs
  'Config { password: Some("{p}"), n: 1 }',
  'Settings(password=Optional[{t}])',
  "const c = process.env.API_TOKEN ?? '{t}'",
  'token = os.environ.get("API_TOKEN") or "{t}"',
  'password=<{t}>',
  'Set `DB_PASSWORD` to `{p}` first.',
  'headers = {"X": "Bearer " + "{t}"}',
  // Names of services
  'algolia = "{l}"',
  "adafruit_io: '{l}'",
  'TWITCH_CLIENT_ID={l}',
  'twilio sid AC9 then key {l}',
  'spotify = 4f2c9d1a7b3e5f60 : {l}',
  'algolia app WRB8YLFW7Y admin {l}',
  'plaid client 5f4dcc3b5aa7 secret {l}',
  'asana_key = "81955138{d}"',
  'consumer key {l} of the shop',
  'seed_phrase = abandon ability able about above absent absorb abstract absurd abuse access {w}',
  "-H 'Jenkins-Crumb:{l}'",
  "metabase '{l}' metabase 'https://bi.example.com'",
  'use ghs_12345_{t}{t}.{t}{t}.{t} to clone',
  'snmp-server community {p} RW 99',
  'https://hooks.zapier.com/hooks/catch/1234567/{z}/',
  'https://hook.eu1.make.com/{l}',
  'https://hooks.slack.com/triggers/T0123ABCD/1234567890123/{l}',
  'post to https://webhook.site/4f2c9d1a-{l}',
  'account AC{x}, {l}',
  'https://outlook.corp.net/webhook/{l}@{d}/IncomingWebhook/{l}/{t}',
  'session 00D5f0000012345!AQ{t}.{l} of the org',
  'device cXyZ12345678:APA91b{t}{t}{t}_{l} is gone',
  'message-bird = "{l}"',
  "env.HEROKU || '{l}'",
  'getenv("ALGOLIA", "{l}")',
  // What stands for a value that is not given, or around one
  "password: <%= ENV['DB_PASS'] || '{p}' %>",
  'token: System.get_env("API_TOKEN") || "{p}"',
  'let password = String::from("{p}");',
  'local password = [[{p}]]',
  'passphrase=3D"{p}"',
  '~ secret_string = "{t}" -> "{t}"',
  'char pass[] = "{p}";',
  // Sections and columns
  '[credentials]\nadmin = {p}\nbackup = {p}2\n\n[http]',
  'user    password        role\nbob     {p}    admin\neve     {p}2    user',
  // Sentences
  'old password was {w}yard1',
  'Das PW für den Router ist {p}',
  'a senha é {p} e o resto',
  'Please use the following password to proceed to installation:\n\n{x}',
  'AUTH LOGIN\r\n334 VXNlcm5hbWU6\r\nYWRtaW4x\r\n334 UGFzc3dvcmQ6\r\n{t}\r\n',
  'master is username {p} is the password',
  '비번은 {p}',
  '# Signing secret\nVALUE_15 = "{t}"',
  '<entry>\n  <name="apiToken" />\n  <value="{t}" />\n</entry>',
  'if secret := getenv("APP_SECRET_FILE", "{p}"):',
  'secrets:\n  cookie:\n    - {p}\n  cipher:\n    - {l}',
  'password    {p}\nusername    app',
  'password <- "{p}"',
  "l_pw VARCHAR2(30) := '{p}';",
  // Keys
  'dbpwd={p}',
  'GITHUBKEY={t}',
  'fbconnectkey: "{l}"',
  'AWS_ACCESS_KEY_ID="{l}"',
  'CC_TEST_REPORTER_ID: {l}',
  'sumologic_access_id = "{p}Xq"',
  "base64_keyA = '{t}'",
  'apiToken,{l},',
  'static_passwords:\n  - "{p}"\n  - "{p}b"',
  // Connection strings and URLs
  'Server=db;Uid=sa;Pwd=my{p}Password;',
  "uri: 'mongodb+srv://app:{p}@12)@cluster0.corp.net/shop?w=1'",
  // Kubernetes
  'apiVersion: v1\ndata:\n  # base64\n  extra: {t}\nkind: secret\nmetadata:\n  name: a',
  // Tokens of several parts
  "'0/9450053246555030:' + 'x', asana 1/9450053246555031:{l}",
  'openshift: sha256~{t}Ab3dE9x_-Zq',
  // Commands
  'curl https://api -X POST \\\n  -u "alice:{p}"',
  'curl -ualice:{p} https://api',
  'curl --user "alice":"{p}" https://api',
  'twine upload -u ci -p {p} dist/x',
]

const harmless = [
  "FAILED: Can't locate revision identified by '4f2c9d1a7b3e'",
  'Selecting previously unselected package libsecret-1-0:amd64.',
  'Setting up libpam-passwdqc:amd64 (2.0.2-1) ...',
  'Successfully installed PyJWT-2.8.0 cryptography-41.0.7 passlib-1.7.4',
  'LOG:  password_encryption = scram-sha-256',
  'MountVolume.SetUp failed for volume "tls" : secret "web-tls" not found',
  'D WindowManager: wtoken = AppWindowToken{9f4ef63 token=Token{a64f992 ActivityRecord{de9231d u0 x t761}}}',
  'V ActivityManager: Bad activity token: android.os.BinderProxy@a6c9d1b',
  'I StatusBar: addNotification key=0|com.android.systemui|10087|null|10027',
  '[NetworkAnalyticsEngine _writeJournalRecord:fromCellFingerprint:key:atLOI:ofKind:lqm:isFaulty:] Hashing failed',
  'passwd: password updated successfully',
  'chpasswd: pam_chauthtok() failed, error: Authentication token manipulation error',
  'passwd:         files systemd',
  'PASS src/auth/password.test.ts',
  'The password is incorrect. Try again.',
  'Your password is about to expire in 5 days',
  'Password set to expire in 90 days',
  'This secret is managed by the operator',
  'username, password, and realm must be given',
  'echo $PASS | sha256sum',
  'jira: ticket PROJ-123 moved to done',
  'sentry: event sent id=5f4dcc3b5aa765d61d8327deb882cf99',
  'bitbucket: pushed 4f2c9d1a7b3e and then 5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b',
  'heroku router 12345678 ms at commit 5f4dcc3b5aa765d61d8327deb882cf99',
  'String usernamePassword = "application:" + appKey + ":" + appSecret;',
  'mongodb+srv://<user>:<password>@cluster.example.com/test',
  'password = "secret"',
  'DB_PASSWORD=password',
  'Server=db;User Id=sa;Password=changeme;',
  'breadcrumb: home / settings',
  'see https://hooks.example.org/docs/how-to-write-a-hook-in-2024 first',
  '"token_type":"Bearer","expires_in":3600',
  'f"password={db_password}"',
  'const password = options.password ?? defaults.password',
  "const token = given || 'default'",
  'password: Optional[String]',
  'if (token || "none") return',
  "INSERT INTO tokens (id, token_type, created) VALUES (1, 'bearer', '2024-01-01');",
  '<tr><td>password</td><td>required</td></tr>',
  '<tr><th>Token</th><th>Count</th></tr>',
  'mysql: [Warning] Using a password on the command line interface can be insecure.',
  'secret or token or "key" is missing',
  'Enter a username and password combination.',
  'password combination.',
  'userLabel:"Name:",passwordLabel:"Password:",rememberLabel:"Remember me:"',
  'final String hint = "< password >";',
  'pwd = (char *) (p + len + 2);',
  'password: "{ password }"',
  '"password": "&lt;your password&gt;"',
  'function(){s.addComponentsFromRegistry()}',
  'report_access_id: 6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  "schemaKey = 'DOC_Vector_5_32'",
  'docker run -e ACCESS_KEY=`etcdctl get /app/key` app',
  'turkey: 2 hotkey=F1 sortKey: createdAt',
  'passwords:\n  - db-password\n  - tls.key',
  ' PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER\n PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY OF',
  'time as fetching a secret for a valid client::\n\n  x',
  'Parse action to convert tokens to upper case.',
  'Could not load credentials from url: {original_url}"',
  'New(&Options{Creds: credentials.NewChain(list)})',
  'NAME        TYPE     DATA   AGE\nsecret      Opaque   3      5d',
  '# Create a token\nversion = "2024-01-02"',
]

const sanitize = (text: string) => createSanitizer({ key: new Uint8Array(32).fill(3) }).text(text)

describe.each([11, 12, 13])('values of seed %i', (seed) => {
  it.each(written)('removes the value of %s', (template) => {
    const m = makers(seed)
    const values = {
      '{p}': `${m.Word(3)}${m.int(100, 999)}`,
      '{t}': m.an(32),
      '{l}': m.lo(32),
      '{w}': m.pick(['yellow', 'cage']),
      '{d}': m.dig(8),
      '{z}': m.lo(7),
      '{x}': m.hex(32),
    }
    const text = template.replace(/\{[ptlwdzx]\}/g, (mark) => values[mark as keyof typeof values])

    const out = sanitize(text)

    for (const [mark, value] of Object.entries(values)) {
      if (template.includes(mark)) expect(out).not.toContain(value)
    }
    expect(out.split('\n')).toHaveLength(text.split('\n').length)
  })
})

it.each([
  ...written.map((template) =>
    template.replace('{p}', 'Lorimat4711').replace('{t}', makers(8).an(32)).replace('{l}', makers(9).lo(32)),
  ),
  `-----BEGIN RSA PRIVATE KEY-----\n${makers(3).b64(64)}\n${makers(4).b64(64)}\n-----END RSA PRIVATE KEY-----`,
  `notify https://hooks.corp/services/T0/B0/${makers(5).an(24)}\n2024-08-16T16:15:29.942Z INFO x`,
  `password=[${makers(6).an(12)}] done`,
  'connect 10.21.32.43.nip.io',
])('changes nothing in a second pass over %s', (text) => {
  const once = sanitize(text)

  expect(sanitize(once)).toBe(once)
})

it.each(harmless)('leaves alone: %s', (line) => {
  expect(sanitize(line)).toBe(line)
})

it('takes the word for a password for one in a call that connects', () => {
  expect(sanitize('mysql_connect("localhost", "root", "password")\nno password set')).toMatch(
    /^mysql_connect\("localhost", "root", "redacted-[a-z-]+"\)\nno password set$/,
  )
})

it.each([
  'Server=db;Port=5432;User Id=username;Password=secret;Database=x;',
  'conn = connect(host="prod", user="admin", password="secret")',
  'connect("host=prod dbname=app user=admin password=secret")',
  'jdbc:sqlserver://db;databaseName=MY-DB;user=MY-USER;password=MY-PASSWORD;encrypt=false',
])('takes the word for a password for one beside a user: %s', (line) => {
  expect(sanitize(line)).toMatch(/password ?="?redacted-/i)
  expect(sanitize(`${line}\nthe secret of the password`)).toMatch(/the secret of the password$/)
})

/** A value in two parts, as programs and logs write it. */
const cut = [
  'password = "{a}" +\n    "{b}"',
  'password = ("{a}"\n        "{b}")',
  "$api_token = '{a}' . '{b}';",
  'char *api_token = "{a}" "{b}";',
  'export API_TOKEN={a}\\\n{b}',
  '+api_token={a}\\\n+{b}',
  '2024-03-11T10:22:33.123456789Z stdout P api_token={a}\n2024-03-11T10:22:33.123456789Z stdout F {b}',
]

it.each(cut)('removes both parts of %s', (template) => {
  const value = makers(21).an(24)
  const text = template.replace('{a}', value.slice(0, 9)).replace('{b}', value.slice(9))

  const out = sanitize(text)

  expect(out).not.toContain(value.slice(0, 9))
  expect(out).not.toContain(value.slice(9))
  expect(out.split('\n')).toHaveLength(text.split('\n').length)
})

it('reads the bytes of a dump, and removes them from both columns', () => {
  const dump = [
    '00000000: 7061 7373 776f 7264 3d48 756e 7465 7232  password=Hunter2',
    '00000010: 3334 350a 6f6b 2e                        345.ok.',
  ].join('\n')

  for (const text of [dump, `start\n${dump}\nend`]) {
    const out = sanitize(text)

    expect(out).not.toMatch(/Hunter2|345|756e 7465|3334 ?35/)
    expect(out).toContain('.ok.')
    expect(new Set(out.replaceAll(':', '-').match(/redacted-password(?:-\d)?/g)).size).toBe(1)
  }
})

it('does not take the first word of the next line for the rest of a quoted value', () => {
  const out = sanitize(`api_key = '${makers(5).an(32)}'\nkernel: ready`)

  expect(out.split('\n')[1]).toBe('kernel: ready')
})
