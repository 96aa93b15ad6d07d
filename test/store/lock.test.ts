import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { compiled, shipped } from '../../src/paths.ts'
import { lockData } from '../../src/store/database.ts'
import { aFolder } from './kit.ts'

/** Starts a process that asks for the lock; what it was told is its first message. */
async function anotherBee(folder: string): Promise<{ child: ChildProcess; told: unknown }> {
  const store = join(compiled('src/store/database.ts'), '..')
  const child = fork(shipped('test/store/lock-holder.mjs'), [store, folder])
  onTestFinished(() => void child.kill('SIGKILL'))
  const [told] = await once(child, 'message')
  return { child, told }
}

const running = expect.objectContaining({ code: 'ALREADY_RUNNING' })

it('refuses a second Bee in the same process, and lets it in when the first gives the lock back', () => {
  const folder = aFolder()
  const release = lockData(folder)
  expect(() => lockData(folder)).toThrow(running)
  release()
  lockData(folder)()
})

it('refuses a second process, and is free at once when the first is killed (F11)', async () => {
  const folder = aFolder()
  const { child, told } = await anotherBee(folder)
  expect(told).toBe('held')
  expect(() => lockData(folder)).toThrow(running)

  child.kill('SIGKILL')
  await once(child, 'exit')
  const release = lockData(folder)
  expect((await anotherBee(folder)).told).toBe('ALREADY_RUNNING')
  release()
})

it('says which folder, and what to do', () => {
  const folder = aFolder()
  const release = lockData(folder)
  expect(() => lockData(folder)).toThrow(`Another Bee is already running on ${folder}. Stop it first, or set DATA_DIR`)
  release()
})

it('does not take a damaged lock file or a forbidden folder for another Bee', () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'bee.lock'), 'not a database, and longer than a header of one hundred bytes '.repeat(3))
  expect(() => lockData(folder)).toThrow(expect.objectContaining({ code: 'DATABASE_UNUSABLE' }))
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(() => lockData(join(file, 'var'))).toThrow(expect.objectContaining({ code: 'DATABASE_UNUSABLE' }))
})
