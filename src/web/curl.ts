/**
 * The line that downloads a bundle in a terminal. Run again after a break it goes on where it stopped, without
 * counting again; when the link no longer works its second half says why and fails.
 */
export const curlLine = ({ url, name }: { url: string; name: string }) =>
  `curl -fL -C - -d '' -o ${quoted(name)} ${quoted(`${url}/claim`)} || curl -s --fail-with-body ${quoted(url)}`

/** As a POSIX shell takes it; what needs no quotes stays without. */
const quoted = (word: string) =>
  /^[A-Za-z0-9_][A-Za-z0-9_.:/@%+-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
