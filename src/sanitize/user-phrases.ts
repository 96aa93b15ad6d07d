import { ALNUM, code, is, QUOTE } from './chars.ts'
import { soundsEnglish } from './rules/spoken-words.ts'
import { daemonUsers, wordsAfterUser } from './rules/users.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimAttempt, claimSureUser, claimUser, userSet } from './users.ts'

export function userPhraseAnchors(): Anchor[] {
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
    'failed none for ',
    'accepted none for ',
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
    'expiry for ',
  ]
  return [
    ...phrases.map((literal) => ({
      literal,
      handler: phrase,
      local: true,
      data: literal === 'user ' || literal.endsWith('"') ? 1 : 0,
    })),
    ...['invalid user ', 'illegal user ', 'failures for '].map((literal) => ({
      literal,
      handler: attempt,
      local: true,
      data: 0,
    })),
    { literal: 'rhost=', handler: refusal, data: 0, local: true },
  ]
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
    // `authenticated as unix-user:alice`
    (bytes[to] === code(':') && word.startsWith('unix-')) ||
    bytes[to] === code('/') ||
    bytes[to] === code('\\')
  )
    return
  if (loose && !quoted && !isNameInSentence(scan, start, word, to)) return
  if (!quoted && soundsEnglish(word) && !/^ (?:logged|signed|from|by)\b/.test(scan.text(to, to + 8))) return
  if (isRefused(scan, start, to)) claimAttempt(scan, from, from + word.length)
  else if (isSession(scan, start)) claimSureUser(scan, from, from + word.length, daemonUsers)
  else claimUser(scan, from, from + word.length)
}

/** `session opened for user test by (uid=509)`, `Accepted password for test from …`. */
const isSession = (scan: Scan, start: number) =>
  scan.isAt(start - 11, 'opened for ') || scan.isAt(start - 11, 'closed for ') || scan.isAt(start - 9, 'Accepted ')

/** `Failed password for mysql from 203.0.113.9 port 22`. */
const isRefused = (scan: Scan, start: number, end: number) =>
  scan.isAt(start - 7, 'Failed ') && scan.isAt(end, ' from ')

/** `invalid user 0 from 203.0.113.9 port 22`, `invalid user web master [preauth]`: the whole of what somebody typed for a name. */
function attempt(scan: Scan, start: number, end: number): void {
  if (is(scan.bytes[start - 1], ALNUM)) return
  const name =
    /^[^\s"'][^\r\n]{0,62}?(?= from (?:[\d.]{7,15}|[\da-f:]{3,39})(?: port \d|[\s:]|$)| from [\w.:%-]{3,90} port \d| \[preauth\])/i.exec(
      scan.text(end, end + 180),
    )?.[0]
  if (name !== undefined) claimAttempt(scan, end, end + name.length)
}

/** `ruser= rhost=203.0.113.9  user=git`, as PAM says whom it turned away. */
function refusal(scan: Scan, _start: number, end: number): void {
  const match = /^[^\s;,"']{0,120} {1,3}user=([^\s;,"']{1,64})(?=\s|$)/.exec(scan.text(end, end + 196))
  if (match === null) return
  const to = end + match[0].length
  claimAttempt(scan, to - match[1]!.length, to)
}

/** After a mere "user", the word must look like a name, or the sentence must be one that logs write about users. */
function isNameInSentence(scan: Scan, start: number, word: string, end: number): boolean {
  if (/[\d._]/.test(word) && /[a-z]/i.test(word)) return true
  const before = scan.text(start - 24, start)
  const after = scan.text(end, end + 24)
  if (
    /(?:\bfor|\bby|\bof|\bfrom|\bas|invalid|illegal|unknown|opened for|closed for|failed for|logged (?:in|out)|the|removed|add|new|deleted?|created?|locked|unlocked) $/i.test(
      before,
    )
  ) {
    // "the user reads it" goes on; "for user alice it" does not.
    const ends = /\bthe $/i.test(before)
      ? /^(?:\s(?:from|by|on|at|with|failed|logged|has|had|is|was|does|did|not|via|using|to|cannot|could|can|tried|and|or|\()|[:;,.)(]|\s*$)/
      : /^[\s:;,.)(]|^$/
    return ends.test(after) && word.length >= 3
  }
  return /^ (?:\(\d{1,10}\)|(?:from|logged|connected|authenticated|failed|authorized|disconnected|by|(?:added|removed|deleted|locked|unlocked) (?:by|to|from))\b)/.test(
    after,
  )
}
