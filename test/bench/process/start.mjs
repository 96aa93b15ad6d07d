// Starts Bee, or something to compare it with, as a process of its own against a stand-in for Discord.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
/** What Node runs for `bee start`. */
export const beeStart = [`${root}dist/bee/cli/main.mjs`, 'start']

/**
 * Comes back when the process has said that it is ready.
 *
 * @param args what Node runs
 * @param before what the command line begins with, such as a program that binds it to a core
 */
export async function startProcess(args, discord, before = []) {
  const folder = mkdtempSync(join(tmpdir(), 'bee-bench-'))
  const command = [...before, process.execPath, ...args]
  const begun = Date.now()
  const child = spawn(command[0], command.slice(1), {
    cwd: root,
    env: {
      ...process.env,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CDN_HOSTS: discord.cdnHost,
      DATA_DIR: folder,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => /ready/.test(String(chunk)) && resolve())
    child.once('exit', () => reject(new Error('it ended before it was ready')))
  })
  return { child, folder, readyMs: Date.now() - begun }
}

/** Ends it kindly, and takes its folder away. */
export async function stopProcess({ child, folder }) {
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  rmSync(folder, { recursive: true, force: true })
}
