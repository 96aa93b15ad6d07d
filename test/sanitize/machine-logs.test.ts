import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { makers } from './makers.ts'

const sanitized = (text: string) => createSanitizer({ key: Buffer.alloc(32, 7) }).text(text) as string

/** Lines as systems write them. What stands between bars must go, and nothing else. */
const written = (m: ReturnType<typeof makers>) => {
  const node = `${m.word(2)}${m.int(100, 999)}`
  const host = `${m.word(2)}-sa-${m.int(10, 99)}`
  const user = `${m.word(2)}${m.word(3)}`
  const quad = `10.${m.int(11, 250)}.${m.int(11, 250)}.${m.int(2, 250)}`
  const dashed = quad.replaceAll('.', '-')
  return [
    `- 1131566461 2005.11.09 |${node}| Nov 9 12:01:01 |${node}|/|${node}| crond(pam_unix)[2915]: session closed for user root`,
    `Nov 9 12:01:01 local@|${node}| /opt/sbin/gmetad[1682]: thread got no answer`,
    `Nov 9 12:01:01 src@|${node}| sendmail[4306]: unable to qualify my own domain name (|${node}|) -- using short name`,
    `Nov 9 12:01:01 |${node}| sendmail[4306]: msgid=<200511091901.jA9@|${node}|>, relay=localhost`,
    `Jul 27 14:41:57 |${user}| syslogd 1.4.1: restart.`,
    `Jul 17 23:21:54 |${user}|  -- root[2421]: ROOT LOGIN ON tty2`,
    `Jul 17 23:21:54 |${user}| --- last message repeated 1 time ---`,
    `Jul  5 03:11:49 |${host}| Microsoft Word[14463]: .sdef warning for argument`,
    `Jul  5 03:11:49 |rack2-${dashed}| Sync[24019]: started`,
    `setting hostname to "|${user}Book-Pro.local|"`,
    `host name |${node}| unknown`,
    `Connecting to ResourceManager at |${host}|/|${quad}|:8030`,
    `Default file system [hdfs://|${host}|:9000]\nRetrying connect to server: |${host}|:8030. Already tried 0 time(s)`,
    `Address change detected. Old: |${host}|/|${quad}|:9000 New: |${host}|:9000`,
    `/var/yarn/usercache/|${user}|/appcache/application_1`,
    `The job-conf file is /tmp/hadoop-yarn/staging/|${user}|/.staging/job_1/job.xml`,
    `Changing view acls to: yarn,|${user}|`,
    `users with modify permissions: Set(yarn, |${user}|)`,
    // What clients, servers and tools write of each other
    `nc: connect to |${host}| port 5432 (tcp) failed: Connection refused`,
    `java.net.UnknownHostException: |${host}|: Name or service not known`,
    `Error 111 connecting to |${host}|:6379. Connection refused.`,
    `fatal: [|${host}|]: FAILED! => {"changed": false}`,
    `|${host}|              : ok=12   changed=3    unreachable=0`,
    `HOST ALERT: |${host}|;DOWN;SOFT;1;CRITICAL`,
    `(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=|${host}|)(PORT=1521))(CID=(HOST=|${host}|)(USER=|${user}|)))`,
    `connectionString="Data Source=|${host}|;Initial Catalog=shop"`,
    `redis-cli -h |${host}| ping`,
    `IP |${host}|.52114 > |${node}.${user}.net|.https: Flags [S], seq 1`,
    `kernel: [UFW BLOCK] IN=eth0 OUT= MAC=|3c:57:6a:27:68:03|:|b8:a4:c4:6c:4a:34|:08:00 LEN=40`,
    `imap-login: Login: user=<|${user}|>, method=PLAIN`,
    `vsftpd: [|${user}|] OK LOGIN: Client "|${quad}|"`,
    `radiusd: Login OK: [|${user}|/<via Auth-Type = EAP>] (from client ap-1 port 0)`,
    `openvpn[312]: |${user}|/|${quad}|:52114 MULTI: Learn: |${quad}| -> |${user}|/|${quad}|:52114`,
    `su: (to root) |${user}| on pts/1`,
    `remote: Permission to team/app.git denied to |${user}|.`,
    `[Server thread/INFO]: |${user}|[/|${quad}|:52114] logged in with entity id 312`,
    `execve("/usr/bin/mysql", ["mysql", "-u", "|${user}|", "-p|${m.an(12)}|", "shop"], 0x7ffd) = 0`,
    `mosquitto_pub -h mqtt -u |${user}| -P |${m.an(12)}| -t x`,
    `server.login("|${user}|", "|${m.an(12)}|")`,
    `Device Name: |${m.Word(2)}|'s iPhone`,
    `Lieferung an |${m.Word(3)}allee 28|, 10115 Berlin`,
    `User(name='|${m.Word(2)} ${m.Word(3)}|', email='|${user}@acme-mail.com|')`,
    `runas /user:|LINDQ|\\|${user}| cmd`,
    `sqlplus |${m.word(2)}.${m.word(3)}|/|${m.an(12)}|@//localhost:1521/erp`,
    // People beside their addresses, and fields of records
    `%User{email: "|${user}@acme-mail.com|", state: "ok", name: "|${m.Word(2)} ${m.Word(3)}|"}`,
    `[parameters: ('|${user}@acme-mail.com|', '|${m.Word(2)} ${m.Word(3)}|', 7)]`,
    `Ticket #312 opened by |${m.Word(2)} ${m.Word(3)}| (|${user}@acme-mail.com|): printer broken`,
    `ORGANIZER;CN="|${m.Word(2)} ${m.Word(3)}|":mailto:|${user}@acme-mail.com|`,
    `Caller-ID: "|${m.Word(2)} ${m.Word(3)}|" <|+49 151 ${m.dig(8)}|>`,
    `"host":{"name":"|${host}|","up":true},"user":{"name":"|${user}|"}`,
    `  user                 = "|${user}|"`,
    `<wsse:Username>|${user}|</wsse:Username><wsse:Password Type="x#PasswordText">|${m.an(12)}|</wsse:Password>`,
    `\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${m.an(43)} |${user}|@|${host}|`,
    `<134>Mar 11 10:22:33 |${host}| %ASA-6-302013: Built outbound TCP connection 312`,
    `# User@Host: |${user}|[|${user}|] @ |${host}| [|${quad}|]  Id: 312`,
    `GRANT ALL ON shop.* TO |${user}|@|${host}|;`,
    `host    all    |${user}|    |${quad}|/32    scram-sha-256`,
    `output "db_password" { value = "|${m.an(12)}|" }`,
    `sofia/internal/|+4930${m.dig(8)}|@|${node}.${user}.net|`,
    `BEGIN:VCARD\nFN:|${m.Word(2)} ${m.Word(3)}|\nBDAY:|19840719|\nEND:VCARD`,
    `Driver={ODBC Driver 17};Server=|${host}|,1433;UID=|${user}|;PWD=|${m.an(12)}|`,
    // Machines by the shape of their names, and what was found late
    `Node |fra2-erp-db${m.int(10, 99)}| status is now: NodeNotReady`,
    `mount: access denied while mounting |prod-mail-srv-${m.int(10, 99)}|:/export/home`,
    `%ASA-4-722051: Group <GP> User <|${user}|> IP <|${quad}|> assigned`,
    `|${user}|:|$6$abcdefgh$${m.an(43)}|:19000:0:99999:7:::`,
    `SMS sent to |+49 151 ${m.dig(8)}|: done`,
    `Client name: |${m.Word(2)} ${m.Word(3)}|, state ok`,
    `id;vorname;nachname;city\n7;|${m.Word(2)}|;|${m.Word(3)}|;Berlin`,
    `PDO->__construct('mysql:host=db', '|${user}|', '|${m.an(12)}|') in /srv/x.php:12`,
    `Change of username not allowed: (|${user}|,ssh-connection) -> (|${user}x|,ssh-connection) [preauth]`,
  ]
}

