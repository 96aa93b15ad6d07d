import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { makers } from './makers.ts'

const sanitized = (text: string) => createSanitizer({ key: Buffer.alloc(32, 7) }).text(text) as string

/** What records of people, and the tools of administrators, hold. What stands between bars must go, and nothing else. */
const written = (m: ReturnType<typeof makers>) => {
  const first = m.Word(2)
  const last = m.Word(3)
  const user = `${m.word(2)}${m.int(10, 99)}`
  const host = `${m.word(2)}-db-${m.int(10, 99)}`
  const quad = `10.${m.int(11, 250)}.${m.int(11, 250)}.${m.int(2, 250)}`
  const octets = quad.split('.').map(Number)
  const hex = Buffer.from(octets).toString('hex')
  const plain = `52ab${m.dig(6)}cd`
  return [
    // Keys in other letters and languages
    `имя: |Анастасия|`,
    `姓名: |王小明|`,
    `ИНН: |77${m.dig(8)}|`,
    `手机号: |138${m.dig(8)}|`,
    `prénom: |${first}|`,
    `fecha de nacimiento: |03/09/19${m.int(50, 99)}|`,
    `né le |12/06/19${m.int(50, 99)}| à Lyon`,
    `fax_no: |0044 20 ${m.dig(4)} ${m.dig(4)}|`,
    `SVNR: |${m.dig(4)} 0${m.dig(1)}0${m.dig(1)}80|`,
    `postcode: |SW1A 1AA|`,
    `"zip":"|${m.int(10_000, 99_999)}|"`,
    `VIN: |1HGCM82633A0${m.dig(5)}|`,
    `license_plate: |B-MW ${m.dig(4)}|`,
    `sort code |20-${m.dig(2)}-${m.dig(2)}| account |5${m.dig(7)}|`,
    `addr1=|${m.int(10, 999)} ${first} Parkway|`,
    `BEGIN:VCARD\nADR;TYPE=HOME:;;|${m.int(10, 999)} ${first} Lane|;Springfield`,
    // Names within objects
    `"name":{"formatted":"|${first} ${last}|","familyName":"|${last}|"}`,
    `{"traits":{"name":{"first":"|${first}|","last":"|${last}|"}}}`,
    `"assigned_to":{"display_value":"|${first} ${last}|"}`,
    `{"reporter":{"displayName":"|${first} ${last}|","name":"|${user}|"}}`,
    `ATTENDEE;ROLE=REQ-PARTICIPANT;CN="|${first} ${last}|":MAILTO:|${user}@acme-mail.com|`,
    `<saml:Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"><saml:AttributeValue>|${last}|</saml:AttributeValue>`,
    `<saml:NameID Format="unspecified">|${user}|</saml:NameID>`,
    `see you\n-- \n|${first} ${last}|\n`,
    `|"${user}.x"@acme-mail.com| was rejected`,
    `Return-Path: <|bounce-88=${user}=acme-mail.com@lists.acme-mail.com|>`,
    // Users and machines
    `su[12]: + /dev/pts/0 |${user}|:root`,
    `crontab[12]: (|${user}|) BEGIN EDIT (|${user}|)`,
    `msg='op=login acct="|${user}|" exe="/usr/sbin/sshd"`,
    `Removed session 42. logged out user |${m.word(3)}|`,
    `gpasswd[12]: user |${m.word(3)}| added by root to group sudo`,
    `runuser -u |${m.word(3)}| -- id`,
    `rabbitmqctl add_user |${user}|`,
    `kubectl --as=|${user}| get pods`,
    `assignee: @|${user}|`,
    `auth: [|WORKGRP3|]\\[|${user}|] from workstation [|LAPTOP-${m.dig(2)}|]`,
    `\tAccount Domain:\t\t|NORDWIND|`,
    `LOGONSERVER=\\\\|DC0${m.dig(1)}|`,
    `\\\\|${host}|\\home$\\|${user}|`,
    `Host *\n  Compression yes\nHost |${host}|\n  User |${user}|\n`,
    `DHCPACK on |${quad}| to |a4:5e:60:c1:7b:2f| (|notebook-${m.word(2)}|) via eth0`,
    `Connection to |${host}| closed.`,
    `ansible | fatal: [|${host}|]: UNREACHABLE!`.replace(' | ', ' - '),
    `mount: |${host}|:/export/data on /mnt/data type nfs4`,
    `<34>1 2026-03-03T10:11:12Z |${host}| su - ID47 - failed`,
    `/subscriptions/x/resourceGroups/|rg-${m.word(3)}|/providers/Microsoft.Compute`,
    `gcloud config set project |${m.word(3)}-prod|`,
    `SESSION  UID USER   SEAT  TTY\n      3 1001 |${m.word(2)}x| seat0 tty2\n     14 1002 |${m.word(2)}y| seat0 tty3\n`,
    `NAME   READY  STATUS   RESTARTS     AGE  IP        NODE\nweb-1  1/1    Running  2 (3d ago)   10d  <none>    |${host}|\n`,
    `Job_Owner = |${user}|@|${host}|`,
    `UserId=|${m.word(3)}|(1010) GroupId=staff(50)`,
    `pam_tally2: user |${m.word(3)}| (1009) tally 5`,
    `Logged in to github.com account |${user}| (keyring)`,
    `331 Password required for |${m.word(3)}|`,
    `successfully authenticated as unix-user:|${m.word(3)}|`,
    `* |${m.word(3)}| has joined the channel`,
    `node |${host}| NotReady`,
    `Pinging |${m.word(3)}| [|${quad}|] with 32 bytes of data`,
    `   Host Name . . . . . . . . . . . . : |${m.Word(3)}-PC|`,
    `|LAGER-PC${m.dig(1)}|      <00>  UNIQUE      Registered`,
    `systemd[1]: Set hostname to <|${m.word(3)}|>.`,
    `openssl s_client -connect |${host}|:8443`,
    `https://s3.amazonaws.com/|${m.word(3)}-logs|/x`,
    `?project=|${m.word(3)}-prod-7781|&x=1`,
    // What people say of themselves and each other
    `My name is |${first} ${last}| and I need help`,
    `Ich heiße |${first} ${last}|.`,
    `je m'appelle |${first} ${last}|`,
    `Requester |${first} ${last}| asked for access`,
    `meeting with |${first} ${last}| at 10:00`,
    `Geschäftsführer: |${first} ${last}|`,
    `Am 03.03.2026 um 10:11 schrieb |${first} ${last}|:`,
    `From: |${first} ${last}| via Jira`,
    `my address is |742 ${first} Terrace|`,
    `geb. |23.09.19${m.int(50, 99)}|`,
    `personnummer |850709-${m.dig(4)}|`,
    `Versichertennummer: |A12${m.dig(7)}|`,
    `pager |555-${m.dig(4)}|`,
    `"coordinates": [|13.3${m.dig(3)}, 52.5${m.dig(3)}|]`,
    // Addresses in other notations
    `client_ip=|0x${hex}|`,
    `src_ip_int=|${Buffer.from(octets).readUInt32BE()}|`,
    `   0: |${Buffer.from([...octets].reverse())
      .toString('hex')
      .toUpperCase()}|:1F90 00000000:0000 0A 00000000:00000000 00:00000000`,
    `tcp6 0 0 |2001:db8:77::${m.dig(1)}|:40000 :::*`,
    `? (|${quad}|) at |52:54:0:ab:${m.dig(2)}:ef| [ether] on en0`,
    `chaddr |${plain}| hlen 6`,
    `device |84_C0_EF_12_9A_0${m.dig(1)}| disconnected`,
  ]
}

