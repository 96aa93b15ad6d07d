import { type Clause, wordsOf } from './clauses.ts'
import { WordList } from './word-list.ts'

/** What a person's wording says about a request, whatever the product. */
export type SignalName =
  | 'failure'
  | 'request'
  | 'asking'
  | 'how-to'
  | 'outage'
  | 'everyone'
  | 'data loss'
  | 'breach'
  | 'urgent'
  | 'critical'
  | 'emergency'
  | 'production'
  | 'calm'
  | 'minor'

export interface Signal {
  name: SignalName
  /** The person's words, for reasons. */
  phrase: string
}

const phrases: Record<SignalName, string> = {
  failure: `nobody, no one, noone, none of, error, errors, fails, failed, failing, failure, broken, broke, breaks, crash, crashes, crashed, crashing, bug, bugs, buggy,
    does not work, doesnt work, dont work, not working, isnt working, arent working, stopped working, wont work, not work, no longer works, no longer work,
    cant, cannot, can not, cant even, unable to, wont start, wont load, wont open, wont connect, does not start, doesnt start, does not load, doesnt load,
    hangs, hang, hanging, freezes, frozen, stuck, timeout, timeouts, timed out, times out, exception, stack trace, traceback, panic, rejected, refused, refuses, denied,
    missing, disappeared, vanished, gone, lost, wrong, incorrect, corrupt, corrupted, expired, expires, loops, loop, looping, redirected back, logged out, logs me out, kicks me out, kicked out,
    invalid, unexpected, unavailable, unreachable, unauthorized, forbidden, unhealthy, exited, exits, 500, 502, 503, 504, 401, 403, 404, oom, oomkilled, out of memory, segfault, fatal,
    slow, slower, sluggish, laggy, takes forever, takes ages, unusable, blank page, white page, empty page, black screen, nothing happens, never arrives, never arrive, not arriving, no response, does nothing, doesnt do anything,
    ignores, ignored, overlaps, overlap, regression, instead of, should not, shouldnt, but nothing, not showing, doesnt show, dont show, does not show, never show, not found, no longer, full, 100%, killed, mismatch, locked out, double, twice, duplicate, duplicated,
    is down, are down, went down, goes down, down again, not responding, doesnt respond, does not respond, doesnt answer, does not answer, keeps, leaks, leak, grows, growing, halfway, permission denied`,
  request: `feature request, feature, would be nice, would be great, would be good, would be cool, would be helpful, would be useful, would be lovely, would be awesome, would be amazing, would be fantastic, would be wonderful, would be handy, would be good to have, be possible to add, be possible to have, be possible to support, love to have, love to see, love an option, consider it, in the future, one day, one would love, add one, official support, request, requesting, proposal to, would love, it would help if, id love, i would like to see, wed like to see, please add, please support, please consider, please make it possible,
    can you add, could you add, could we get, could we have, can we get, can we have, any chance of, any chance to get, any plans to, any plans for, are there plans, suggestion, suggest, idea for, an idea, i propose, proposal, wish, wishlist, enhancement, improvement, add support for, add an option, add a button, add a way, add dark mode, support for, option to, make it possible, allow users to, let us, let me choose, should be able to, should support, should have, i wish, we wish, nice to have, missing feature, export as, export to, consider adding, please translate, can you translate, could you translate, an integration with, i want to be able, it should be possible, needs an option, planned feature`,
  asking: `how, what, which, where, when, why, who, is it, is there, are there, can i, can we, can you, could you, could i, do i, do we, does, did, should i, should we, am i, is this, may i, any way to, anyone know, does anyone, does anybody, has anyone, wondering, question, explain, clarify, difference between, recommend, recommended, best way, best practice, tell me, looking for, want to know, like to know, need to know, not sure how, not sure if, not sure whether, dont understand, confused`,
  'how-to': `how do i, how do we, how can i, how can we, how to, how does, how should, how would, how much, how many, how long, how often, howto, how do you, is it possible, is there a way, is there any way, any way to, what is the best, whats the best, best way, best practice, where do i, where can i, where is, where are, what are the, can i use, can we use, can i run, can i limit, does it support, do you support, does it work, does it run, is there a guide, guide, tutorial, documentation, docs, instructions, step by step, steps to, want to set up, want to configure, trying to figure out, supported`,
  outage: `production down, production is down, prod down, prod is down, prod is dead, production outage, complete outage, total outage, full outage, outage, everything is down, everything down, all down, completely down, is completely down, site is down, system is down, server is down, service is down, platform is down, instance is down, whole system is down, down for everyone, down for all, down since, is down, are down, went down, down again, offline, is offline, is unreachable, nothing works, nothing works anymore, nothing works any more, nothing is working, unavailable for, unavailable since, stopped responding, not reachable, dead in the water, dead since`,
  everyone: `everyone, everybody, nobody, no one, noone, all users, all our users, all of our users, all customers, our customers, all our customers, none of our, whole team, entire team, whole company, entire company, our whole, the entire, all employees, all staff, company wide, companywide, org wide, every user, every customer, every single user, all of us, none of us, all departments, whole department, the whole office, all sites`,
  'data loss': `data loss, lost data, lost all, lost our data, lost my data, losing data, loses data, lose data, data is gone, data are gone, all gone, are gone, is gone, documents are gone, data disappeared, wiped, wiped out, deleted all, deletes all, data corruption, corrupted, corrupts, corrupt data, database corruption, overwritten, overwrote`,
  breach: `hacked, been hacked, breach, breached, data breach, compromised, intruder, ransomware, malware, data leak, leaked, leaking customer, security vulnerability, security hole, security issue, security problem, vulnerability, exploit, exploited, actively exploited, remote code execution, rce, sql injection, xss, stored xss, zero day, 0day, privilege escalation, unauthorized access, read other peoples, see other peoples, see other users, other users data, anyone can read, any user can read, brute forcing, brute force, without authentication, unauthenticated`,
  urgent: `urgent, urgently, asap, as soon as possible, immediately, right now, right away, blocking, blocker, blocked, blocks us, blocks our, time sensitive, time critical, deadline, high priority, top priority, important, go live, go live today, cant work, cannot work, unable to work, work has stopped, help quickly, quickly please, need this fixed today, losing money, losing customers, losing revenue, escalate, presentation tomorrow, demo tomorrow, demo in`,
  critical: `critical, severe, severity 1, sev1, sev 1, p1, prio 1, priority 1, showstopper, show stopper, mission critical, business critical, catastrophic, disaster, sev2, p2`,
  emergency: `emergency, p0, sev0, sev 0, all hands, code red, life or death`,
  production: `production, prod, live system, productive system, in prod`,
  calm: `no rush, no hurry, not in a hurry, whenever you, when you have time, when you find time, when someone has time, if you have time, take your time, low priority, low prio, can wait, just curious, just wondering, just asking, out of curiosity, someday, at some point, not a big deal, no big deal, not a problem, nothing serious, not blocking, works fine otherwise, only a question, quick question, no stress`,
  minor: `typo, typos, spelling, cosmetic, minor, tiny, small thing, nitpick, misaligned, alignment, tooltip, wording, overlap, overlaps, slightly, annoying but, workaround exists, there is a workaround, i have a workaround, color, colour, icon, font, test system, test server, staging, dev environment, homelab, home lab, playing around, sandbox instance, trying it out`,
}

