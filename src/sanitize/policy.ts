/** What a desk adds to the rules that ship. */
export type Policy = {
  /** Words that are always removed, whatever their case: a customer's name, a project's. */
  words?: string[]
  /** Patterns in RE2 syntax (linear in time), each with a name that stands in the token. */
  patterns?: { name: string; pattern: string }[]
  /** Host names that may stay, with their subdomains: `docs.example.com`. */
  allowedHosts?: string[]
}
