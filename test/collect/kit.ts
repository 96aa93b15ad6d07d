import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { BundleSource } from '../../src/bundle/build.ts'
import { LeaveOut } from '../../src/bundle/left-out.ts'
import { type GatherOrder, gather } from '../../src/collect/gather.ts'
import { Collector } from '../../src/desk/collectors.ts'

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bee-collect-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A program on the PATH, written in shell, for the time of a test. */
export function aProgram(name: string, script: string): string {
  const folder = aFolder()
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  const before = process.env.PATH
  process.env.PATH = `${folder}${delimiter}${before}`
  onTestFinished(() => {
    process.env.PATH = before
  })
  return path
}

/** A collector as a desk writes it. */
export const collector = (id: string, written: object) => ({ id, ...Collector.parse(written) })

/** What a collector gathers: each source's text, or why it is left out. */
export async function gathered(written: object, more: Partial<GatherOrder> = {}) {
  const { sources, leftOut } = await gather({
    collectors: [collector('thing', written)],
    from: aFolder(),
    environment: process.env,
    ...more,
  })
  const texts: Record<string, string> = {}
  for (const source of sources) texts[source.name] = await textOf(source)
  return {
    texts,
    places: sources.map(({ place }) => place),
    leftOut: leftOut.map(({ name, reason }) => `${name} ${reason}`),
  }
}

async function textOf({ open }: BundleSource): Promise<string> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of open(new AbortController().signal)) chunks.push(chunk)
  } catch (cause) {
    if (cause instanceof LeaveOut) return cause.reason
    throw cause
  }
  return Buffer.concat(chunks).toString('utf8')
}
