import { randomBytes } from 'node:crypto'

/**
 * What a line is known by: two numbers made of its shape (its bytes, with one digit as good as another), and two made of its
 * bytes as they are. Made with a secret start, so that nobody can write one line that is taken for another.
 */
export class LineMarks {
  /** Behind the line break. */
  lineEnd = 0
  shapeA = 0
  shapeB = 0
  exactA = 0
  exactB = 0

  /** Reads the line that starts at `at`. Says whether it ends within reach; if not, nothing else is set. */
  read(view: DataView, at: number): boolean {
    const most = Math.min(view.byteLength, at + longestLine)
    let a = starts[0]!
    let b = starts[1]!
    let c = starts[2]!
    let d = starts[3]!
    let i = at
    for (; i + 4 <= most; i += 4) {
      const word = view.getInt32(i, true)
      const breaks = word ^ 0x0a0a0a0a
      if (((breaks - 0x01010101) & ~breaks & 0x80808080) !== 0) break
      // Digits are the bytes from 0 to 9 now; each of them becomes 0.
      const shifted = word ^ 0x30303030
      const others = (((shifted & 0x7f7f7f7f) + 0x76767676) | shifted) & 0x80808080
      const masked = shifted & Math.imul(others >>> 7, 255)
      a = Math.imul(a ^ masked, factorA)
      a ^= a >>> 15
      b = Math.imul(b + masked, factorB)
      b = (b << 13) | (b >>> 19)
      c = Math.imul(c ^ word, factorB)
      c ^= c >>> 16
      d = Math.imul(d + word, factorA)
      d = (d << 11) | (d >>> 21)
    }
    for (; i < most; i++) {
      const byte = view.getUint8(i)
      if (byte === 10) break
      const masked = byte >= 48 && byte <= 57 ? 0 : byte ^ 0x30
      a = Math.imul(a ^ masked, factorA)
      a ^= a >>> 15
      b = Math.imul(b + masked, factorB)
      b = (b << 13) | (b >>> 19)
      c = Math.imul(c ^ byte, factorB)
      c ^= c >>> 16
      d = Math.imul(d + byte, factorA)
      d = (d << 11) | (d >>> 21)
    }
    if (i >= most) return false
    const length = i - at
    this.lineEnd = i + 1
    this.shapeA = mixed(a ^ length)
    this.shapeB = b
    this.exactA = mixed(c ^ length)
    this.exactB = d
    return true
  }
}

function mixed(number: number): number {
  const product = Math.imul(number, factorB)
  return product ^ (product >>> 16)
}

/** Longer lines are read anew each time. */
const longestLine = 8192
// Odd, and with bits all over: the constants of MurmurHash3 and of Fibonacci hashing.
const factorA = 0x85ebca6b | 0
const factorB = 0x9e3779b1 | 0
const starts = Int32Array.from({ length: 4 }, () => randomBytes(4).readInt32LE())
