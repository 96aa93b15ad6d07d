/**
 * The line that downloads a bundle in a terminal. Run again after a break it goes on where it stopped, without
 * counting again; when the link no longer works its second half says why and fails. `-X POST` rather than `-d`,
 * because curl takes `-C` for a part of what it sends as soon as there is something to send.
 */
export const curlLine = ({ url, name }: { url: string; name: string }) =>
  `curl -fL -C - -X POST -o ${quoted(name)} ${quoted(`${url}/claim`)} || curl -s --fail-with-body ${quoted(url)}`

/** As a POSIX shell takes it; what needs no quotes stays without. */
const quoted = (word: string) =>
  /^[A-Za-z0-9_][A-Za-z0-9_.:/@%+-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
