import { BeeMark } from './icons.tsx'

/** A cell of honeycomb with initials, in a colour made from the id: no picture comes from anywhere. */
export function Avatar({
  id,
  name,
  isBee = false,
  size = 40,
}: {
  id: string
  name: string
  isBee?: boolean
  size?: number
}) {
  if (isBee) return <BeeMark size={size} />
  const hue = hueOf(id)
  return (
    <svg class="avatar" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
      <path d="M20 1.5 36 10.7v18.6L20 38.5 4 29.3V10.7z" style={{ fill: `hsl(${hue} 42% 38%)` }} />
      <text x="20" y="25.5" text-anchor="middle">
        {initials(name)}
      </text>
    </svg>
  )
}

function hueOf(id: string): number {
  let sum = 7
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) % 9973
  // A golden-angle step keeps neighbours apart.
  return Math.round(sum * 137.5) % 360
}

function initials(name: string): string {
  const words = name.trim().split(/[\s_.-]+/)
  const letters = words.length > 1 ? [words[0]![0], words[1]![0]] : [...name.trim()].slice(0, 1)
  return letters.join('').toUpperCase() || '?'
}
