import type { Directive } from './directive.ts'
import { callDirectives } from './directives-calls.ts'
import { commandDirectives } from './directives-commands.ts'
import { networkDirectives } from './directives-networks.ts'
import { recordDirectives } from './directives-records.ts'

/** Every secret that is known by its place in the syntax of a program. */
export const directives: readonly Directive[] = [
  ...callDirectives,
  ...commandDirectives,
  ...networkDirectives,
  ...recordDirectives,
]
