/**
 * What is left of a message when the name it is addressed to is taken off its start.
 *
 * @param names what the desk calls Bee, such as `@bee` and `bee`.
 * @returns undefined when the message does not begin with one of them.
 */
export function addressed(text: string, names: readonly string[]): string | undefined {
  const start = text.trimStart()
  for (const name of names) {
    if (start.slice(0, name.length).toLowerCase() !== name.toLowerCase()) continue
    const rest = start.slice(name.length)
    // "beehive is down" is not for Bee; "bee, my login fails" is. A bare name needs a comma or colon, as in speech.
    const pattern = name.startsWith('@') ? /^(?:$|[\s,:;!?-])/ : /^(?:$|[,:]|!\s|\?)/
    if (pattern.test(rest)) return rest.replace(/^[\s,:;!?-]{1,20}/, '')
  }
  return undefined
}
