import type { Desk, DestinationKind } from '../desk.ts'
import { type Said, thingsSaid } from './sentence/clauses.ts'
import { type Facts, factsIn } from './sentence/facts.ts'
import { claims, type FoundWish, wishOf } from './sentence/found-wish.ts'
import { createPlaces, type Places } from './sentence/places.ts'

export type { Facts } from './sentence/facts.ts'

/** What a person wants of Bee in a ticket's thread. `none` is talk between people; Bee stays silent. */
export type Intent =
  | 'share'
  | 'solved'
  | 'close'
  | 'still-broken'
  | 'new-link'
  | 'bundle'
  | 'human'
  | 'status'
  | 'help'
  | 'facts'
  | 'thanks'
  | 'small-talk'
  | 'unclear'
  | 'none'

export interface Destination {
  kind: DestinationKind
  /** A channel as the person wrote it, without `#`, or a mail address. */
  name?: string
  /** A channel picked from Discord's list (`<#…>`). */
  channelId?: string
}

/** One thing asked of Bee. A share without destination is to be asked for it. */
export interface Wish {
  intent: Intent
  destination?: Destination
}

export interface Understanding extends Wish {
  /** 0.95 for a sentence that fits as a whole, 0.6 for a likely one. Below 0.8 the intent is `unclear`, or `none`. */
  confidence: number
  /** Versions and platforms mentioned, whatever the intent. */
  facts: Facts
  /** What an unclear sentence may mean, likeliest first, for buttons. */
  options?: Wish[]
  /** Further wishes of the same message: "post it to #auth-help and create a GitHub issue". */
  more?: Wish[]
}

export interface SentenceContext {
  /** The message mentions Bee, answers Bee, or is in a direct message: Bee may be less careful. */
  isToBee?: boolean
  /** False for somebody other than the requester (or a moderator): their "it works" is talk. */
  mayDecide?: boolean
  /** Bee has just asked where to share: a bare "github" is an answer. */
  asked?: 'share'
  /** Further channels people may name without `#`, beside the desk's. */
  channels?: readonly string[]
}

export type FirstMessage = 'empty' | 'small-talk' | 'thanks' | 'help' | 'status' | 'request'

export interface Sentences {
  /** Reads one message of a ticket's thread. Never throws. */
  understand(text: string, context?: SentenceContext): Understanding
  /** What a first message is, before it is taken for a request. `text` is the message without Bee's name. */
  readFirst(text: string): { is: FirstMessage; text: string }
}

/** Understands what people say to Bee in the languages of `sentence/phrases.ts`, without guessing. */
export function createSentences(desk: Desk): Sentences {
  const product = [desk.product.name.toLowerCase(), desk.id]
  const withoutName = nameRemover(desk.names)

  return {
    understand(text, { isToBee = false, mayDecide = true, asked, channels = [] } = {}) {
      const called = withoutName(text)
      const places = createPlaces(desk, channels)
      const facts = factsIn(called.text, product)
      const careful = { isToBee: isToBee || called.isCalled, mayDecide, isAsked: asked !== undefined, places, facts }
      return { ...understand(called.text, careful), facts }
    },

    readFirst(text) {
      const { text: rest } = withoutName(text)
      const said = thingsSaid(rest)
      if (!/[\p{L}\p{N}]/u.test(rest)) return { is: 'empty', text: rest }
      const places = createPlaces(desk, [])
      const intents = said.map((thing) => wishOf(thing, places)?.intent ?? 'none')
      return { is: firstOf(intents), text: rest }
    },
  }
}

interface Care {
  isToBee: boolean
  mayDecide: boolean
  isAsked: boolean
  places: Places
  facts: Facts
}

/** From here a wish is carried out; below it is asked about. */
const sure = 0.8
/** Longer messages are talk between people, unless they are to Bee. */
const longestTalk = 120

function understand(text: string, { isToBee, mayDecide, isAsked, places, facts }: Care): Omit<Understanding, 'facts'> {
  const said = thingsSaid(text)
  const words = said.reduce((sum, thing) => sum + thing.words.length, 0)
  const isLong = words > longestTalk && !isToBee
  const found = isLong ? [] : said.flatMap((thing) => lessSure(wishOf(thing, places), thing, words, isToBee) ?? [])
  const wishes = distinct(
    found.filter(({ intent }) => !talk.has(intent) && (mayDecide || isToBee || !claims.has(intent))),
  )
  const isOnly = found.length === said.length

  const first = wishes[0]
  if (first === undefined) return withoutWish(text, found, said, { isToBee, mayDecide, isOnly, facts })

  // "It works, but only after a restart; then it fails again."
  const outcomes = wishes.filter(({ intent }) => intent === 'solved' || intent === 'still-broken')
  const contradicts = new Set(outcomes.map(({ intent }) => intent)).size > 1
  const isBare = first.isBare && !isToBee && !isAsked
  if (isBare)
    return isOnly && words <= 3 && places.areKnown(said.flatMap((thing) => thing.words)) ? unclear(wishes, 0.5) : none
  if (contradicts || (first.confidence < sure && !isToBee)) return unclear(wishes, first.confidence)
  if (first.intent === 'share' && first.destination === undefined && !isToBee) return unclear(wishes, 0.6)

  const more = wishes.slice(1).map(bare)
  return { ...bare(first), confidence: Math.max(first.confidence, isToBee ? 0.9 : 0), ...(more.length > 0 && { more }) }
}

