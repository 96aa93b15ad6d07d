import { readFileSync } from 'node:fs'
import type { Kind, Priority, Scope } from '../core/types.ts'
import type { Desk } from '../desk.ts'
import { shipped } from '../paths.ts'
import { builtFit } from './built-fits.ts'
import { categoriesFrom } from './categories-of-run.ts'
import { learnCategories } from './category.ts'
import { guardPrivate, likeliestPriority, recallCategory } from './category-choice.ts'
import type { CategoryFit } from './category-fit.ts'
import type { Example } from './category-lesson.ts'
import { clausesOf, wordsOf } from './clauses.ts'
import { gloss } from './glossary.ts'
import { isIssueLike, kindByShape, likeliestKind, mixKinds } from './kind.ts'
import { type KindModel, type KindRow, readKindModel } from './kind-model.ts'
import { kindsOfRun } from './kinds-of-run.ts'
import { heardLanguage } from './language.ts'
import type { LinearModel } from './learn/linear.ts'
import { categoryWords, distinct, type LabelledText, lessonOf } from './lesson.ts'
import { priorityOf } from './priority.ts'
import { withoutPseudonyms } from './pseudonyms.ts'
import { confidenceWords, reasonsOf } from './reading-words.ts'
import { leanTo, remember } from './remembered.ts'
import { createServiceReader } from './services.ts'
import { signalsOf, signalWords } from './signals.ts'
import { Spelling } from './spelling.ts'
import { stem } from './stem.ts'
import { partsOf, tokensOf } from './text.ts'
import { WordList } from './word-list.ts'

/** What a person wrote, as triage needs it. */
export interface TriageRequest {
  title?: string
  text: string
  /** Names of attached files: `kratos.log` says something too. */
  attachments?: string[]
  /** The product it is about, where kinds were taught for several. */
  product?: string
  /** What is known besides, e.g. an analyzer's findings. Read like the machine's text. */
  facts?: string[]
}

/** Bee's reading of a request. Confidences and scores are probabilities. */
export interface TriageResult {
  kind: Kind
  category: string
  services: string[]
  priority: Priority
  scope: Scope
  language: string
  confidence: { kind: number; category: number }
  scores: { kind: Record<Kind, number>; category: Record<string, number> }
  /** The likeliest categories, best first; three of them unless the desk has fewer. */
  likeliest: string[]
  /** True when Bee should ask for the category instead of assuming it. */
  isUnsure: boolean
  /** What a person can check: words of the request, names of files, services in the logs. */
  reasons: string[]
  /** "high confidence authentication issue" */
  words: string
}

export interface Triage {
  /** Requests like corrected ones are read as those were corrected, from the next one on. Learns nothing else. */
  remember(corrections: readonly LabelledText[]): void
  /** What there is to learn from with these corrections: plain data for a thread. */
  lessonWith(corrections: readonly LabelledText[]): { examples: Example[]; categories: string[] }
  /** How sure to be, as found for what it knows now. */
  fit(): CategoryFit
  /** Reads with what has been learned from these corrections elsewhere; learns it here where `learned` has no model. */
  adopt(corrections: readonly LabelledText[], learned: { fit: CategoryFit; model?: LinearModel }): void
  /** Never throws; any text, also none, is a request. Takes about a millisecond. */
  read(request: TriageRequest): TriageResult
}

export interface TriageOptions {
  corrections?: readonly LabelledText[]
  /** In place of the desk's categories, with their words and examples. */
  examples?: readonly LabelledText[]
  /** Requests of known kind, such as a repository's labelled issues; they take the place of the model that ships. */
  kinds?: readonly KindRow[]
  /** What was learned from a product's labelled issues: reads what is worded like an issue. */
  taught?: { model: KindModel; product: string | undefined }
}

/** How many words of what a person says, and of what a machine printed, tell the category. */
const wordsRead = 350

/**
 * Triage from a desk's own words and examples, offline. Building takes some ten milliseconds; build it again when
 * corrections come in.
 */
