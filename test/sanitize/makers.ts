/** Makes values that look like the real ones, from a seed, so that no file holds a secret-shaped text. */
export function makers(seed: number) {
  let state = seed >>> 0 || 1
  const draw = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4294967296
  }
  const int = (least: number, most: number) => least + Math.floor(draw() * (most - least + 1))
  const from = (letters: string, length: number) =>
    Array.from({ length }, () => letters[int(0, letters.length - 1)]).join('')
  const pick = <T>(list: readonly T[]) => list[int(0, list.length - 1)]!
  const lower = 'abcdefghijklmnopqrstuvwxyz'
  const upper = lower.toUpperCase()
  const digits = '0123456789'
  const mixed = (length: number, letters = lower + upper + digits): string => {
    for (;;) {
      const text = from(letters, length)
      if (length < 8 || (/\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text))) return text
    }
  }
  const syllable = () => pick([...'bdfgklmnprstvz']) + pick([...'aeiou']) + (draw() < 0.3 ? pick([...'nrst']) : '')
  const word = (syllables: number) => Array.from({ length: syllables }, syllable).join('')
  const Word = (syllables: number) => word(syllables).replace(/^./, (char) => char.toUpperCase())
  return {
    int,
    pick,
    word,
    Word,
    an: (length: number) => mixed(length),
    lo: (length: number) => `${from(lower, 2)}${from(lower + digits, length - 4)}${from(digits, 2)}`,
    up: (length: number) => `${from(upper, 2)}${from(upper + digits, length - 4)}${from(digits, 2)}`,
    hex: (length: number) => `${from('abcdef', 1)}${from('0123456789abcdef', length - 2)}${from(digits, 1)}`,
    dig: (length: number) => pick([...'123456789']) + from(digits, length - 1),
    b64u: (length: number) => mixed(length, `${lower}${upper}${digits}-_`).replace(/^[-_]|[-_]$/g, 'x'),
    b64: (length: number) => mixed(length, `${lower}${upper}${digits}+/`).replace(/^[+/]|[+/]$/g, 'x'),
    uuid: () =>
      `${from('0123456789abcdef', 8)}-${from('0123456789abcdef', 4)}-4${from('0123456789abcdef', 3)}-a${from('0123456789abcdef', 3)}-${from('0123456789abcdef', 12)}`,
    /** Passwords as people choose them. */
    password: () =>
      pick([
        () => Word(3) + int(10, 9999) + pick(['!', '#', '?', '$']),
        () => `${word(2)}-${word(2)}-${word(2)}`,
        () => mixed(12),
        () => `${Word(2)}@${int(2019, 2026)}${word(2)}`,
        () => word(4) + word(2),
      ])(),
    user: () =>
      pick([
        () => `${word(1)}.${word(2)}`,
        () => word(2) + int(1, 99),
        () => word(3),
        () => `${word(2)}_${word(1)}`,
        () => `${Word(1)}${Word(2)}`,
        () => `svc-${word(2)}`,
      ])(),
    label: () =>
      pick([
        () => word(2) + int(10, 99),
        () => `${word(2)}-${pick(['db', 'web', 'node'])}-${int(1, 99)}`,
        () => `prd${word(2)}${int(1, 9)}${pick([...'abc'])}`,
      ])(),
    domain: () =>
      `${word(2)}${pick(['corp', 'soft', 'labs', ''])}-${from(lower + digits, 4)}.${pick(['com', 'io', 'de', 'co.uk', 'internal', 'lan', 'cloud', 'local', 'dev', 'home.arpa', 'fr', 'systems', 'intra', 'k8s'])}`,
    ip: () =>
      [pick([10, int(23, 99), int(128, 168), int(193, 223)]), int(11, 254), int(11, 254), int(2, 254)].join('.'),
    ip6: () =>
      [
        pick(['2a01', '2607', '2400', 'fd12']),
        ...Array.from({ length: 7 }, () => `${pick([...'abcdef123456789'])}${from('0123456789abcdef', 3)}`),
      ].join(':'),
    mac: (separator: string) => ['3c', ...Array.from({ length: 5 }, () => from('0123456789abcdef', 2))].join(separator),
  }
}

export type Makers = ReturnType<typeof makers>
