/** Longer names are cut in the middle, so that beginning and ending stay recognisable. */
const MAX_LABEL = 120
/** A tar header has room for 100 bytes in a name; our own folders take the rest. */
const MAX_FILE_NAME = 80
/** No archive name is read beyond this: a 64 kB name is nothing to normalise. */
const MAX_READ = 4096
/** Names that Windows gives to devices, whatever follows the first dot. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i
/** Invisible or direction-changing characters, by which one name can be made to look like another. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/**
 * Makes of an archive's or a person's file name a label that can be shown: NFC, no control, invisible or bidirectional
 * characters, forward slashes, no drive, no `..`, at most 120 characters. A label is never a path: nothing is opened by it.
 */
export function label(name: string): string {
  const parts = name
    .slice(0, MAX_READ)
    .normalize('NFC')
    .replace(invisible, '')
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
  return shorten(parts.join('/'), MAX_LABEL) || 'unnamed'
}

/** Words from elsewhere that stand beside a name, such as "exit code 1": without invisible characters, and short. */
export const detail = (text: string) =>
  shorten(text.slice(0, MAX_READ).normalize('NFC').replace(/\s+/g, ' ').replace(invisible, '').trim(), 2 * MAX_LABEL)

/** `logs.zip › kratos/app.log`: where a file was found. */
export const trail = (outer: string, inner: string) => shorten(`${outer} › ${label(inner)}`, 2 * MAX_LABEL)

/**
 * Makes of a label one file name that every system can unpack: letters, digits, `. _ -` only, not hidden, not a device,
 * no dot at its end. Readable enough to find a log by; the manifest keeps the label itself.
 */
export function fileName(labelText: string): string {
  const last = labelText.slice(labelText.lastIndexOf('/') + 1)
  const plain = last
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[.-]/, '_')
    .replace(/[.-]$/, '_')
  const safe = deviceName.test(plain) ? `_${plain}` : plain
  return shorten(safe, MAX_FILE_NAME).replaceAll('…', '-') || 'unnamed'
}

/** Numbers a name that is taken, also when only the case differs: `app.log`, `app-2.log`. */
export function createNumbering(): (path: string) => string {
  const taken = new Set<string>()
  const next = new Map<string, number>()
  return (path) => {
    const dot = path.indexOf('.', path.lastIndexOf('/') + 2)
    const stem = dot === -1 ? path : path.slice(0, dot)
    const ending = dot === -1 ? '' : path.slice(dot)
    const key = path.toLowerCase()
    let free = path
    for (let n = next.get(key) ?? 2; taken.has(free.toLowerCase()); n++) {
      free = `${stem}-${n}${ending}`
      next.set(key, n + 1)
    }
    taken.add(free.toLowerCase())
    return free
  }
}

function shorten(text: string, max: number): string {
  const characters = [...text]
  if (characters.length <= max) return text
  const head = Math.ceil((max - 1) / 2)
  return `${characters.slice(0, head).join('')}…${characters.slice(-(max - 1 - head)).join('')}`
}
