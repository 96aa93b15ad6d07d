import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { compiled, shipped } from '../../src/paths.ts'

const mayMount = spawnSync('unshare', ['-Urm', 'true']).status === 0

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bee-full-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

describe('F07 a disk that gets full', () => {
  it.skipIf(!mayMount)(
    'ends uploads and bundles while the outbox still has room to record, and keeps nothing of them',
    () => {
      const child = shipped('test/uploads/full-disk-child.mjs')
      const dist = compiled('')
      const script = 'mount -t tmpfs -o size=90m none "$1" && exec "$2" "$3" "$4" "$1"'
      const args = ['-Urm', 'sh', '-c', script, 'sh', aFolder(), process.execPath, child, dist]
      const { stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8' })
      expect(stderr).toBe('')
      const said = JSON.parse(stdout)
      expect(said).toMatchObject({ upload: 'DISK_FULL', bundle: 'DISK_FULL', left: [], recorded: 1000 })
      // 64 of 90 MB stay free.
      expect(said.pieces).toBeGreaterThan(10)
      expect(said.pieces).toBeLessThan(27)
    },
  )

  it('in the sense of a limit on file sizes is said alike: EFBIG', () => {
    const script = `
      process.on('SIGXFSZ', () => {})
      const { createPartFiles } = await import(process.argv[1])
      const parts = createPartFiles(process.argv[2], { keyFor: () => Buffer.alloc(32, 7) })
      const problem = await parts.write('${'b'.repeat(24)}', 0, Buffer.alloc(300000, 1)).catch((cause) => cause)
      process.stdout.write(String(problem?.code))`
    const shell = 'ulimit -f 128; exec "$0" --input-type=module -e "$1" "$2" "$3"'
    const module = compiled('src/uploads/part-files.ts')
    const { stdout } = spawnSync('sh', ['-c', shell, process.execPath, script, module, aFolder()], { encoding: 'utf8' })
    expect(stdout).toBe('DISK_FULL')
  })
})
