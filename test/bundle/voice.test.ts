import { performance } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { loadSecretlint } from '../../src/bundle/verify/voice.ts'

it('costs the same for the hundredth bundle as for the first: secretlint keeps no marks of what it has read', async () => {
  const listen = await loadSecretlint()
  const heard: string[] = []
  for (let at = 0; at < 3; at++)
    await listen('token=ghp_abcdefghijklmnopqrstuvwxyz0123456789', (rule) => heard.push(rule))
  expect(heard).toHaveLength(3)
  expect(performance.getEntriesByType('mark')).toEqual([])
})
