import type { Directive } from './directive.ts'
import { adminDirectives } from './directives-admin.ts'
import { callDirectives } from './directives-calls.ts'
import { clusterDirectives } from './directives-clusters.ts'
import { commandDirectives } from './directives-commands.ts'
import { loginDirectives } from './directives-logins.ts'
import { machineDirectives } from './directives-machines.ts'
import { messageDirectives } from './directives-messages.ts'
import { networkDirectives } from './directives-networks.ts'
import { peerDirectives } from './directives-peers.ts'
import { peopleDirectives } from './directives-people.ts'
import { recordDirectives } from './directives-records.ts'
import { serviceDirectives } from './directives-services.ts'
import { settingDirectives } from './directives-settings.ts'
import { toldDirectives } from './directives-told.ts'
import { toolDirectives } from './directives-tools.ts'

/** What is known by its place in the syntax of a program, in what a tool prints, or in a sentence. */
export const directives: readonly Directive[] = [
  ...callDirectives,
  ...commandDirectives,
  ...networkDirectives,
  ...messageDirectives,
  ...settingDirectives,
  ...recordDirectives,
  ...peopleDirectives,
  ...machineDirectives,
  ...clusterDirectives,
  ...loginDirectives,
  ...adminDirectives,
  ...peerDirectives,
  ...serviceDirectives,
  ...toldDirectives,
  ...toolDirectives,
]
