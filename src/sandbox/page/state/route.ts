/** Where the page is, kept in the address so that "back" and bookmarks work. */
export type Route =
  | { tab: 'chat'; place?: string; message?: string }
  | { tab: 'github'; issue?: number | 'new' }
  | { tab: 'links' }

export function readRoute(hash: string): Route {
  const [tab, rest, message] = hash.replace(/^#\/?/, '').split('/')
  if (tab === 'github') {
    if (rest === 'new') return { tab, issue: 'new' }
    const issue = Number(rest)
    return Number.isInteger(issue) && issue > 0 ? { tab, issue } : { tab }
  }
  if (tab === 'links') return { tab }
  if (!rest) return { tab: 'chat' }
  return { tab: 'chat', place: decodeURIComponent(rest), ...(message ? { message } : {}) }
}

export function routeTo(route: Route): string {
  if (route.tab === 'links') return '#/links'
  if (route.tab === 'github') return route.issue === undefined ? '#/github' : `#/github/${route.issue}`
  if (route.place === undefined) return '#/chat'
  return `#/chat/${encodeURIComponent(route.place)}${route.message === undefined ? '' : `/${route.message}`}`
}

export const placeHref = (place: string) => routeTo({ tab: 'chat', place })
