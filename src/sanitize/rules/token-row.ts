/** The bytes that a token's body is made of. */
export type Body =
  | 'alnum'
  | 'colons'
  | 'dollars'
  | 'lower'
  | 'upper'
  | 'hex'
  | 'name'
  | 'base64'
  | 'dotted'
  | 'digits'
  | 'bech32'

/** One known kind of token: what it starts with, and what follows. */
export type TokenRow = {
  /** Stands in `[redacted:name]`. */
  name: string
  prefixes: readonly string[]
  body: Body
  /** Documented length of what follows the prefix: makes the example that the tests run. */
  length: number
  /** A shorter body still counts (logs cut tokens); the whole length is asked for only where the prefix alone says little. */
  atLeast: number
  /** Whether a letter or digit may stand right before the prefix: only where the prefix cannot end a word. */
  free: boolean
  /** The prefix is nobody else's: a whole token is one whatever stands around it, also in what people write to each other. */
  certain: boolean
  /** Looked for only where a long run of token bytes starts: the prefix is a word that logs say often. */
  atRun: boolean
  /** A body without a digit is a name in a program: `s.addComponentsFromRegistry`. */
  digit: boolean
  /** Where its maker describes it. */
  source: string
  /** Texts that look alike and stay. */
  no: readonly string[]
}

type Options = {
  atLeast?: number
  free?: boolean
  certain?: boolean
  atRun?: boolean
  digit?: boolean
  no?: readonly string[]
}

/** A row of the table; prefixes are separated by spaces, and `·` stands for a space within one. */
export function token(
  name: string,
  prefixes: string,
  body: Body,
  length: number,
  source: string,
  options: Options = {},
) {
  const list = prefixes.split(' ').map((prefix) => prefix.replaceAll('·', ' '))
  const distinctive = list.every((prefix) => prefix.length >= 4 && /[_.-]/.test(prefix.slice(1)))
  const row: TokenRow = {
    name,
    prefixes: list,
    body,
    length,
    atLeast: options.atLeast ?? (distinctive ? Math.min(length, 7) : length),
    free: options.free ?? distinctive,
    certain: options.certain ?? options.free ?? distinctive,
    atRun: options.atRun ?? false,
    digit: options.digit ?? false,
    source,
    no: options.no ?? [],
  }
  return row
}
