import type { WireChannel, WireMessage } from './discord/wire.ts'
import type { GuideStepView, GuideView } from './page-api.ts'

/** What a step may look at: everything that has happened on the sandbox's servers. Nothing here knows of clicks. */
export interface GuideWorld {
  botId: string
  /** Every message in channels, threads and direct messages, oldest first. */
  messages: WireMessage[]
  channels: WireChannel[]
  /** Places that the page has shown. */
  opened: ReadonlySet<string>
  maintainer: string
  issues: { number: number; author: string; comments: { author: string }[] }[]
  /** Downloads of bundles so far; undefined when nobody counts them. */
  downloads: number | undefined
}

/** The names that the texts use; they must exist in the sandbox's guild. */
export interface GuideNames {
  /** User name of the person who asks. */
  member: string
  memberCalled: string
  /** Channel names, without `#`. */
  askIn: string
  shareTo: string
  sample: string
}

interface Step {
  id: string
  title: string
  text: string
  who?: string
  say?: string
  sample?: string
  isDone(world: GuideWorld): boolean
  where?(world: GuideWorld): { place?: string | undefined; issue?: number | undefined; url?: string | undefined }
  /** Somebody has begun it in another way: how it goes on from there, in place of `text` and `say`. */
  begun?(world: GuideWorld): { text: string; place: string } | undefined
}

/** The guided path. To change what a newcomer is told, change it here. */
export function guideSteps(names: GuideNames): Step[] {
  const { member, memberCalled, askIn, shareTo, sample } = names
  return [
    {
      id: 'ask',
      title: 'Ask Bee for help',
      text: `You are ${memberCalled}, and an update locked you out. Drop the sample log into #${askIn} and tell Bee.`,
      who: member,
      say: "@bee I can't login after the update",
      sample,
      isDone: (world) => questions(world).length > 0,
      where: (world) => ({ place: channelNamed(world, askIn)?.id }),
      begun: (world) => {
        const thread = asked(world).find(({ id }) => cardedThreads(world).has(id))
        const text = 'Bee opened a ticket. A bundle needs logs: send the sample log into the thread, and Bee packs it.'
        return thread && { text, place: thread.id }
      },
    },
    {
      id: 'card',
      title: 'Open your ticket',
      text: 'Bee read it, opened a ticket and packed a bundle without your secrets. Its card is in a thread of its own.',
      who: member,
      isDone: (world) => world.opened.has(ticketThread(world)?.id ?? ''),
      where: (world) => ({ place: ticketThread(world)?.id }),
    },
    {
      id: 'share',
      title: 'Bring it to the experts',
      text: 'Tell Bee in the thread where to post it. Plain words are enough.',
      who: member,
      say: `post to Discord #${shareTo}`,
      isDone: (world) => {
        const channel = channelNamed(world, shareTo)
        return world.messages.some((message) => isBots(message, world) && message.channel_id === channel?.id)
      },
      where: (world) => ({ place: ticketThread(world)?.id }),
    },
    {
      id: 'issue',
      title: 'Make it a GitHub issue',
      text: 'Press the GitHub issue button on the ticket card. Maintainers get the facts, clean and labelled.',
      who: member,
      isDone: (world) => mirrored(world) !== undefined,
      where: (world) => ({ place: ticketThread(world)?.id }),
    },
    {
      id: 'answer',
      title: 'Answer as the maintainer',
      text: 'Open the GitHub tab, where you own the repository, and comment on the issue. Your words reach the thread.',
      say: 'Please set required_aal to aal1 and restart kratos.',
      isDone: (world) => mirrored(world)?.comments.some((comment) => comment.author === world.maintainer) ?? false,
      where: (world) => ({ issue: mirrored(world)?.number }),
    },
    {
      id: 'download',
      title: 'Look into the bundle',
      text: `Open the bundle's link, see what was taken out, and download it. The secrets of ${sample} are not inside.`,
      isDone: (world) => (world.downloads ?? 0) > 0,
      where: (world) => ({ url: bundleLink(world, ticketThread(world)?.id) }),
    },
    {
      id: 'solved',
      title: 'Say thank you',
      text: `Back in the thread as ${memberCalled}: when it works again, say so. Bee closes ticket and issue.`,
      who: member,
      say: "it's solved, thanks",
      isDone: (world) => {
        const thread = ticketThread(world)?.id
        const here = world.messages.filter((message) => message.channel_id === thread)
        const said = here.findIndex((message) => !message.author.bot && /\bsolved\b/i.test(message.content))
        return said !== -1 && here.slice(said + 1).some((message) => isBots(message, world))
      },
      where: (world) => ({ place: ticketThread(world)?.id }),
    },
  ]
}

