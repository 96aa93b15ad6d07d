import { readFile, statfs } from 'node:fs/promises'
import {
  availableParallelism,
  cpus,
  freemem,
  homedir,
  loadavg,
  machine,
  release,
  tmpdir,
  totalmem,
  type,
  uptime,
  version,
} from 'node:os'
import { parse } from 'node:path'
import type { Gathering } from './gather.ts'

type Part = 'os' | 'cpu' | 'memory' | 'disk'

/** What this machine is and how full it is, by what Node itself knows: no program is run, so it works everywhere. */
export async function* describeMachine(
  parts: readonly Part[],
  { from }: Pick<Gathering, 'from'>,
): AsyncGenerator<Buffer> {
  for (const part of parts) {
    const lines = await describe[part](from)
    yield Buffer.from(`# ${part}\n${lines.join('\n')}\n\n`)
  }
}

const describe: Record<Part, (from: string) => string[] | Promise<string[]>> = {
  async os() {
    const release_ = await readFile('/etc/os-release', 'utf8').catch(() => '')
    const pretty = /^PRETTY_NAME="?([^"\n]{1,200})/m.exec(release_)?.[1]
    const hours = Math.floor(uptime() / 3600)
    const words = [
      `${type()} ${release()} ${machine()}`,
      version(),
      `up for ${hours} hours`,
      `node ${process.version}`,
      clock(new Date()),
    ]
    return pretty === undefined ? words : [pretty, ...words]
  },

  cpu() {
    const load = loadavg().map((average) => average.toFixed(2))
    const model = cpus()[0]?.model.trim()
    return [
      `${availableParallelism()} usable of ${cpus().length}${model ? `, ${model}` : ''}`,
      // Windows has no load average, and Node says 0.
      ...(process.platform === 'win32' ? [] : [`load ${load.join(' ')} (1, 5, 15 minutes)`]),
    ]
  },

  async memory() {
    // Linux counts its caches as used; `MemAvailable` is what a program could still have (proc_meminfo(5)).
    const info = await readFile('/proc/meminfo', 'utf8').catch(() => '')
    const kept = info.split('\n').filter((line) => /^(?:MemAvailable|SwapTotal|SwapFree|Committed_AS):/.test(line))
    return [`total ${gigabytes(totalmem())}`, `free ${gigabytes(freemem())}`, ...kept]
  },

  async disk(from) {
    const places = [...new Set([parse(from).root, from, homedir(), tmpdir(), '/var', '/var/lib/docker'])]
    const lines: string[] = []
    const seen = new Set<string>()
    for (const place of places) {
      const stats = await statfs(place).catch(() => undefined)
      if (stats === undefined || stats.blocks === 0) continue
      const line = `${gigabytes(stats.bavail * stats.bsize)} free of ${gigabytes(stats.blocks * stats.bsize)} (${Math.round((100 * (stats.blocks - stats.bavail)) / stats.blocks)} % used), ${stats.ffree} inodes free`
      if (!seen.has(line)) lines.push(`${place}  ${line}`)
      seen.add(line)
    }
    return lines
  },
}

/** What the times in this machine's logs mean. Written unlike a log's time, or the bundle's logs would seem to end now. */
function clock(now: Date): string {
  const [day, time] = now.toISOString().split(/[T.]/)
  return `clock ${time} on ${day} in UTC, this machine's zone is ${Intl.DateTimeFormat().resolvedOptions().timeZone}`
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
