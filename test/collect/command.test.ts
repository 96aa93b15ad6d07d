import { execFile, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readAddress } from '../../src/collect/address.ts'
import { program, shipped } from '../../src/paths.ts'
import { unpack } from '../bundle/order.ts'
import { aDesk } from './desk.ts'
import { aFolder } from './kit.ts'

const log = `2026-01-05T12:03:04Z level=error msg="AAL2 required" user=anna.larsson@acme-corp.se from 84.17.45.9
\u001b]0;owned\u0007\u001b[31mred\u001b[0m line
DATABASE_URL=postgres://sting:Sup3rS3cretPw@db.acme-corp.se:5432/sting
`
const planted = /larsson|84\.17\.45\.9|Sup3rS3cretPw|hunter2secret/

/** A machine of a customer's: a log, a setting, a desk of their vendor's, and its own folder for temporary files. */
function aMachine() {
  const folder = aFolder()
  const tmp = join(folder, 'tmp')
  mkdirSync(join(folder, 'logs'))
  mkdirSync(tmp)
  writeFileSync(join(folder, 'logs/kratos.log'), log)
  writeFileSync(join(folder, 'logs/extra.log'), 'nothing special\n')
  const desk = aDesk(folder, {
    logs: { title: 'Logs', files: ['logs/*.log'] },
    machine: { machine: ['os', 'memory'] },
    settings: { environment: ['STING_*'] },
    missing: { title: 'Something', command: ['no-such-program'] },
  })
  const env = { ...process.env, TMPDIR: tmp, STING_PASSWORD: 'hunter2secret' }
  return { folder, tmp, desk, env, args: ['--desk', desk, '--category', 'authentication'] }
}
type Machine = ReturnType<typeof aMachine>