/** Lines of the same kinds that must come out as they went in. */
const harmless = [
  'authentication failure; logname= uid=0 euid=0 tty=:0 ruser= rhost=',
  'tty=:0 ruser= rhost=\nJul 18 03:26:50 something',
  'Received block blk_-6952295868487656571 of size 67108864',
  'Extract jar:file:/D:/app-2.6.0-box/share/yarn/app-yarn-common-2.6.0-SNAPSHOT.jar!/webapps/mapreduce',
  'Started HttpServer2$SelectChannelConnectorWithSafeStartup@0.0.0.0:62267',
  'Error Domain=com.acme.security.sos.error Code=1035 "Account identity not set"',
  "into registry key '{bf1a281b-ad7b-4476-ac95-f47682990ce7}GLOBALROOT/Device/Volume2/System32/config/SOFTWARE' from path",
  'id FF:F2:9F:16:DC:67:00:0D:60:E9:23:6A of a part',
  'NIFF: node node-235 has detected an available network connection',
  'vlan-10/0.0.0.0:80',
  'permissions: Set()',
  'FROM node:20-alpine AS build',
  'Author: see AUTHORS file',
  'issuer: O=Some CA; CN=R3',
  '#Fields: cs-username c-ip sc-status',
  'class User { ["password":protected]=>',
  'lookup table-2 of 3 failed',
  'ping localhost and connect to utf-8 encoder',
  "the user's phone rang",
  'assert user.name == expected.name',
  'nyc --reporter=lcov --reporter=text npm test',
  'export type TSEnumMemberName = IdentifierName | StringLiteral',
  'kubectl create secret docker-registry reg',
  'struct { Username string; Password string }',
  'username = __token__',
  'Last login: Mon Mar 11 10:22:33 2024',
  'po user → <User: 0x600>',
  'shop-db-1  | ready for connections on shop-web-2',
  'dump-shop-db07.sql restored, python-app-311 started',
  'passwd: password expiry information changed.',
  '<key>LSMinimumSystemVersion</key><string>12.0</string>',
  'last sync at 10:22:33 of 2024',
]

