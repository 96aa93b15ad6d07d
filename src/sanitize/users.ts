import { ALNUM, byteSet, code, DIGIT, is, QUOTE } from './chars.ts'
import { claimHost, isPseudonym } from './hosts.ts'
import { rule } from './rule-names.ts'
import { systemUsers, wordsAfterUser } from './rules/users.ts'
import type { Anchor, Scan } from './scan.ts'

export const userRule = rule('user', 'user')
const personRule = rule('person', 'person')
const userSet = byteSet('A-Za-z0-9_.@$+-')
for (let byte = 0x80; byte < 256; byte++) userSet[byte] = 1

export function userAnchors(): Anchor[] {
  const homes = [
    '/home/',
    '/users/',
    ':\\users\\',
    ':\\\\users\\\\',
    ':/users/',
    '/export/home/',
    '\\documents and settings\\',
    '/c/users/',
    '%5cusers%5c',
    '\\users\\',
  ]
  const phrases = [
    'user ',
    'for invalid user ',
    'invalid user ',
    'illegal user ',
    'password for ',
    'publickey for ',
    'keyboard-interactive/pam for ',
    'gssapi-with-mic for ',
    'hostbased for ',
    'none for ',
    'login for ',
    'login by ',
    'logged in as ',
    'login as ',
    'sudo -u ',
    'su - ',
    'runas /user:',
    'logon for ',
    'account for ',
    'session for ',
    'connected as ',
    'authenticated as ',
    'run as ',
    'running as ',
    'owned by ',
    'login of ',
    'user name ',
    'username ',
    'role "',
    'signed in as ',
    'impersonating ',
    'on behalf of ',
  ]
  return [
    ...homes.map((literal) => ({ literal, handler: homePath, data: 0 })),
    ...phrases.map((literal) => ({
      literal,
      handler: phrase,
      local: true,
      data: literal === 'user ' || literal.endsWith('"') ? 1 : 0,
    })),
    { literal: 'uid=', handler: numbered, data: 0, local: true },
    { literal: 'gid=', handler: numbered, data: 0, local: true },
    { literal: 'groups=', handler: numbered, data: 0 },
    { literal: 'sudo: ', handler: sudo, data: 0 },
    { literal: 'sudo[', handler: sudo, data: 0 },
    { literal: ':x:0', handler: passwdLine, data: 0 },
    { literal: ':*:0', handler: passwdLine, data: 0 },
    { literal: '\\', handler: domainUser, data: 0, local: true },
    ...['rwx', 'rw-', 'r-x', 'r--'].map((literal) => ({ literal, handler: listing, data: 0 })),
    { literal: 'uid=', handler: distinguished, data: 0, local: true },
    { literal: 'cn=', handler: distinguished, data: 1 },
    { literal: 'crontab(', handler: inParentheses, data: 0 },
    { literal: 'CRON[', handler: cron, data: 0 },
  ]
}

