import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { makers } from './makers.ts'

/** Users and machines by what a sentence, a tool or a record says of them. What stands between bars must go. */
const spoken = (m: ReturnType<typeof makers>) => {
  const user = m.word(3)
  const marked = `${m.word(2)}_${m.word(1)}`
  const host = m.word(3)
  const numbered = `prd${m.word(2)}${m.int(10, 99)}`
  const first = m.Word(2)
  const last = m.Word(3)
  const project = `${m.word(2)}-${m.int(100_000, 999_999)}`
  return [
    // Sentences about logins
    `login succeeded for |${user}| from 127.0.0.1`,
    `Password changed for |${user}|`,
    `access denied for user |${user}|, see the log`,
    `session created for |${marked}|`,
    `account |${user}| disabled by policy`,
    `failed login attempt by |${marked}|`,
    `authenticated |${user}| via ldap`,
    `2024-03-11 10:22:33 INFO |${user}| logged out after 12 minutes`,
    `Benutzer |${marked}| angemeldet`,
    `Anmeldung für Benutzer |${user}|`,
    `utilisateur |${user}| connecté`,
    `El usuario |${user}| ha iniciado`,
    `su: pam_unix(su:session): session opened for user root by |${user}|(uid=1000)`,
    `useradd -m -s /bin/bash |${user}|`,
    `net user |${user}| /active:yes`,
    `*/5 * * * * |${user}| /usr/local/bin/sync.sh`,
    `|${user}| ALL=(ALL) NOPASSWD: ALL`,
    `AllowUsers |${user}| |${marked}|`,
    `ACL SETUSER |${user}| on`,
    `dovecot: imap(|${user}|)<812><x>: Logged out`,
    `Authentication for user [|${user}|] -> [|${user}|] FAILED`,
    `error: maximum authentication attempts exceeded for |${user}| from 127.0.0.1`,
    `- kind: User\n  name: |${user}|\n`,
    `{"approved_by":"|${user}|"}`,
    `{"principalName":"|${user}|"}`,
    `thanks @|${user}|, that helps`,
    `{"initiator":"|${user}|"}`,
    `{"created_by":"|${user}|"}`,
    `Created by: |${user}|`,
    `{"actor":"|${marked}|"}`,
    `ls ~|${user}|/.ssh/id_rsa`,
    `/var/spool/cron/crontabs/|${user}|`,
    `{"path":"D:\\\\\\\\Users\\\\\\\\|${marked}|\\\\\\\\x.txt"}`,
    // … and machines
    `job 42 started on host |${host}|`,
    `server '|${host}|' did not answer`,
    `machine |${host}| rebooted`,
    `PING |${host}| (127.0.0.1) 56(84) bytes`,
    `kubectl drain |${host}| --ignore-daemonsets`,
    `certificate is valid for |${host}|, not localhost`,
    `I am (|${host}|), a secondary`,
    `etcd: |${host}| became leader at term 2`,
    `relay=|${host}|[127.0.0.1]:25`,
    `ping: |${host}|: Name or service not known`,
    `ssh: connect to host |${host}| port 22: Connection refused`,
    `Host prod\n  HostName |${host}|\n  User deploy`,
    `|${host}|   : ok=12   changed=3    unreachable=0    failed=0`,
    `changed: [|${host}|] => (item=app)`,
    `postfix/smtpd[812]: connect from |${host}|[127.0.0.1]`,
    `250-|${host}| Hello localhost`,
    `|${host}|:/export/data on /mnt/data type nfs4 (rw)`,
    `haproxy[812]: Server be/|${host}| is DOWN`,
    `[2024-03-11T10:22:33,123][INFO ][o.e.n.Node               ] [|${host}|] started`,
    `down on node rabbit@|${host}|`,
    `connection to server |${host}|/127.0.0.1:2181`,
    `127.0.1.1\t|${host}|`,
    `{"name":"|${numbered}|:27017","health":1}`,
    `{"agent_hostname":"|${host}|"}`,
    `{"host":{"name":"|${host}|","os":"linux"}}`,
    // People in records
    `N:|${last}|;|${first}|;;;`.replace(/^/, 'BEGIN:VCARD\n'),
    `{"sub":"42","name":"|${first} ${last}|","given_name":"|${first}|","family_name":"|${last}|"}`,
    `{"shipping":{"name":"|${first} ${last}|","city":"x"}}`,
    `<Attribute Name="surname"><AttributeValue>|${last}|</AttributeValue></Attribute>`,
    `{"key":"given_name","value":{"stringValue":"|${first}|"}}`,
    `{"label":"full_name","answer":"|${first} ${last}|"}`,
    `<ns2:ssn xsi:type="xsd:string">|${m.int(100, 665)}-12-${m.dig(4)}|</ns2:ssn>`,
    `data:\n  full_name: |\n    |${first} ${last}|`.replace(': |\n', ': >\n'),
    `Account Holder: |${first} ${last}|`,
    `Bill to: |${first} ${last}|`,
    `{"customer_name":"|${first} van der ${last}|"}`,
    `<p><strong>nachname:</strong> |${last}|</p>`,
    `{"op":"replace","path":"/full_name","value":"|${first} ${last}|"}`,
    `{"latlng":"|48.137154,11.576124|"}`,
    `{"wifi_mac":"|3C5282${m.hex(5).toUpperCase()}A|"}`,
    `image gcr.io/|${project}|/app:1.2`,
    `On Mon, 11 Mar 2024 at 10:22, |${first} ${last}| wrote:`,
    `id,phone\n7,x\nid,last_name\n8,|${last}|`,
    // Accounts and addresses
    `{"gcp_project":"|${project}|"}`,
    `https://sqs.eu-west-1.amazonaws.com/|${m.dig(12)}|/jobs`,
    `target '|10.${m.int(11, 250)}.${m.int(11, 250)}.7|.52137' given`,
  ]
}

