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
    `- 1204771330 2008.03.06 |${node}| Mar 6 02:42:10 |${node}|/|${node}| crond(pam_unix)[811]: session closed for user root`,
    `Mar 6 02:42:10 local@|${node}| /opt/sbin/gmetad[77]: thread got no answer`,
    `Mar 6 02:42:10 src@|${node}| sendmail[78]: unable to qualify my own domain name (|${node}|) -- using short name`,
    `Mar 6 02:42:10 |${node}| sendmail[78]: msgid=<200803060242.jX7@|${node}|>, relay=localhost`,
    `Mar 6 02:42:11 |${user}| syslogd 1.5.9: restart.`,
    `Mar 6 02:42:12 |${user}|  -- root[79]: ROOT LOGIN ON tty2`,
    `Mar 6 02:42:12 |${user}| --- last message repeated 1 time ---`,
    `Mar  6 02:42:13 |${host}| Big Editor[80]: .sdef warning`,
    `Mar  6 02:42:13 |rack2-${dashed}| Sync[81]: started`,
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
    `radiusd: Login OK: [|${user}|/<via Auth-Type = EAP>] (from client |ap-1| port 0)`,
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
    // The machine's column in the event logs of clusters, and its peers in the line
    `- 1204771330 2008.03.06 |R31-M0-N5-C:J15-U01| 2008-03-06-02.42.10.117204 |R31-M0-N5-C:J15-U01| RAS KERNEL FATAL no link`,
    `APPMARK 1204771330 2008.03.06 |R12-M1-N4-I:J18-U01| 2008-03-06-02.42.10.11 |R12-M1-N4-I:J18-U01| RAS APP FATAL from node 7.0 (|R62-M1-N5-C:J14-U01|), code 2`,
    `- 1204771330 2008.03.06 |${node}| Mar 6 02:42:10 local@|${node}| gmetad[1]: RRD_update (/var/lib/ganglia/rrds/E Nodes/|an${m.int(10, 99)}|/pkts.rrd): illegal`,
    `gmetad[1]: Warning: we failed to resolve data source name |an${m.int(100, 999)}|`,
    `gmetad: Warning: we failed to resolve data source name |bq910| |bq911| |bq912| |bq1024|`,
    `gmetad: Warning: we failed to resolve trusted host name |gadmin3| |gadmin4|`,
    `ciod: Error loading /g/g0/|${user}|/bin/run.rts: Permission denied`,
    `ciod: Error loading /home.old/|${user}|/bin/run.rts: Permission denied`,
    `RAS KERNEL FATAL NFS Mount failed on |io${m.word(2)}${m.int(10, 99)}|, slept 15 seconds`,
    `RAS KERNEL FATAL Lustre mount FAILED : |io${m.word(2)}${m.int(10, 99)}| : block_id : location`,
    `RAS KERNEL INFO bit sparing on |R61-M0-Ne-C:J05-U11| bit 5`,
    `ciod: LOGIN chdir(/p/gb4/|${user}|/CASE7) failed: Input/output error`,
    `ciod: Error loading /gscratch/|${user}|/bin/run: invalid or missing program image`,
    `77119 |b7-gate| unix.hw net.up 1204771330 1 up`,
    `77120 |node-311| unix.hw net.up 1204771330 1 NET: node |node-311| sees |node-12| again`,
    `77121 |node-E2| domain status 1204771330 1 uneven sets |node-310| 0x0002 <ok> |node-311| 0x0004 <ok>`,
    `77122 |fddi3| fddi temperature 1204771330 1 critical`,
    `77123 |node--qd4| qserver status 1204771330 -1 silent`,
    // What the programs of a cluster print of each other
    `INFO yarn.ApplicationMaster: Registered with host |calc-w-4|, appattempt_1485248649253_0147_000001`,
    `INFO storage.BlockManagerMasterEndpoint: Registering block manager |calc-w-9|:35819 with 17.7 GB RAM, BlockManagerId(5, |calc-w-9|, 35819)`,
    `java.net.NoRouteToHostException: No Route to Host from  |RENDER-${m.dig(4)}A|/|${quad}| to |calc-nn-2|:8030 failed on socket timeout exception`,
    `sshd[4718]: User |${user}|, coming from |calc-login3|, authenticated.`,
    `sshd2[4769]: Now running on |${user}|'s privileges.`,
    // Who tried to log in, whatever they called themselves
    `sshd[24203]: Invalid user |admin| from |${quad}|`,
    `sshd[24203]: input_userauth_request: invalid user |test| [preauth]`,
    `sshd[24203]: Failed none for invalid user |8642| from |${quad}| port 51777 ssh2`,
    `sshd[24203]: Failed password for invalid user |web master| from |${quad}| port 51889 ssh2`,
    `sshd[24203]: Failed password for |mysql| from |${quad}| port 48253 ssh2`,
    `sshd[24203]: Disconnecting: Too many authentication failures for |${user}| [preauth]`,
    `sshd(pam_unix)[19630]: authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=|${quad}|  user=|guest|`,
    `sshd(pam_unix)[19432]: session opened for user |test| by (uid=612)`,
    `su(pam_unix)[21530]: session closed for user |news|`,
    `dfs.FSNamesystem: BLOCK* NameSystem.allocateBlock: /user/|${user}|/rand5/_temporary/part-00040. blk_12`,
    `[11.02 08:14:09] Chat.exe - |s7.im|:443 open through proxy |socks.${user}.net|:5070 SOCKS5`,
    `[11.02 08:14:10] Search.exe *64 - |intranet|:80 close, 0 bytes sent, 0 bytes received, lifetime 00:11`,
    `Captive: en0: SSID '|${m.Word(3)} Home|' making interface primary`,
    `status of DSID |8${m.dig(8)}| is unknown`,
    `Change of username not allowed: (|${user}|,ssh-connection) -> (|${user}x|,ssh-connection) [preauth]`,
  ]
}

