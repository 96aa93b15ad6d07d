import type { Desk } from '../desk.ts'
import type { Policy } from '../sanitize/index.ts'
import type { BundleFacts } from './build.ts'
import type { BundleLimits } from './limits.ts'

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

export function limitsOfDesk({ limits }: Pick<Desk, 'limits'>): Partial<BundleLimits> {
  return {
    maxAttachmentBytes: limits.attachmentBytes,
    maxTotalBytes: limits.unpackedBytes,
    maxFileBytes: limits.unpackedBytes,
    maxEntries: limits.archiveEntries,
    maxBundleBytes: limits.bundleBytes,
  }
}
