import { LineMarks } from './line-marks.ts'
import { LineTable } from './line-table.ts'

/**
 * Logs say the same again and again, with other numbers. What the rules have found in a line is kept for the next one of its
 * shape, as far as it follows from the shape; and for the very same line, which is worth a place when it comes the second time.
 * Some 14 MB, for whoever reads many lines.
 */
export class LineMemory {
  readonly marks = new LineMarks()
  readonly shapes = new LineTable()
  readonly exact = new LineTable()
  private readonly sighted = new Int32Array(1 << sightedBits)

  /** Called before each window. */
  begin(): void {
    this.shapes.begin()
    this.exact.begin()
  }

  /** Whether the line that was marked last was seen before; from now on it was. */
  isSightedAgain(): boolean {
    const { exactA, exactB } = this.marks
    const at = exactB >>> (32 - sightedBits)
    if (this.sighted[at] === exactA) return true
    this.sighted[at] = exactA
    return false
  }

  shapeOf(): number {
    return this.shapes.find(this.marks.shapeA, this.marks.shapeB)
  }

  lineOf(): number {
    return this.exact.find(this.marks.exactA, this.marks.exactB)
  }
}

const sightedBits = 16
