import { ALNUM, code, is } from './chars.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimSureUser, userSet } from './users.ts'

export function homePathAnchors(): Anchor[] {
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
    '/home0/',
    '/home.old/',
    '/g/g0/',
    '/p/gb0/',
    ':\\profiles\\',
    '/data/users/',
    '/srv/users/',
    '/mnt/users/',
    '/nfs/users/',
    '\\home$\\',
    '\\homes\\',
    '\\users$\\',
    '\\profiles$\\',
    '\\userdata$\\',
  ]
  return [
    ...homes.map((literal): Anchor => ({ literal, handler: homePath, data: 0, local: 'line' })),
    { literal: '~', handler: tildeHome, data: 0, local: true },
    ...spools.map((literal) => ({ literal, handler: spool, data: 0, local: true })),
    { literal: '/user/', handler: clusterHome, data: 0, local: true },
    { literal: 'scratch/', handler: scratchHome, data: 0, local: true },
  ]
}

/** The folder below `/home`, `/Users` and their kind. */
function homePath(scan: Scan, start: number, literalEnd: number): void {
  let end = literalEnd
  const { bytes } = scan
  if (
    bytes[start] === code('/') &&
    is(bytes[start - 1], ALNUM) &&
    scan.isAt(start, '/users/', true) &&
    !/(?:^|[a-z]:|\/mnt\/[a-z]|\/cygdrive\/[a-z]|\/host|\/mac|\/volumes\/[^/]{1,30})$/i.test(
      scan.text(Math.max(scan.lineStart(start, 40), start - 40), start),
    )
  )
    return
  // `GET /users/42` is a route; macOS writes a capital.
  if (scan.isAt(start, '/users/') && bytes[start - 1] !== code(':')) return
  // `D:\\\\Users\\\\alice`: text within a text, with each backslash doubled again.
  while (bytes[end] === code('\\') && end - start < 20) end++
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
  claimSureUser(scan, end, to)
}

/** Folders with one file or folder for each user (hier(7), crontab(1)). */
const spools = [
  '/spool/cron/crontabs/',
  '/spool/cron/tabs/',
  '/var/spool/mail/',
  '/var/mail/',
  '/accountsservice/users/',
]

function spool(scan: Scan, _start: number, end: number): void {
  claimSureUser(scan, end, scan.runOf(userSet, end, 64))
}

/** `~alice/.ssh`, as a shell writes a home. `~/` is one's own, `file~` a copy. */
function tildeHome(scan: Scan, start: number, end: number): void {
  const before = scan.bytes[start - 1]
  if (is(before, ALNUM) || before === code('~') || before === code('_') || before === code('.')) return
  const to = scan.runOf(userSet, end, 40)
  if (scan.bytes[to] !== code('/') || !/^[a-z_][\w.-]{1,38}$/i.test(scan.text(end, to))) return
  claimSureUser(scan, end, to)
}

/** `hdfs://nn:9000/user/alice/in`, `NameSystem.allocateBlock: /user/alice/out`: the folder of a user in Hadoop's file system. */
function clusterHome(scan: Scan, start: number, end: number): void {
  if (!is(scan.bytes[end], ALNUM)) return
  const before = scan.text(Math.max(scan.lineStart(start, 160), start - 160), start)
  if (
    !/(?:hdfs|viewfs):\/\/[\w.:-]*$|\/webhdfs\/v1$|\bNameSystem\.\w+: ?$|\b(?:src|dst)=$|\b(?:hdfs dfs|hadoop fs) [^\r\n]*$/.test(
      before,
    )
  )
    return
  claimSureUser(scan, end, scan.runOf(userSet, end, 64))
}

/** `/gscratch/alice/run7`: what a cluster has for its users' big files. Below a plain `/scratch` are builds. */
function scratchHome(scan: Scan, start: number, end: number): void {
  if (!/(?:^|[^\w/.-])\/[a-z]{1,6}$/.test(scan.text(Math.max(scan.lineStart(start, 8), start - 8), start))) return
  const to = scan.runOf(userSet, end, 64)
  if (scan.bytes[to] === code('/') && !/^(?:te?mp|data|shared|projects?|builds?|cache|work)$/i.test(scan.text(end, to)))
    claimSureUser(scan, end, to)
}
