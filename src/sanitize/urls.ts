import { ALNUM, byteSet, code, DIGIT, is, NAME } from './chars.ts'
import { claimHost } from './hosts.ts'
import { certainRule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimUser } from './users.ts'
import { isPlaceholder, looksRandom } from './values.ts'

const urlPassword = certainRule('url-password')
const webhook = certainRule('webhook')
const schemeSet = byteSet('A-Za-z0-9+.-')

export function urlAnchors(): Anchor[] {
  const hooks = [
    'hooks/',
    'hook/',
    'webhookb2/',
    '/services/',
    'incomingwebhook/',
    '/bot',
    '/reset/',
    '/invite/',
    '/verify/',
    '/confirm/',
    '/activate/',
    '/magic/',
    '/unsubscribe/',
    'reset-password/',
    'reset_password/',
    '/share/',
    '/s/',
    '/key/',
    '/token/',
    '/keys/',
    '/apikey/',
    '/apikeys/',
    '/tokens/',
    '/input/',
    '/catch/',
    'workflows/',
    '/integration/',
    '/heartbeat/',
    'hc-ping.com/',
    '/integrations/generic/',
    '/ping/',
  ]
  return [
    { literal: '://', handler: url, data: 0, local: true },
    { literal: '@tcp(', handler: goDsn, data: 0 },
    { literal: '@unix(', handler: goDsn, data: 0 },
    { literal: ':thin:', handler: oracle, data: 0 },
    { literal: 'sqlplus ', handler: oracle, data: 0 },
    ...hooks.map((literal) => ({
      literal,
      handler: hookPath,
      data: literal === '/s/' || literal === '/share/' ? 1 : 0,
    })),
  ]
}

/** The bytes that end a URL in any text. */
const stops = byteSet(' \t\n\r"\'`<>\\|{}^')

/** `scheme://user:password@host:port/path`. */
function url(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  const scheme = scan.text(scan.runBefore(schemeSet, start, 24), start).toLowerCase()
  if (scheme === '' || scheme === 'file') return
  let slash = -1
  let at = -1
  let i = end
  for (; i < scan.end && i - end < 512 && stops[bytes[i]!] !== 1; i++) {
    // Another URL reads on for itself.
    if (i > end && bytes[i] === code(':') && bytes[i + 1] === code('/') && bytes[i + 2] === code('/')) break
    if (bytes[i] === code('@') && (slash < 0 || isHostBehind(scan, i, end))) at = i
    else if (slash < 0 && (bytes[i] === code('/') || bytes[i] === code('?') || bytes[i] === code('#'))) slash = i
    else if (
      slash < 0 &&
      (bytes[i] === code(')') || bytes[i] === code(',') || bytes[i] === code(';')) &&
      !is(bytes[i + 1], ALNUM) &&
      bytes[i + 1] !== code('@')
    )
      break
  }
  scan.spend(3 * (i - end))
  if (at > end) {
    scan.depends()
    userInfo(scan, end, at)
  }
  const hostStart = at > end ? at + 1 : end
  if (bytes[hostStart] === code('[')) return
  let hostEnd = hostStart
  while (hostEnd < scan.end && hostEnd - hostStart < 255 && (is(bytes[hostEnd], NAME) || bytes[hostEnd] === 46))
    hostEnd++
  scan.dependsOn(hostStart, hostEnd)
  urlHosts(scan, hostStart, hostEnd)
  if (mayCatch[bytes[hostStart]!] === 1 && catchers.test(scan.text(hostStart, hostEnd))) {
    scan.depends()
    const path = /^(?::\d{1,5})?\//.exec(scan.text(hostEnd, hostEnd + 8))?.[0].length ?? 0
    if (path > 0) hookPath(scan, hostEnd, hostEnd + path, random)
  }
}

/** Hosts that take messages from whoever knows the path: `hooks.slack.com`, `hook.eu1.make.com`, `webhook.site`. */
const catchers = /^(?:(?:web)?hooks?(?:\.[\w-]{1,40}){1,4}|hc-ping\.com|cronitor\.link)$/i
const mayCatch = byteSet('hHwWcC')

