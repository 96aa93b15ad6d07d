import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { readDesk } from '../src/desk.ts'
import { freePort } from '../src/free-port.ts'
import { program } from '../src/paths.ts'
import { startDiscordSandbox } from '../src/sandbox/discord/server.ts'
import { guildFor } from '../src/sandbox/plan.ts'

/** The shipped Bee as a process of its own, under limits that a shell sets before it starts. */
export interface Limited {
  discord: Awaited<ReturnType<typeof startDiscordSandbox>>
  url: string
  port: number
  dataDir: string
  child: ChildProcessByStdio<Writable, Readable, Readable>
  /** Says a word to the shell around Bee, and waits for its answer. */
  tell(word: string): Promise<string>
  /** Lines that Bee has logged. */
  log: string[]
}

/**
 * @param shell a script; `$1` is the data folder, and `"$2" "$3" start` starts Bee.
 * @param wrapper what the shell itself is started with, e.g. `unshare`
 */
export async function limitedBee(shell: string, wrapper: string[] = []): Promise<Limited> {
  const discord = await startDiscordSandbox({ guild: guildFor(readDesk('sting-ce')) })
  const dataDir = mkdtempSync(join(tmpdir(), 'bee-limited-'))
  const port = await freePort('127.0.0.1')
  const url = `http://127.0.0.1:${port}`
  const [command = '', ...args] = [...wrapper, 'sh', '-c', shell, 'sh', dataDir, process.execPath]
  const child = spawn(command, [...args, program('src/cli/main.ts')], {
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CDN_HOSTS: discord.cdnHost,
      PORT: String(port),
      PUBLIC_URL: url,
      DATA_DIR: join(dataDir, 'data'),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    // So that the shell's children end with it.
    detached: true,
  })
  onTestFinished(async () => {
    const ended = once(child, 'close')
    process.kill(-child.pid!, 'SIGKILL')
    await ended
    await discord.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const log: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line))
  const lines = createInterface({ input: child.stdout })
  const said: string[] = []
  lines.on('line', (line) => said.push(line))
  const until = async (isIt: (line: string) => boolean): Promise<string> => {
    for (;;) {
      const found = said.find(isIt)
      if (found !== undefined) return found
      if (child.exitCode !== null) throw new Error(`Bee ended: ${log.join('\n')}`)
      await Promise.race([once(lines, 'line'), once(child, 'close')])
    }
  }
  await until((line) => line.includes('ready'))
  return {
    ...{ discord, url, port, dataDir: join(dataDir, 'data'), child, log },
    async tell(word) {
      said.splice(0)
      child.stdin.write(`${word}\n`)
      return until((line) => line.startsWith(`${word}:`))
    },
  }
}
