import { expect, it } from 'vitest'
import { createTyping } from '../../src/discord/typing.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

it('shows once that Bee is at work, for all who wait in a channel, and again when it has faded', async () => {
  let at = 0
  const shown: string[] = []
  const typing = createTyping(
    async (channelId) => void shown.push(channelId),
    () => at,
  )
  for (const channel of ['a', 'a', 'b', 'a']) typing(channel)
  expect(shown).toEqual(['a', 'b'])
  at = 8001
  typing('a')
  expect(shown).toEqual(['a', 'b', 'a'])
})

it('F34: does not go on where it is refused', async () => {
  let at = 0
  let tries = 0
  const typing = createTyping(
    async () => {
      tries++
      throw new Error('Missing Permissions')
    },
    () => at,
  )
  typing('a')
  await settle()
  at = 60_000
  typing('a')
  expect(tries).toBe(1)
  at = 11 * 60_000
  typing('a')
  expect(tries).toBe(2)
})
