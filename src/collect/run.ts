import { type ChildProcess, spawn } from 'node:child_process'
import { LeaveOut } from '../bundle/left-out.ts'
import { createKept } from './kept.ts'

export interface Run {
  timeoutMs: number
  limitBytes: number
  /** Of a log the end matters, of a table its beginning. */
  keep: 'first' | 'last'
  /** All that the program sees of the environment; whoever collects decides it. */
  environment: Record<string, string | undefined>
  signal?: AbortSignal | undefined
}

export interface Printed {
  /** Both outputs, as they came. */
  bytes: Buffer
  /** Null when it was stopped or died of a signal. */
  exitCode: number | null
  ended: 'by-itself' | 'timed-out'
  isCut: boolean
}

/** What a program prints is held in memory until it ends, whatever a desk allows. */
const mostBytes = 32 * 1024 ** 2
/** Whoever inherited the pipes has this long after the program's end to say the rest. */
const afterwordMs = 500

/**
 * Runs a program: no shell, no input, and with everything it starts in one group, which is killed as a whole when the time
 * is over.
 *
 * @throws LeaveOut NOT_INSTALLED; whatever `signal` was aborted with
 */
export async function run([program = '', ...args]: readonly string[], how: Run): Promise<Printed> {
  how.signal?.throwIfAborted()
  const isWindows = process.platform === 'win32'
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: how.environment,
    detached: !isWindows,
    windowsHide: true,
  })
  const kept = createKept(Math.min(how.limitBytes, mostBytes), how.keep)
  let isLate = false
  const stop = () => killGroup(child)
  const timer = setTimeout(() => {
    isLate = true
    stop()
  }, how.timeoutMs)
  how.signal?.addEventListener('abort', stop)
  try {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        kept.take(chunk)
        // Nothing more will be kept, so nothing more need be said.
        if (kept.isFull) stop()
      })
    }
    const exitCode = await ended(child, program)
    how.signal?.throwIfAborted()
    return { ...kept.end(), exitCode, ended: isLate ? 'timed-out' : 'by-itself' }
  } finally {
    clearTimeout(timer)
    how.signal?.removeEventListener('abort', stop)
    stop()
  }
}

function ended(child: ChildProcess, program: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const isMissing = cause.code === 'ENOENT' || cause.code === 'EACCES' || cause.code === 'ENOEXEC'
      reject(new LeaveOut(isMissing ? 'NOT_INSTALLED' : 'COMMAND_FAILED', program, { cause }))
    })
    child.on('close', (code) => resolve(code))
    // A grandchild that keeps the pipes open must not keep us.
    child.on('exit', (code) => {
      setTimeout(() => {
        killGroup(child)
        child.stdout?.destroy()
        child.stderr?.destroy()
        resolve(code)
      }, afterwordMs).unref()
    })
  })
}

/** Does nothing when there is nobody left. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => {})
    return
  }
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group has ended already.
  }
}
