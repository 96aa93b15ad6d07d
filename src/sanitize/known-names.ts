import { byteSet, code } from './chars.ts'
import { remembered } from './remembered.ts'
import { roleWords } from './rules/role-words.ts'
import { soundsEnglish } from './rules/spoken-words.ts'
import type { Scan } from './scan.ts'

/**
 * Where a user's name, once a key or a path has told it, means that user: anywhere (`anna.schmidt`, `kmeier42`), or only where
 * names stand (`kmeier`, which is plain letters: in `by kmeier(uid=1000)`, `CN=kmeier`, `["kmeier"]`). Names that are words of a
 * log, and those of a service (`ledger-svc`, `shop_app`), mean it nowhere but beside their key.
 */
export const userPlaces = remembered((name: string): 'anywhere' | 'placed' | undefined => {
  if (name.length < 6 || name.length > 64) return undefined
  if (/^[a-z]{6,20}$/.test(name)) return isWord(name) || soundsEnglish(name) ? undefined : 'placed'
  const numbered = /^([a-z]{3,})\d{1,6}$/i.exec(name)
  if (numbered !== null) return isWord(numbered[1]!) ? undefined : 'anywhere'
  const parts = /^([a-z]+)\.([a-z]{2,})\d{0,4}$/i.exec(name)
  if (parts !== null) return isWord(parts[1]!) || isWord(parts[2]!) || isEnding(parts[2]!) ? undefined : 'anywhere'
  return undefined
})

/** Whether a user that is known by name is meant by these bytes. */
export function isUserHere(scan: Scan, start: number, end: number, name: string): boolean {
  const { bytes } = scan
  if (bytes[start - 1] === code('-') || bytes[start - 1] === code('_')) return false
  if (bytes[end] === code('-') || bytes[end] === code('_') || scan.isAt(end, '()')) return false
  if (userPlaces(name) === 'anywhere') return true
  // `/eureka/`: what the user's service is called.
  if (bytes[start - 1] === code('/')) return false
  return beforeNames[bytes[start - 1]!] === 1 || afterNames[bytes[end]!] === 1 || isCalled(scan, start)
}

const beforeNames = byteSet(`=:\\(["'<>@|~`)
const afterNames = byteSet(`@(=\\"'<|`)

/** `by kmeier`, `owner: kmeier`, `for kmeier`. */
const isCalled = (scan: Scan, start: number) =>
  /(?:^|[^a-z])(?:by|for|from|user|owner|author|member|account|login|login is|username is|as|of|to)(?: |: ?)$/i.test(
    scan.text(Math.max(0, start - 12), start),
  )

/** Whether a full name means one person wherever it stands: two to four capitalised names, and not only words of a log. */
export const isFullName = remembered(
  (name: string) =>
    name.length >= 8 &&
    /^[A-Z][a-z]+(?: [A-Z][a-z']+){1,3}$/.test(name) &&
    name.split(' ').every((part) => part.length >= 3 && !isWord(part)),
)

/** Whether a machine's short name means it wherever it stands: `prod-db-17`, `WS-0143`, `kafka02`. Not `web-1`, which may be anything. */
export const isMachine = remembered(
  (name: string) =>
    /^[A-Z]{2,}[A-Z\d]*-\d{3,}[A-Z\d]*$/.test(name) ||
    (name.length >= 6 && /^[a-z]{2,}-?0\d{1,3}$/.test(name)) ||
    (name.length >= 9 &&
      /^[A-Za-z][A-Za-z\d]*(?:-[A-Za-z\d]+)+$/.test(name) &&
      (/^(?=.*\d)[a-z\d]+-[a-z\d]+-[a-z\d-]+$/.test(name) ||
        /^(?=.*\d)[A-Z\d]+-[A-Z\d-]+$/.test(name) ||
        /[a-z][A-Z].*-/.test(name))),
)

/** Ends of file names, packages and hosts that look like a family name. */
const endings = new Set(
  'com net org info local internal intranet corp home yaml json conf config toml java class html text jpeg lock service socket timer mount target slice scope'.split(
    ' ',
  ),
)
const isEnding = (part: string) => part.length <= 3 || endings.has(part.toLowerCase())
const isWord = (part: string) => roleWords.has(part.toLowerCase())
