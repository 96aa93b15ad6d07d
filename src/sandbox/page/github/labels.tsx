import type { RepositoryView } from '../../page-api.ts'

/** A label in its own colour; its words stay readable on any of them. */
export function Label({ name, labels }: { name: string; labels: RepositoryView['labels'] }) {
  const found = labels.find((label) => label.name === name)
  const colour = /^[0-9a-f]{6}$/i.test(found?.color ?? '') ? (found?.color ?? '') : '8a7a5c'
  return (
    <span
      class="label"
      style={{ background: `#${colour}`, color: isLight(colour) ? '#1d1708' : '#ffffff' }}
      title={found?.description ?? undefined}
    >
      {name}
    </span>
  )
}

/** Is dark ink the better one on it? By contrast, WCAG 2.2: (lighter + 0.05) / (darker + 0.05). */
function isLight(colour: string): boolean {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  const luminance = 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
  return (luminance + 0.05) / (darkInk + 0.05) > (1 + 0.05) / (luminance + 0.05)
}

/** Luminance of the dark ink above. */
const darkInk = 0.009