/** Claims a user name, unless it is one that every machine has. Says whether it did. */
export function claimUser(scan: Scan, start: number, end: number): boolean {
  let to = end
  while (
    to > start &&
    (scan.bytes[to - 1] === code('.') || scan.bytes[to - 1] === code('-') || scan.bytes[to - 1] === code('@'))
  )
    to--
  const written = scan.text(start, to)
  const name = written.toLowerCase()
  if (name.length < 2 || /^[\d.$_-]+$/.test(name) || systemUsers.has(name.replace(/\$$/, '')) || isPseudonym(name))
    return false
  if (/^[*x.#_<>[\](){}%$-]+$/.test(name) || /^(?:redacted|null|none|undefined|unknown|true|false)$/.test(name))
    return false
  scan.claim(start, to, userRule, name === written ? undefined : name)
  return true
}

/** The folder below `/home`, `/Users` and their kind. */
function homePath(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  if (
    bytes[start] === code('/') &&
    is(bytes[start - 1], ALNUM) &&
    scan.isAt(start, '/users/', true) &&
    !/(?:^|[a-z]:|\/mnt\/[a-z]|\/cygdrive\/[a-z]|\/host|\/mac|\/volumes\/[^/]{1,30})$/i.test(
      scan.text(start - 40, start),
    )
  )
    return
  // `GET /users/42` is a route; macOS writes a capital.
  if (scan.isAt(start, '/users/') && bytes[start - 1] !== code(':')) return
  let to = end
  while (
    to < scan.end &&
    to - end < 64 &&
    (userSet[bytes[to]!] === 1 ||
      (bytes[to] === 32 && bytes[start] !== code('/') && /^ [\w.-]{1,30}\\/.test(scan.text(to, to + 33))))
  )
    to++
  scan.spend(to - end)
  const next = bytes[to]
  if (next === code('*') || next === code('{') || next === code('<')) return
  claimUser(scan, end, to)
}

/** `for user alice`, `Invalid user bob from …`: the word behind the phrase, unless it goes on as prose. */
function phrase(scan: Scan, start: number, end: number, loose: number): void {
  const { bytes } = scan
  if (is(bytes[start - 1], ALNUM) || bytes[start - 1] === code('_') || bytes[start - 1] === code('-')) return
  let from = end
  const quoted = is(bytes[from], QUOTE) || (bytes[from - 1] === 34 && is(bytes[from], ALNUM))
  if (is(bytes[from], QUOTE)) from++
  else if (bytes[from] === code('\\') && is(bytes[from + 1], QUOTE)) from += 2
  if (scan.isAt(from, 'user ') || scan.isAt(from, 'invalid user ') || scan.isAt(from, 'illegal user ')) return
  const to = scan.runOf(userSet, from, 64)
  scan.dependsOn(from, to)
  const word = scan.text(from, to).replace(/[.,]+$/, '')
  if (
    word.includes('@') ||
    wordsAfterUser.has(word.toLowerCase()) ||
    bytes[to] === code('=') ||
    bytes[to] === code('/') ||
    bytes[to] === code('\\')
  )
    return
  if (loose && !quoted && !isNameInSentence(scan, start, word, to)) return
  claimUser(scan, from, from + word.length)
}

/** After a mere "user", the word must look like a name, or the sentence must be one that logs write about users. */
function isNameInSentence(scan: Scan, start: number, word: string, end: number): boolean {
  if (/[\d._]/.test(word) && /[a-z]/i.test(word)) return true
  const before = scan.text(start - 24, start)
  const after = scan.text(end, end + 24)
  if (
    /(?:\bfor|\bby|\bof|\bfrom|\bas|invalid|illegal|unknown|opened for|closed for|failed for|the|removed|add|new|deleted?|created?|locked|unlocked) $/i.test(
      before,
    )
  ) {
    return (
      /^(?:\s(?:from|by|on|at|with|failed|logged|has|is|was|does|not|via|using|to|\()|[\s:;,.)(]|$)/.test(after) &&
      word.length >= 3
    )
  }
  return /^ (?:from|logged|connected|authenticated|failed|authorized|disconnected|by)\b/.test(after)
}

/** `uid=1000(alice)`, as `id` prints it. */
function numbered(scan: Scan, _start: number, end: number): void {
  for (let at = end, names = 0; names < 40; names++) {
    const open = /^\d{1,10}\(([^()\s]{1,64})\),?/.exec(scan.text(at, at + 80))
    if (open === null) return
    scan.depends()
    const from = at + open[0].indexOf('(') + 1
    claimUser(scan, from, from + open[1]!.length)
    at += open[0].length
  }
}

/** `sudo:   alice : TTY=…`. */
function sudo(scan: Scan, _start: number, end: number): void {
  const match = /^(?:\d{1,8}\]: )?\s{0,12}([\w.@$-]{1,64}) : /.exec(scan.text(end, end + 90))
  if (match === null) return
  const from = end + match[0].length - 3 - match[1]!.length
  claimUser(scan, from, from + match[1]!.length)
}

/** `CRON[123]: (alice) CMD (…)`. */
function cron(scan: Scan, _start: number, end: number): void {
  const match = /^\d{1,8}\]: \(([\w.@$-]{1,64})\)/.exec(scan.text(end, end + 90))
  if (match !== null) claimUser(scan, end + match[0].length - 1 - match[1]!.length, end + match[0].length - 1)
}

function inParentheses(scan: Scan, _start: number, end: number): void {
  const match = /^([\w.@$-]{1,64})\)/.exec(scan.text(end, end + 66))
  if (match !== null) claimUser(scan, end, end + match[1]!.length)
}

/** `alice:x:1000:1000:Alice Smith,,,:/home/alice:/bin/bash`. */
function passwdLine(scan: Scan, start: number, end: number): void {
  const lineStart = scan.lineStart(start, 70)
  const name = scan.text(lineStart, start)
  const rest = /^\d{0,9}:\d{1,10}:([^:\n]{0,120}):\//.exec(scan.text(end, end + 160))
  if (!/^[a-z_][\w.-]{0,40}\$?$/i.test(name) || rest === null || !claimUser(scan, lineStart, start)) return
  const gecos = rest[1]!.split(',')[0]!.trim()
  const from = end + rest[0].indexOf(rest[1]!, rest[0].indexOf(':', rest[0].indexOf(':') + 1))
  if (gecos.length > 3) scan.claim(from, from + gecos.length, personRule)
}

