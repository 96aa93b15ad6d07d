/**
 * How Discord reads a message: which parts are code, and what the rest would do. After its client's rules; knows
 * nothing of how Bee makes text harmless.
 */
export function discordEffects(message: string): string[] {
  const prose = withoutCode(message)
  const effects = new Set<string>()
  const found = (effect: string, isThere: boolean) => isThere && effects.add(effect)

  found('mass mention', /@(?:everyone|here)/.test(prose))
  found('token', /(?<!\\)<(?:@[!&]?\d|#\d|a?:\w+:\d|t:-?\d|\/[\w -]+:\d|id:\w)/.test(prose))
  found('masked link', /(?<!\\)\[[^\]]*(?<!\\)\]\(/.test(prose))
  found('heading', /^(?:[>\s]*)(?:#{1,3}|-#) /m.test(prose))
  found('quote of all', /^>>> /m.test(prose))
  found('spoiler', /(?<!\\)\|\|/.test(prose))
  found('preview', /https?:\/\//.test(prose.replace(/<https?:\/\/[^ <>]+>/g, '')))
  found('invite', /discord(?:\.gg|(?:app)?\.com\/invite)\//.test(prose.replace(/<https?:\/\/[^ <>]+>/g, '')))
  found('open code', /(?<!\\)`/.test(prose))
  found('tag', /<\/?[a-z]+(?:\s[^<>]*)?>/i.test(prose))
  found('comment', prose.includes('<!--'))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what may not be there
  found('control', /[\u0000-\u0008\u000e-\u001f\u202a-\u202e\u2066-\u2069]/.test(message))
  return [...effects]
}

/** Code blocks first, then inline code; what a backslash stands before opens nothing. */
export function withoutCode(message: string): string {
  let out = ''
  let rest = message
  while (rest !== '') {
    const escaped = /^\\[^A-Za-z0-9\s]/.exec(rest)
    const code =
      /^```(?:[a-z0-9_+\-.#]+?\n)?\n*[^\n][\s\S]*?\n*```/i.exec(rest) ?? /^(`+)([\s\S]*?[^`])\1(?!`)/.exec(rest)
    const part = escaped ?? code
    if (part === null) {
      out += rest[0]
      rest = rest.slice(1)
    } else {
      out += escaped === null ? '\u25a1' : part[0]
      rest = rest.slice(part[0].length)
    }
  }
  return out
}
