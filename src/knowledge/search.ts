import { probability } from '../triage/learn/calibration.ts'
import { Spelling } from '../triage/spelling.ts'
import { stem } from '../triage/stem.ts'
import { tokensOf } from '../triage/text.ts'
import { cosine, lettersOf } from './letters.ts'

/** What is searched: an article, or a question with its answers. */
export interface Searchable {
  id: string
  title: string
  text: string
  /** Other ways in which people asked for it. They count like the title. */
  asked?: readonly string[]
}

export interface Found {
  id: string
  /** 0 to 1 within one search; only the order means anything. */
  score: number
  /** Words of the query that the document has, as the person wrote them. */
  because: string[]
}

export interface SearchResult {
  results: Found[]
  /** The probability that the first result answers the query. 0 when there is none. */
  confidence: number
  /** What the confidence rests on; absent when nothing was found. */
  measures?: Measures
}

export interface Search {
  /** @param most how many results at most. */
  find(query: string, most?: number): SearchResult
}

/** Weights of BM25F (Robertson & Zaragoza 2009): a word in the title counts four times. */
const titleWeight = 4
const saturation = 4
const titleNorm = 0.5
const textNorm = 0.7

/** How many of the best by words are compared letter by letter, and how much that counts. */
const reranked = 60
const letterShare = 0.55

/** Searches documents by their words, forgives slips, and looks at the best again letter by letter. */
export function createSearch(documents: readonly Searchable[]): Search {
  const index = indexOf(documents)
  const spelling = new Spelling(index.words, [])

  return {
    find(query, most = 10) {
      const terms = termsOf(query, index, spelling)
      const byWords = scoreWords(terms, index)
      const best = topOf(byWords, reranked)
      const highest = best[0] === undefined ? 1 : byWords[best[0]]!
      const letters = lettersOf(tokensOf(query, 60))

      const ranked = best
        .map((at) => {
          const alike = cosine(letters, index.letters(at))
          return { at, alike, score: (1 - letterShare) * (byWords[at]! / highest) + letterShare * alike }
        })
        .sort((a, b) => b.score - a.score)
      const results = ranked.slice(0, most).map(({ at, score }) => ({
        id: documents[at]!.id,
        score,
        because: tellingWords(terms, (word) => index.has(word, at)),
      }))
      const [first, second] = ranked
      if (first === undefined) return { results, confidence: 0 }
      const measures = measuresOf(first, second, terms, byWords, index)
      return {
        results,
        confidence: probability(certainty, [measures.lead, measures.covered, measures.alike]),
        measures,
      }
    },
  }
}

interface Term {
  word: string
  written: string
  /** How telling the word is; 0 when no document has it. */
  telling: number
}

interface Index {
  size: number
  /** Words as they are written, commonest first. */
  words: string[]
  postings: Map<string, { documents: number[]; weights: number[] }>
  telling(word: string): number
  has(word: string, at: number): boolean
  letters(at: number): Map<string, number>
}

