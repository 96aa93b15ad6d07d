import type { App } from '../app.ts'
import type { Reply } from '../core/reply.ts'
import { reachOf } from '../core/scope.ts'
import type { Person } from '../core/types.ts'

/** What Bee can do, in one screen. */
export async function help(_: object, { desk }: App): Promise<Reply> {
  const lines = [
    `**I am Bee, the support desk of ${desk.product.name}.** Tell me what is wrong, in your own words:`,
    '> {mention} I cannot log in after the update',
    'Attach logs if you have them: I take out passwords, addresses and names before anybody sees them.',
    '',
    '**In your ticket** just say what you want: "post to Discord #' +
      `${desk.destinations.discordChannels[0] ?? 'help'}", "create a GitHub issue", "email it", "make a new link", "I need a human", "it's solved, thanks", "still broken". The buttons do the same.`,
    '',
    '**Commands:** `/ticket open`, `/ticket mine`, `/ticket show`, `/bundle create`, `/post`, `/status`. On any message: Apps → **Ask Bee about this**.',
  ]
  return { say: 'help.overview', values: { help: lines.join('\n') }, isPrivate: true }
}

export async function version(_: object, { desk, version }: App): Promise<Reply> {
  const product = desk.product.version ? `${desk.product.name} ${desk.product.version}` : desk.product.name
  return { say: 'version', values: { version, product }, isPrivate: true }
}

/** Whether the parts of Bee work, for whoever asks. */
export async function status({ by }: { by: Person }, app: App): Promise<Reply> {
  const queue = await app.outbox.countByState()
  const open = await app.tickets.list(reachOf(by), { isOpen: true, limit: 1000 })
  const lines = [
    `Bee ${app.version} has been up since <t:${Math.floor(app.startedAt / 1000)}:R>.`,
    `Open tickets here: ${open.length}. Waiting to be delivered: ${(queue.new ?? 0) + (queue.trying ?? 0)}.${queue.dead ? ` Could not be delivered: ${queue.dead}.` : ''}`,
    `GitHub: ${app.issues ? app.issues.repository : 'not set up'}. E-mail: ${app.mailer ? 'set up' : 'not set up'}.`,
    ...app.silent().map(({ service, since }) => {
      const at = Math.floor(since / 1000)
      return `⚠️ ${service} has not answered since <t:${at}:R>. I ask again now and then; what waits for it is kept.`
    }),
  ]
  return { say: 'status', values: { status: lines.join('\n') }, isPrivate: true }
}