const harmless = [
  'displayName: Windows Update Service',
  'cn: Domain Admins',
  'ip: true, ip=auto and ip_count: 12345678x',
  'zip: 7zip and gzip',
  'license plate: see below',
  'first" and "last" of a list: {"first":1,"last":20}',
  '{"range":{"first":"a","last":"z"}}',
  '{"package":{"license":"MIT","name":"left-pad"}}',
  'ALTER USER requires SUPERUSER privileges',
  'mailto:user@example.com?subject=Re%3A%20Ticket1',
  'node.js app.listen socket.io',
  'Account Domain:\t\t-',
  'USERDOMAIN=WORKGROUP',
  'NODE VERSION STATUS\n',
  'USER GUIDE\n\nThe user reads it\n',
  'elapsed 1:2:3:4:5:6 of 12:34:56:78',
  'su[12]: + /dev/pts/0 root:root',
  'Connection to server closed',
  'There is one IN A row',
  '-- \nThe Team\n',
  'this is Very Helpful.',
  'I am running Windows 10 and my name is missing',
  'operator = expression.charAt(0)',
  'signal: this.signal, pager 12 of 30',
  'connected to web-socket server',
  'a member has joined the cluster',
  'node 18-alpine is old',
  'The client application failed; our customer success team is here',
]

describe('records of people and machines', () => {
  it.each(written(makers(57)))('removes what is private from: %s', (line) => {
    const out = sanitized(line.replaceAll('|', ''))
    const pieces = line.split('|')
    for (const value of pieces.filter((_, at) => at % 2 === 1)) expect(out).not.toContain(value)
    for (const kept of pieces.filter((_, at) => at % 2 === 0)) expect(out).toContain(kept)
    expect(sanitized(out)).toBe(out)
  })

  it.each(harmless)('leaves alone: %s', (line) => {
    expect(sanitized(line)).toBe(line)
  })

  it('gives an address one name in all its notations', () => {
    const out = sanitized('ip=10.1.2.3\nclient_ip=0x0a010203\nip_int=167838211\n')
    expect(
      new Set(
        out
          .trim()
          .split('\n')
          .map((line) => line.split('=')[1]),
      ).size,
    ).toBe(1)
  })
})
