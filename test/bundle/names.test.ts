import { expect, it } from 'vitest'
import { createNumbering, fileName, label } from '../../src/bundle/sources/names.ts'

it.each([
  ['../../etc/passwd', 'etc/passwd', 'passwd'],
  ['/etc/passwd', 'etc/passwd', 'passwd'],
  ['..\\..\\windows\\win.ini', 'windows/win.ini', 'win.ini'],
  ['C:\\Users\\x\\app.log', 'C:/Users/x/app.log', 'app.log'],
  ['\\\\server\\share\\a.log', 'server/share/a.log', 'a.log'],
  ['a.log:ads', 'a.log:ads', 'a.log-ads'],
  ['CON', 'CON', '_CON'],
  ['nul.tar.gz', 'nul.tar.gz', '_nul.tar.gz'],
  ['trailing. ', 'trailing.', 'trailing_'],
  ['nul\0byte.log', 'nulbyte.log', 'nulbyte.log'],
  ['\u001b[31mred.log', '[31mred.log', '_31mred.log'],
  ['gnp.\u202egol.exe', 'gnp.gol.exe', 'gnp.gol.exe'],
  ['cafe\u0301.log', 'café.log', 'cafe.log'],
  ['zero\u200bwidth.log', 'zerowidth.log', 'zerowidth.log'],
  ['.env', '.env', '_env'],
  ['-rf', '-rf', '_rf'],
  ['日本.log', '日本.log', '_.log'],
  ['', 'unnamed', 'unnamed'],
  ['..', 'unnamed', 'unnamed'],
  ['\ud800', 'unnamed', 'unnamed'],
])('A06 A09 makes of %j a label and a file name that harm nobody', (name, shown, file) => {
  expect(label(name)).toBe(shown)
  expect(fileName(label(name))).toBe(file)
})

it('A09 cuts a name of 64 kB to 120 characters, beginning and end', () => {
  const cut = label(`start-${'x'.repeat(3000)}-end.log${' '.repeat(65_536)}`)
  expect([...cut]).toHaveLength(120)
  expect(cut).toMatch(/^start-.*…x*-end\.log$/)
  expect(Buffer.byteLength(fileName(label('日'.repeat(5000))))).toBeLessThanOrEqual(80)
})

it('numbers names that are taken, also when only the case differs', () => {
  const free = createNumbering()
  expect(
    ['logs/a/App.log', 'logs/a/app.log', 'logs/a/app.log', 'logs/a/app-2.log', 'logs/b/app.log'].map(free),
  ).toEqual(['logs/a/App.log', 'logs/a/app-2.log', 'logs/a/app-3.log', 'logs/a/app-2-2.log', 'logs/b/app.log'])
})