const list = new WordList(
  Object.entries(phrases).flatMap(([owner, text]) =>
    text.split(',').map((phrase) => ({ owner, phrase: phrase.trim() })),
  ),
  wordsOf,
)

/** Every word that the signals are made of, for spelling. */
export const signalWords = Object.values(phrases).flatMap(wordsOf)

const negators = new Set(
  `not no isnt arent wasnt werent never nothing without none neither nor hardly dont doesnt didnt wont cant aint isn nicht kein keine keinen pas sans sin niet geen non`.split(
    ' ',
  ),
)

const fillers = new Set(
  'please pls kindly just also really actually still simply suddenly always currently possibly'.split(' '),
)

/** "Could you please add" and "it still just fails" also say what they say without these. */
function withAndWithoutFillers(clause: Clause): Clause[] {
  const words = clause.words.filter((word) => !fillers.has(word))
  return words.length === clause.words.length ? [clause] : [clause, { ...clause, words }]
}

/** Who speaks in "the docs say critical": not the person. */
const things = new Set(
  `docs documentation manual readme page log logs message messages error ui dashboard banner label wiki article faq notes changelog guide tooltip severity level button field badge`.split(
    ' ',
  ),
)
const saying = new Set(
  `say says said saying shows show showing reads read calls called labelled labeled marked lists mentions describes tagged`.split(
    ' ',
  ),
)