/** The path as the page shows it. A step nobody can count (downloads unknown) is left out. */
export function readGuide(steps: Step[], world: GuideWorld): GuideView {
  const shown = steps.filter((step) => step.id !== 'download' || world.downloads !== undefined)
  return {
    title: 'Two minutes with Bee',
    lead: 'From “I can’t login” to “solved”, step by step.',
    end: 'That was the whole way. Be anybody, break anything: it is your sandbox.',
    steps: shown.map((step) => view(step, world)),
  }
}

function view(step: Step, world: GuideWorld): GuideStepView {
  const { id, title, text, who, say, sample } = step
  const where = step.where?.(world) ?? {}
  const done = step.isDone(world)
  const begun = done ? undefined : step.begun?.(world)
  const all = { who, say: begun ? undefined : say, sample, ...where, ...begun }
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return { id, title, text, done, ...given }
}

const isBots = (message: WireMessage, world: GuideWorld) => message.author.id === world.botId

const channelNamed = (world: GuideWorld, name: string) =>
  world.channels.find((channel) => channel.name === name && !isThread(channel))

const isThread = (channel: WireChannel) => channel.type === 11 || channel.type === 12

/** What was asked of Bee together with logs: in the message itself, or later, so that a bundle came of it. */
const questions = (world: GuideWorld): WireMessage[] =>
  asked(world).filter(({ id, attachments }) => attachments.length > 0 || bundleLink(world, id) !== undefined)

function asked(world: GuideWorld): WireMessage[] {
  const threads = cardedThreads(world)
  return world.messages.filter(
    (message) =>
      !message.author.bot &&
      (message.content.trimStart().toLowerCase().startsWith('@bee') ||
        message.mentions.some((user) => user.id === world.botId) ||
        threads.has(message.id)),
  )
}

/** The thread of the first question, once Bee's card stands in it. */
function ticketThread(world: GuideWorld): WireChannel | undefined {
  // A thread on a message has that message's id; in a forum the question stands in the thread itself.
  const ids = new Set(questions(world).flatMap((message) => [message.id, message.channel_id]))
  const threads = cardedThreads(world)
  return world.channels.find((channel) => ids.has(channel.id) && threads.has(channel.id))
}

/** Ids of threads in which Bee has shown a card with buttons. */
function cardedThreads(world: GuideWorld): Set<string> {
  const threads = new Set(world.channels.filter(isThread).map(({ id }) => id))
  const cards = world.messages.filter((message) => isBots(message, world) && message.components.length > 0)
  return new Set(cards.map((message) => message.channel_id).filter((id) => threads.has(id)))
}

const mirrored = (world: GuideWorld) => world.issues.find((issue) => issue.author !== world.maintainer)

/** The newest link to a bundle that Bee has shown, in one place or anywhere. */
function bundleLink(world: GuideWorld, place?: string): string | undefined {
  for (let index = world.messages.length - 1; index >= 0; index -= 1) {
    const message = world.messages[index]!
    if (!isBots(message, world) || (place !== undefined && message.channel_id !== place)) continue
    const [url] = linksIn(message)
    if (url !== undefined) return url
  }
  return undefined
}

/** Addresses of bundles in a message: `https://…/d/<token>`, in its text, embeds and link buttons. */
export function linksIn(message: WireMessage): string[] {
  const words = [message.content]
  for (const embed of message.embeds) {
    words.push(embed.url ?? '', embed.title ?? '', embed.description ?? '', embed.footer?.text ?? '')
    for (const field of embed.fields ?? []) words.push(field.name, field.value)
  }
  for (const row of message.components) {
    for (const component of row.components ?? []) words.push(component.url ?? '')
  }
  const found = words.join('\n').matchAll(/https?:\/\/[^\s()<>"'`|\]]{1,300}/g)
  const links = [...found]
    .map(([url]) => url.replace(/[.,;:!?*_]{1,3}$/, ''))
    .filter((url) => /\/d\/[\w-]{16,}$/.test(url))
  return [...new Set(links)]
}
