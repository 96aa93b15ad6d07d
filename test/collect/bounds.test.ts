import { describe, expect, it } from 'vitest'
import type { BundleSource } from '../../src/bundle/build.ts'
import { gather } from '../../src/collect/gather.ts'
import { aFolder, aProgram, collector } from './kit.ts'

async function outcome({ open }: BundleSource): Promise<string> {
  let sizeBytes = 0
  try {
    for await (const chunk of open(new AbortController().signal)) sizeBytes += chunk.length
  } catch (cause) {
    return (cause as { reason: string }).reason
  }
  return `${sizeBytes} bytes`
}

const order = { from: aFolder, environment: () => process.env }
const gathering = async (collectors: Parameters<typeof gather>[0]['collectors'], more: object) =>
  gather({ collectors, from: order.from(), environment: order.environment(), ...more })

describe('a whole collection', () => {
  it('leaves out what no longer fits, whole files only, and takes what does', async () => {
    aProgram('say', 'head -c "$1" /dev/zero | tr "\\0" x; echo')
    const commands = ['900', '200', '50'].map((size, at) => collector(`c${at}`, { command: ['say', size] }))
    const { sources } = await gathering(commands, { totalBytes: 1000 })
    const outcomes: string[] = []
    for (const source of sources) outcomes.push(await outcome(source))
    expect(outcomes).toEqual(['901 bytes', 'OVER_LIMIT', '51 bytes'])
  })

  it('ends a program when its time is over, and does not begin another', async () => {
    const slow = collector('slow', { command: ['sleep', '300'], timeout: '5 min' })
    const quick = collector('quick', { command: ['echo', 'quick'] })
    const { sources } = await gathering([slow, quick], { totalMs: 300 })
    expect(await outcome(sources[0]!)).toBe('TOO_SLOW')
    expect(await outcome(sources[1]!)).toBe('TOO_SLOW')
  })

  it('ends while it still looks for things, and says which collectors had no turn', async () => {
    aProgram('docker', 'sleep 300')
    const containers = collector('containers', { title: 'Containers', containers: ['*'], timeout: '5 min' })
    const files = collector('files', { title: 'Files', files: ['*'] })
    const { sources, leftOut } = await gathering([containers, files], { totalMs: 300 })
    expect(sources).toEqual([])
    expect(leftOut.map(({ name, reason }) => `${name} ${reason}`)).toEqual(['Containers TOO_SLOW', 'Files TOO_SLOW'])
  })

  it('is given up as a whole when somebody cancels', async () => {
    aProgram('docker', 'sleep 300')
    const stop = new AbortController()
    const containers = collector('containers', { containers: ['*'], timeout: '5 min' })
    const gathered = gathering([containers], { totalMs: 60_000, signal: stop.signal })
    stop.abort()
    await expect(gathered).rejects.toMatchObject({ name: 'AbortError' })
  })
})
