import type { Kind, Scope } from '../core/types.ts'
import type { Clause } from './clauses.ts'
import { softmax } from './learn/calibration.ts'
import { affectedPeople } from './priority.ts'
import type { Signal, SignalName } from './signals.ts'

export const kinds: readonly Kind[] = ['bug', 'feature', 'question', 'incident']

/** What the wording of a request says about its kind. */
export interface Shape {
  /** Probabilities by kind. */
  scores: Record<Kind, number>
  /** The person's words that speak for a kind. */
  phrases: Record<Kind, string[]>
  /** How to read the scope once the kind is settled. */
  scope(kind: Kind): Scope
}

/** What the shape of a request says about its kind, before any model. The weights are set by hand. */
export function kindByShape(signals: readonly Signal[], clauses: readonly Clause[], hasMachineText: boolean): Shape {
  const distinct = (name: SignalName) => [
    ...new Set(signals.filter((signal) => signal.name === name).map(({ phrase }) => phrase)),
  ]
  const failure = distinct('failure')
  const request = distinct('request')
  const howTo = distinct('how-to')
  const asksFirst = startsAsking(clauses)
  const isAsked = clauses.some(({ isQuestion }) => isQuestion)

  const bad = distinct('outage').length + distinct('data loss').length + distinct('breach').length
  const failing = Math.min(failure.length, 3) + Math.min(bad, 2) + (hasMachineText ? 1.5 : 0)
  const people = affectedPeople(clauses)?.count ?? 0
  const wide =
    distinct('outage').length * 2 +
    distinct('everyone').length * 1.5 +
    distinct('production').length +
    distinct('breach').length * 0.5 +
    (people >= 20 ? 1.5 : 0)
  // "Dark theme, please": a wish in few words, with nothing that fails and nothing asked.
  const words = clauses.reduce((sum, clause) => sum + clause.words.length, 0)
  const isShortWish = words <= 8 && failing === 0 && !asksFirst && saysPlease(clauses)

  const raw = {
    bug: 0.4 + failing * 0.9 - (asksFirst ? 0.8 : 0),
    feature: -0.6 + Math.min(request.length, 3) * 1.5 + (isShortWish ? 2 : 0) - Math.min(failing, 3) * 0.25,
    question:
      0.2 + (asksFirst ? 1.4 : 0) + (isAsked ? 0.7 : 0) + Math.min(howTo.length, 2) - Math.min(failing, 3) * 0.3,
    incident: -1.2 + (failing > 0 ? Math.min(wide, 4) * 1.1 : 0) + Math.min(bad, 2) * 0.5,
  }
  const chances = softmax(
    kinds.map((kind) => raw[kind]),
    1.3,
  )
  const scores = Object.fromEntries(kinds.map((kind, index) => [kind, chances[index]!])) as Record<Kind, number>
  return {
    scores,
    phrases: {
      bug: failure,
      incident: [...distinct('outage'), ...distinct('everyone'), ...failure],
      feature: request,
      question: howTo,
    },
    scope: (kind) => scopeOf(kind, { failing, howTos: howTo.length, asksFirst, isAsked }),
  }
}

/** How much the wording and the model count, as powers of their probabilities. */
export interface KindMix {
  shape: number
  model: number
}

/** The wording's and the model's probabilities as one. A kind that the model does not know keeps what the wording says. */
export function mixKinds(
  shape: Record<Kind, number>,
  model: { kinds: readonly Kind[]; chances: ArrayLike<number> },
  mix: KindMix,
): Record<Kind, number> {
  const logs = kinds.map((kind) => {
    const at = model.kinds.indexOf(kind)
    const modelled = at < 0 ? shape[kind] : model.chances[at]!
    return mix.shape * Math.log(shape[kind] + 1e-6) + mix.model * Math.log(modelled + 1e-4)
  })
  const chances = softmax(logs, 1)
  return Object.fromEntries(kinds.map((kind, index) => [kind, chances[index]!])) as Record<Kind, number>
}

export const likeliestKind = (scores: Record<Kind, number>): Kind =>
  kinds.reduce((best, other) => (scores[other] > scores[best] ? other : best))

/** An issue has a title, and a form's headings or a long report; a chat message has neither. */
export const isIssueLike = (title: string, text: string) =>
  title !== '' || text.length > 700 || text.includes('\n#') || text.startsWith('#')

/**
 * How-to: the person wants to know; break-fix: something that should work does not. "I can't log in" asks nothing, and
 * "I can't log in, can somebody help?" asks for help, whatever kind the words look most like.
 */
function scopeOf(
  kind: Kind,
  { failing, howTos, asksFirst, isAsked }: { failing: number; howTos: number; asksFirst: boolean; isAsked: boolean },
): Scope {
  if (kind === 'bug' || kind === 'incident') return 'break-fix'
  if (kind === 'feature') return 'how-to'
  const wantsToKnow = asksFirst || howTos > 0
  if (!wantsToKnow && (failing > 0 || !isAsked)) return 'break-fix'
  return failing >= 2 && !(asksFirst && howTos > 0) ? 'break-fix' : 'how-to'
}

const askingWords = new Set(
  `how what which where when why who is are can could do does did should am may has have any wie was wo wann warum welche kann können comment quel quelle où pourquoi cómo como qué dónde cuál puedo hoe waar waarom`.split(
    ' ',
  ),
)
const alwaysAsking = new Set(['how', 'which', 'where', 'what', 'wie', 'wo', 'welche', 'comment', 'où', 'cómo', 'dónde'])
/** "Could somebody have a look?" asks for help with what fails, "what now?" for nothing in particular. */
const helpWords = new Set('look help fix check investigate assist now happened ideas idea advice wrong'.split(' '))

function startsAsking(clauses: readonly Clause[]): boolean {
  return clauses.some(({ words, before, isQuestion }) => {
    const first = words[0] ?? ''
    if (before.length > 3 || !askingWords.has(first)) return false
    if (words.some((word) => helpWords.has(word)) || (first === 'why' && !isQuestion)) return false
    if (first === 'what' && words[1] === 'did' && words[2] === 'you') return false
    return isQuestion || alwaysAsking.has(first)
  })
}

const saysPlease = (clauses: readonly Clause[]) =>
  clauses.some(({ words }) => words.some((word) => word === 'please' || word === 'pls' || word === 'plz'))
