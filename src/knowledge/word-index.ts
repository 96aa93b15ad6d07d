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

/** In which documents each word is, and how much it says of each, worked out when the index is built. */
export interface WordIndex {
  size: number
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
 * How much of a document's weight the title gives, and how often a word has to come in title and in text until once more
 * says little. Each saturates by itself: a long text that says a word often does not outweigh a title that says it once.
 * Titles that name a book, as passages of one book share, tell less than those of an article of its own. Found on the
 * questions of `npm run eval`, and on 1,841 sections of Markdown pages, each looked for by a sentence taken out of it.
 */
const weighing = {
  own: { titleShare: 0.6, title: 0.6, text: 4 },
  shared: { titleShare: 0.3, title: 1.5, text: 1 },
  none: { titleShare: 0, title: 1, text: 1.5 },
}
/** From so many different titles for each document on, a title is its document's own. */
const mostlyOwn = 0.8
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
  const { starts, places, weights, heaviest } = postingsOf(reading, documents.length, terms.size, weighingOf(documents))
  const openings = openingsOf(reading, documents.length)
  return {
    size: documents.length,
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

function weighingOf(documents: readonly Searchable[]) {
  const titles = documents.map(({ title, asked = [] }) => [title, ...asked].join('\n')).filter((text) => text !== '')
  if (titles.length === 0) return weighing.none
  return new Set(titles).size >= mostlyOwn * titles.length ? weighing.own : weighing.shared
}

function postingsOf(
  { row, titleEnds, textEnds, termOfWord }: Reading,
  size: number,
  termCount: number,
  { titleShare, title, text }: (typeof weighing)['own'],
): Postings {
  const titleWords = titleEnds.reduce((sum, end, at) => sum + end - (textEnds[at - 1] ?? 0), 0)
  const meanTitle = Math.max(1, titleWords / Math.max(1, size))
  const meanText = Math.max(1, (row.length - titleWords) / Math.max(1, size))
  const [found, places, weights] = [new Growing(), new Growing(), new Growing()]
  const [titleSums, textSums] = [new Float64Array(termCount), new Float64Array(termCount)]
  const starts = new Uint32Array(termCount + 1)

  for (let at = 0; at < size; at++) {
    const [begin, middle, end] = [textEnds[at - 1] ?? 0, titleEnds[at]!, textEnds[at]!]
    const inTitle = 1 / (1 - titleNorm + (titleNorm * (middle - begin)) / meanTitle)
    const inText = 1 / (1 - textNorm + (textNorm * (end - middle)) / meanText)
    const first = found.length
    for (let place = begin; place < end; place++) {
      const term = termOfWord[row[place]!]!
      if (titleSums[term] === 0 && textSums[term] === 0) found.push(term)
      if (place < middle) titleSums[term]! += inTitle
      else textSums[term]! += inText
    }
    for (let index = first; index < found.length; index++) {
      const term = found.at(index)
      const [ofTitle, ofText] = [titleSums[term]!, textSums[term]!]
      const weight = (titleShare * ofTitle) / (title + ofTitle) + ((1 - titleShare) * ofText) / (text + ofText)
      places.push(at)
      weights.push(Math.round(fullWeight * weight))
      starts[term + 1]!++
      titleSums[term] = 0
      textSums[term] = 0
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
