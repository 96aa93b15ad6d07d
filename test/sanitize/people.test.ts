import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { makers } from './makers.ts'

/** How people, users and machines are spoken of. What stands between bars must go. */
const spoken = (m: ReturnType<typeof makers>) => {
  const name = `${m.Word(2)} ${m.Word(3)}`
  const user = `${m.word(2)}${m.int(10, 99)}`
  const host = `${m.word(2)}-db-${m.int(10, 99)}`
  const quad = `10.${m.int(11, 250)}.${m.int(11, 250)}.${m.int(2, 250)}`
  const dashed = quad.replaceAll('.', '-')
  const guid = `${m.hex(8)}-${m.hex(4)}-4${m.hex(3)}-a${m.hex(3)}-${m.hex(12)}`
  return [
    `Signed-off-by: |${name}| <${m.word(2)}@example.net>`,
    `From: "|${name}|" <${m.word(2)}@example.net>`,
    `{"author":{"name":"|${name}|","email":"${m.word(2)}@example.net"}}`,
    `Author: |${name}| <x@example.net>`,
    `cn: |${name}|`,
    `contact: |${name}|, see below`,
    `Dear |${name}|,`,
    `Sehr geehrte Frau |${m.Word(3)}|,`,
    `mail |${m.word(2)}(at)${m.word(2)}.de|`,
    `(c) <|${m.word(3)}.info@example.net|>`,
    `write to |${m.word(2)}-lists+@${m.word(3)}.com| for more`,
    `ask |${m.word(2)} [at] ${m.word(2)} [dot] org|`,
    `Telefon |030 ${m.dig(8)}| nicht erreichbar`,
    `Mobil: |0171/${m.dig(7)}|`,
    `SMS to |07${m.dig(3)} ${m.dig(6)}| failed`,
    `Tel |044 ${m.dig(3)} ${m.dig(2)} ${m.dig(2)}|`,
    `電話 |090-${m.dig(4)}-${m.dig(4)}|`,
    `DNI |${m.dig(8)}E|`,
    `passport no. |C1${m.dig(7)}|`,
    `NINO |AH ${m.dig(2)} ${m.dig(2)} ${m.dig(2)} D|`,
    `the passport number is |9${m.dig(8)}|`,
    `my SSN is |07805${m.dig(4)}|`,
    `bank account number is |94${m.dig(10)}|`,
    `driver's license number is |H1${m.dig(7)}|`,
    `my TFN is |87${m.dig(1)} ${m.dig(3)} ${m.dig(3)}|`,
    `date of birth |19${m.int(50, 99)}-01-15| said`,
    `my ip: |1234:ABCD:23AF:1111:2222:3333::|!`,
    `route to |684d:1111:222:3333:4444:5555:6:77| lost`,
    `codice_fiscale=|LPRDSB${m.dig(2)}B${m.dig(2)}B${m.dig(3)}V|`,
    `born |19${m.int(50, 99)}-10-23| in x`,
    `|${user}|  1234  0.0  0.1 12345 6789 pts/0 Ss 10:22 0:00 bash`,
    `chown -R |${user}|:|${user}x| /srv`,
    `mysql -u |${user}| -p`,
    `psql -U |${user}| -d app`,
    `arn:aws:iam::123456789012:user/|${user}|`,
    `'|${user}|'@'|${host}|'`,
    `\\\\|${host}|\\c$`,
    `server |${host}| is down`,
    `kubectl describe node |${host}|`,
    `|${host}|   Ready    control-plane   12d   v1.29.3`,
    `server-|${dashed}|`,
    `host_|${dashed.replaceAll('-', '_')}|.log`,
    `IP |${quad}|.443 > |${quad}|.51234: Flags [S]`,
    `mac_address=|3c52${m.hex(7)}a|`,
    `az login --tenant |${guid}|`,
    `account |${m.dig(12)}| not authorized`,
    `id,full_name,phone\n1,|${name}|,|030 ${m.dig(8)}|`,
    `INSERT INTO p (id, last_name, mobile) VALUES (1, '|${m.Word(3)}|', '|0171/${m.dig(7)}|'), (2, '|${m.Word(4)}|', NULL);`,
    `COPY public.p (id, full_name) FROM stdin;\n1\t|${name}|\n\\.`,
    `2024-03-11 10:22:33.123 UTC [1234] |${user}|@shop web1 LOG:  statement: SELECT 1`,
    `10.1.2.3 - |${user}| [11/Mar/2024:10:10:10 +0000] "GET / HTTP/1.1" 200 1`,
    `{"key": "full_name", "value": "|${name}|"}`,
    `<tr><td>full_name</td><td>|${name}|</td></tr>`,
    `<property><name>mobile</name><value>|0171/${m.dig(7)}|</value></property>`,
    `ALTER ROLE |${user}| PASSWORD 'x'`,
    `ALTER TABLE public.a OWNER TO |${user}|;`,
    `SID S-1-5-21-|${m.dig(10)}-${m.dig(10)}-${m.dig(9)}|-1105`,
  ]
}

const harmless = [
  'Starting AirDrop server for user 501 on wake',
  'ROOT LOGIN ON tty2',
  '[PhoneIntfMgr] getDataEnabled: subId=1 phoneId=0',
  'phone call took 1200 ms',
  'mobile 2024-03-11 10:22:33',
  'tel aviv region 2',
  'license 2.0 expires 2026-01-01',
  'passport-local 1.0.0 installed',
  'Author: Automatic build',
  'Subject: Weekly report of jobs',
  'server http2 is enabled',
  'node v20.11.1 is used',
  'chown failed: Operation not permitted',
  'account 12 of 40 migrated',
  'account number of rows: 12345',
  'fingerprint 12:34:56:78:9a:bc:de:f0:11 of the host',
  '127.0.0.1 - - [11/Mar/2024:10:10:10 +0000] "GET / HTTP/1.1" 200 1',
  'Hello World!',
  'Dear Customer,',
  'chart-10-0-0-1 rendered',
  'root         1  0.0  0.1 168236 11788 ?        Ss   Mar01   0:12 /sbin/init',
  'IP 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request',
  '\\\\?\\C:\\Windows\\Temp',
  'password: Option<String>,',
  'sum = total+@item.price',
  'seek(offset - sizeEndCentDir64Locator), Base64UrlSafeEncoderV2, DecodeUtf16LeStringBuffer',
]

const sanitize = (text: string) => createSanitizer({ key: new Uint8Array(32).fill(5) }).text(text)

describe.each([31, 32])('people and machines of seed %i', (seed) => {
  it.each(spoken(makers(seed)))('removes what is marked in %s', (marked) => {
    const out = sanitize(marked.replaceAll('|', ''))

    for (const [, value] of marked.matchAll(/\|([^|]+)\|/g)) expect(out).not.toContain(value)
  })
})

it.each(harmless)('leaves alone: %s', (line) => {
  expect(sanitize(line)).toBe(line)
})
