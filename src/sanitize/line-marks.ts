import { randomBytes } from 'node:crypto'
import { workerData } from 'node:worker_threads'

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
    for (; i + 8 <= most; i += 8) {
      const first = view.getInt32(i, true)
      const second = view.getInt32(i + 4, true)
      const breaks = first ^ 0x0a0a0a0a
      const others = second ^ 0x0a0a0a0a
      if ((((breaks - 0x01010101) & ~breaks) | ((others - 0x01010101) & ~others)) & 0x80808080) break
      a = Math.imul(a ^ first, factorB)
      a ^= a >>> 16
      // Each number has a part in all that follows.
      b = Math.imul(b + second + a, factorA)
      b = (b << 11) | (b >>> 21)
    }
    for (; i < most; i++) {
      const byte = view.getUint8(i)
      if (byte === 10) break
      a = Math.imul(a ^ byte, factorB)
      a ^= a >>> 16
      b = Math.imul(b + byte + a, factorA)
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
    for (; i + 8 <= end; i += 8) {
      a = Math.imul(a ^ withoutDigits(view.getInt32(i, true)), factorA)
      a ^= a >>> 15
      b = Math.imul(b + withoutDigits(view.getInt32(i + 4, true)) + a, factorB)
      b = (b << 13) | (b >>> 19)
    }
    for (; i < end; i++) {
      const byte = view.getUint8(i)
      const masked = byte >= 48 && byte <= 57 ? 0 : byte ^ 0x30
      a = Math.imul(a ^ masked, factorA)
      a ^= a >>> 15
      b = Math.imul(b + masked + a, factorB)
      b = (b << 13) | (b >>> 19)
    }
    this.shapeA = mixed(a ^ (end - at))
    this.shapeB = b
  }
}

/** Four bytes with 0 for each digit. */
function withoutDigits(word: number): number {
  // Digits are the bytes from 0 to 9 now.
  const shifted = word ^ 0x30303030
  const others = (((shifted & 0x7f7f7f7f) + 0x76767676) | shifted) & 0x80808080
  return shifted & Math.imul(others >>> 7, 255)
}

function mixed(number: number): number {
  const product = Math.imul(number, factorB)
  return product ^ (product >>> 16)
}

/** Longer lines are read anew each time. */
const longestLine = 8192
/** The secret numbers, to hand to threads that are to know the same lines. */
export const lineSecrets: Int32Array =
  (workerData as { lineSecrets?: Int32Array } | null)?.lineSecrets ??
  Int32Array.from({ length: 6 }, () => randomBytes(4).readInt32LE())
const starts = lineSecrets.subarray(0, 4)
// Any odd number will do.
const factorA = lineSecrets[4]! | 1
const factorB = lineSecrets[5]! | 1