const harmless = [
  'see section 4.2.1.3 of the manual',
  'X509v3 extension 2.5.29.37',
  'build 12.34.56.7890',
  'email: user@example.com',
  'const user = await users.find(id)',
  'let host = req.headers.host',
  'principal = request.principal',
  'node = tree.root',
  'GET /login?user=&pass= HTTP/1.1',
  '{"required":["username","password","email"]}',
  '{"subject":"Order shipped"}',
  '{"operator":"equals"}',
  '{"user":"is required"}',
  'actor: github-actions',
  'DB_HOST=postgres',
  'instance: t3.micro',
  'hostname: app',
  '< CF-RAY: 8bd32c9aa6f7d1f7-FRA',
  '> Referer: https://www.google.com/',
  'user script failed',
  'the user associated with this thread',
  'the user though appropriate',
  'X-Powered-By: Express',
  'raise ValueError for unsupported types',
  'redis:6379 connected',
  'from localhost/127.0.0.1:80',
  '--hash=sha256:79580b065f25e12b1cae5efff58a97a25715be54de25ce8bc5f03fa9791ad65e',
  'backup~ file.txt~ x ~= y, see ~/.ssh',
  '/var/mail/root',
  'see https://wa.me/qr/ABC',
]

const sanitize = (text: string) => createSanitizer({ key: new Uint8Array(32).fill(5) }).text(text)

describe.each([41, 42])('what is said of people and machines, seed %i', (seed) => {
  it.each(spoken(makers(seed)))('removes what is marked in %s', (marked) => {
    const out = sanitize(marked.replaceAll('|', ''))

    for (const [, value] of marked.matchAll(/\|([^|]+)\|/g)) expect(out).not.toContain(value)
  })
})

it.each(harmless)('leaves alone: %s', (line) => {
  expect(sanitize(line)).toBe(line)
})
