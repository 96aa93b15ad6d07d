/** Where the page is, kept in the address so that "back" and bookmarks work. */
export type Route = { tab: 'chat'; place?: string } | { tab: 'github'; issue?: number | 'new' } | { tab: 'links' }

export function readRoute(hash: string): Route {
  const [tab, rest] = hash.replace(/^#\/?/, '').split('/')
  if (tab === 'github') {
    if (rest === 'new') return { tab, issue: 'new' }
    const issue = Number(rest)
    return Number.isInteger(issue) && issue > 0 ? { tab, issue } : { tab }
  }
  if (tab === 'links') return { tab }
  return rest ? { tab: 'chat', place: decodeURIComponent(rest) } : { tab: 'chat' }
}

export function routeTo(route: Route): string {
  if (route.tab === 'links') return '#/links'
  if (route.tab === 'github') return route.issue === undefined ? '#/github' : `#/github/${route.issue}`
  return route.place === undefined ? '#/chat' : `#/chat/${encodeURIComponent(route.place)}`
}

export const placeHref = (place: string) => routeTo({ tab: 'chat', place })
