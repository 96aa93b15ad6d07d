import { LineMarks } from './line-marks.ts'
import { LineTable } from './line-table.ts'

/**
 * Logs say the same again and again, with other numbers. What the rules have found in a line is kept for the next one of its
 * shape, as far as it follows from the shape; and for the very same line. Both are worth a place when they come the second time.
 * Some 20 MB, for whoever reads many lines.
 */
export class LineMemory {
  readonly marks = new LineMarks()
  readonly shapes = new LineTable()
  readonly exact = new LineTable()
  /** What is written in the place of lines that come again. */
  readonly written = new WrittenText()
  /** How many lines were new of late, how many of them came again, and how many lines were known. */
  private fresh = 0
  private again = 0
  private known = 0
  private readonly sighted = new Int32Array(1 << sightedBits)
  private readonly sightedShapes = new Int32Array(1 << sightedBits)

  /** Called before each window. */
  begin(): void {
    this.shapes.begin()
    if (this.exact.begin()) this.written.clear()
  }

  /** Called behind each window, with how many lines of it were settled. */
  end(settled: number): void {
    this.known += settled
  }

  /** Whether the line that was marked last was seen before; from now on it was. */
  isSightedAgain(): boolean {
    const isOld = isAgain(this.sighted, this.marks.exactA, this.marks.exactB)
    if (isOld) this.again++
    else this.fresh++
    return isOld
  }

  /**
   * Whether so many lines come again that one is worth a place at once. At the start of a text that goes on as it began every
   * line does; later, when nearly every line is known, one that was never seen is one of those that stand alone.
   */
  doLinesComeAgain(): boolean {
    this.again += this.exact.takeRepeats()
    if (this.fresh + this.again > recently) {
      this.fresh >>= 1
      this.again >>= 1
      this.known >>= 1
    }
    return this.again * 3 > this.fresh && this.again > fewest && this.known < this.fresh * nearlyAll
  }

  /** The same for its shape. */
  isShapeSightedAgain(): boolean {
    return isAgain(this.sightedShapes, this.marks.shapeA, this.marks.shapeB)
  }

  shapeOf(): number {
    return this.shapes.find(this.marks.shapeA, this.marks.shapeB)
  }

  lineOf(): number {
    return this.exact.find(this.marks.exactA, this.marks.exactB)
  }
}

function isAgain(sighted: Int32Array, first: number, second: number): boolean {
  const at = second >>> (32 - sightedBits)
  if (sighted[at] === first) return true
  sighted[at] = first
  return false
}

/** Bytes kept one behind the other, up to 8 MB. */
export class WrittenText {
  bytes = new Uint8Array(1 << 18)
  private end = 0

  /** Where the text is from now on, or -1 when there is no room. */
  keep(text: Uint8Array): number {
    const at = this.end
    const size = at + text.length
    if (size > mostWritten) return -1
    if (size > this.bytes.length) {
      const larger = new Uint8Array(Math.min(mostWritten, Math.max(size, this.bytes.length * 2)))
      larger.set(this.bytes)
      this.bytes = larger
    }
    this.bytes.set(text, at)
    this.end = size
    return at
  }

  clear(): void {
    this.end = 0
  }
}

/** Lines that are counted before the older ones lose their weight. */
const recently = 4096
const fewest = 200
/** So many known lines for each new one. */
const nearlyAll = 8
const mostWritten = 8 << 20
const sightedBits = 16