export function createTriage(
  asked: Desk,
  { corrections = [], examples, kinds: rows, taught }: TriageOptions = {},
): Triage {
  const desk = examples === undefined ? asked : { ...asked, ...categoriesFrom(examples) }
  const categoryIds = desk.categories.map(({ id }) => id)
  const words = categoryWords(desk)
  const { examples: known, categories } = lessonOf(desk, words, corrections)
  let learner = learnCategories(known, categories, builtFit(known, categories))
  let recall = remember(corrections)
  const readServices = createServiceReader(desk.services)
  const spelling = spellingOf(desk)
  const model = readKindModel()
  const run = rows && kindsOfRun(rows)
  const spelled = (word: string) => spelling.meant(word) ?? word
  const productWords = new WordList(
    Object.entries(desk.priorityWords).flatMap(([owner, phrases]) =>
      (phrases ?? []).map((phrase) => ({ owner, phrase })),
    ),
    wordsOf,
  )

  return {
    remember(corrections) {
      recall = remember(corrections)
    },
    lessonWith: (corrections) => lessonOf(desk, words, corrections),
    fit: () => learner.fit,
    adopt(corrections, learned) {
      const { examples } = lessonOf(desk, words, corrections)
      learner = learnCategories(examples, categories, learned)
    },
    read({ title = '', text, attachments = [], facts = [], product }) {
      const parts = partsOf(title, text)
      const spoken = `${parts.title}\n${parts.prose}`
      const machine = [parts.machine, parts.quoted, ...[...attachments, ...facts].map(withoutPseudonyms)].join('\n')
      const heard = heardLanguage(spoken)
      const language = heard ?? desk.language
      const asWritten = wordsOf(spoken)
      const spokenWords = heard === undefined || heard === 'en' ? asWritten.map(spelled) : asWritten
      // "come" is a verb in English and "how" in Italian.
      const english = heard === 'en' ? [] : gloss(asWritten, spoken)
      const meant = spokenWords.filter((word, at) => word !== asWritten[at])
      const tokens = [
        ...tokensOf(spoken, wordsRead),
        ...tokensOf([...english, ...meant].join(' ')),
        ...tokensOf(machine, wordsRead),
      ]

      const stems = tokens.map(stem)
      const hits = words.find(stems)
      const reading = learner.read(
        tokens,
        distinct(hits).map(({ owner }) => owner),
        stems,
      )
      const isEmpty = tokens.length === 0

      const clauses = clausesOf(spoken).map((clause) => ({ ...clause, words: clause.words.map(spelled) }))
      if (english.length > 0) clauses.push({ words: english, before: [], isQuestion: /[?？]/.test(spoken) })
      const signals = signalsOf(clauses)
      const scores = Object.fromEntries(categoryIds.map((id, index) => [id, reading.scores[index]!]))
      const recalled = recall(title === '' ? text : `${title}\n${text}`)
      const known = recallCategory(scores, reading, recalled)
      const likeliest = [...categoryIds].sort((a, b) => scores[b]! - scores[a]!)
      const guarded = guardPrivate(desk, likeliest, {
        isSure: known.confidence >= desk.confidence.ask,
        isSpokenOf: (id) => signals.some(({ name }) => name === 'breach') || hits.some(({ owner }) => owner === id),
        isBreach: signals.some(({ name }) => name === 'breach'),
      })
      const category = isEmpty ? desk.fallbackCategory : guarded
      const certainty = isEmpty
        ? 1 / categoryIds.length
        : category === known.best
          ? known.confidence
          : scores[category]!
      const shape = kindByShape(signals, clauses, parts.machine !== '')
      const isIssue = isIssueLike(title, text)
      const learned = run?.modelFor(product) ?? (isIssue ? taught?.model : undefined)
      const modelled = learned ?? model
      const chances = modelled.read(parts, product ?? run?.onlyProduct ?? taught?.product, {
        signals,
        shape: shape.scores,
      })
      const mix = learned ? { shape: 0, model: 1 } : model.mix[isIssue ? 'issue' : 'chat']
      const kindScores = mixKinds(shape.scores, { kinds: modelled.kinds, chances }, mix)
      if (recalled?.kind) leanTo(kindScores, recalled.kind, recalled.lean)
      const kind = likeliestKind(kindScores)
      const scope = shape.scope(kind)
      const owner = desk.categories.find(({ id }) => id === category)
      const services = readServices([...spokenWords, ...english], machine, owner)
      const isUnsure = certainty < desk.confidence.ask
      const base = isUnsure ? likeliestPriority(desk, scores) : owner?.priority
      const priority = priorityOf(base ?? 'medium', {
        kind,
        scope,
        signals,
        clauses,
        productWords: productWords
          .find(spokenWords)
          .map(({ owner, phrase }) => ({ priority: owner as Priority, phrase })),
      })

      const shownHits = distinct(hits).filter(({ owner }) => owner === category)
      return {
        kind,
        category,
        services: services.services,
        priority: priority.priority,
        scope,
        language,
        confidence: { kind: kindScores[kind], category: certainty },
        scores: { kind: kindScores, category: scores },
        likeliest: [...new Set([category, ...likeliest])].slice(0, 3),
        isUnsure,
        reasons: reasonsOf({
          category: shownHits.map(({ phrase }) => phrase),
          kind: shape.phrases[kind].slice(0, 2).map((phrase) => `"${phrase}"`),
          services: services.reasons,
          priority: priority.reasons,
        }),
        words: confidenceWords(desk, category, certainty),
      }
    },
  }
}

/** Common words first, so that they are never taken for slips of the desk's. */
function spellingOf(desk: Desk): Spelling {
  const common = readFileSync(shipped('data/models/words-en.txt'), 'utf8').split('\n')
  const own = [
    ...desk.categories.flatMap(({ words, examples }) => [...words, ...examples]),
    ...desk.services.flatMap(({ synonyms }) => synonyms),
  ]
  return new Spelling(own.flatMap(wordsOf).concat(signalWords), common)
}
