import { planted } from './planted.ts'
import { buttonOf, numberIn, type Teller } from './teller.ts'
import type { TortureWorld } from './world.ts'

/** The rest of what Bee does, off the main line: small talk, a form of asking without a message, doubts, refusals. */
export async function aside(
  { me, told, until, soon, say, says, messagesIn }: Teller,
  { discord }: TortureWorld,
): Promise<void> {
  const greeted = new Set<string>()
  await until(
    'it was not greeted',
    async () => greeted.add((await me.say('#general', '@bee hello')).id),
    () =>
      discord.state.messages('#general').find((message) => greeted.has(message.message_reference?.message_id ?? '')),
  )

  const asked = new Set<string>()
  const offer = () =>
    discord.state
      .messages('#general')
      .find(
        ({ content, message_reference: to }) => content.includes('Source: article') && asked.has(to?.message_id ?? ''),
      )
  await until(
    'no article was offered',
    async () => asked.add((await me.say('#general', '@bee How do I install it on Ubuntu?')).id),
    offer,
  )
  await until(
    'the answer did not count',
    () => me.press(offer()!.id, buttonOf(offer()!, 'That solved it')),
    () => offer()?.content.includes('✅'),
  )

  // Nobody can tell apart two who open a ticket by command, so this one looks first whether it is there already.
  const request = `the green lamp hums in a minor key, says ${me.name}`
  const mine = () => discord.state.threads().find((thread) => isMine(thread.id))
  const isMine = (threadId: string) =>
    messagesIn(threadId).some(({ embeds }) => JSON.stringify(embeds).includes(`says ${me.name}`))
  await until(
    'no ticket came from the command',
    async () => {
      if (mine() === undefined)
        await (await me.slash('ticket open', { request: `${request} <${planted.mail}>` }, '#general')).message()
    },
    mine,
  )
  told.threadId = mine()!.id
  const card = messagesIn(told.threadId).find(({ content, author }) => author.bot && numberIn(content) !== '')!
  told.number = numberIn(card.content)

  const doubt = () =>
    messagesIn(told.threadId).find(({ content }) => content.startsWith('I am not sure what this is about'))
  // What others have chosen before is learned, so the last to ask may not be asked back.
  if ((await soon(doubt)) !== undefined) {
    const buttons = doubt()!.components.flatMap((row) => ('components' in row ? row.components : []))
    // The first one is what Bee takes it for already; a security report could not be shared below.
    const button = buttons.slice(1).find((one) => !('label' in one) || one.label !== 'security') as {
      custom_id: string
    }
    const nameBefore = discord.state.channel(told.threadId).name
    const renamed = () => discord.state.channel(told.threadId).name !== nameBefore
    await until('the thread was not renamed', () => me.press(doubt()!.id, button.custom_id), renamed)
  }

  await until('no human was called', say('speak to a human please'), says('I have called a human'))

  // For good: what was said a second time, because Bee did not hear the first, may be read long after the answer.
  const closed = discord.state.channel('#db-help').id
  discord.faults.add({
    match: { method: 'POST', path: `/channels/${closed}/messages` },
    do: { status: 403, body: { code: 50013, message: 'Missing Permissions' } },
  })
  await until('the refusal was not told', say('post to Discord #db-help'), says('I could not post to'))
  told.refused = 1

  const slow = discord.faults.add({
    match: { method: 'GET', path: `/channels/${told.threadId}/messages` },
    do: { delayMs: 600 },
  })
  let story = ''
  await until(
    'no transcript came',
    async () => {
      story = (await (await me.slash('ticket transcript', {}, told.threadId)).message()).content
    },
    () => story !== '',
  )
  slow.remove()

  await until('it was not solved', say("it's solved, thanks"), says('is solved'))
  told.isClosed = true
  const max = discord.as('max')
  let urgent = ''
  await until(
    'the priority was not changed',
    async () => {
      urgent = (
        await (await max.slash('ticket priority', { priority: 'high', ticket: told.number }, '#general')).message()
      ).content
    },
    () => urgent.includes('high'),
  )

  // Whoever is in trouble gets a ticket and the article in its thread.
  const article = () =>
    told.requests.flatMap((id) => messagesIn(id)).find(({ content }) => content.includes('While you wait'))
  await until(
    'no article came with the ticket',
    async () => told.requests.push((await me.say('#general', "@bee I can't login after the update")).id),
    article,
  )
  await until(
    'the article did not count as no help',
    () => me.press(article()!.id, buttonOf(article()!, 'I still need help')),
    () => article()?.content.includes('did not help'),
  )
}
