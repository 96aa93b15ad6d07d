/** Which methods an address takes, for the `Allow` header of a 405. */
const known: [RegExp, string][] = [
  [/^\/(?:|healthz|readyz|robots\.txt|icon\.svg)$/, 'GET, HEAD'],
  [/^\/d\/[^/]+$/, 'GET, HEAD'],
  [/^\/d\/[^/]+\/claim$/, 'POST, GET, HEAD'],
  [/^\/f\/[^/]+$/, 'GET, HEAD, POST'],
  [/^\/collect\.mjs$/, 'GET, HEAD'],
  [/^\/u\/[^/]+$/, 'GET, HEAD'],
  [/^\/u\/[^/]+\/uploads$/, 'POST'],
  [/^\/u\/[^/]+\/uploads\/[^/]+$/, 'GET, HEAD, DELETE'],
  [/^\/u\/[^/]+\/uploads\/[^/]+\/done$/, 'POST'],
  [/^\/u\/[^/]+\/uploads\/[^/]+\/\d+$/, 'PUT'],
  [/^\/webhooks\/github$/, 'POST'],
]

/** @returns undefined for an address that takes none: it does not exist. */
export function methodsOf(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? ''
  return known.find(([pattern]) => pattern.test(path))?.[1]
}
