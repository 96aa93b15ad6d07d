/** The mean over the labels that occur of 2 × hits / (said + meant). */
export function macroF1(said: readonly string[], right: readonly string[]): number {
  const labels = [...new Set(right)]
  let sum = 0
  for (const label of labels) {
    const hits = said.filter((value, at) => value === label && right[at] === label).length
    const all = said.filter((value) => value === label).length + right.filter((value) => value === label).length
    sum += all > 0 ? (2 * hits) / all : 0
  }
  return sum / labels.length
}

/** Expected calibration error over 15 equal steps of confidence. */
export function calibrationError(cases: readonly { confidence: number; isRight: boolean }[]): number {
  let error = 0
  for (let step = 0; step < 15; step++) {
    const inside = cases.filter(({ confidence }) => Math.min(14, Math.floor(confidence * 15)) === step)
    const meant = inside.reduce((sum, { confidence }) => sum + confidence, 0)
    error += Math.abs(meant - inside.filter(({ isRight }) => isRight).length) / cases.length
  }
  return error
}
