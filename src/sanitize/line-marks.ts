import { randomBytes } from 'node:crypto'

/**
 * What a line is known by: two numbers made of its bytes, and two made of its shape (its bytes, with one digit as good as
 * another). Made with secret numbers, so that nobody can write one line that is taken for another.
 */
export class LineMarks {
  /** Behind the line break. */
  lineEnd = 0
  exactA = 0
  exactB = 0
  shapeA = 0
  shapeB = 0

  /** Reads the line that starts at `at`, as it is. Says whether it ends within reach; if not, nothing is set. */
  read(view: DataView, at: number): boolean {
    const most = Math.min(view.byteLength, at + longestLine)
    let a = starts[0]!
    let b = starts[1]!
    let i = at
    for (; i + 4 <= most; i += 4) {
      const word = view.getInt32(i, true)
      const breaks = word ^ 0x0a0a0a0a
      if (((breaks - 0x01010101) & ~breaks & 0x80808080) !== 0) break
      a = Math.imul(a ^ word, factorB)
      a ^= a >>> 16
      b = Math.imul(b + word, factorA)
      b = (b << 11) | (b >>> 21)
    }
    for (; i < most; i++) {
      const byte = view.getUint8(i)
      if (byte === 10) break
      a = Math.imul(a ^ byte, factorB)
      a ^= a >>> 16
      b = Math.imul(b + byte, factorA)
      b = (b << 11) | (b >>> 21)
    }
    if (i >= most) return false
    this.lineEnd = i + 1
    this.exactA = mixed(a ^ (i - at))
    this.exactB = b
    return true
  }

  /** Reads the shape of the line from `at` to where `read` found its end. */
  readShape(view: DataView, at: number): void {
    const end = this.lineEnd - 1
    let a = starts[2]!
    let b = starts[3]!
    let i = at
    for (; i + 4 <= end; i += 4) {
      // Digits are the bytes from 0 to 9 now; each of them becomes 0.
      const shifted = view.getInt32(i, true) ^ 0x30303030
      const others = (((shifted & 0x7f7f7f7f) + 0x76767676) | shifted) & 0x80808080
      const masked = shifted & Math.imul(others >>> 7, 255)
      a = Math.imul(a ^ masked, factorA)
      a ^= a >>> 15
      b = Math.imul(b + masked, factorB)
      b = (b << 13) | (b >>> 19)
    }
    for (; i < end; i++) {
      const byte = view.getUint8(i)
      const masked = byte >= 48 && byte <= 57 ? 0 : byte ^ 0x30
      a = Math.imul(a ^ masked, factorA)
      a ^= a >>> 15
      b = Math.imul(b + masked, factorB)
      b = (b << 13) | (b >>> 19)
    }
    this.shapeA = mixed(a ^ (end - at))
    this.shapeB = b
  }
}

function mixed(number: number): number {
  const product = Math.imul(number, factorB)
  return product ^ (product >>> 16)
}

/** Longer lines are read anew each time. */
const longestLine = 8192
const secrets = Int32Array.from({ length: 6 }, () => randomBytes(4).readInt32LE())
const starts = secrets.subarray(0, 4)
// Any odd number will do.
const factorA = secrets[4]! | 1
const factorB = secrets[5]! | 1