/** A password may hold a slash; then a host must stand behind the last `@`, and a colon before the first slash that is no port. */
function isHostBehind(scan: Scan, at: number, start: number): boolean {
  if (!/^[A-Za-z0-9.-]{2,80}(?::\d{2,5})?(?:[/?\s"']|$)/.test(scan.text(at + 1, at + 90))) return false
  const head = scan.text(start, at)
  return /^[\w.%~-]{0,64}:(?!\d{1,5}\/)[^\s@]{0,200}$/.test(head)
}

function userInfo(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  let colon = start
  while (colon < end && bytes[colon] !== code(':')) colon++
  if (colon === end) {
    const name = scan.text(start, end)
    // `akka://workerActorSystem@host`: names of programs are no tokens.
    if (isCamelWords(name)) return
    if (name.length >= 16 || looksRandom(name)) scan.claimAndLearn(start, end, urlPassword)
    else claimUser(scan, start, end)
    return
  }
  const password = scan.text(colon + 1, end)
  if (!isPlaceholder(password)) {
    const plain = decoded(password)
    scan.claimAndLearn(colon + 1, end, urlPassword, plain)
  } else if (/^[A-Za-z]{3,12}$/.test(password) && !/^x+$/i.test(password)) {
    // `admin:secret@`: what stands here is one, but the word stands elsewhere as a word.
    scan.claim(colon + 1, end, urlPassword)
  }
  const name = scan.text(start, colon)
  if (looksRandom(name) && name.length >= 16) scan.claimAndLearn(start, colon, urlPassword)
  else claimUser(scan, start, colon)
}

const isCamelWords = (name: string) => /^[A-Za-z][a-z]{2,}(?:[A-Z][a-z]{2,}){1,6}$/.test(name)

function decoded(text: string): string {
  return text.includes('%')
    ? text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}

/** The host of a URL is one by its place. Names of one plain word (`http://backend:8080`) tell nothing. Lists have commas. */
function urlHosts(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  let from = start
  let to = end
  for (let hosts = 0; hosts < 12; hosts++) {
    const name = scan.text(from, to)
    if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) {
      // An address: the dotted rule has it.
    } else if (name.includes('.') || (/\d|-/.test(name) && /[g-z]/i.test(name))) {
      if (!/-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\./.test(name) && claimHost(scan, from, to, 'placed'))
        scan.dottedEnd = Math.max(scan.dottedEnd, to)
      else if (!/\d-\d/.test(name)) scan.dottedEnd = Math.max(scan.dottedEnd, to)
    }
    // mongodb://a:27017,b:27017
    let next = to
    if (bytes[next] === code(':')) while (is(bytes[++next], DIGIT));
    if (bytes[next] !== code(',') || !is(bytes[next + 1], ALNUM)) return
    scan.depends()
    from = next + 1
    to = scan.runOf(hostSet, from, 255)
    if (bytes[to] === code('=')) return
  }
}
const hostSet = byteSet('A-Za-z0-9._-')

/** `user:password@tcp(host:3306)/name`, as Go's MySQL driver wants it. */
function goDsn(scan: Scan, start: number, end: number): void {
  let from = start
  while (from > 0 && start - from < 128 && stops[scan.bytes[from - 1]!] !== 1 && scan.bytes[from - 1] !== code('='))
    from--
  if (start > from) userInfo(scan, from, start)
  const to = scan.runOf(hostSet, end, 255)
  if (scan.bytes[end - 2] === code('p')) urlHosts(scan, end, to)
}

/** `jdbc:oracle:thin:scott/tiger@…`, `sqlplus scott/tiger@…`. */
function oracle(scan: Scan, _start: number, end: number): void {
  const text = /^([\w$#.]{1,40})\/([^\s@/]{2,80})@/.exec(scan.text(end, end + 130))
  const host = /^[^\s@"']{0,122}@(?:\/\/)?([A-Za-z][\w.-]{2,100})(?=[:/])/.exec(scan.text(end, end + 230))
  if (host !== null) {
    const at = end + host[0].length - host[1]!.length
    claimHost(scan, at, at + host[1]!.length, 'placed')
  }
  if (text === null) return
  const from = end + text[1]!.length + 1
  claimUser(scan, end, end + text[1]!.length)
  scan.claimAndLearn(from, from + text[2]!.length, urlPassword)
}

/** How strict a path is read: what looks random, identifiers too. */
const random = 2

/** Secrets in the path of a URL: web hooks, bots, invitations, password resets. */
function hookPath(scan: Scan, start: number, end: number, strict: number): void {
  let at = end
  let first = -1
  for (let parts = 0; parts < 6; parts++) {
    const to = scan.runOf(pathSet, at, 400)
    const value = scan.text(at, to)
    const isSecret =
      !isArchive.test(scan.text(at, to + 1)) &&
      ((value.length >= 16 && /\d/.test(value) && /[a-z]/i.test(value)) ||
        (value.length >= 24 && looksRandom(value)) ||
        isZap(scan, at, value))
    if (isPlaceholder(value.replace(/^(redacted-[a-z-]+?)-\d+$/, '$1'))) {
      if (scan.bytes[to] !== code('/')) return
      at = to + 1
      continue
    }
    const isUuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value)
    if (
      isSecret &&
      isUrl(scan, start) &&
      (strict === 0 || (looksRandom(value) && (strict === random || (!isUuid && value.length >= 20))))
    ) {
      scan.claimAndLearn(at, to, webhook)
      // `<id>/IncomingWebhook/<id>/<id>` is one address.
      if (first >= 0) scan.claim(first, to, webhook)
      else first = at
    }
    // Slack's `T…/B…/…`: the workspace and the app belong to the address.
    else if (first < 0 && /^T[A-Z0-9]{8,12}$/.test(value) && isSlack.test(scan.text(to, to + 48))) first = at
    if (scan.bytes[to] !== code('/') || to === at) return
    at = to + 1
  }
}
const isSlack = /^\/[AB][A-Z0-9]{8,12}\/[A-Za-z0-9]{16}/

/** `hooks.zapier.com/hooks/catch/1234567/a1b2c3d/`: a number and seven letters or digits. */
const isZap = (scan: Scan, at: number, value: string) =>
  /^[a-z0-9]{6,9}$/.test(value) && /hooks\/catch\/\d{4,10}\/$/.test(scan.text(at - 26, at))

/** Names of files, and of archives that something lies in: `x-1.2.jar!/y`. */
const isArchive =
  /\.(?:jar|war|ear|zip|tgz|gz|bz2|xz|zst|rpm|deb|whl|egg|apk|exe|msi|dmg|iso|tar|html?|css|m?js|map|json|xml|ya?ml|png|jpe?g|gif|svg|webp|ico|pdf|md|txt|log|so|dll|py|rb|go|rs|ts|java|class|php)[!/]?$/i
const pathSet = byteSet('A-Za-z0-9_.~@:=-')

function isUrl(scan: Scan, at: number): boolean {
  const before = scan.text(at - 120, at)
  const last = before.slice(Math.max(before.lastIndexOf(' '), before.lastIndexOf('"'), before.lastIndexOf('\n')) + 1)
  return last.includes('://') || last.startsWith('/') || last === '' || last.includes('.')
}
