/** How far into a line a time is looked for: after a prefix such as `kratos-1  | `. */
const LOOK = 160
const MIN_YEAR = 2000
const MAX_YEAR = 2099
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// 2026-01-05T12:03:04.567Z, 2026-01-05 12:03:04,567+01:00, 2026/01/05 12:03:04
const iso = /(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))? ?(Z|[+-]\d\d:?\d\d)?/
// 05/Jan/2026:12:03:04 +0100 (nginx, Apache)
const web = /(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})/
// 05 Jan 2026 12:03:04.567 (Redis)
const spelled = /(\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)/
// "ts":1767614584.123 or 1767614584123, as structured loggers write
const epoch = /"(?:ts|time|timestamp|epoch)": ?(\d{10})(?:\d{3}|\.\d{1,9})?[,}]/

/**
 * The time that a log line names near its beginning.
 *
 * @returns Unix milliseconds, or undefined. A time without a zone counts as UTC; syslog's (without a year) is not read.
 */
export function timeOf(line: string): number | undefined {
  const start = line.slice(0, LOOK)
  const dated = iso.exec(start)
  if (dated) {
    const [, year, month, day, hour, minute, second, fraction = '0', zone] = dated
    const ms = Math.floor(Number(`0.${fraction}`) * 1000)
    return at(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), ms, zone)
  }
  const access = web.exec(start)
  if (access) {
    const [, day, month = '', year, hour, minute, second, zone] = access
    const monthIndex = months.indexOf(month.toLowerCase())
    return at(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second), 0, zone)
  }
  const plain = spelled.exec(start)
  if (plain) {
    const [, day, month = '', year, hour, minute, second] = plain
    const monthIndex = months.indexOf(month.toLowerCase())
    return at(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second), 0)
  }
  const seconds = epoch.exec(start)?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1000
}

function at(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
  zone?: string,
) {
  if (year < MIN_YEAR || year > MAX_YEAR || month < 0 || month > 11 || day < 1 || day > 31) return undefined
  if (hour > 23 || minute > 59 || second > 60) return undefined
  return Date.UTC(year, month, day, hour, minute, second, ms) - offsetMs(zone)
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000
}

/** ISO 8601 to the second, which is what people compare. */
export const isoSecond = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
