/**
 * Secrets at a place that a program's own syntax gives them, with no key and sign that would say so: arguments of a call, lines of
 * a configuration, what a command is fed with.
 */
export type Directive = {
  name: string
  /** Pieces of which one stands in every such text; any case. At least four letters each. */
  literals: string
  /** Whether the pattern starts at the literal, or at the start of its line. */
  from: 'literal' | 'line'
  /** What the text must look like from there; linear. The groups named `secret`, `more` and `encoded` are taken, `user` as a name. */
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
