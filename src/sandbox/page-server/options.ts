import type { DiscordSandbox } from '../discord/api.ts'
import type { GitHubSandbox } from '../github/api.ts'
import type { GuideNames } from '../guide.ts'

export interface SandboxPageOptions {
  discord: DiscordSandbox
  github: GitHubSandbox
  /** `127.0.0.1` when left out. Any other lets the network drive the sandbox. */
  host?: string
  /** 0, any free one, when left out. */
  port?: number
  /** Further `name:port` values under which a browser may reach the page, e.g. behind a container's port. */
  hosts?: string[]
  /** Folder of files to drop in; `data/samples` when left out. */
  samples?: string
  /** Shown at the top of the page; `Sandbox` when left out. */
  guildName?: string
  guide?: Partial<GuideNames>
  /** What the switch "You are" says in brackets, by user name; the highest role when left out. */
  hints?: Record<string, string>
  /** Downloads of bundles so far, for the guide; its download step is left out when nobody counts them. */
  downloads?: () => number | Promise<number>
}

export interface SandboxPage {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string
  /** Looks at the guide's steps again: call it when a bundle has been downloaded. */
  refresh(): void
  /** Ends every open event stream; the pages connect again by themselves. */
  dropStreams(): void
  close(): Promise<void>
}
