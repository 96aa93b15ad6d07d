import { expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'

const sanitize = (text: string) => createSanitizer({ key: new Uint8Array(32) }).text(text)
const rows = (fields: string, ...lines: string[]) => sanitize([`#Fields: ${fields}`, ...lines].join('\n')).split('\n')

it('removes users and machines of a W3C log, in whichever order its fields are', () => {
  const [, first, second] = rows(
    'time cs-method cs-username s-computername sc-status',
    '00:00:01 GET marlopez WEBFRONT 200',
    '00:00:02 GET corp\\marlopez WEBFRONT 200',
  )
  expect(first).toMatch(/^00:00:01 GET user-(\d+) host-(\d+) 200$/)
  expect(second).toMatch(/^00:00:02 GET host-\d+\\user-\d+ host-\d+ 200$/)
  expect(`${first}${second}`).not.toMatch(/marlopez|WEBFRONT|corp/)
})

it('keeps what the other columns hold, empty fields and rows of another shape', () => {
  const lines = ['00:00:01 GET - /a/b - 200 12', '00:00:01 GET alpha beta']
  expect(rows('time cs-method cs-username cs-uri-stem cs-uri-query sc-status time-taken', ...lines).slice(1)).toEqual(
    lines,
  )
})

it('takes no column for more than its name', () => {
  const line = '00:00:01 alphabet gammaray'
  expect(rows('time constructor __proto__ cs-username', `${line} -`)[1]).toBe(`${line} -`)
})

it.each([
  'Login failed for contoso\\marlopez from console',
  'account="contoso\\marlopez"',
  'runas /user:hq-dom\\marlopez',
])('removes domain and user of %s', (text) => {
  expect(sanitize(text)).not.toMatch(/contoso|hq-dom|marlopez/)
})

it.each(['domain\\user is the format', 'tests\\unit\\auth.py', 'error\\nwarning', 'see src\\main for it'])(
  'keeps %s',
  (text) => {
    expect(sanitize(text)).toBe(text)
  },
)
