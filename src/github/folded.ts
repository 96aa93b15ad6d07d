import { withMarker } from './issue-shape.ts'
import type { Markers } from './marker.ts'
import { maxBodyLength } from './to-github.ts'

/** One message inside a comment: its text, and the marker of the operation that carried it over. */
export interface Section {
  id: string
  text: string
}

/** Several messages as one comment, each followed by its own marker. At least one; as many as there is room for. */
export function fold(sections: readonly Section[], markers: Markers): { body: string; ids: string[] } {
  const ids: string[] = []
  let body = ''
  for (const { id, text } of sections) {
    const marker = markers.make(id)
    if (body !== '' && body.length + text.length + marker.length + 4 > maxBodyLength) break
    body = withMarker(body === '' ? text : `${body}\n\n${text}`, marker)
    ids.push(id)
  }
  return { body, ids }
}

/** The messages of a comment of Bee's own, in order; what somebody has written behind the last marker is no message. */
export function sectionsOf(body: string | null, markers: Markers): Section[] {
  const text = (body ?? '').replace(/\r\n/g, '\n')
  const sections: Section[] = []
  let from = 0
  for (const { id, start, end } of markers.all(text)) {
    sections.push({ id, text: text.slice(from, start).trim() })
    from = end
  }
  return sections
}
