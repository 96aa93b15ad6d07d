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
  void turns.run('a', 'here', () => {
    began.push('a1')
    return first.run()
  })
  void turns.run('a', 'here', async () => void began.push('a2'))
  void turns.run('b', 'here', async () => void began.push('b1'))
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
    turns.run(String(key), 'here', () => {
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
  await expect(turns.run('x', 'here', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(turns.run('x', 'here', async () => 'yes')).resolves.toBe('yes')
})

it("F55: gives each server its turn, however many another one's people say", async () => {
  const turns = createTurns(2)
  const began: string[] = []
  const ends: (() => void)[] = []
  const say = (server: string, name: string) =>
    turns.run(name, server, () => {
      began.push(name)
      return new Promise<void>((end) => ends.push(end))
    })
  for (let at = 0; at < 100; at++) void say('noisy', `noisy ${at}`)
  for (const name of ['quiet 0', 'quiet 1', 'quiet 2']) void say('quiet', name)
  void say('third', 'third 0')
  for (let at = 0; at < 9; at++) {
    await settle()
    ends[at]!()
  }
  await settle()
  // Those of the noisy one that had begun before anybody else asked are let end.
  expect(began.slice(2)).toEqual([
    ...['noisy 2', 'quiet 0', 'third 0'],
    ...['noisy 3', 'quiet 1'],
    ...['noisy 4', 'quiet 2'],
    ...['noisy 5', 'noisy 6'],
  ])
})
