import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../src/paths.ts'
import { nestedQuantifiers } from './nested-quantifiers.ts'

/** Files that git knows, or would take. */
const files = git('ls-files', '--cached', '--others', '--exclude-standard').filter(
  (file) => file !== 'package-lock.json',
)
const texts = new Map(files.flatMap((file) => readable(file)))
const sources = [...texts].filter(([file]) => /^(src|commands)\/.*\.tsx?$/.test(file))
const tests = [...texts].filter(([file]) => /^test\/.*\.tsx?$/.test(file))

describe('what imports what', () => {
  it('core decides with its own data, and knows nobody else', () => {
    const typesOnly = ['src/sanitize/sanitized.ts', 'src/desk.ts']
    for (const [file, text] of sources.filter(([file]) => file.startsWith('src/core/'))) {
      for (const { from, isType } of importsOf(file, text)) {
        const isFine = from.startsWith('src/core/') || from === 'src/errors.ts' || (isType && typesOnly.includes(from))
        expect(isFine, `${file} imports ${from}`).toBe(true)
      }
    }
  })

  it('the sandbox is reached by the command line only: a Bee in earnest never loads it', () => {
    for (const [file, text] of sources.filter(([file]) => !file.startsWith('src/sandbox/'))) {
      const found = importsOf(file, text).filter(({ from }) => from.startsWith('src/sandbox/'))
      if (file !== 'src/cli/start.ts') expect(found, file).toEqual([])
    }
  })

  it('every file of a command group stands in the list', () => {
    const listed = importsOf('commands/index.ts', texts.get('commands/index.ts')!).map(({ from }) => from)
    const written = sources.map(([file]) => file).filter((file) => /^commands\/[^/]+\/[^/]+\.ts$/.test(file))
    expect(written.length).toBeGreaterThan(10)
    expect(written.filter((file) => !listed.includes(file))).toEqual([])
  })
})

