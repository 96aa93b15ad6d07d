import { gunzipSync } from 'node:zlib'
import type { WireMessage } from '../../src/sandbox/discord/wire.ts'
import { aside } from './aside.ts'
import { logOf, planted } from './planted.ts'
import { buttonOf, createTeller, numberIn, type Told } from './teller.ts'
import type { TortureWorld } from './world.ts'

export type Ending = 'solved' | 'reopened'

export interface Plot {
  person: string
  /** GitHub takes one write a second, so not everybody goes there. */
  github: boolean
  /** Edits and deletes what was mirrored. */
  edits: boolean
  ending: Ending
  /** Tells the story of `aside.ts` instead: what is not on the main line. */
  aside: boolean
}

/** Plays one person from the first sentence to "solved", as long as it takes, through every death of Bee. */
export async function play(
  plot: Plot,
  world: TortureWorld,
  { signal, stories }: { signal: AbortSignal; stories: Told[] },
): Promise<void> {
  const { github } = world
  const teller = createTeller({ person: plot.person, isAside: plot.aside }, world, signal)
  stories.push(teller.told)
  const { me, told, until, soon, say, tell, says } = teller

  async function ask(): Promise<{ id: string; card: WireMessage }> {
    const text = `@bee I can't login after the update, says ${plot.person} <${planted.mail}>`
    return await until(
      'no ticket with a bundle came',
      async () => {
        const { id } = await me.say('#general', text, { files: [{ name: 'kratos.log', data: logOf(plot.person) }] })
        told.requests.push(id)
      },
      () => {
        for (const id of told.requests) {
          const card = teller.messagesIn(id).find(({ embeds }) => JSON.stringify(embeds).includes('/d/'))
          if (card) return { id, card }
        }
        return undefined
      },
    )
  }

  const issue = () => github.state.issues.find(({ title }) => title.startsWith(`${told.number}: `))

  async function share(): Promise<void> {
    await until('it was not posted to #auth-help', say('post to Discord #auth-help'), says('Posted to <#'))
    told.isShared = true
  }

  async function toGitHub(card: WireMessage): Promise<void> {
    const button = buttonOf(card, 'GitHub issue')
    await until('no issue came', () => me.press(card.id, button), says('Posted to GitHub'))
    told.isOnGitHub = true
    const text = `It happens on Firefox too, says ${plot.person}`
    const said: string[] = []
    await until(
      'a message did not get to the issue',
      async () => said.push((await tell(text)).id),
      () => issue()?.comments.find(({ body }) => said.some((id) => body.includes(id))),
    )
    for (const messageId of said) told.forGitHub.push({ messageId, text })
    const answer = `Please try the nightly build, ${plot.person}`
    const number = issue()!.number
    let commentId = 0
    await until(
      'a comment did not get to the thread',
      async () => {
        // GitHub does not send again by itself; the maintainer presses "Redeliver".
        if (commentId === 0) commentId = github.maintainer.comment(number, answer).id
        else await redeliver(commentId)
      },
      says(answer),
    )
    told.forDiscord.push(answer)
    await label(number)
    if (plot.edits) await change(said.at(-1)!, text, commentId, answer)
  }

  /** Somebody says on the issue how bad it is. */
  async function label(number: number): Promise<void> {
    await until(
      'a label did not get to the ticket',
      async () => {
        const missed = github.deliveries.filter(({ event, status }) => event === 'issues' && status !== 202)
        github.maintainer.label(number, 'priority: critical')
        for (const { id } of missed) await github.redeliver(id)
      },
      () => JSON.stringify(cardOf(told.threadId)?.embeds).includes('"value":"critical"'),
    )
  }

  const cardOf = (threadId: string) =>
    teller.messagesIn(threadId).find(({ author, content }) => author.bot && content.startsWith(`**${told.number}`))

  async function redeliver(commentId: number): Promise<void> {
    const missed = world.github.deliveries.filter(
      ({ body, status }) => body.includes(`"id":${commentId},`) && (status === null || status >= 300),
    )
    for (const { id } of missed) await world.github.redeliver(id)
  }

  async function change(messageId: string, text: string, commentId: number, answer: string): Promise<void> {
    let turn = 0
    const inIssue = (words: string) => issue()?.comments.some(({ body }) => body.includes(words))
    await until(
      'an edit did not get to the issue',
      () => me.edit(messageId, `${text}, and Chrome ${++turn}`),
      () => inIssue(`${text}, and Chrome`),
    )
    await until(
      'an edit did not get to the thread',
      () => github.maintainer.editComment(commentId, `${answer}, really ${++turn}`),
      says(`${answer}, really`),
    )
    await me.delete(messageId)
    const isGone = await soon(() => !issue()?.comments.some(({ body }) => body.includes(`/${messageId}`)))
    // Bee looks for it when it comes back, while the ticket is open; so it may be there in the end, or not.
    told.forGitHub = told.forGitHub.filter((said) => said.messageId !== messageId)
    if (!isGone) told.lostDeletions++
    github.maintainer.deleteComment(commentId)
    await until(
      'a deletion did not get to the thread',
      () => redeliver(commentId),
      () => !says(answer)(),
    )
    told.forDiscord = []
  }

  async function download(card: WireMessage): Promise<void> {
    const url = /(http[^\s)>"]+\/d\/[^\s)>"]+)/.exec(JSON.stringify(card.embeds))![1]!
    let bytes: Buffer | undefined
    await until(
      'the bundle could not be downloaded',
      async () => {
        const answer = await fetch(`${url}/claim`, { method: 'POST' })
        if (answer.ok) bytes = Buffer.from(await answer.arrayBuffer())
      },
      () => bytes,
    )
    const text = gunzipSync(bytes!).toString('latin1')
    if (!text.includes('AAL2 required')) throw new Error('the bundle does not hold the log')
    told.downloads = 1
  }

  async function close(): Promise<void> {
    await until('it was not solved', say("it's solved, thanks"), says('is solved'))
    told.isClosed = true
    if (plot.ending === 'reopened') {
      await until('it was not reopened', say('still broken'), says('is open again'))
      told.isClosed = false
    }
    const state = told.isClosed ? 'closed' : 'open'
    if (told.isOnGitHub) await until('the issue does not follow', nothing, () => issue()?.state === state)
  }

  try {
    if (plot.aside) {
      await aside(teller, world)
      return
    }
    const { id, card } = await ask()
    told.threadId = id
    told.number = numberIn(card.content)
    await share()
    if (plot.github) await toGitHub(card)
    await download(card)
    await close()
  } catch (cause) {
    told.stuck = signal.aborted ? `the round ended: ${told.waitsFor}` : (cause as Error).message
  }
}

const nothing = () => undefined
