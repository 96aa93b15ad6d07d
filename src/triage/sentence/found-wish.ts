import type { DestinationKind } from '../../desk.ts'
import type { Intent, Wish } from '../sentence.ts'
import type { Said } from './clauses.ts'
import { beginningsOf, endsOf, type Pattern, patternOf } from './pattern.ts'
import { lists, phrases } from './phrases.ts'
import type { Places } from './places.ts'

/** What one thing that somebody said asks of Bee. */
export interface FoundWish extends Wish {
  confidence: number
  /** Only names a place: an answer, or talk. */
  isBare: boolean
}

interface Phrase {
  intent: Intent
  destination: DestinationKind | undefined
  isWeak: boolean
  isBare: boolean
  pattern: Pattern
}

const destinationWords: Record<string, DestinationKind> = {
  github: 'github',
  email: 'email',
  forum: 'forum',
  discord: 'discord-channel',
}

const known: Phrase[] = phrases
  .trim()
  .split('\n')
  .map((line) => {
    const colon = line.indexOf(': ')
    const [meaning = '', where = ''] = line.slice(0, colon).split(' ')
    return {
      intent: meaning === 'place' ? 'share' : (meaning as Intent),
      destination: destinationWords[where],
      isWeak: where === '?',
      isBare: meaning === 'place',
      pattern: patternOf(line.slice(colon + 2), lists),
    }
  })

/** Those that can fit a sentence with this first word, in their order: most sentences begin like few of them. */
const knownFrom = (() => {
  const anyhow = known.filter(({ pattern }) => beginningsOf(pattern) === undefined)
  const byWord = new Map<string, Phrase[]>()
  const words = new Set(known.flatMap(({ pattern }) => [...(beginningsOf(pattern) ?? [])]))
  for (const word of words) byWord.set(word, [])
  for (const phrase of known) for (const word of beginningsOf(phrase.pattern) ?? words) byWord.get(word)!.push(phrase)
  return (word: string | undefined): Phrase[] => byWord.get(word ?? '') ?? anyhow
})()

/** Words after which an outcome may go on: "it works after I restarted Kratos". */
const causes = new Set(
  `after since by thanks with when once because using as following from due through without nachdem seit durch weil après depuis grâce después desde`.split(
    ' ',
  ),
)
/** Intents that only count when the person says so, not when they ask or suppose. */
export const claims = new Set<Intent>(['solved', 'still-broken', 'close'])

/** The first phrase that fits, as sure as it fits. */
export function wishOf(thing: Said, places: Places): FoundWish | undefined {
  if (thing.isSupposed) return undefined
  const { words, destination: named } = places.mark(thing.words)
  for (const { intent, destination, isWeak, isBare, pattern } of knownFrom(words[0])) {
    const ends = endsOf(pattern, words)
    const isWhole = ends.includes(words.length)
    const goesOn =
      (intent === 'solved' || intent === 'still-broken') && ends.some((end) => causes.has(words[end] ?? ''))
    if (!isWhole && !goesOn) continue
    if (claims.has(intent) && thing.isQuestion && !startsPolitely(words)) return undefined
    if (intent === 'solved' && thing.isStill) return undefined

    const confidence = thing.isHedged || (isWeak && !thing.isStill) ? 0.6 : isWhole ? 0.95 : 0.85
    const where = destination && { kind: destination, ...named(destination) }
    return { intent, confidence, isBare, ...(where && { destination: where }) }
  }
  return undefined
}

const startsPolitely = (words: readonly string[]) => /^(can|could|would|will|please)$/.test(words[0] ?? '')