describe('one place for each thing', () => {
  it('the environment is read in config.ts', () => {
    expect(thatHold(sources, /process\.env\b/)).toEqual(['src/config.ts'])
  })

  it('text is called sanitized where it is made so, read back, or only cut', () => {
    const cast = /\bas Sanitized\b|custom<Sanitized>/
    const places = thatHold(sources, cast).filter((file) => !file.startsWith('src/sanitize/'))
    expect(places.filter((file) => !mayCast.includes(file))).toEqual([])
  })

  it('Discord is written to in two files, and each message says whom it calls', () => {
    const sends = /\.(?:reply|editReply|followUp|send)\(|\brest\(\)\s*\.(?:post|patch|put)\(/
    const doors = sources.filter(([file]) => /^(src\/(discord|actions|delivery)|commands)\//.test(file))
    const senders = thatHold(
      doors.map(([file, text]) => [file, text.replaceAll('app.mailer.send(', '')]),
      sends,
    )
    expect(senders).toEqual(['src/discord/answer.ts', 'src/discord/chat.ts'])

    const lines = texts.get('src/discord/chat.ts')!.split('\n')
    const messages = lines.flatMap((line, at) =>
      /\.(?:post|patch)\(Routes\.channelMessages?\(/.test(line) ? [at] : [],
    )
    expect(messages.length).toBeGreaterThan(1)
    for (const at of messages) expect(lines.slice(at - 3, at + 1).join('\n')).toContain('allowed_mentions: calling(')
    // The first message of a forum post goes out inside its thread.
    for (const body of texts.get('src/discord/chat.ts')!.matchAll(/const message = \{.*/g))
      expect(body[0]).toContain('allowed_mentions: calling(')
    expect(texts.get('src/discord/client.ts')).toContain('allowedMentions: { parse: [], repliedUser: false }')
  })
})

describe('every source file', () => {
  it('fits in a head', () => {
    const long = sources.filter(([, text]) => text.split('\n').length > 400)
    expect(long.map(([file, text]) => `${file}: ${text.split('\n').length} lines`)).toEqual([])
  })

  it('has no regular expression that can explode (A11)', () => {
    const found = sources.flatMap(([file, text]) =>
      regularExpressions(file, text).flatMap(({ pattern, flags }) =>
        nestedQuantifiers(pattern, flags)
          .filter((part) => !harmless.some((known) => known.test(part)))
          .map((part) => `${file}: ${part}`),
      ),
    )
    expect(found).toEqual([])
  })

  it('reckons in Unix time and UTC: no zone and no change to summer time moves anything (F15)', () => {
    const local =
      /\.(?:get|set)(?:FullYear|Month|Date|Day|Hours|Minutes)\(|\.getTimezoneOffset\(|\.toLocale(?:Date|Time)String\(|new Date\([^)]*,/
    // The sandbox's page shows people their own time, as Discord does.
    for (const [file, text] of sources.filter(([file]) => !file.startsWith('src/sandbox/page/')))
      expect(local.test(text), file).toBe(false)
  })

  it('asks the compiler no open questions', () => {
    const open = new RegExp(`^(?!\\s*[/*]).*(?:\\bas any\\b|: any\\b)|@ts-(?:ignore|nocheck)|\\bTO${'DO'}\\b`, 'm')
    expect(thatHold(sources, open)).toEqual([])
  })
})

describe('tests', () => {
  it('put no module in the place of another, and leave none out', () => {
    const mocks = new RegExp(`\\bvi\\.(?:do)?${'mock'}\\(|\\b(?:it|test|describe)\\.(?:${'only'}|${'todo'})\\b`)
    expect(thatHold(tests, mocks)).toEqual([])
  })
})

describe('the repository', () => {
  it('takes packages from wherever npm is told to', () => {
    expect(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": *"http/)
  })

  it('holds no path of one machine', () => {
    const machine = new RegExp(`(?:^|[^\\w.])/(?:${['work', 'farm', 'root'].join('|')})/`, 'm')
    expect(thatHold([...texts], machine)).toEqual([])
  })
})

describe('the finder of exploding expressions', () => {
  it.each([
    '(a+)+',
    '(a*)*b',
    '(?:\\w+\\s?)+$',
    '(a+){2,}',
    '(a{1,5})*',
    '((?:x|y+))+',
    '([a-z]+)*',
    '(\\d+,?){1,20}',
    '(?:[A-Z_][A-Za-z]*)+',
    '(?:\\.[\\w.]+)*',
    '(?:-?[a-z]+)*',
  ])('finds %s', (pattern) => expect(nestedQuantifiers(pattern)).toHaveLength(1))

  it.each([
    'a+',
    '(?:\\d{1,3}\\.){3}\\d{1,3}',
    '(\\d{3})+',
    '[(+*]+',
    '\\(a+\\)+',
    '(?:ab)*',
    '(a?){3}',
    '\\p{L}+',
    '(a+)b',
  ])('lets %s pass', (pattern) => expect(nestedQuantifiers(pattern)).toEqual([]))
})

/** Outside the sanitizer: a title cut from sanitized text, file names joined, the desk's words, rows read back. */
const mayCast = [
  'src/actions/open-ticket.ts',
  'src/bundle/pack.ts',
  'src/core/take-findings.ts',
  'src/core/title.ts',
  'src/store/rows.ts',
]

/** Nested, and linear all the same. */
const harmless = [
  // No kind of file is called by digits, so a number after the dot can only be the one that follows a kind.
  /^\(\?:\\\.\(\?:log\|txt\|/,
  // Nothing stands behind it, so it never fails, and never tries again.
  /^\(\?:\\\\\{1,4\}\[nr\]\|\[A-Za-z0-9\+\/=\]\{1,20000\}\|/,
]

function thatHold(among: [string, string][], pattern: RegExp): string[] {
  return among.filter(([, text]) => pattern.test(text)).map(([file]) => file)
}

/** What a file imports from the project, as paths from its root. */
function importsOf(file: string, text: string): { from: string; isType: boolean }[] {
  const found = [...text.matchAll(/(import|export)( type)?[^'";]{0,2000}? from '([^']+)'|import\('([^']+)'\)/g)]
  return found.flatMap(([, , type, from, lazily]) => {
    const path = from ?? lazily ?? ''
    if (!path.startsWith('.')) return file.startsWith('src/core/') ? [{ from: path, isType: type !== undefined }] : []
    return [{ from: join(file, '..', path), isType: type !== undefined }]
  })
}

function regularExpressions(file: string, text: string): { pattern: string; flags: string }[] {
  const patterns: { pattern: string; flags: string }[] = []
  new Visitor({
    Literal(node) {
      if ('regex' in node) patterns.push(node.regex)
    },
  }).visit(parseSync(file, text).program)
  return patterns
}

function git(...args: string[]): string[] {
  const options = { cwd: packageRoot, encoding: 'utf8' as const, maxBuffer: 64 * 1024 ** 2 }
  return execFileSync('git', ['-c', 'safe.directory=*', ...args], options)
    .split('\n')
    .filter(Boolean)
}

/** Text files only; one that was deleted and not yet committed is none. */
function readable(file: string): [string, string][] {
  try {
    const text = readFileSync(join(packageRoot, file), 'utf8')
    return text.includes('\0') ? [] : [[file, text]]
  } catch {
    return []
  }
}