describe('lines of real systems', () => {
  const lines = written(makers(31))

  it.each(lines)('removes what is private from: %s', (line) => {
    const text = line.replaceAll('|', '')
    const private_ = line.split('|').filter((_, at) => at % 2 === 1)
    const out = sanitized(text)
    for (const value of private_) expect(out).not.toContain(value)
    // What stands around is what stood around.
    for (const kept of line.split('|').filter((_, at) => at % 2 === 0)) expect(out).toContain(kept)
    expect(sanitized(out)).toBe(out)
  })

  it.each(harmless)('leaves alone: %s', (line) => {
    expect(sanitized(line)).toBe(line)
  })
  it('does not take the name of a program in a URL for a token', () => {
    const line = "started service 'workerExecutorActorSystem' at akka.tcp://workerExecutorActorSystem@prod-db-17:55904"
    expect(sanitized(line)).toContain("'workerExecutorActorSystem'")
    expect(sanitized(line)).not.toContain('prod-db-17')
  })
  it('takes no line for the rest of the one before', () => {
    const text = `[Peer]\nPublicKey = ${'Ab1x'.repeat(10)}Zk9=\nPresharedKey = ${'Cd2y'.repeat(10)}Qw8=\nEndpoint = localhost:51820\n`
    const out = sanitized(text)
    expect(out.split('\n').map((line) => line.split(' = ')[0])).toEqual(
      text.split('\n').map((line) => line.split(' = ')[0]),
    )
    expect(out).not.toContain('Cd2y')
  })

  it('stops at the end of a command', () => {
    const out = sanitized('export PGPASSWORD=Kestrel4711x; pg_dump -h localhost shop')
    expect(out).toMatch(/^export PGPASSWORD=\S+; pg_dump -h localhost shop$/)
    expect(out).not.toContain('Kestrel')
  })
})
