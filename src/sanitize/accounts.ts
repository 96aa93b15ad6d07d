import { ALNUM, byteSet, code, is, LF } from './chars.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { alnumSet, digitSet } from './tokens.ts'

const account = rule('cloud-account', 'account')
const guidSet = byteSet('A-Fa-f0-9-')

export function accountAnchors(): Anchor[] {
  return [
    { literal: 'arn:aws', handler: arn, data: 0, local: 'line' },
    ...[
      '/subscriptions/',
      '/tenants/',
      '/tenant/',
      'login.microsoftonline.com/',
      'sts.windows.net/',
      '/providers/microsoft.management/managementgroups/',
      'subscriptionid=',
      'tenantid=',
      '--tenant ',
      '--tenant-id ',
      '--subscription ',
      '--subscription-id ',
      'tenant id: ',
      'subscription id: ',
      'tenant": "',
      'tenant":"',
      'tenant=',
      'tenant: ',
    ].map((literal): Anchor => ({ literal, handler: guid, data: 0, local: 'line' })),
    { literal: '.dkr.ecr.', handler: numberBefore, data: 12, local: 'line' },
    { literal: '.signin.aws', handler: numberBefore, data: 12, local: 'line' },
    { literal: '@developer.gserviceaccount', handler: numberBefore, data: 10, local: 'line' },
    { literal: '-compute@', handler: numberBefore, data: 10, local: 'line' },
    { literal: 'ocid1.', handler: oracleId, data: 0, local: 'line' },
    { literal: 'sqs.', handler: queue, data: 0, local: 'line' },
    { literal: '/000000000000/', handler: queueOfUrl, data: 0, local: 'line' },
    { literal: 'projects/', handler: project, data: 0, local: 'line' },
    ...['project_id', 'projectid', 'project-id'].flatMap((key) =>
      ['=', ': ', '": "', '":"'].map(
        (sign): Anchor => ({ literal: `${key}${sign}`, handler: project, data: 2, local: 'line' }),
      ),
    ),
    { literal: 'billingaccounts/', handler: project, data: 1, local: 'line' },
    { literal: 'organizations/', handler: project, data: 1, local: 'line' },
    { literal: 'folders/', handler: project, data: 1, local: 'line' },
    { literal: '/accounts/', handler: hexAccount, data: 0, local: 'line' },
    { literal: 'aws account ', handler: spoken, data: 0, local: 'line' },
    { literal: 'aws account: ', handler: spoken, data: 0, local: 'line' },
    { literal: 'account id ', handler: spoken, data: 0, local: 'line' },
    { literal: 'account ', handler: spoken, data: 0, local: 'line' },
  ]
}

/** Claims the number or name of an account; one that nothing else is called is found again without its place. */
export function claimAccount(scan: Scan, start: number, end: number, value?: string): void {
  scan.claim(start, end, account, value)
  const written = scan.text(start, end)
  if (/^\d{10,14}$|^[\da-f]{8}-[\da-f-]{27}$|^[a-z]+(?:-[a-z]+)*-\d{3,}$/.test(written))
    scan.learnName(written, account)
}

/** `arn:aws:iam::123456789012:role/app`: the account is the fifth field. */
function arn(scan: Scan, start: number): void {
  let colons = 0
  for (let i = start; i < scan.end && i - start < 120; i++) {
    if (scan.bytes[i] === LF) return
    if (scan.bytes[i] !== code(':')) continue
    if (++colons < 4) continue
    const to = scan.runOf(digitSet, i + 1, 13)
    if (to - i - 1 === 12) claimAccount(scan, i + 1, to)
    return
  }
}

function guid(scan: Scan, _start: number, end: number): void {
  const to = scan.runOf(guidSet, end, 40)
  if (to - end === 36) claimAccount(scan, end, to, scan.text(end, to).toLowerCase())
}

function numberBefore(scan: Scan, start: number, _end: number, least: number): void {
  const from = scan.runBefore(digitSet, start, 16)
  if (start - from >= least) claimAccount(scan, from, start)
}

/** `ocid1.tenancy.oc1..aaaa…` */
function oracleId(scan: Scan, start: number, end: number): void {
  const to = scan.runOf(ocidSet, end, 160)
  const unique = scan.text(end, to).split('.').at(-1) ?? ''
  if (unique.length >= 20) claimAccount(scan, to - unique.length, to)
  else if (to - end > 60) claimAccount(scan, start, to)
}
const ocidSet = byteSet('A-Za-z0-9._-')

/** `sqs.eu-west-1.amazonaws.com/123456789012/name` */
function queue(scan: Scan, _start: number, end: number): void {
  const match = /^[\w.-]{8,60}\/(\d{12})\//.exec(scan.text(end, end + 90))
  if (match !== null) claimAccount(scan, end + match[0].length - 13, end + match[0].length - 1)
}

/** The same behind a host that is gone already. */
function queueOfUrl(scan: Scan, start: number, end: number): void {
  if (/\bsqs\.[a-z0-9-]{4,20}\.amazonaws\.com(?:\.cn)?$/i.test(scan.text(start - 50, start)))
    claimAccount(scan, start + 1, end - 1)
}

/** `projects/my-project-123456/…`, when a number makes it somebody's. */
function project(scan: Scan, _start: number, end: number, kind: number): void {
  const match =
    /^([a-z][a-z0-9-]{4,28}-\d{3,8}|[a-z][a-z0-9-]{1,28}-\d{5,8}|\d{8,14}|[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6})(?![\w-])/.exec(
      scan.text(end, end + 48),
    )
  // A number alone is one behind `organizations/`; behind `project_id=` it may be anybody's.
  if (match === null || (kind === 1 && !/^[\dA-F]/.test(match[1]!)) || (kind === 2 && /^\d/.test(match[1]!))) return
  claimAccount(scan, end, end + match[1]!.length)
}

/** Cloudflare writes accounts and zones as 32 hex digits. */
function hexAccount(scan: Scan, _start: number, end: number): void {
  const to = scan.runOf(alnumSet, end, 33)
  if (to - end === 32 && /^[0-9a-f]+$/.test(scan.text(end, to))) claimAccount(scan, end, to)
}

function spoken(scan: Scan, _start: number, end: number): void {
  const match = /^(?:is |id |: |= )?(\d{12}|\d{4}-\d{4}-\d{4})(?!\d)/.exec(scan.text(end, end + 24))
  if (match === null || is(scan.bytes[end + match[0].length], ALNUM)) return
  claimAccount(scan, end + match[0].length - match[1]!.length, end + match[0].length, match[1]!.replaceAll('-', ''))
}
