import { isoSecond, timeOf } from './times.ts'

/** What a text says about itself, gathered line by line from what was already sanitized. */
export interface LogFacts {
  lines: number
  errors: number
  warnings: number
  firstAt: string | null
  lastAt: string | null
  /** Error lines that differ only in numbers, ids and times, counted together. */
  shapes: Map<string, ErrorShape>
  /** How often each service is named as the writer of a line. */
  services: Map<string, number>
  versions: Map<string, string>
}

export interface ErrorShape {
  count: number
  /** The first such line, sanitized and shortened; when it and the last one were written. */
  example: string
  firstAt: string | null
  lastAt: string | null
}

export interface LogReader {
  take(chunk: Uint8Array): void
  end(): LogFacts
}

/** Of a line only this much is looked at: the level and the message stand at its beginning. */
const LINE_START = 600
const EXAMPLE = 300
/** Beyond this many different errors no expert reads, and a hostile log could fill the memory. */
const MAX_SHAPES = 2000
const MAX_VERSIONS = 20

const errorLevel = /\b(?:error|fatal|panic|critical|crit|emerg|alert|severe|exception|traceback|err)\b/i
const warningLevel = /\b(?:warn|warning)\b/i
/** A line that says itself that it is about something else: `level=info msg="no error"`. */
const statedLevel =
  /\b(?:level|lvl|severity)"?\s?[=:]\s?"?([a-z]{3,9})|\[(trace|debug|info|notice|warn|warning|error|fatal|crit)\]/i
const calm = new Set(['trace', 'debug', 'info', 'notice', 'information', 'log'])
/** `kratos-1  | …` (compose), `"service_name":"kratos"`, `service=kratos`. */
const writer =
  /^([a-z][a-z0-9_.-]{1,40}?)(?:[-_]\d{1,3})? {0,20}\| |\b(?:service(?:[._]name)?|container|app)"?\s?[=:]\s?"?([a-z][a-z0-9_.-]{1,40})/i
const statedVersion =
  /\b([A-Za-z][A-Za-z0-9_-]{1,30})(?:[ /]v|[ _-]version[ =:"]{1,4}v?|\/)(\d{1,4}\.\d{1,5}(?:\.\d{1,6})?(?:[-+][0-9A-Za-z.]{1,20})?)\b/
const mayStateVersion = /version|starting|started|server|release| v\d/i

export function createLogReader(): LogReader {
  const facts: LogFacts = {
    lines: 0,
    errors: 0,
    warnings: 0,
    firstAt: null,
    lastAt: null,
    shapes: new Map(),
    services: new Map(),
    versions: new Map(),
  }
  let first: number | undefined
  let last: number | undefined
  let kept = ''

  function line(text: string) {
    facts.lines++
    const time = timeOf(text)
    if (time !== undefined) {
      if (first === undefined || time < first) first = time
      if (last === undefined || time > last) last = time
    }
    const service = writer.exec(text)
    const name = (service?.[1] ?? service?.[2])?.toLowerCase()
    if (name && (facts.services.has(name) || facts.services.size < MAX_SHAPES)) {
      facts.services.set(name, (facts.services.get(name) ?? 0) + 1)
    }
    if (facts.versions.size < MAX_VERSIONS && mayStateVersion.test(text)) noteVersion(text, facts.versions)

    const level = levelOf(text)
    if (level === 'warning') facts.warnings++
    if (level !== 'error') return
    facts.errors++
    const shape = shapeOf(text)
    const at = time === undefined ? null : isoSecond(time)
    const known = facts.shapes.get(shape)
    if (known !== undefined) {
      known.count++
      known.firstAt ??= at
      known.lastAt = at ?? known.lastAt
    } else if (facts.shapes.size < MAX_SHAPES) {
      facts.shapes.set(shape, { count: 1, example: shorten(text), firstAt: at, lastAt: at })
    }
  }

  return {
    take(chunk) {
      // latin1 keeps one character per byte and is quick; what is shown is turned back into UTF-8 in `shorten`.
      const text = kept + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
      let at = 0
      for (let end = text.indexOf('\n', at); end !== -1; end = text.indexOf('\n', at)) {
        line(text.slice(at, Math.min(end, at + LINE_START)))
        at = end + 1
      }
      // Of an endless line only the beginning is kept.
      kept = text.slice(at, at + LINE_START)
    },
    end() {
      if (kept !== '') line(kept)
      facts.firstAt = first === undefined ? null : isoSecond(first)
      facts.lastAt = last === undefined ? null : isoSecond(last)
      return facts
    },
  }
}

function levelOf(line: string): 'error' | 'warning' | undefined {
  const hasError = errorLevel.test(line)
  if (!hasError && !warningLevel.test(line)) return undefined
  const stated = statedLevel.exec(line)
  const level = (stated?.[1] ?? stated?.[2])?.toLowerCase()
  if (level !== undefined && calm.has(level)) return undefined
  if (level?.startsWith('warn')) return 'warning'
  return hasError ? 'error' : 'warning'
}

/**
 * The same complaint has one shape, whatever its time, its numbers, its ids and the secrets that stood in it. `AAL2` is a
 * word, not a number; the hour of `2026-11-20T08:00` is none.
 */
function shapeOf(line: string): string {
  return (
    line
      .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, 'ID')
      .replace(/\b(?=[0-9a-f]{0,7}\d)[0-9a-f]{8,64}\b/gi, 'ID')
      .replace(/(?<![A-Za-z\d])\d+|(?<=\dT)\d+/g, 'N')
      // The first secret of a kind bears no number.
      .replace(/\b(redacted[:-][a-z-]{1,60}?)-N\b/g, '$1')
  )
}

function shorten(line: string): string {
  const text = Buffer.from(line, 'latin1').toString('utf8').trimEnd()
  return text.length > EXAMPLE ? `${text.slice(0, EXAMPLE)}…` : text
}

function noteVersion(line: string, versions: Map<string, string>): void {
  const [, name, version] = statedVersion.exec(line) ?? []
  if (name && version && !notAProduct.has(name.toLowerCase())) versions.set(name.toLowerCase(), version)
}
/** Words that stand before a number without being what has that version. */
const notAProduct = new Set([
  'http',
  'https',
  'tls',
  'ssl',
  'tcp',
  'udp',
  'version',
  'the',
  'schema',
  'mozilla',
  'applewebkit',
  'safari',
  'chrome',
  'firefox',
  'gecko',
  'edg',
  'rfc',
  'sslv3',
  'tlsv1',
])
