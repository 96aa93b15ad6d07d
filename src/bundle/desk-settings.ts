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

/** What a desk adds to the sanitizer's own rules, and takes from them. */
export function policyOfDesk({ sanitizer: { words, patterns, allowedHosts } }: Pick<Desk, 'sanitizer'>): Policy {
  return { words, allowedHosts, patterns: Object.entries(patterns).map(([name, pattern]) => ({ name, pattern })) }
}
