import type { Kind } from './types.ts'

/** What a label of an issue tells triage. */
export interface Meaning {
  kind?: Kind
  category?: string
}

/** Names that trackers give to kinds, without the "type:" or "kind/" before them. */
const kindNames: Record<string, Kind> = {
  bug: 'bug',
  defect: 'bug',
  regression: 'bug',
  crash: 'bug',
  feature: 'feature',
  'feature request': 'feature',
  enhancement: 'feature',
  improvement: 'feature',
  suggestion: 'feature',
  question: 'question',
  support: 'question',
  'help wanted question': 'question',
  'how to': 'question',
  incident: 'incident',
  outage: 'incident',
}

const named = (label: string) => label.toLowerCase().replaceAll('_', ' ').replaceAll('-', ' ').trim()

/**
 * What an issue's labels say together. Labels that contradict each other say nothing: such an issue teaches the wrong thing.
 *
 * @param categories the desk's, by id and title.
 * @param map what the operator has said of labels: they come before what their names say.
 */
export function meaningOf(
  labels: readonly string[],
  categories: readonly { id: string; title: string }[],
  map: ReadonlyMap<string, Meaning>,
): Meaning {
  const kinds = new Set<Kind>()
  const found = new Set<string>()
  for (const label of labels) {
    // "type: bug", "kind/bug" and "area-login" end with the name.
    const names = [label, label.slice(label.search(/[:/]/) + 1), label.slice(label.indexOf('-') + 1)].map(named)
    const said = map.get(named(label))
    const kind = said?.kind ?? (said === undefined ? names.map((name) => kindNames[name]).find(Boolean) : undefined)
    const isCalled = (id: string, title: string) => names.includes(named(id)) || names.includes(named(title))
    const category = said ? said.category : categories.find(({ id, title }) => isCalled(id, title))?.id
    if (kind) kinds.add(kind)
    if (category) found.add(category)
  }
  const [kind] = kinds
  const [category] = found
  return { ...(kinds.size === 1 && kind && { kind }), ...(found.size === 1 && category && { category }) }
}

/** A label as `meaningOf` looks it up in its map. */
export const labelKey = named
