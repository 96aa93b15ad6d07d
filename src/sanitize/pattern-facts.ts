/**
 * What can be told of a pattern from how it is written, so that its answer may be kept for lines that are alike. Both say yes when
 * they cannot tell.
 */

/** Whether a match may hold a line break, or follow from what stands behind one. */
export function mayCrossLines({ source, flags }: RegExp): boolean {
  if (flags.includes('s') && source.includes('.')) return true
  return parts(source.replaceAll(glance, '')).some((part) => {
    if (part.startsWith('[^')) return !/\\s|\\n|\n/.test(part)
    return /^\[/.test(part) ? /\\[sWDn]|\n/.test(part) : /^\\[sWDnr]$|\n/.test(part)
  })
}
/** `(?=[\s;]|$)` and `\s*[\r\n]` at a match's end see the line break, and nothing behind it. */
const glance = /\(\?[=!]\[[^\]]*\](?:\|\$)?\)|(?:\|\$\|)?\\s\*\[\\r\\n\](?=\))/g

/** Whether it matters which digit stands where. */
export function tellsDigits({ source }: RegExp): boolean {
  return parts(source).some((part) =>
    /\d/.test(part.replaceAll('0-9', '').replaceAll(/\\x[0-9a-f]{2}|\\u[0-9a-f]{4}/gi, '')),
  )
}

/** Classes, escapes and single characters; names of groups and counts such as `{1,20}` are none. */
function parts(source: string): string[] {
  const text = source.replaceAll(/\(\?<[A-Za-z]\w*>/g, '(').replaceAll(/(?<!\\)\{\d+(?:,\d*)?\}/g, '')
  return text.match(/\[(?:\\.|[^\]])*\]|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\.|[\s\S]/gi) ?? []
}
