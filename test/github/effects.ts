import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/**
 * What a Markdown text does on GitHub besides being read, found by rendering it with a parser of the CommonMark and
 * GFM specifications and looking for GitHub's own patterns in what is neither code nor link. Knows nothing of how Bee
 * makes text harmless, and is strict where GitHub's patterns are not public.
 */
export function effectsOf(markdown: string): string[] {
  const html = render(markdown, true)
  const effects = new Set<string>()
  const found = (effect: string, isThere: boolean) => isThere && effects.add(effect)

  const texts = textNodes(html)
  for (const text of texts) {
    found('team', /(?:^|[^a-z0-9_])@[a-z0-9][a-z0-9-]*\/[a-z0-9]/i.test(text))
    found('mention', /(?:^|[^a-z0-9_])@[a-z0-9][a-z0-9-]*(?!\/|[a-z0-9-])/i.test(text))
    found('ref', /#\d|(?:^|[^a-z0-9])gh-\d|[a-z0-9]@[0-9a-f]{7,40}(?![0-9a-z])/i.test(text))
    found('urlref', referencedUrl.test(text))
  }
  const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => decoded(address!))
  found(
    'urlref',
    addresses.some((address) => referencedUrl.test(address)),
  )
  found('dup', /duplicate\s+of\s+(?:#\d|https?:|<a )/i.test(html.replace(code, '')))
  found('img', /<img/i.test(html))
  found('comment', html.includes('<!--'))
  found('details', /<details/i.test(html))
  found('heading', /<h[1-6][ >]/.test(html))
  found('task', /<input/.test(html))
  found('rawtags', html !== render(markdown, false))
  return [...effects]
}

/** The contents of all code in a text, in order. */
export function codeIn(markdown: string): string[] {
  return [...render(markdown, true).matchAll(/<code[^>]*>([\s\S]*?)<\/code>/g)].map(([, code]) => decoded(code!))
}

/** What a reader sees, without any markup. */
export const readableText = (markdown: string) => decoded(render(markdown, true).replace(/<[^>]*>/g, ''))

const code = /<(pre|code)(?: [^>]*)?>[\s\S]*?<\/\1>/g

const referencedUrl = /github\.com\/[^/\s]+\/[^/\s]+\/(?:issues|pull|discussions|commit)\/[0-9a-f]/i

function render(markdown: string, allowDangerousHtml: boolean): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml })
}

/** Runs of text outside code, preformatted text and links; tags part them, as they part nodes in GitHub's filters. */
function textNodes(html: string): string[] {
  const visible = html.replace(/<(pre|code|a)(?: [^>]*)?>[\s\S]*?<\/\1>/g, '<>')
  return visible.split(/<[^>]*>/).map(decoded)
}

const characters: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }
const decoded = (html: string) => html.replace(/&(?:lt|gt|quot|amp);/g, (entity) => characters[entity]!)
