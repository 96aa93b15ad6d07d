import { existsSync, readFileSync } from 'node:fs'

export interface ToGitHubVector {
  name: string
  input: string
  unescaped_effects: string[]
  must_not: string[]
  verbatim?: boolean
}

export interface ToDiscordVector {
  name: string
  input: string
  expect: string
}

const path = '../shared/specs/mirror-text-vectors.json'

/** Vectors for text crossing the border; `undefined` (and the tests that need them skip) where they are absent. */
export const vectors: { discord_to_github: ToGitHubVector[]; github_to_discord: ToDiscordVector[] } | undefined =
  existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
if (vectors === undefined) console.warn(`${path} is absent: its tests are skipped.`)
