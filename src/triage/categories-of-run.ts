import type { Desk } from '../desk.ts'
import type { LabelledText } from './lesson.ts'

/** Where all there is are examples, a category's name is worth one more, beside the title that every category has. */
export function categoriesFrom(examples: readonly LabelledText[]): Pick<Desk, 'categories' | 'fallbackCategory'> {
  const texts = new Map<string, string[]>()
  for (const { text, category } of examples) {
    const known = texts.get(category)
    if (known) known.push(text)
    else texts.set(category, [text])
  }
  const titleOf = (id: string) => id.replace(/[_-]+/g, ' ')
  const categories = [...texts].map(([id, examples]) => ({
    id,
    title: titleOf(id),
    bundleName: 'support',
    services: [],
    priority: 'medium' as const,
    profile: 'general',
    words: [],
    examples: [titleOf(id), ...examples],
    private: false,
  }))
  return { categories, fallbackCategory: categories[0]?.id ?? 'other' }
}
