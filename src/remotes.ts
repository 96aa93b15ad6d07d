import type { Logger } from 'pino'
import type { App } from './app.ts'
import type { Config } from './config.ts'
import type { Adviser } from './core/advice.ts'
import type { Chat, Mailer } from './core/ports.ts'
import type { IssueTracker } from './core/tracker.ts'
import { type Breaker, createBreaker, guarded } from './delivery/breaker.ts'
import type { Desk } from './desk.ts'
import type { GitHubEdge } from './github/edge.ts'
import { createBookmarks } from './store/bookmarks.ts'
import type { Database } from './store/database.ts'
import { createPaceMemory } from './store/pace.ts'
import type { Seal } from './store/seal.ts'

/** The services that Bee talks to, each behind its breaker; those that are not set up are undefined. */
export interface Remotes {
  issues: IssueTracker | undefined
  mailer: Mailer | undefined
  adviser: Adviser | undefined
  /** Takes a webhook of GitHub. */
  receive: GitHubEdge['receive'] | undefined
  guardChat(chat: Chat): Chat
  /** The services that do not answer, in words for people. */
  silent: App['silent']
  /** For whoever watches over the process. */
  health(isConnected: boolean): Record<'discord' | 'github' | 'mail', string>
}

interface Parts {
  db: Database
  seal: Seal
  log: Logger
  now: () => number
}

export async function createRemotes(config: Config, desk: Desk, { db, seal, log, now }: Parts): Promise<Remotes> {
  const breakers = {
    discord: createBreaker('discord', { now }),
    github: createBreaker('github', { now }),
    mail: createBreaker('mail', { now }),
  }
  const edge = await createGitHub(config, desk, { db, seal, now })
  const mailer = await createMail(config, desk)
  const adviser = await createAdviser(config, desk, { log, now })
  return {
    issues: edge && guarded(edge.tracker, breakers.github, { isUnderPressure: true, bornAs: true }),
    mailer: mailer && guarded(mailer, breakers.mail, {}),
    adviser,
    receive: edge?.receive,
    guardChat: (chat) => guarded(chat, breakers.discord, answersItself),

    silent() {
      const services = { Discord: breakers.discord, GitHub: breakers.github, 'E-mail': breakers.mail }
      const all = Object.entries({ ...services, ...(adviser && { 'The language model': adviser }) })
      return all.flatMap(([service, { downSince }]) => {
        const since = downSince()
        return since === undefined ? [] : [{ service, since }]
      })
    },

    health: (isConnected) => ({
      discord: isConnected ? answering(breakers.discord) : 'not connected',
      github: edge ? answering(breakers.github) : 'not set up',
      mail: mailer ? answering(breakers.mail) : 'not set up',
    }),
  }
}

/** What the client knows without asking Discord, and what nobody waits for. */
const answersItself = { typing: true, channels: true, guildOf: true, hasLeft: true } as const

function answering(breaker: Breaker): string {
  const since = breaker.downSince()
  return since === undefined ? 'ok' : `no answer since ${new Date(since).toISOString()}`
}

// Each is loaded only where it is set up: a small desk stays small.

async function createGitHub(
  config: Config,
  desk: Desk,
  { db, seal, now }: Omit<Parts, 'log'>,
): Promise<GitHubEdge | undefined> {
  const { github } = desk
  if (config.github === undefined || github === undefined) return undefined
  const { createGitHubEdge } = await import('./github/edge.ts')
  const bookmarks = createBookmarks(db)
  const key = `github-repository:${github.repository}`
  const repository = { get: () => bookmarks.get(key), set: (value: string) => bookmarks.set(key, value) }
  const pace = createPaceMemory(db, 'github')
  return createGitHubEdge(config.github, { ...desk, github }, seal.keyFor('github-marker'), now, pace, repository)
}

async function createMail(config: Config, desk: Desk): Promise<Mailer | undefined> {
  if (config.mail === undefined) return undefined
  const { createMailEdge } = await import('./mail/edge.ts')
  return createMailEdge(config.mail, desk)
}

async function createAdviser(
  { model }: Config,
  desk: Desk,
  { log, now }: Pick<Parts, 'log' | 'now'>,
): Promise<Adviser | undefined> {
  if (model === undefined) return undefined
  const { createLanguageModel } = await import('./model/language-model.ts')
  const onFailure = (reason: string) => log.warn({ reason }, 'the language model has no say in this')
  return createLanguageModel(model, desk, { now, onFailure })
}
