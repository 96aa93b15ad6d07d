import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder, aProgram, gathered } from './kit.ts'

describe('a command', () => {
  it('gives both outputs, and how it ended when that was not well', async () => {
    aProgram('tell', 'echo out; echo err >&2; exit 3')
    const { texts, places } = await gathered({ command: ['tell', 'me'] })
    expect(texts['thing.txt']).toMatch(/^(?:out\nerr|err\nout)\n\[exit code 3\]\n$/)
    expect(places).toEqual(['system'])
  })

  it('is no shell: what a shell would read goes to the program as it is', async () => {
    aProgram('tell', 'printf "%s\\n" "$@"')
    const { texts } = await gathered({ command: ['tell', '$HOME', '`id`', '; rm -rf x', '*'] })
    expect(texts['thing.txt']).toBe('$HOME\n`id`\n; rm -rf x\n*\n')
  })

  it.each([
    ['is not installed', ['no-such-program-here'], 'NOT_INSTALLED'],
    ['fails without a word', ['false'], 'COMMAND_FAILED'],
    ['says nothing', ['true'], 'EMPTY'],
  ])('that %s is left out', async (_, command, reason) => {
    expect((await gathered({ command })).texts).toEqual({ 'thing.txt': reason })
  })

  it('that takes too long is killed with all that it started, and what it said is kept', async () => {
    const mark = join(aFolder(), 'pid')
    aProgram('slow', `echo before; sleep 300 & echo $! > ${mark}; wait`)
    const { texts } = await gathered({ command: ['slow'], timeout: '1 s' })
    expect(texts['thing.txt']).toBe('before\n[stopped: it took too long]\n')
    const pid = readFileSync(mark, 'utf8').trim()
    await expect.poll(() => isRunning(pid)).toBe(false)
  })

  it('that never stops talking is stopped at its limit', async () => {
    const { texts } = await gathered({ command: ['yes', 'no'], limit: '64 KB' })
    const text = texts['thing.txt']!
    expect(text.length).toBeLessThan(70_000)
    expect(text).toMatch(/^no\n/)
    expect(text).toMatch(/no\n\[only the first part is kept\]\n$/)
  })

  it('whose grandchild keeps the pipe open does not keep us', async () => {
    aProgram('leave', 'sleep 300 & echo done')
    const startedAt = performance.now()
    const { texts } = await gathered({ command: ['leave'], timeout: '60 s' })
    expect(texts['thing.txt']).toBe('done\n')
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })
})

const isRunning = (pid: string) =>
  existsSync(`/proc/${pid}`) && !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

describe('containers', () => {
  const docker = `case "$1" in
    ps) printf 'sting-kratos-1\\nsting-app-1\\nother\\n' ;;
    logs) shift; echo "args: $*" >&2; i=0; while [ $i -lt 2000 ]; do echo "2026-01-05T12:00:00Z line $i"; i=$((i+1)); done ;;
  esac`

  it('give the end of their logs, each by its name', async () => {
    aProgram('docker', docker)
    const since = Date.UTC(2026, 0, 5, 11)
    const found = await gathered({ containers: ['*kratos*'], service: 'kratos', limit: '10 KB' }, { since })
    expect(Object.keys(found.texts)).toEqual(['docker/sting-kratos-1.log'])
    const text = found.texts['docker/sting-kratos-1.log']!
    expect(text).toMatch(/^\[only the last part is kept\]\n2026.* line \d+\n/)
    expect(text).toMatch(/line 1999\n$/)
    expect(found.places).toEqual(['kratos'])
    const whole = await gathered({ containers: ['other'] }, { since })
    expect(whole.texts['docker/other.log']).toContain('--since 2026-01-05T11:00:00.000Z other')
  })

  it('that are not there, an engine that is down and none at all are told apart', async () => {
    aProgram('docker', docker)
    expect((await gathered({ containers: ['nope*'] })).leftOut).toEqual(['thing NOTHING_FOUND'])
    aProgram('docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1')
    expect((await gathered({ containers: ['*'] })).leftOut).toEqual(['thing NOT_RUNNING'])
    aProgram('docker', 'echo "permission denied while trying to connect to the Docker daemon socket" >&2; exit 1')
    expect((await gathered({ containers: ['*'] })).leftOut).toEqual(['thing NOT_PERMITTED'])
    aProgram('docker', 'echo "unknown flag: --all" >&2; exit 125')
    expect((await gathered({ containers: ['*'] })).leftOut).toEqual(['thing COMMAND_FAILED'])
    const before = process.env.PATH
    process.env.PATH = aFolder()
    const none = await gathered({ containers: ['*'] })
    process.env.PATH = before
    expect(none.leftOut).toEqual(['thing NOT_INSTALLED'])
  })
})