function collect({ folder, env }: Machine, args: string[], command = [program('src/cli/main.ts'), 'collect']) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [...command, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

describe('bee collect', () => {
  it('--dry-run shows what would be sent, and keeps nothing', async () => {
    const machine = aMachine()
    const { code, out, err } = await collect(machine, ['--dry-run', ...machine.args])
    expect(code).toBe(0)
    expect(out).toMatch(/logs\/kratos\/kratos\.log .* values taken out/)
    expect(out).toContain('system/settings.txt')
    expect(out).toContain('missing.txt (no-such-program) cannot be gathered: the program for it is not installed here')
    expect(out).toContain('e-mail addresses (1)')
    expect(err).toContain('runs no-such-program')
    expect(out + err).not.toMatch(planted)
    expect(readdirSync(machine.tmp)).toEqual([])
    expect(readdirSync(machine.folder).sort()).toEqual(['logs', 'own.yaml', 'tmp'])
  })

  it('--output writes a bundle that is good, without anything private, and nothing else', async () => {
    const machine = aMachine()
    const { code, out } = await collect(machine, ['--output', 'out.tar.gz', ...machine.args])
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Wrote') })
    const files = await unpack(join(machine.folder, 'out.tar.gz'))
    expect(Object.keys(files)).toEqual([
      'manifest.json',
      'SUMMARY.md',
      'logs/kratos/kratos.log',
      'logs/other/extra.log',
      'system/machine.txt',
      'system/settings.txt',
    ])
    expect(files['logs/kratos/kratos.log']).toContain('AAL2 required')
    expect(JSON.stringify(files)).not.toMatch(planted)
    expect(JSON.parse(files['manifest.json']!)).toMatchObject({
      profile: 'authentication',
      leftOut: [{ name: 'missing.txt', reason: 'NOT_INSTALLED' }],
    })
    expect(readdirSync(machine.tmp)).toEqual([])
    expect((await collect(machine, ['--output', 'out.tar.gz', ...machine.args])).err).toContain('--force')
  })

  it('--leave-out takes files out, of the counts too, and refuses a path that is not there', async () => {
    const machine = aMachine()
    const { out } = await collect(machine, [
      ...['--output', 'out.tar.gz', '--json', '-x', 'logs/kratos/*', '-x', 'system/settings.txt', ...machine.args],
    ])
    const { manifest, outcome } = JSON.parse(out)
    expect(outcome).toBe('written')
    expect(manifest.files.map(({ path }: { path: string }) => path)).toEqual([
      'logs/other/extra.log',
      'system/machine.txt',
    ])
    expect(manifest.redactions.total).toBe(0)
    expect(manifest.leftOut.filter(({ reason }: { reason: string }) => reason === 'NOT_WANTED')).toHaveLength(2)
    const wrong = await collect(machine, ['--output', 'b.tar.gz', '-x', 'logs/nginx/*', ...machine.args])
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('logs/kratos/kratos.log') })
    expect(existsSync(join(machine.folder, 'b.tar.gz'))).toBe(false)
  })

  it('--since leaves old lines out', async () => {
    const machine = aMachine()
    const { out } = await collect(machine, ['--dry-run', '--json', '--since', '2h', ...machine.args])
    const { manifest } = JSON.parse(out)
    expect(manifest.files.map(({ path }: { path: string }) => path)).not.toContain('logs/kratos/kratos.log')
    expect(JSON.stringify(manifest.leftOut)).toContain('OLDER')
  })

  it.each([
    ['no place to go', [], 2, '--output FILE'],
    ['an address that is none', ['https://bee.example.org/d/abc'], 2, 'Send logs privately'],
    ['a code without its server', ['abcdefghijklmnopqrstuvwxyz'], 2, '--server'],
    ['nobody who could agree', ['https://127.0.0.1:9/u/abcdefghijklmnopqrstuvwxyz'], 2, '--yes'],
    ['a time that is none', ['--dry-run', '--since', 'soon'], 2, '2h'],
    ['a category that is none', ['--dry-run', '-c', 'nope'], 2, 'authentication'],
    ['a desk that is none', ['--dry-run', '-d', 'nope'], 78, 'nope'],
    ['a server that is not there', ['http://127.0.0.1:9/u/abcdefghijklmnopqrstuvwxyz', '-n'], 1, 'does not answer'],
  ])('says what to do about %s', async (_, args, code, words) => {
    const outcome = await collect(aMachine(), args)
    expect(outcome).toMatchObject({ code, err: expect.stringContaining(words) })
    expect(outcome.err).not.toContain('    at ')
    expect(outcome.err.match(/^error: /gm)?.length ?? 0).toBeLessThan(2)
  })

  it.each([
    ['<https://bee.example.org/u/abcdefghijklmnopqrstuvw_->'],
    ['"https://bee.example.org/u/abcdefghijklmnopqrstuvw_-".'],
    [' https://bee.example.org/u/abcdefghijklmnopqrstuvw_-/ '],
  ])('takes an address as it is copied: %j', (pasted) => {
    expect(readAddress(pasted)).toEqual({ server: 'https://bee.example.org', code: 'abcdefghijklmnopqrstuvw_-' })
  })

  it('in a terminal, shows, opens, leaves out and asks; A15: no order of a log reaches the terminal', async () => {
    const machine = aMachine()
    const said = await inTerminal(
      machine,
      ['--output', 'out.tar.gz', ...machine.args],
      [
        ['[y, n, l, o N, x N] ', 'o 1'],
        ['── end of logs/kratos', 'x 2'],
        ['is left out', 'o 99'],
        ['numbered 1 to', 'y'],
      ],
    )
    expect(said).toContain('AAL2 required')
    expect(said).not.toMatch(planted)
    expect(said).not.toContain('\u001b]0;')
    expect(said).not.toContain('\u001b[31m')
    expect(Object.keys(await unpack(join(machine.folder, 'out.tar.gz')))).not.toContain('logs/other/extra.log')
  })

  it('in a terminal, "n" keeps nothing', async () => {
    const machine = aMachine()
    const said = await inTerminal(machine, ['--output', 'out.tar.gz', ...machine.args], [['[y, n, l, o N, x N] ', 'n']])
    expect(said).toContain('Nothing of it was kept')
    expect(existsSync(join(machine.folder, 'out.tar.gz'))).toBe(false)
    expect(readdirSync(machine.tmp)).toEqual([])
  })

  it('F17: takes a long log within a small heap', async () => {
    const machine = aMachine()
    const line = '2026-01-05T12:03:04Z level=info msg="request" ip=84.17.45.9 path=/login status=200 ms=12\n'
    writeFileSync(join(machine.folder, 'logs/big.log'), line.repeat(250_000))
    const desk = aDesk(machine.folder, { logs: { files: ['logs/big.log'], limit: '100 MB' } })
    const command = ['--max-old-space-size=64', program('src/cli/main.ts'), 'collect']
    const { code, out } = await collect(machine, ['-n', '--json', '-d', desk, '-c', 'authentication'], command)
    expect(code).toBe(0)
    expect(JSON.parse(out).manifest.files[0].lines).toBe(250_000)
  }, 120_000)

  it('stopped in the middle leaves nothing, and no program running', async () => {
    const machine = aMachine()
    const mark = join(machine.folder, 'started')
    const desk = aDesk(machine.folder, {
      slow: { command: ['sh', '-c', `echo $$ > ${mark}; sleep 300`], timeout: '200 s' },
    })
    const args = [program('src/cli/main.ts'), 'collect', '-o', 'out.tar.gz', '-d', desk, '-c', 'authentication']
    const child = spawn(process.execPath, args, { cwd: machine.folder, env: machine.env, stdio: 'ignore' })
    onTestFinished(() => void child.kill('SIGKILL'))
    await expect.poll(() => existsSync(mark) && readFileSync(mark, 'utf8').trim(), { timeout: 20_000 }).toBeTruthy()
    const pid = readFileSync(mark, 'utf8').trim()
    child.kill('SIGINT')
    const code = await new Promise((resolve) => child.once('exit', resolve))
    expect(code).toBe(1)
    expect(readdirSync(machine.tmp)).toEqual([])
    await expect
      .poll(() => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
      .toBeFalsy()
  })
})

