/** Letters that look like ASCII ones and are not: Cyrillic and Greek. Full-width and mathematical ones go by their number. */
const lookAlikes = new Map<number, string>(
  [...'аАвВеЕзкКмМнНоОрРсСтТуУхХѕЅіІјЈԁѡԛһΑαΒβΕεΖΗηΙιΚκΜΝνΟοΡρΤτΥυΧχ'].map((char, at) => [
    char.codePointAt(0)!,
    'aAbBeE3kKmMhHoOpPcCtTyYxXsSiIjJdwqhAaBBEeZHnIiKkMNvOoPpTtYuXx'[at]!,
  ]),
)

/** The ASCII letter that a character passes for, or the character itself. */
function plainOf(point: number): number {
  if (point >= 0xff01 && point <= 0xff5e) return point - 0xfee0
  if (point >= 0x1d400 && point <= 0x1d6a3) {
    const at = (point - 0x1d400) % 52
    return at < 26 ? 65 + at : 97 + at - 26
  }
  if (point >= 0x1d7ce && point <= 0x1d7ff) return 48 + ((point - 0x1d7ce) % 10)
  return lookAlikes.get(point)?.codePointAt(0) ?? point
}

/** The text with look-alikes put back to what they pass for, and where each byte came from. */
export function unfold(bytes: Buffer, from: number, to: number): { bytes: Buffer; from: Int32Array; changed: boolean } {
  const out = Buffer.allocUnsafe(to - from)
  const origin = new Int32Array(to - from + 1)
  let n = 0
  let changed = false
  let i = from
  while (i < to) {
    const lead = bytes[i]!
    const size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    const point = size === 1 ? lead : (bytes.toString('utf8', i, Math.min(to, i + size)).codePointAt(0) ?? lead)
    const plain = size === 1 ? lead : plainOf(point)
    if (plain < 0x80) {
      if (size > 1) changed = true
      origin[n] = i
      out[n++] = plain
    } else {
      for (let k = 0; k < size && i + k < to; k++) {
        origin[n] = i + k
        out[n++] = bytes[i + k]!
      }
    }
    i += size
  }
  origin[n] = to
  return { bytes: out.subarray(0, n), from: origin, changed }
}