function indexOf(documents: readonly Searchable[]): Index {
  const fields = documents.map(({ title, text, asked = [] }) => ({
    title: tokensOf([title, ...asked].join('\n'), 400),
    text: tokensOf(text, 3000),
  }))
  const meanTitle = mean(fields.map(({ title }) => title.length))
  const meanText = mean(fields.map(({ text }) => text.length))
  const postings: Index['postings'] = new Map()
  const written = new Map<string, number>()

  for (const [at, { title, text }] of fields.entries()) {
    const weights = new Map<string, number>()
    const add = (tokens: string[], weight: number, norm: number, meanLength: number) => {
      const scale = weight / (1 - norm + (norm * tokens.length) / Math.max(1, meanLength))
      for (const token of tokens) {
        const word = stem(token)
        weights.set(word, (weights.get(word) ?? 0) + scale)
        written.set(token, (written.get(token) ?? 0) + 1)
      }
    }
    add(title, titleWeight, titleNorm, meanTitle)
    add(text, 1, textNorm, meanText)
    for (const [word, weight] of weights) {
      const posting = postings.get(word) ?? { documents: [], weights: [] }
      if (posting.documents.length === 0) postings.set(word, posting)
      posting.documents.push(at)
      posting.weights.push(weight / (saturation + weight))
    }
  }
  const letters = new Map<number, Map<string, number>>()
  return {
    size: documents.length,
    words: [...written].sort((a, b) => b[1] - a[1]).map(([word]) => word),
    postings,
    telling(word) {
      const count = postings.get(word)?.documents.length ?? 0
      return count === 0 ? 0 : Math.log(1 + (documents.length - count + 0.5) / (count + 0.5))
    },
    has: (word, at) => isAmong(at, postings.get(word)?.documents ?? []),
    letters(at) {
      const known = letters.get(at)
      if (known) return known
      const { title, text } = fields[at]!
      const made = lettersOf([...title, ...text.slice(0, 40)])
      letters.set(at, made)
      return made
    },
  }
}

/** Whether a number is in an ascending list. */
function isAmong(wanted: number, list: readonly number[]): boolean {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return list[low] === wanted
}

function termsOf(query: string, index: Index, spelling: Spelling): Term[] {
  const terms = new Map<string, Term>()
  for (const written of tokensOf(query, 60)) {
    const right = index.postings.has(stem(written)) ? written : (spelling.meant(written) ?? written)
    const word = stem(right)
    if (!terms.has(word)) terms.set(word, { word, written, telling: index.telling(word) })
  }
  return [...terms.values()]
}

/** The words of the query that brought a document up, most telling first; not those that nearly every document has. */
function tellingWords(terms: readonly Term[], has: (word: string) => boolean): string[] {
  const found = terms.filter(({ word, written }) => has(word) && !written.startsWith('‹'))
  const most = Math.max(0, ...found.map(({ telling }) => telling))
  return found
    .filter(({ telling }) => telling >= most / 2)
    .sort((a, b) => b.telling - a.telling)
    .slice(0, 5)
    .map(({ written }) => written)
}

function scoreWords(terms: readonly Term[], { postings, size }: Index): Float32Array {
  const total = new Float32Array(size)
  for (const { word, telling } of terms) {
    const posting = postings.get(word)
    if (posting === undefined) continue
    for (let index = 0; index < posting.documents.length; index++) {
      total[posting.documents[index]!]! += telling * posting.weights[index]!
    }
  }
  return total
}

/** The places of the largest values, largest first, by one pass over all. */
function topOf(values: Float32Array, most: number): number[] {
  const top: number[] = []
  let least = 0
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!
    if (value <= least) continue
    let place = top.length
    while (place > 0 && values[top[place - 1]!]! < value) place--
    top.splice(place, 0, at)
    if (top.length > most) top.pop()
    if (top.length === most) least = values[top[most - 1]!]!
  }
  return top
}

/** Fitted on 630 paraphrased questions to 63 documents, every second document taken out by turns. */
const certainty = { weights: [3.88, 5.48, 5.81], bias: -4.27 }

export interface Measures {
  /** How far ahead of the second the first is. */
  lead: number
  /** How much of the query's telling words the first has. */
  covered: number
  /** How like its letters are. */
  alike: number
}

function measuresOf(
  first: { at: number; alike: number; score: number },
  second: { score: number } | undefined,
  terms: readonly Term[],
  byWords: Float32Array,
  index: Index,
): Measures {
  // A word that no document has tells as much against an answer as the rarest that one has.
  const rarest = Math.log(1 + index.size / 1.5)
  const all = terms.reduce((sum, { telling }) => sum + (telling === 0 ? rarest : telling), 0)
  return {
    lead: (first.score - (second?.score ?? 0)) / Math.max(first.score, 1e-9),
    covered: byWords[first.at]! / Math.max(all, 1e-9),
    alike: first.alike,
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
