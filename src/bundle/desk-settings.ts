import type { Desk } from '../desk.ts'
import type { Policy } from '../sanitize/index.ts'
import type { BundleFacts } from './build.ts'

/** What a desk says about bundles of one category. */
export function factsOfDesk(desk: Desk, categoryId: string): Omit<BundleFacts, 'name' | 'ticket' | 'title' | 'triage'> {
  const category = desk.categories.find(({ id }) => id === categoryId)
  return {
    desk: desk.id,
    category: categoryId,
    profile: category?.profile ?? null,
    services: desk.services.map(({ id, synonyms, logs }) => ({ id, synonyms, logs })),
    analyzers: desk.analyzers,
  }
}

export function policyOfDesk({ sanitizer }: Pick<Desk, 'sanitizer'>): Policy {
  return { words: sanitizer.words, allowedHosts: sanitizer.allowedHosts.map((host) => host.replace(/^\*\./, '')) }
}
