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
})
