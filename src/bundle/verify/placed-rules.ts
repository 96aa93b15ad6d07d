import { isHarmless } from './harmless.ts'
import type { Rule } from './rules.ts'

const notHarmless = ([, value = '']: RegExpExecArray) => !isHarmless(value)

/** Secrets by their place in a command, a protocol or an address. */
export const placedRules: Rule[] = [
  {
    name: 'command-password',
    needs: [' -', ' /'],
    pattern:
      /\b(?:sshpass|redis-cli|mongo[a-z]{0,8}|isql|tsql|sqlcmd|bcp|ipmitool|zip|7z|unrar|rar|az|twine|psexec|winexe|snmp[a-z]{1,8}|ldap[a-z]{1,8}|openssl|htpasswd|smbclient|cmdkey|schtasks|lftp)\b[^\r\n|;]{0,200}? [-/](?:p|P|a|w|A|X|c|k|rp|pass)[ :]?["']?((?=[^\s"']{0,40}\d)(?=[^\s"']{0,40}[A-Za-z])[^\s"'=:/]{8,120})/g,
    isHit: ([, value = '']) => !isHarmless(value) && !/^[\d.]+$|^[a-z]+-\d/.test(value),
  },
  {
    name: 'protocol-password',
    needs: ['pass ', 'auth ', 'login ', 'identified '],
    pattern:
      /(?:^|[\n>"' ])(?:PASS|AUTH(?: \w{1,30})?|[a-z]{0,2}\d{1,4} LOGIN \S{1,60}) "?((?=\S{0,40}\d)(?=\S{0,40}[A-Za-z])[^\s"']{8,120})(?=["']?\s|["']?$)/g,
    isHit: ([, value = '']) => !isHarmless(value) && !/[./:]/.test(value) && !/^[a-z]+-\d/.test(value),
  },
  {
    name: 'piped-password',
    needs: ['echo '],
    pattern:
      /\becho (?:-n )?["']?([^\s"'$|]{8,120})["']? {0,2}\| {0,2}(?:sudo -S|docker login|podman login|gpg|passwd|kinit|cryptsetup|helm)/g,
    isHit: notHarmless,
  },
  {
    name: 'authorization-scheme',
    needs: ['geniekey ', 'splunk ', 'ssws ', 'apikey ', 'bearer '],
    pattern: /\b(?:GenieKey|Splunk|SSWS|ApiKey|Bearer)\\? ["'+ ]{0,6}([A-Za-z0-9_.-]{16,400})/gi,
    isHit: ([, value = '']) => !isHarmless(value) && /\d/.test(value) && !/^[a-z]+(?:[-.][a-z]+)*-?\d*$/i.test(value),
  },
  {
    // How most programs name a user and a password.
    name: 'user-and-password-options',
    needs: [' -p', ' --password', ' -password'],
    pattern:
      /\s(?:-[uUl]|-{1,2}user(?:name)?)[ =]["']?[A-Za-z_][^\s"']{1,60}["']? (?:-[pP]|-{1,2}password)[ =]["']?((?=[^\s"']{0,40}[A-Za-z])(?=[^\s"']{0,40}[\d!@#%])[^\s"']{6,120})/g,
    isHit: ([, value = '']) => !isHarmless(value) && !/^[./~$-]|:\d|^[a-z]+-\d{1,9}$/.test(value),
  },
  {
    // The second text of a call that signs in is the password.
    name: 'login-call',
    needs: ['auth', 'credential', 'login', 'getconnection', 'connect('],
    pattern:
      /(?:BasicAuth\w{0,10}|Credentials?|\.login|[\s(,_]auth=|[gG]etConnection|mysqli?_connect|MySQLdb\.connect|PlainAuth|ftp_login|PasswordAuthentication)\(\s{0,4}(?:["'][^"'\r\n]{0,200}["']\s{0,4},\s{0,4}|[$\w.]{1,40}\s{0,4},\s{0,4}){1,2}["']([^"'\r\n]{6,120})["']/g,
    isHit: ([, value = '']) => !isHarmless(value) && /\d|[^\w.]/.test(value) && !/[\s/]|^[a-z]+-\d{1,9}$/.test(value),
  },
  {
    name: 'webhook',
    needs: ['webhook', 'hooks.'],
    pattern: /(?:hooks\.[a-z]{2,20}\.com\/[a-z/]{2,30}|webhookb?2?\/|\/webhooks\/)[\w@%-]{6,90}\/[\w/-]{20,200}/gi,
    isHit: ([found]) => /\d/.test(found) && !/redacted/.test(found),
  },
  {
    name: 'webhook',
    needs: ['/bot', '/key/', '/integration/', 'robot/send', 'webhook/send', '/hook/'],
    pattern:
      /(?:\/bot\d{8,10}:[\w-]{30,40}|\/with\/key\/[\w-]{30,60}|\/integration\/[0-9a-f]{32}|\/robot\/send\?access_token=[0-9a-f]{64}|\/webhook\/send\?key=[0-9a-f-]{36}|\/bot\/v2\/hook\/[0-9a-f-]{36})/g,
  },
  {
    name: 'seed',
    needs: ['otpauth:', 'secret key is', 'unseal'],
    pattern:
      /(?:otpauth:\/\/[^\s"']{1,200}secret=|secret key is:? |unseal key[^:\n]{0,30}: |operator unseal )([A-Za-z0-9+/=]{16,120})/gi,
    isHit: notHarmless,
  },
  {
    name: 'one-time-code',
    needs: ['code', 'otp', 'pin', 'password'],
    pattern:
      /(?:verification|login|security|confirmation|one-time|recovery|backup|best\u00e4tigungs)[- ]?(?:code|password|pin)s?(?: is| lautet|:) {0,2}(\d{4,8})\b|\b\d{4,8} (?:is|as) your [a-z ]{0,20}code/gi,
  },
  {
    // What only chance makes, wherever it stands; digests and public keys are named so.
    name: 'random-token',
    needs: [],
    pattern: /(?<![A-Za-z0-9+/=_.@-])[A-Za-z0-9_-]{20,120}(?![A-Za-z0-9+/=_.-])/g,
    isHit: ([value], before) =>
      isDrawnThroughout(value) &&
      !isHarmless(value) &&
      !/sha\d|md5|integrity|digest|etag|fingerprint|checksum|ssh-|base64|build|commit|rev|hash|version|h1:|id["'\s:=]{0,4}$/i.test(
        before,
      ),
  },
]

/** Small letters, capitals and digits, three of each, taking turns at two places in five, and not a name made of words. */
const isDrawnThroughout = (value: string) =>
  value.replaceAll(/[A-Z]?[a-z]{2,}/g, '').length > value.length * 0.35 &&
  [/[a-z]/g, /[A-Z]/g, /\d/g].every((kind) => (value.match(kind)?.length ?? 0) >= 3) &&
  (value.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)|[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0) >= value.length * 0.4 &&
  !/^[0-9A-Fa-f]{8}-|^\d{4}-\d\d/.test(value)
