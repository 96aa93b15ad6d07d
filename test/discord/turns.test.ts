import { expect, it } from 'vitest'
import { createTurns } from '../../src/discord/turns.ts'

/** Work that ends when it is told to. */
function work() {
  let end: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  return { run: () => ended, end: () => end() }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

it('keeps the order of one conversation, and lets others go beside it', async () => {
  const turns = createTurns(4)
  const began: string[] = []
  const first = work()
  void turns.run('a', () => {
    began.push('a1')
    return first.run()
  })
  void turns.run('a', async () => void began.push('a2'))
  void turns.run('b', async () => void began.push('b1'))
  await settle()
  expect(began).toEqual(['a1', 'b1'])
  first.end()
  await settle()
  expect(began).toEqual(['a1', 'b1', 'a2'])
})

it('begins no more than it may, and goes on after a failure', async () => {
  const turns = createTurns(2)
  const works = [work(), work(), work()]
  let running = 0
  const all = works.map(({ run }, key) =>
    turns.run(String(key), () => {
      running++
      return run()
    }),
  )
  await settle()
  expect(running).toBe(2)
  works[0]!.end()
  await settle()
  expect(running).toBe(3)
  works[1]!.end()
  works[2]!.end()
  await Promise.all(all)
  await expect(turns.run('x', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(turns.run('x', async () => 'yes')).resolves.toBe('yes')
})