it('the single file does the same without node_modules, and knows the desks that ship', async () => {
  const machine = aMachine()
  copyFileSync(shipped('dist/collect/bee-collect.mjs'), join(machine.folder, 'collect.mjs'))
  const { code } = await collect(machine, ['-o', 'out.tar.gz', ...machine.args], ['collect.mjs'])
  expect(code).toBe(0)
  expect(JSON.stringify(await unpack(join(machine.folder, 'out.tar.gz')))).not.toMatch(planted)
  const shippedDesk = await collect(machine, ['collect', '--dry-run', '-d', 'sting-ce', '-c', 'other'], ['collect.mjs'])
  expect(shippedDesk).toMatchObject({ code: 0, out: expect.stringContaining('system/machine.txt') })
})

it('loads no part of the server', () => {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(shipped(file), 'utf8')
    for (const [, type, from = ''] of text.matchAll(/(?:import|export)( type)?[^'";]{0,2000}? from '([^']+)'/g)) {
      if (type !== undefined) continue
      if (from.startsWith('.')) visit(join(file, '..', from))
      else if (!from.startsWith('node:')) packages.add(from)
    }
  }
  visit('src/cli/collect.ts')
  const folders = new Set([...seen].map((file) => file.split('/').slice(0, 2).join('/')))
  for (const folder of [
    'src/store',
    'src/discord',
    'src/web',
    'src/github',
    'src/actions',
    'src/sandbox',
    'src/main.ts',
  ])
    expect([...folders]).not.toContain(folder)
  expect([...packages].sort()).toEqual(['commander', 'tar-stream', 'yaml', 'yauzl', 'zod'])
})

/** Plays a person at a real terminal: after each text that appears they type the next line. */
function inTerminal({ folder, env }: Machine, args: string[], steps: [after: string, type: string][]): Promise<string> {
  const line = [process.execPath, program('src/cli/main.ts'), 'collect', ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qec', line, '/dev/null'], { cwd: folder, env: { ...env, TERM: 'xterm' } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  let seen = 0
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
    const [after = '', type = ''] = steps[0] ?? []
    const at = said.indexOf(after, seen)
    if (steps.length === 0 || at === -1) return
    seen = at + after.length
    steps.shift()
    child.stdin.write(`${type}\r`)
  })
  return new Promise((resolve) => child.once('close', () => resolve(said)))
}