/** "After the power outage" is about the weather. */
const notOurs = new Set(['power', 'internet', 'electricity', 'planned'])

/** What makes the rest of a sentence a thought and not a report: "if production goes down", "how do I avoid data loss". */
const supposing = [
  'if',
  'in case',
  'to avoid',
  'avoid',
  'prevent',
  'protect against',
  'what happens when',
  'what would happen',
  'would it',
  'would this',
  'could it',
  'worried about',
  'afraid of',
  'risk of',
  'before it becomes',
  'in the event of',
  'suppose',
  'wenn',
  'falls',
]
const supposingList = new WordList(
  supposing.map((phrase) => ({ owner: 'supposing', phrase })),
  wordsOf,
)

/** Signals that say nothing when they are only supposed, quoted or denied. */
const needsToBeSo = new Set<string>([
  'outage',
  'everyone',
  'data loss',
  'breach',
  'urgent',
  'critical',
  'emergency',
  'production',
  'minor',
])

/** What a person's clauses say. A denied "urgent" or "critical" becomes `calm`; other denied signals are dropped. */
export function signalsOf(clauses: readonly Clause[]): Signal[] {
  const found: Signal[] = []
  for (const clause of clauses.flatMap(withAndWithoutFillers)) {
    for (const { owner, phrase, at } of list.find(clause.words)) {
      const name = owner as SignalName
      if (!needsToBeSo.has(name)) {
        found.push({ name, phrase })
        continue
      }
      if (isQuoted(clause.words, at) || notOurs.has(clause.words[at - 1] ?? '')) continue
      if (isDenied(clause.words, at)) {
        if (name === 'urgent' || name === 'critical' || name === 'emergency')
          found.push({ name: 'calm', phrase: `not ${phrase}` })
        continue
      }
      if (isSupposed(clause, at) || (levelCodes.has(phrase) && !isLevel(clause.words, at))) continue
      found.push({ name, phrase })
    }
  }
  return found
}

/** Names of severity that name other things, too: "the P0 state of the GPU", "pin P1". */
const levelCodes = new Set(['p0', 'p1', 'p2', 'sev0', 'sev1', 'sev2'])
const beforeLevel = new Set(
  'is a as our this priority prio severity level now declare declared declaring marked treat call calling classed rated'.split(
    ' ',
  ),
)
const afterLevel = new Set('incident issue outage bug ticket problem emergency escalation please now'.split(' '))

/** Whether a severity's name is said as one: first in a sentence of its own, or beside words of severity. */
function isLevel(words: readonly string[], at: number): boolean {
  const [before, after] = [words[at - 1], words[at + 1]]
  if (after !== undefined && afterLevel.has(after)) return true
  if (before === undefined) return after === undefined
  return beforeLevel.has(before) && (after === undefined || negators.has(after) || after === 'for' || after === 'since')
}

function isDenied(words: readonly string[], at: number): boolean {
  for (let near = Math.max(0, at - 4); near < at; near++) {
    // "I can't log in, critical": what cannot be done is no denial of what comes after another verb.
    if (negators.has(words[near]!) && !(words[near] === 'cant' && at - near > 2)) return true
  }
  return false
}

function isQuoted(words: readonly string[], at: number): boolean {
  const near = words.slice(Math.max(0, at - 4), at)
  const says = near.findIndex((word) => saying.has(word))
  return says >= 0 && words.slice(0, Math.max(0, at - 4) + says + 1).some((word) => things.has(word))
}

function isSupposed({ words, before }: Clause, at: number): boolean {
  return supposingList.find([...before, ...words.slice(0, at)]).length > 0
}
