#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { Command } from 'commander'
import { nearest } from '../core/nearest.ts'
import type { AskingOf } from '../core/permissions.ts'
import { beeVersion } from '../version.ts'
import { explain } from './explain.ts'

/**
 * Each command with the module that holds it, of which only the one that is asked for is loaded. Whoever can run it here
 * has Bee's files, so the operating system is who lets operators in; what they may ask stands in `core/permissions.ts`.
 */
const commands: Record<string, { asks: AskingOf<'operator'>; summary: string; load: () => Promise<Command> }> = {
  start: {
    asks: 'desk.run',
    summary: 'start Bee (without DISCORD_TOKEN: in the sandbox)',
    load: async () => {
      keepMemorySmall()
      return (await import('./start.ts')).startCommand()
    },
  },
  sandbox: {
    asks: 'desk.run',
    summary: 'start Bee in the sandbox: a Discord and a GitHub on this machine',
    load: async () => (await import('./start.ts')).sandboxCommand(),
  },
  sanitize: {
    asks: 'bundle.create',
    summary: 'take private things out of text, stdin to stdout',
    load: async () => (await import('./sanitize.ts')).sanitizeCommand(),
  },
  bundle: {
    asks: 'bundle.create',
    summary: 'pack files into a sanitized bundle',
    load: async () => (await import('./bundle.ts')).bundleCommand(),
  },
  collect: {
    asks: 'bundle.create',
    summary: 'gather logs and facts on this machine, sanitize them here, and send them to a ticket',
    load: async () => (await import('./collect.ts')).collectCommand(),
  },
  verify: {
    asks: 'bundle.create',
    summary: 'check a bundle: its hashes, and a second scan',
    load: async () => (await import('./verify.ts')).verifyCommand(),
  },
  diff: {
    asks: 'bundle.create',
    summary: 'what changed between two bundles',
    load: async () => (await import('./diff.ts')).diffCommand(),
  },
  triage: {
    asks: 'desk.run',
    summary: 'read a request: kind, category, services, priority, with reasons',
    load: async () => (await import('./triage.ts')).triageCommand(),
  },
  learn: {
    asks: 'desk.run',
    summary: 'teach triage from labelled issues or a file; go back to what it knew',
    load: async () => (await import('./learn.ts')).learnCommand(),
  },
  knowledge: {
    asks: 'article.publish',
    summary: 'search, check, import and export the knowledge base',
    load: async () => (await import('./knowledge.ts')).knowledgeCommand(),
  },
  show: {
    asks: 'ticket.see-private',
    summary: "print a ticket's story",
    load: async () => (await import('./show.ts')).showCommand(),
  },
  backup: {
    asks: 'desk.run',
    summary: 'copy the data, also of a running Bee',
    load: async () => (await import('./backup.ts')).backupCommand(),
  },
  restore: {
    asks: 'desk.run',
    summary: 'put a backup back',
    load: async () => (await import('./backup.ts')).restoreCommand(),
  },
  outbox: {
    asks: 'desk.run',
    summary: 'what Bee has yet to deliver and what it gave up: list, show, retry, drop',
    load: async () => (await import('./outbox.ts')).outboxCommand(),
  },
  doctor: {
    asks: 'desk.run',
    summary: 'check settings, database, Discord and GitHub, and say how to fix them',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
}

/**
 * Loading modules makes a lot of short-lived objects, for which V8 would let its young generation grow and keep it so:
 * 20 MB of an idle Bee. And it would optimise, in threads whose memory the system does not give back, code that never
 * runs again: another 10 MB. Until Bee is ready it does neither; `start.ts` allows both again.
 */
function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--no-opt')
}

async function main(): Promise<void> {
  const program = new Command('bee')
    .description('Bee, a self-hosted, Discord-first support desk')
    .version(beeVersion, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .showHelpAfterError('(bee --help shows what there is)')
    .exitOverride()
  const asked = process.argv[2] ?? ''
  const isKnown = Object.hasOwn(commands, asked)
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = isKnown && name === asked ? await load() : new Command(name)
    program.addCommand(command.summary(summary).exitOverride())
  }
  program.argument('[command]').action((unknown?: string) => {
    if (unknown === undefined) return program.help()
    const [near] = nearest(unknown, Object.keys(commands), 1)
    program.error(`there is no command "${unknown}".${near === undefined ? '' : ` Did you mean "${near}"?`}`)
  })
  await program.parseAsync()
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Somebody closed the pipe, `| head` for one: there is nobody left to write to.
  if (error.code === 'EPIPE') process.exit(0)
})

main().catch((cause: unknown) => {
  process.exitCode = explain(cause)
})