/** How many words a message may have in which "and it works" at a sentence's end still counts as said. */
const shortTold = 14
const longTold = 25

/** At the end of a long sentence "it works" is part of a story more often than the end of a ticket. */
function lessSure(wish: FoundWish | undefined, thing: Said, words: number, isToBee: boolean): FoundWish | undefined {
  if (wish === undefined || isToBee || !claims.has(wish.intent)) return wish
  const isTold = !thing.isFirst && words > shortTold
  if (!isTold && (wish.confidence >= sure || words <= longTold)) return wish
  return words > longTold ? undefined : { ...wish, confidence: Math.min(wish.confidence, 0.6) }
}

/** Said among people, these ask nothing of Bee. */
const talk = new Set<Intent>(['thanks', 'small-talk', 'help', 'status'])
const none = { intent: 'none', confidence: 0.9 } as const

function withoutWish(
  text: string,
  found: FoundWish[],
  said: Said[],
  { isToBee, mayDecide, isOnly, facts }: { isToBee: boolean; mayDecide: boolean; isOnly: boolean; facts: Facts },
): Omit<Understanding, 'facts'> {
  const politeness =
    found.find(({ intent }) => intent === 'status' || intent === 'help') ?? found.find(({ intent }) => talk.has(intent))
  if (politeness !== undefined && isOnly) return { intent: politeness.intent, confidence: politeness.confidence }
  const words = said.reduce((sum, thing) => sum + thing.words.length, 0)
  const hasFacts = facts.version !== undefined || facts.platform !== undefined
  if (hasFacts && mayDecide && !said.some(({ isQuestion }) => isQuestion) && (words <= 25 || isToBee))
    return { intent: 'facts', confidence: 0.85 }
  // To Bee, short, and not understood: worth a question. A longer text is more of the report.
  if (isToBee && words > 0 && words <= 12) return unclear(likely(text), 0.4)
  return none
}

const unclear = (wishes: readonly Wish[], confidence: number) => ({
  intent: 'unclear' as const,
  confidence,
  options: wishes.slice(0, 4).map(bare),
})

const bare = ({ intent, destination }: Wish): Wish => (destination ? { intent, destination } : { intent })

const hints: [Intent, RegExp][] = [
  ['new-link', /\b(link|url|expired)\b/i],
  ['share', /\b(post|share|send|github|discord|forum|e-?mail|publish)\b/i],
  ['still-broken', /\b(not|still|again|broken|fail\w{0,5})\b/i],
  ['solved', /\b(solved|fixed|works?|done|close)\b/i],
  ['human', /\b(human|person|someone|somebody|help|staff)\b/i],
]

/** What a sentence to Bee that fits nothing may have been about, by its words; the usual wishes when it has none. */
function likely(text: string): Wish[] {
  const hinted = hints.filter(([, words]) => words.test(text)).map(([intent]) => ({ intent }))
  return hinted.length > 0
    ? hinted
    : [{ intent: 'share' }, { intent: 'solved' }, { intent: 'still-broken' }, { intent: 'human' }]
}

/** The same wish said twice is one wish. */
function distinct(wishes: readonly FoundWish[]): FoundWish[] {
  const seen = new Map<string, FoundWish>()
  for (const wish of wishes) {
    const key = JSON.stringify(bare(wish))
    if (!seen.has(key)) seen.set(key, wish)
  }
  return [...seen.values()]
}

/** Small talk is only small talk when there is nothing else; a status question beside it still counts. */
function firstOf(intents: readonly Intent[]): FirstMessage {
  for (const asked of ['status', 'help', 'thanks', 'small-talk'] as const) {
    const rest = intents.filter((intent) => intent !== asked)
    if (rest.length < intents.length && rest.every((intent) => talk.has(intent))) return asked
  }
  return intents.length === 0 ? 'empty' : 'request'
}

/** Takes a mention or one of Bee's names off the beginning. */
function nameRemover(names: readonly string[]) {
  const lower = names.map((name) => name.toLowerCase()).sort((a, b) => b.length - a.length)
  return (text: string): { text: string; isCalled: boolean } => {
    let rest = text.trim()
    let isCalled = false
    for (;;) {
      const mention = /^<@[!&]?\d{1,25}>/.exec(rest)?.[0]
      const name =
        mention ??
        lower.find((name) => rest.toLowerCase().startsWith(name) && !/[\p{L}\p{N}_]/u.test(rest[name.length] ?? ' '))
      if (name === undefined) return { text: rest, isCalled }
      rest = rest.slice(name.length).replace(/^[\s,:;!.-]+/, '')
      isCalled = true
    }
  }
}
