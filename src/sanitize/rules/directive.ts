/**
 * Secrets, people and machines at a place that a program's own syntax gives them, with no key and sign that would say so: arguments
 * of a call, lines of a configuration, what a command is fed with, columns that a tool prints.
 */
export type Directive = {
  name: string
  /** Pieces of which one stands in every such text; any case. At least four letters each. */
  literals: string
  /** Whether the pattern starts at the literal, at the start of its line, or (near) 60 bytes before the literal within its line. */
  from: 'literal' | 'line' | 'near'
  /** The literals may end a longer word: `Password:`, `SetBasicAuth(`. */
  inWord?: true
  /**
   * The text goes on in the next lines. Others end with their line, unless it ends with the literal: a line that follows from itself
   * alone is not read again when it comes again.
   */
  overLines?: true
  /**
   * What the text must look like from there; linear. The groups `user`, `host`, `person`, `phone`, `email`, `id`, `birth` and `account`
   * (with a digit behind, where there are several) are what they are called, as are `login` for a user and
   * `machine` and `peer` for a host, and `mac` for an address without separators; all others are secrets, `encoded` ones in base64.
   */
  pattern: RegExp
  /** What the maker says about it. */
  source: string
  /** Texts with `{p}` for a secret that must go, and texts that must stay. */
  yes: readonly string[]
  no: readonly string[]
}

/** Parts that patterns are made of. */
export const quoted = (name: string) => `(?:"(?<${name}>[^"\\r\\n]{3,200})"|'(?<${name}1>[^'\\r\\n]{3,200})')`
export const word = '[^\\s"\'`|<>]'

/** A digit or a sign among the letters: no plain word. */
export const mixed = `(?=[^\\s"'\\x60,;]{0,60}[\\d@!#$%&*])(?=[^\\s"'\\x60,;]{0,60}[A-Za-z])[^\\s"'\\x60,;]{5,79}[^\\s"'\\x60,;.:)]`
