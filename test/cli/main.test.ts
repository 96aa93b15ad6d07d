import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { program } from '../../src/paths.ts'
import { beeVersion } from '../../src/version.ts'

const bee = (...args: string[]) =>
  spawnSync(process.execPath, [program('src/cli/main.ts'), ...args], { encoding: 'utf8' })

it('says its version', () => {
  expect(bee('--version')).toMatchObject({ status: 0, stdout: `${beeVersion}\n` })
})

it('lists its commands, and offers the nearest to a wrong one', () => {
  expect(bee().stdout).toMatch(/sanitize .*take private things out of text/)
  const { status, stderr } = bee('sanitise')
  expect(status).toBe(2)
  expect(stderr).toContain('there is no command "sanitise". Did you mean "sanitize"?')
  expect(stderr).toContain('bee --help')
})