/** Lines of the same kinds that must come out as they went in. */
const harmless = [
  'authentication failure; logname= uid=0 euid=0 tty=:0 ruser= rhost=',
  'tty=:0 ruser= rhost=\nJul 18 03:26:50 something',
  'Received block blk_-6174025561309482851 of size 67108864',
  'Extract jar:file:/D:/app-2.6.0-box/share/yarn/app-yarn-common-2.6.0-SNAPSHOT.jar!/webapps/mapreduce',
  'Started HttpServer2$SelectChannelConnectorWithSafeStartup@0.0.0.0:62267',
  'Error Domain=com.acme.security.sos.error Code=1035 "Account identity not set"',
  "into registry key '{bf1a281b-ad7b-4476-ac95-f47682990ce7}GLOBALROOT/Device/Volume2/System32/config/SOFTWARE' from path",
  'id FF:F2:9F:16:DC:67:00:0D:60:E9:23:6A of a part',
  'NIFF: node node-235 has detected an available network connection',
  'vlan-10/0.0.0.0:80',
  'permissions: Set()',
  'FROM node:20-alpine AS build',
  '- 1204771330 2008.03.06 UNKNOWN_LOCATION 2008-03-06-02.42.10.11 NULL DISCOVERY ERROR no card',
  '77124 whole partition status 1204771330 -1 running',
  '77125 811 boot_cmd new 1204771330 1 Targeting domains:node-E3 and nodes:node-[104-127]',
  'built 1204771330 1 time',
  'busctl call --user org.acme.Bus /org/acme/bus GetAddress',
  'compiled into /scratch/build/out and /gscratch/tmp/out',
  'RAS KERNEL FATAL Lustre mount FAILED : point /p/gb4',
  '[11.02 08:14:09] Player_17_0_0_209.exe started',
  'Invalid user input from form',
  'Failed password for root from 127.0.0.1 port 48253 ssh2',
  'pam_unix(cron:session): session opened for user postgres by (uid=0)',
  'Accepted publickey for git from 127.0.0.1 port 41 ssh2',
  'BLOCK* NameSystem.allocateBlock: /user/root/rand5/part-00040. blk_1740255613094828517',
  'GET /user/alice/posts',
  'loaded properties from app-metrics2.properties',
  'kernel: raid driver: 2.30.4.5 (Release Date: Fri Feb 1 2008)',
  'wrote file [2019-02-08_18,57,12.2]-AirLinkQcm4360_Logs-014.txt',
  'CCDataTap::profileRemoved, Owner: com.acme.driver.AirPort.Q4360.0, Name: StateSnapshots',
  'event name for stream/token: com.acme.xpc.activity/4505: 132: Request for stale data',
  'from owner: com.acme.SystemUIServer.agent',
  'Mar 6 02:42:10 localhost sshd: succeeded',
  'data source name not found and no default driver specified',
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
