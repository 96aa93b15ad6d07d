import { Client, type ClientOptions, GatewayIntentBits, Partials } from 'discord.js'
import { onTestFinished } from 'vitest'
import type { DiscordSandbox, DiscordSandboxOptions, GuildPlan } from '../../../src/sandbox/discord/api.ts'
import { startDiscordSandbox } from '../../../src/sandbox/discord/server.ts'
import { openApiValidator } from './openapi.ts'

export const hive: GuildPlan = {
  name: 'Hive',
  roles: [
    { name: 'Moderator', permissions: ['ManageMessages', 'ManageThreads', 'ModerateMembers'], colour: 0x3498db },
    { name: 'Support Engineer', mentionable: true },
    { name: 'Enterprise User' },
  ],
  people: [
    { name: 'ana', displayName: 'Ana' },
    { name: 'ben', displayName: 'Ben' },
    { name: 'mia', displayName: 'Mia', roles: ['Moderator'] },
    { name: 'eli', displayName: 'Eli', roles: ['Support Engineer'] },
    { name: 'shy', dmsClosed: true },
  ],
  channels: [
    { name: 'general' },
    { name: 'help', category: 'Support', topic: 'Ask Bee here' },
    { name: 'auth-help', category: 'Support' },
    { name: 'support-forum', type: 'forum', tags: [{ name: 'auth' }, { name: 'solved', moderated: true }] },
    { name: 'tagged-forum', type: 'forum', tags: [{ name: 'auth' }], requireTag: true },
    { name: 'support-staff', category: 'Staff', privateTo: ['Moderator', 'Support Engineer'] },
    { name: 'no-bots', overwrites: [{ for: 'bot', deny: ['ViewChannel'] }] },
    { name: 'read-only', overwrites: [{ for: 'bot', deny: ['SendMessages'] }] },
  ],
}

const { Guilds, GuildMembers, GuildMessages, GuildMessageReactions, DirectMessages, MessageContent } = GatewayIntentBits
export const usualIntents = [Guilds, GuildMembers, GuildMessages, GuildMessageReactions, DirectMessages, MessageContent]

/** A sandbox that ends with the test. Every request is held against Discord's own API document, where it is at hand. */
export async function aSandbox(options: Partial<DiscordSandboxOptions> = {}): Promise<DiscordSandbox> {
  const validate = openApiValidator()
  const sandbox = await startDiscordSandbox({ guild: hive, ...(validate ? { validate } : {}), ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** A real discord.js client of it, not yet logged in, destroyed with the test. */
export function aClient(sandbox: DiscordSandbox, options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    intents: usualIntents,
    partials: [Partials.Channel, Partials.Message],
    ...options,
    rest: { api: sandbox.apiUrl, timeout: 5000, ...options.rest },
  })
  onTestFinished(() => client.destroy())
  return client
}

/** Resolves with what the next event of that name carries. */
export function next<Name extends keyof import('discord.js').ClientEvents>(client: Client, name: Name) {
  return new Promise<import('discord.js').ClientEvents[Name]>((resolve) => {
    client.once(name, (...values) => resolve(values as import('discord.js').ClientEvents[Name]))
  })
}

/** Logged in, and done with its guilds. */
export async function aBot(sandbox: DiscordSandbox, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = aClient(sandbox, options)
  const ready = next(client, 'clientReady')
  await client.login(sandbox.token)
  await ready
  return client as Client<true>
}
