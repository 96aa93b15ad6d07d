import { stem } from '../triage/stem.ts'
import { Growing } from './growing.ts'
import { wordsOf } from './words.ts'

/** What is searched: an article, or a question with its answers. */
export interface Searchable {
  id: string
  title: string
  text: string
  /** Other ways in which people asked for it. They count like the title. */
  asked?: readonly string[]
}

/** In which documents each word is, and how much it says of each: BM25F, worked out when the index is built. */
export interface WordIndex {
  size: number
  hasTitles: boolean
  /** Words as they are written, commonest first. */
  written(): string[]
  /** The number of a stemmed word; undefined when no document has it. */
  termOf(word: string): number | undefined
  /** How telling a word is: the fewer documents have it, the more. */
  telling(term: number): number
  /** The documents that have a word, ascending, and its weight in each (up to `fullWeight`). */
  documents(term: number): Uint32Array
  weights(term: number): Uint16Array
  /** The largest of them. */
  heaviest(term: number): number
  /** The words that a document begins with, by their numbers: its title, other ways to ask, and the first of its text. */
  opening(document: number): Uint32Array
  /** A word by its number, as it is written. */
  word(number: number): string
}

/**
 * Weights of BM25F (Robertson & Zaragoza 2009): a word in the title counts four times. How often a word has to come
 * until once more says little is measured against that; where no document has a title, once more says little sooner.
 */
const titleWeight = 4
const saturation = { titled: 4, untitled: 1.5 }
const titleNorm = 0.5
const textNorm = 0.7

const mostTitleWords = 400
const mostTextWords = 3000
const openingWords = 40

/** A weight of 1. */
export const fullWeight = 65_535

export function createWordIndex(documents: readonly Searchable[]): WordIndex {
  const reading = read(documents)
  const { words, terms, counts } = reading
  const { starts, places, weights, heaviest } = postingsOf(reading, documents.length, terms.size)
  const openings = openingsOf(reading, documents.length)
  return {
    size: documents.length,
    hasTitles: documents.some(({ title, asked = [] }) => title !== '' || asked.length > 0),
    written: () => [...words.keys()].sort((a, b) => counts[b]! - counts[a]!).map((number) => words[number]!),
    termOf: (word) => terms.get(word),
    telling(term) {
      const count = starts[term + 1]! - starts[term]!
      return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5))
    },
    documents: (term) => places.subarray(starts[term]!, starts[term + 1]!),
    weights: (term) => weights.subarray(starts[term]!, starts[term + 1]!),
    heaviest: (term) => heaviest[term]!,
    opening: (at) => openings.words.subarray(openings.starts[at]!, openings.starts[at + 1]!),
    word: (number) => words[number]!,
  }
}

/** All documents as one row of word numbers: of each its title, then its text. */
interface Reading {
  words: string[]
  /** How often each word is written. */
  counts: Uint32Array
  /** Stemmed words, numbered. */
  terms: Map<string, number>
  termOfWord: Uint32Array
  row: Uint32Array
  titleEnds: Uint32Array
  textEnds: Uint32Array
}

function read(documents: readonly Searchable[]): Reading {
  const numbers = new Map<string, number>()
  const terms = new Map<string, number>()
  const [termOfWord, row, titleEnds, textEnds] = [new Growing(), new Growing(), new Growing(), new Growing()]
  const take = (text: string, most: number) => {
    for (const word of wordsOf(text, most)) {
      let number = numbers.get(word)
      if (number === undefined) {
        number = numbers.size
        numbers.set(word, number)
        const stemmed = stem(word)
        const term = terms.get(stemmed) ?? terms.size
        terms.set(stemmed, term)
        termOfWord.push(term)
      }
      row.push(number)
    }
  }
  for (const { title, asked = [], text } of documents) {
    take([title, ...asked].join('\n'), mostTitleWords)
    titleEnds.push(row.length)
    take(text, mostTextWords)
    textEnds.push(row.length)
  }
  const counts = new Uint32Array(numbers.size)
  const whole = row.done()
  for (const number of whole) counts[number]!++
  const ends = { titleEnds: titleEnds.done(), textEnds: textEnds.done() }
  return { words: [...numbers.keys()], counts, terms, termOfWord: termOfWord.done(), row: whole, ...ends }
}

interface Postings {
  /** Where the documents of each term begin. */
  starts: Uint32Array
  places: Uint32Array
  weights: Uint16Array
  heaviest: Uint16Array
}

function postingsOf({ row, titleEnds, textEnds, termOfWord }: Reading, size: number, termCount: number): Postings {
  const titleWords = titleEnds.reduce((sum, end, at) => sum + end - (textEnds[at - 1] ?? 0), 0)
  const meanTitle = Math.max(1, titleWords / Math.max(1, size))
  const meanText = Math.max(1, (row.length - titleWords) / Math.max(1, size))
  const enough = titleWords > 0 ? saturation.titled : saturation.untitled
  const [found, places, weights] = [new Growing(), new Growing(), new Growing()]
  const sums = new Float64Array(termCount)
  const starts = new Uint32Array(termCount + 1)

  for (let at = 0; at < size; at++) {
    const [begin, middle, end] = [textEnds[at - 1] ?? 0, titleEnds[at]!, textEnds[at]!]
    const inTitle = titleWeight / (1 - titleNorm + (titleNorm * (middle - begin)) / meanTitle)
    const inText = 1 / (1 - textNorm + (textNorm * (end - middle)) / meanText)
    const first = found.length
    for (let place = begin; place < end; place++) {
      const term = termOfWord[row[place]!]!
      if (sums[term] === 0) found.push(term)
      sums[term]! += place < middle ? inTitle : inText
    }
    for (let index = first; index < found.length; index++) {
      const term = found.at(index)
      places.push(at)
      weights.push(Math.round((fullWeight * sums[term]!) / (enough + sums[term]!)))
      starts[term + 1]!++
      sums[term] = 0
    }
  }
  return byTerm(starts, found, places, weights)
}

/** Brings what was found document by document into the order of the terms; within one, documents stay in order. */
function byTerm(counts: Uint32Array, found: Growing, places: Growing, weights: Growing): Postings {
  const starts = counts
  for (let term = 1; term < starts.length; term++) starts[term]! += starts[term - 1]!
  const next = starts.slice()
  const sorted = { places: new Uint32Array(found.length), weights: new Uint16Array(found.length) }
  const heaviest = new Uint16Array(starts.length)
  for (let index = 0; index < found.length; index++) {
    const term = found.at(index)
    const to = next[term]!++
    const weight = weights.at(index)
    sorted.places[to] = places.at(index)
    sorted.weights[to] = weight
    if (weight > heaviest[term]!) heaviest[term] = weight
  }
  return { ...sorted, starts, heaviest }
}

function openingsOf({ row, titleEnds, textEnds }: Reading, size: number): { words: Uint32Array; starts: Uint32Array } {
  const words = new Growing()
  const starts = new Uint32Array(size + 1)
  for (let at = 0; at < size; at++) {
    const end = Math.min(textEnds[at]!, titleEnds[at]! + openingWords)
    for (let place = textEnds[at - 1] ?? 0; place < end; place++) words.push(row[place]!)
    starts[at + 1] = words.length
  }
  return { words: words.done(), starts }
}
