/** Numbers, sizes and times as people read them; in English, which is the language of Bee's pages. */
const whole = new Intl.NumberFormat('en-GB')
const tenth = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

export const numberWords = (value: number) => whole.format(value)

/** `2.1 MB`, in the decimal units of file managers. */
export function sizeWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB']
  let unit = 0
  let size = bytes
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return unit === 0 && bytes === 1 ? '1 byte' : `${tenth.format(size)} ${units[unit]}`
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `Saturday, 21 November 2026 at 12:00 UTC`; written out, because Intl's punctuation changes between releases of Node. */
export function timeWords(at: number): string {
  const time = new Date(at)
  const date = `${days[time.getUTCDay()]}, ${time.getUTCDate()} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`
  return `${date} at ${time.toISOString().slice(11, 16)} UTC`
}

/** `2 days`, `1 hour`, `less than a minute`: the largest unit, rounded down, so that nothing is promised too long. */
export function spanWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 60) return count(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return count(hours, 'hour')
  return count(Math.floor(hours / 24), 'day')
}

export const count = (amount: number, thing: string) => `${numberWords(amount)} ${thing}${amount === 1 ? '' : 's'}`
