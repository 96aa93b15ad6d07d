import { type Lesson, manyExamples, train } from './category-lesson.ts'
import { indexOfMost, type Mix, measured, mixed, type Opinions, sureness, wordHits } from './category-opinions.ts'
import { fitLogistic, fitSharpness, type Logistic, lossOf } from './learn/calibration.ts'
import { foldsOf } from './learn/random.ts'

/** What only held-back examples can tell, and takes most of the time to learn. Plain data: it can be kept. */
export interface CategoryFit {
  mix: Mix
  sharpness: number
  certainty: Logistic
}

export type HeldBack = Opinions & { row: number; label: number }

/** How unlikely the right answers were to a learner that had not seen them, in the mean: the lower, the better. */
export function heldBackLoss(heldBack: readonly HeldBack[], { mix, sharpness }: CategoryFit): number {
  const all = heldBack.map((opinions) => mixed(opinions, mix))
  return lossOf(
    all,
    heldBack.map(({ label }) => label),
    sharpness,
  )
}

export function fitTo(lesson: Lesson, heldBack = holdBack(lesson)): CategoryFit {
  const right = heldBack.map(({ label }) => label)
  const mix = bestMix(heldBack, right)
  const sharpness = fitSharpness(
    heldBack.map((opinions) => mixed(opinions, mix)),
    right,
  )
  return { mix, sharpness, certainty: fitCertainty(heldBack, right, mix) }
}

const folds = 5

/**
 * What examples are taken for by a learner that has not seen them.
 *
 * @param isLearned which examples it may learn from at all.
 */
export function holdBack(lesson: Lesson, isLearned: (row: number) => boolean = () => true): HeldBack[] {
  const { examples, counts, labels, categories, neighbours } = lesson
  const fold = foldsOf(labels, folds, 1)
  const opinions: HeldBack[] = []
  for (let held = 0; held < (examples.length > manyExamples ? 1 : folds); held++) {
    const model = train(
      lesson,
      indices(fold, (value, row) => value !== held && isLearned(row)),
    )
    for (const row of indices(fold, (value) => value === held)) {
      opinions.push({
        ...measured(model, lesson.seen(row)),
        votes: neighbours.vote(counts[row]!, (example) => fold[example] !== held && isLearned(example)),
        words: wordHits(examples[row]!.hits ?? [], categories),
        row,
        label: labels[row]!,
      })
    }
  }
  return opinions
}

function bestMix(heldBack: readonly Opinions[], labels: readonly number[]): Mix {
  const usesWords = heldBack.some(({ words }) => words.some((hit) => hit > 0))
  let best: Mix = { vote: 0, words: 0 }
  let least = Infinity
  for (const vote of [0, 1, 2, 4]) {
    for (const words of usesWords ? [0, 0.5, 1, 2, 3, 4] : [0]) {
      const all = heldBack.map((opinions) => mixed(opinions, { vote, words }))
      const loss = lossOf(all, labels, fitSharpness(all, labels))
      if (loss >= least) continue
      least = loss
      best = { vote, words }
    }
  }
  return best
}

function fitCertainty(heldBack: readonly Opinions[], labels: readonly number[], mix: Mix): Logistic {
  const cases = heldBack.map((opinions, row) => {
    const values = mixed(opinions, mix)
    return { measures: [sureness(values, opinions.known)], isYes: indexOfMost(values) === labels[row] }
  })
  return fitLogistic(cases)
}

function indices(values: ArrayLike<number>, fits: (value: number, index: number) => boolean): number[] {
  return Array.from({ length: values.length }, (_, index) => index).filter((index) => fits(values[index]!, index))
}
