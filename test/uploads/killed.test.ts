import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { program } from '../../src/paths.ts'
import { bundleOf, type UploadWorld, uploadWorld } from './kit.ts'

let here: UploadWorld
beforeAll(async () => {
  here = await uploadWorld()
}, 60_000)
afterAll(() => here.stop())

/** A line to the server that counts what goes there, and says when so much has gone. */
async function aLine(port: number, mostBytes: number, whenGone: () => void) {
  let sentBytes = 0
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
    client.on('data', (chunk) => {
      sentBytes += chunk.length
      if (sentBytes > mostBytes) whenGone()
      else upstream.write(chunk)
    })
    upstream.pipe(client)
    client.on('close', () => upstream.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port, sentBytes: () => sentBytes }
}

it('F50: an upload whose program is killed goes on where it stopped', { timeout: 90_000 }, async () => {
  const { machine, collect, anAddress, world } = here
  // Identifiers stay in a log, and do not get smaller.
  writeFileSync(
    join(machine, 'logs/many.log'),
    Array.from({ length: 90_000 }, () => `request ${randomUUID()} done\n`).join(''),
  )
  expect(await collect('--output', 'big.tar.gz', '-d', 'own.yaml', '-c', 'authentication')).toMatchObject({ code: 0 })
  const sizeBytes = statSync(join(machine, 'big.tar.gz')).size
  const address = new URL(await anAddress())
  const throughLine = (port: number) => Object.assign(new URL(address), { host: `127.0.0.1:${port}` }).href

  let child: ChildProcess | undefined
  const first = await aLine(Number(address.port), Math.floor(sizeBytes * 0.7), () => child?.kill('SIGKILL'))
  child = spawn(
    process.execPath,
    [program('src/cli/main.ts'), 'collect', throughLine(first.port), '--yes', '--send', 'big.tar.gz'],
    { cwd: machine, stdio: 'ignore' },
  )
  const [, signal] = await once(child, 'exit')
  first.server.close()
  expect(signal).toBe('SIGKILL')
  expect(await bundleOf(world)).toBeUndefined()

  const second = await aLine(Number(address.port), Number.POSITIVE_INFINITY, () => {})
  const again = await collect(throughLine(second.port), '--yes', '--json', '--send', 'big.tar.gz')
  second.server.close()
  expect(again).toMatchObject({ code: 0 })
  expect(JSON.parse(again.out)).toMatchObject({ outcome: 'ready' })
  expect(second.sentBytes()).toBeLessThan(sizeBytes * 0.8)
  expect(await bundleOf(world)).toMatchObject({ state: 'ready' })
})
