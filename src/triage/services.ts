import type { Category, Service } from '../desk.ts'
import { wordsOf } from './clauses.ts'
import { WordList } from './word-list.ts'

export interface ServiceReading {
  /** Ids: those that are named first, then the category's own. */
  services: string[]
  reasons: string[]
}

/** Finds services by their names, synonyms and the texts that only they write to a log. */
export function createServiceReader(services: readonly Service[]) {
  const names = services.flatMap(({ id, synonyms }) => [id, ...synonyms].map((phrase) => ({ owner: id, phrase })))
  const list = new WordList(names, wordsOf)
  const logged = services.map(({ id, logs }) => ({ id, logs: logs.map((text) => text.toLowerCase()) }))
  const titles = new Map(services.map(({ id, title }) => [id, title]))

  return (words: readonly string[], machine: string, category: Category | undefined): ServiceReading => {
    const named = list.find(words)
    const found = new Set(named.map(({ owner }) => owner))
    const reasons = named.slice(0, 3).map(({ phrase }) => `"${phrase}"`)

    const lower = machine.toLowerCase()
    for (const { id, logs } of logged) {
      const written = logs.find((text) => lower.includes(text))
      if (written === undefined) continue
      if (!found.has(id)) reasons.push(`${titles.get(id)} in the logs`)
      found.add(id)
    }
    for (const id of category?.services ?? []) found.add(id)
    return { services: [...found], reasons: [...new Set(reasons)] }
  }
}
