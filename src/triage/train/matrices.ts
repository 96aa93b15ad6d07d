/** A square matrix of mostly zeros, by rows. */
export interface Matrix {
  size: number
  /** Where each row's entries begin. */
  starts: Int32Array
  columns: Int32Array
  values: Float64Array
}

/** `matrix` times a tall one of `width` columns, kept row by row. */
export function times({ size, starts, columns, values }: Matrix, right: Float64Array, width: number): Float64Array {
  const out = new Float64Array(size * width)
  for (let row = 0; row < size; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) add(out, row, values[at]!, right, columns[at]!, width)
  }
  return out
}

/** The same with the matrix turned about its diagonal. */
export function timesTransposed(
  { size, starts, columns, values }: Matrix,
  right: Float64Array,
  width: number,
): Float64Array {
  const out = new Float64Array(size * width)
  for (let row = 0; row < size; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) add(out, columns[at]!, values[at]!, right, row, width)
  }
  return out
}

function add(out: Float64Array, to: number, value: number, right: Float64Array, from: number, width: number): void {
  for (let column = 0; column < width; column++) out[to * width + column]! += value * right[from * width + column]!
}

/** The same space with columns of length 1 at right angles to each other (Gram and Schmidt, twice over for exactness). */
export function orthonormal(columns: Float64Array, width: number): Float64Array {
  const rows = columns.length / width
  const turned = new Float64Array(columns.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) turned[column * rows + row] = columns[row * width + column]!
  }
  for (let column = 0; column < width; column++) {
    const own = turned.subarray(column * rows, (column + 1) * rows)
    for (let again = 0; again < 2; again++) {
      for (let before = 0; before < column; before++) {
        const other = turned.subarray(before * rows, (before + 1) * rows)
        const shared = dot(own, other)
        for (let row = 0; row < rows; row++) own[row]! -= shared * other[row]!
      }
    }
    const length = Math.sqrt(dot(own, own))
    for (let row = 0; row < rows; row++) own[row]! /= length || 1
  }
  const out = new Float64Array(columns.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) out[row * width + column] = turned[column * rows + row]!
  }
  return out
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!
  return sum
}

/**
 * Eigenvalues of a small symmetric matrix, largest first, and their vectors as columns, by Jacobi's rotations.
 *
 * @param given row by row.
 */
export function symmetricEigen(given: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const matrix = given.slice()
  const vectors = new Float64Array(size * size)
  for (let at = 0; at < size; at++) vectors[at * size + at] = 1
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let one = 0; one < size; one++) {
      for (let other = one + 1; other < size; other++) rotate(matrix, vectors, size, one, other)
    }
  }
  const order = Array.from({ length: size }, (_, at) => at).sort(
    (a, b) => matrix[b * size + b]! - matrix[a * size + a]! || a - b,
  )
  const sorted = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    for (const [to, from] of order.entries()) sorted[row * size + to] = vectors[row * size + from]!
  }
  return { values: Float64Array.from(order, (at) => matrix[at * size + at]!), vectors: sorted }
}

/** Turns two axes so that the entry between them becomes 0. */
function rotate(matrix: Float64Array, vectors: Float64Array, size: number, one: number, other: number): void {
  const between = matrix[one * size + other]!
  if (between === 0) return
  const slant = (matrix[other * size + other]! - matrix[one * size + one]!) / (2 * between)
  const tangent = (slant < 0 ? -1 : 1) / (Math.abs(slant) + Math.sqrt(slant * slant + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  for (let at = 0; at < size; at++) turn(matrix, at * size + one, at * size + other, cosine, sine)
  for (let at = 0; at < size; at++) turn(matrix, one * size + at, other * size + at, cosine, sine)
  for (let at = 0; at < size; at++) turn(vectors, at * size + one, at * size + other, cosine, sine)
}

function turn(values: Float64Array, one: number, other: number, cosine: number, sine: number): void {
  const [a, b] = [values[one]!, values[other]!]
  values[one] = cosine * a - sine * b
  values[other] = sine * a + cosine * b
}