/** `\\\\files-3\\share`: the machine of a share, with each backslash twice where the text is quoted. */
function sharePath(scan: Scan, start: number): void {
  if (scan.bytes[start - 1] === code('\\') || is(scan.bytes[start - 1], ALNUM)) return
  const match = /^(?:\\{4}([A-Za-z][\w-]{2,40})\\\\|\\\\([A-Za-z][\w-]{2,40})\\)(?=[\w$])/.exec(
    scan.text(start, start + 60),
  )
  const name = match?.[1] ?? match?.[2]
  if (
    name === undefined ||
    /^(?:users|localhost|wsl|server|share|host|hostname|computer|computername|machine|name|path)$/i.test(name)
  )
    return
  scan.depends()
  const from = start + match![0].indexOf(name)
  claimHost(scan, from, from + name.length, 'placed')
}

/** `CORP\alice`: a domain in capitals (or one with a dot) and a name. */
function domainUser(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  if (bytes[end] === code('\\')) sharePath(scan, start)
  if (!is(bytes[start - 1], ALNUM)) return
  const doubled = bytes[end] === code('\\') ? 1 : 0
  const from = end + doubled
  if (!is(bytes[from], ALNUM)) return
  let domain = start
  while (
    domain > 0 &&
    start - domain < 32 &&
    (is(bytes[domain - 1], ALNUM) || bytes[domain - 1] === code('-') || bytes[domain - 1] === code('.'))
  )
    domain--
  const before = bytes[domain - 1]
  if (
    before === code('\\') ||
    before === code('/') ||
    (before === code(':') && !/\/u(?:ser)?:$/i.test(scan.text(domain - 6, domain))) ||
    before === code('_') ||
    before === code('%')
  )
    return
  const realm = scan.text(domain, start)
  const isRealm = /^[A-Z][A-Z0-9-]{1,14}$/.test(realm) || /^[A-Z][A-Za-z0-9-]*\.[A-Za-z.]{2,24}$/.test(realm)
  if (
    !isRealm ||
    /^(?:HK[A-Z]{2,3}|HKEY|REGISTRY|SYSTEM|SOFTWARE|NT|BUILTIN|MACHINE|CONTROL|SAM|UTF|ASCII|JSON|SQL|URL|HTTP)$/.test(
      realm,
    )
  )
    return
  scan.depends()
  const to = scan.runOf(userSet, from, 64)
  if (bytes[to] === code('\\') || bytes[to] === code('/') || to - from < 2 || is(bytes[domain - 1], ALNUM)) return
  if (
    /^[nrtu]$/.test(scan.text(from, to)) ||
    /\.(?:exe|dll|sys|txt|log|ini|bat|cmd|ps1|xml|json|config)$/i.test(scan.text(from, to))
  )
    return
  if (claimUser(scan, from, to) && !/^(?:WORKGROUP|DOMAIN|LOCAL)$/.test(realm))
    scan.claim(domain, start, rule('host', 'host'), realm.toLowerCase())
}

/** Owner and group in `ls -l`. */
function listing(scan: Scan, start: number): void {
  const match =
    /^[-dlbcps](?:[r-][w-][xsStT-]){3}[.+@]? {1,6}\d{1,6} ([\w.@+\\$-]{1,40}) {1,20}([\w.@+\\$-]{1,40}) {1,20}\d/.exec(
      scan.text(start - 1, start + 130),
    )
  if (match === null || is(scan.bytes[start - 2], ALNUM)) return
  const owner = start - 1 + match[0].indexOf(match[1]!, 10)
  claimUser(scan, owner, owner + match[1]!.length)
  const group = owner + match[1]!.length + scan.text(owner + match[1]!.length, start + 130).indexOf(match[2]!)
  claimUser(scan, group, group + match[2]!.length)
}

/** `uid=alice,ou=people,dc=corp`, `CN=Alice Smith,OU=…`. */
function distinguished(scan: Scan, start: number, end: number, isCommonName: number): void {
  if (is(scan.bytes[start - 1], ALNUM)) return
  const text = scan.text(end, end + 80)
  // The list may go on in the next line.
  if (/^[^,=+<>"\n\\/]{2,64}[,/]\r?\n/.test(text)) scan.dependsOnMore()
  const match = /^([^,=+<>"\n\\/]{2,64})(?:,|\/| ,)\s?(?:ou|o|dc|cn|c|l|st)=/i.exec(text)
  if (match === null || is(scan.bytes[end], DIGIT)) return
  scan.depends()
  const value = match[1]!
  if (!isCommonName) claimUser(scan, end, end + value.length)
  else if (
    /^[A-Z\x80-\xff][^\s]{1,24}(?: [A-Z\x80-\xff][^\s]{0,24}){1,3}$/.test(value) &&
    !/\b(?:CA|Root|Authority|Certificate|Server|Services?|Inc|Ltd|Test|SSL|TLS|RSA|Domain|Users|Admins)\b/.test(value)
  )
    scan.claim(end, end + value.length, personRule)
}
