import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compiled } from '../../src/paths.ts'
import { makers } from './makers.ts'

const script = `const { sanitizeCommand } = await import(${JSON.stringify(pathToFileURL(compiled('src/cli/sanitize.ts')).href)}); await sanitizeCommand().parseAsync(process.argv.slice(1), { from: 'user' })`
const args = (...more: string[]) => ['--input-type=module', '-e', script, '--', ...more]
const bee = (input: string, ...more: string[]) =>
  spawnSync(process.execPath, args(...more), { input, encoding: 'utf8', maxBuffer: 1 << 26 })

describe('bee sanitize', () => {
  it('removes a value before and after the place that names it', () => {
    const secret = makers(1).an(20)
    const { stdout, status } = bee(`saw ${secret}\nDB_PASSWORD=${secret}\nsaw ${secret}\n`)

    expect(stdout).toBe('saw [redacted:db-password]\nDB_PASSWORD=redacted-db-password\nsaw [redacted:db-password]\n')
    expect(status).toBe(0)
  })

  it('reads a redirected file, and one from a pipe, alike', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'bee-test-')), 'a.log')
    writeFileSync(path, 'x\npassword=hunter2x\n')
    const shell = `${process.execPath} ${args()
      .map((arg) => `'${arg.replaceAll("'", "'\\''")}'`)
      .join(' ')}`

    expect(spawnSync('sh', ['-c', `${shell} < ${path}`], { encoding: 'utf8' }).stdout).toBe(
      'x\npassword=redacted-password\n',
    )
    expect(spawnSync('sh', ['-c', `cat ${path} | ${shell}`], { encoding: 'utf8' }).stdout).toBe(
      'x\npassword=redacted-password\n',
    )
  })

  it('writes a report and explains, without the value', () => {
    const report = join(mkdtempSync(join(tmpdir(), 'bee-test-')), 'report.json')
    const { stderr } = bee('password=hunter2x\n', '--report', report, '--explain', '--name', 'a.env')

    expect(JSON.parse(stderr)).toEqual({ rule: 'password', file: 'a.env', line: 1, column: 10, length: 8 })
    expect(JSON.parse(readFileSync(report, 'utf8')).redactions).toEqual({
      total: 1,
      byRule: { password: 1 },
      byFile: { 'a.env': { password: 1 } },
    })
  })

  it('reads a long text on several threads, with the same result', () => {
    const m = makers(3)
    const lines = Array.from(
      { length: 150_000 },
      (_, n) => `2024-03-11 10:22:11 INFO ${n} request handled from ${m.ip()} in 12 ms, nothing else to say`,
    )
    const secret = m.an(20)
    lines[100] = `saw ${secret}`
    lines[149_000] = `token=${secret}`
    const { stdout } = bee(lines.join('\n'))

    expect(stdout.split('\n')).toHaveLength(150_000)
    expect(stdout).not.toContain(secret)
    expect(stdout).not.toMatch(/from \d+\./)
  })

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, args(), { stdio: ['pipe', 'pipe', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (data) => (errors += data))
    child.stdin.on('error', () => {})
    child.stdout.destroy()
    child.stdin.end('lorem ipsum\n'.repeat(200_000))
    const code = await new Promise((resolve) => child.on('close', resolve))

    expect({ code, errors }).toEqual({ code: 0, errors: '' })
  })
})
