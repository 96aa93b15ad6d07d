/** One replacement. Never holds the value. */
export type Redaction = {
  rule: string
  file: string
  /** From 1. */
  line: number
  /** From 1, in bytes of UTF-8. */
  column: number
  /** In bytes of UTF-8, of what was replaced. */
  length: number
}

/** What a sanitizer did, for manifests and people. Never holds a value. */
export type Report = {
  version: string
  redactions: {
    total: number
    byRule: Record<string, number>
    byFile: Record<string, Record<string, number>>
  }
  /** Lines that took too much work to read, and were left out. */
  withheldLines: number
  /** Files that are not text, and were left out. */
  withheldFiles: string[]
}