it('pods give their logs', async () => {
  aProgram('kubectl', 'case "$1" in get) echo pod/kratos-5f7; echo "args $*" >&2 ;; logs) echo "log of $*" ;; esac')
  const { texts } = await gathered({ pods: { namespace: 'sting', selector: 'app=kratos' } })
  expect(texts['kubectl/kratos-5f7.log']).toMatch(/^log of logs pod\/kratos-5f7 --namespace sting --all-containers/)
})

it.each([
  ['The connection to the server localhost:8080 was refused', 'NOT_RUNNING'],
  ['Error from server (Forbidden): pods is forbidden: User "ana" cannot list resource "pods"', 'NOT_PERMITTED'],
  ['error: unknown flag', 'COMMAND_FAILED'],
])('pods are left out with why when kubectl says %j', async (words, reason) => {
  aProgram('kubectl', `echo '${words}' >&2; exit 1`)
  expect((await gathered({ pods: { selector: 'app=kratos' } })).leftOut).toEqual([`thing ${reason}`])
})

it('units give their journal, and one without entries is left out', async () => {
  aProgram(
    'journalctl',
    'case "$*" in *docker*) echo "2026-01-05T12:00:00+0000 host dockerd: up $*" ;; *) echo "-- No entries --" ;; esac',
  )
  const { texts } = await gathered({ journal: ['docker', 'nope'] }, { since: 1_767_610_800_000 })
  expect(texts['journal/docker.log']).toContain('--since @1767610800 --unit docker')
  expect(texts['journal/nope.log']).toBe('NOTHING_FOUND')
})

it('addresses say how they are, whatever they are', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/hang') return
    response.writeHead(request.url === '/bad' ? 503 : 200, { 'content-type': 'application/json', 'set-cookie': 'x=1' })
    response.end('{"status":"ok"}')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  const { texts } = await gathered({
    http: [`${base}/`, `${base}/bad`, `${base}/hang`, 'http://127.0.0.1:9/'],
    timeout: '1 s',
  })
  const ports = await gathered({ tcp: [`127.0.0.1:${port}`, '127.0.0.1:9'] })
  server.closeAllConnections()
  server.close()
  expect(texts['thing.txt']).toMatch(/200 OK, after \d+ ms\ncontent-type: application\/json/)
  expect(texts['thing.txt']).toContain('503 Service Unavailable')
  expect(texts['thing.txt']).toContain('/hang\nno answer: within 1000 ms')
  expect(texts['thing.txt']).toContain('ECONNREFUSED')
  expect(texts['thing.txt']).not.toContain('set-cookie')
  expect(ports.texts['thing.txt']).toMatch(/open, after \d+ ms\n127\.0\.0\.1:9 {2}closed: ECONNREFUSED/)
})

it('the machine, versions and the environment are told', async () => {
  const machine = (await gathered({ machine: ['os', 'cpu', 'memory', 'disk'] })).texts['thing.txt']!
  expect(machine).toMatch(
    /# os\n[\s\S]+# cpu\n\d+ usable of \d+[\s\S]+# memory\ntotal \d[\s\S]+# disk\n\/ .*GB free of/,
  )
  const versions = await gathered({ versions: [['node', '--version'], ['no-such-program']] })
  expect(versions.texts['thing.txt']).toBe(
    `$ node --version\n${process.version}\n\n$ no-such-program\nnot installed\n\n`,
  )
  const environment = { STING_URL: 'x', STING_MODE: 'y', HOME: '/root' }
  expect((await gathered({ environment: ['STING_*'] }, { environment })).texts['thing.txt']).toBe(
    'STING_MODE=y\nSTING_URL=x\n',
  )
  expect((await gathered({ environment: ['NOPE_*'] }, { environment })).texts['thing.txt']).toBe('NOTHING_FOUND')
})
