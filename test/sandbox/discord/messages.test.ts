import { type ForumChannel, MessageType, type TextChannel, type ThreadChannel } from 'discord.js'
import { expect, it } from 'vitest'
import type { DiscordSandbox } from '../../../src/sandbox/discord/api.ts'
import { aBot, aSandbox, next } from './setup.ts'

const help = (bot: Awaited<ReturnType<typeof aBot>>, sandbox: DiscordSandbox, name = 'help') =>
  bot.channels.cache.get(sandbox.state.channel(name).id) as TextChannel

it('carries a file from a person to the bot, and its bytes over the CDN', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const received = next(bot, 'messageCreate')

  await sandbox.as('ana').say('#help', 'here', { files: [{ name: 'my app.log', data: 'line 1\nline 2 ü' }] })

  const [message] = await received
  const attachment = message.attachments.first()!
  expect(attachment).toMatchObject({ name: 'my_app.log', size: 16, contentType: 'text/plain; charset=utf-8' })
  expect(new URL(attachment.url)).toMatchObject({ protocol: 'http:', host: sandbox.cdnHost })
  expect(await (await fetch(attachment.url)).text()).toBe('line 1\nline 2 ü')
  const part = await fetch(attachment.url, { headers: { range: 'bytes=5-' } })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 5-15/16'])
  expect((await fetch(attachment.url.replace('hm=', 'hm=0'))).status).toBe(404)
})

it('carries files, embeds and rows from the bot to a person', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)

  await help(bot, sandbox).send({
    content: 'A bundle',
    files: [{ attachment: Buffer.from('abc'), name: 'auth-issues-ST-2026-001.tar.gz' }],
    embeds: [{ title: 'Ticket', fields: [{ name: 'Status', value: 'new' }] }],
  })

  const seen = await sandbox.as('ana').untilMessage('#help', ({ content }) => content === 'A bundle')
  expect(seen.embeds[0]).toMatchObject({
    type: 'rich',
    title: 'Ticket',
    fields: [{ name: 'Status', value: 'new', inline: false }],
  })
  expect(Buffer.from(sandbox.state.file(seen.attachments[0]!.id)).toString()).toBe('abc')
  expect(sandbox.violations).toEqual([])
})

it('opens a thread on a message, and puts whoever writes there into it', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const created = next(bot, 'messageCreate')
  const ana = sandbox.as('ana')
  const said = await ana.say('#help', '@bee help')
  const [message] = await created

  const thread = await message.startThread({ name: 'ST-2026-001 · authentication' })
  await thread.send('Hello')

  expect(thread.id).toBe(said.id)
  expect(ana.channels().map(({ name }) => name)).toContain('ST-2026-001 · authentication')
  expect(ana.visible(thread.id).map(({ type }) => type)).toEqual([
    MessageType.ThreadStarterMessage,
    MessageType.Default,
  ])
  expect(sandbox.state.threadMembers(thread.id).sort()).toEqual([ana.userId, sandbox.botUserId].sort())
  expect(sandbox.state.message(said.id).thread?.name).toBe('ST-2026-001 · authentication')
  const again = bot.rest.post(`/channels/${message.channelId}/messages/${said.id}/threads`, { body: { name: 'again' } })
  await expect(again).rejects.toMatchObject({ code: 160004, status: 400 })
})

it('opens threads without a message, private ones for their members only', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const [ana, ben, mia] = [sandbox.as('ana'), sandbox.as('ben'), sandbox.as('mia')]

  const thread = await help(bot, sandbox).threads.create({ name: 'security', type: 12 as never })
  await thread.members.add(ana.userId)
  await thread.send('Only for you')

  expect(ana.visible(thread.id).at(-1)?.content).toBe('Only for you')
  expect(() => ben.visible(thread.id)).toThrow(expect.objectContaining({ code: 50001 }))
  // A moderator manages threads, and so sees private ones.
  expect(mia.visible(thread.id)).toHaveLength(1)
  expect(ben.channels().map(({ id }) => id)).not.toContain(thread.id)
})

it('posts in a forum with tags, and hears of the posts of others', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const forum = bot.channels.cache.get(sandbox.state.channel('support-forum').id) as ForumChannel
  const [auth, solved] = forum.availableTags

  const post = await forum.threads.create({
    name: 'Login',
    message: { content: 'Known issue' },
    appliedTags: [auth!.id],
  })
  const heard = next(bot, 'threadCreate')
  const first = next(bot, 'messageCreate')
  const theirs = await sandbox.as('ana').post('support-forum', { title: 'Help', text: 'AAL2?', tags: ['auth'] })

  expect(post.appliedTags).toEqual([auth!.id])
  expect((await post.fetchStarterMessage())?.content).toBe('Known issue')
  const [thread, isNew] = await heard
  expect([thread.id, isNew, thread.ownerId]).toEqual([theirs.id, true, sandbox.as('ana').userId])
  expect((await first)[0]).toMatchObject({ id: theirs.id, content: 'AAL2?' })
  await (thread as ThreadChannel).setAppliedTags([auth!.id, solved!.id])
  await expect(sandbox.as('ana').post('support-forum', { title: 'x', text: 'y', tags: ['solved'] })).rejects.toThrow()
  const strict = bot.channels.cache.get(sandbox.state.channel('tagged-forum').id) as ForumChannel
  await expect(strict.threads.create({ name: 'x', message: { content: 'y' } })).rejects.toMatchObject({ code: 40067 })
  expect(sandbox.state.channel(theirs.id).applied_tags).toHaveLength(2)
})

it('tells of edits and deletions, in both directions', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const ana = sandbox.as('ana')
  const card = await help(bot, sandbox).send('new')

  await card.edit('assigned')
  const said = await ana.say('#help', 'frist')
  const updated = next(bot, 'messageUpdate')
  await ana.edit(said.id, 'first')
  const [, after] = await updated
  const deleted = next(bot, 'messageDelete')
  await ana.delete(said.id)

  expect(after.content).toBe('first')
  expect(after.editedTimestamp).not.toBeNull()
  expect((await deleted)[0].id).toBe(said.id)
  expect(ana.visible('#help').map(({ content }) => content)).toEqual(['assigned'])
  await card.delete()
  await expect(card.edit('gone')).rejects.toMatchObject({ code: 10008, status: 404 })
  expect(ana.visible('#help')).toEqual([])
})

it('speaks in private, except with those who refuse it', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const received = next(bot, 'messageCreate')

  await sandbox.as('ben').dm('psst')
  const [message] = await received
  await message.reply('I hear you')

  expect(message.guildId).toBeNull()
  expect(
    sandbox
      .as('ben')
      .visible('@bee')
      .map(({ content }) => content),
  ).toEqual(['psst', 'I hear you'])
  expect(sandbox.state.directMessages('ana')).toEqual([])
  const shy = await bot.users.fetch(sandbox.as('shy').userId)
  await expect(shy.send('hello')).rejects.toMatchObject({ code: 50007, status: 403 })
})

it('reads back history before, after and around a message', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const ana = sandbox.as('ana')
  const ids: string[] = []
  for (let at = 0; at < 10; at++) ids.push((await ana.say('#help', `${at}`)).id)
  const read = async (options: object) =>
    (await help(bot, sandbox).messages.fetch({ cache: false, ...options })).map((m) => m.content)

  expect(await read({ limit: 3 })).toEqual(['9', '8', '7'])
  expect(await read({ limit: 2, before: ids[5] })).toEqual(['4', '3'])
  expect(await read({ limit: 2, after: ids[5] })).toEqual(['7', '6'])
  expect(await read({ limit: 3, around: ids[5] })).toEqual(['6', '5', '4'])
  await help(bot, sandbox).bulkDelete(ids.slice(0, 8))
  expect(ana.visible('#help').map(({ content }) => content)).toEqual(['8', '9'])
})

it('reacts, pins and types', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const ana = sandbox.as('ana')
  const said = await ana.say('#help', 'solved!')
  const message = await help(bot, sandbox).messages.fetch(said.id)

  await message.react('✅')
  const added = next(bot, 'messageReactionAdd')
  await ana.react(said.id, '✅')
  await message.pin()
  await help(bot, sandbox).sendTyping()

  expect((await added)[0].emoji.name).toBe('✅')
  expect(ana.visible('#help')[0]?.reactions).toMatchObject([{ count: 2, me: true, emoji: { name: '✅' } }])
  expect((await help(bot, sandbox).messages.fetchPins()).items.map((pin) => pin.message.id)).toEqual([said.id])
  await message.reactions.removeAll()
  expect(sandbox.state.message(said.id).reactions).toBeUndefined()
  await expect(message.react('no emoji')).rejects.toMatchObject({ code: 10014 })
  expect(sandbox.violations).toEqual([])
})

it('calls only those whom allowed_mentions lets it call', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const [ana, ben, eli] = [sandbox.as('ana'), sandbox.as('ben'), sandbox.as('eli')]
  const engineer = sandbox.state.role('Support Engineer').id
  const content = `<@${ana.userId}> <@&${engineer}> @everyone`
  const pinged = async (message: Parameters<TextChannel['send']>[0]) =>
    sandbox.state.pinged((await help(bot, sandbox).send(message)).id)

  expect(await pinged({ content, allowedMentions: { parse: [] } })).toEqual([])
  expect(await pinged({ content, allowedMentions: { users: [ana.userId] } })).toEqual([ana.userId])
  // The bot may not mention everyone; the role is mentionable by all.
  expect((await pinged(content)).sort()).toEqual([ana.userId, eli.userId].sort())
  const said = await ben.say('#help', 'me')
  const reply = { messageReference: said.id }
  expect(await pinged({ content: 'x', reply })).toEqual([ben.userId])
  expect(await pinged({ content: 'x', reply, allowedMentions: { repliedUser: false } })).toEqual([])
})

it('archives, wakes and locks threads as Discord does', async () => {
  let time = Date.now()
  const sandbox = await aSandbox({ now: () => time })
  const bot = await aBot(sandbox)
  const [ana, ben] = [sandbox.as('ana'), sandbox.as('ben')]
  const thread = await help(bot, sandbox).threads.create({ name: 'old', autoArchiveDuration: 60 })
  const said = await ana.say(thread.id, 'first')

  time += 61 * 60_000
  expect((await bot.rest.get(`/channels/${thread.id}`)) as object).toMatchObject({
    thread_metadata: { archived: true },
  })
  expect(ana.channels().map(({ id }) => id)).not.toContain(thread.id)
  await expect(thread.messages.react(said.id, '✅')).rejects.toMatchObject({ code: 50083 })
  await ben.say(thread.id, 'still broken')
  expect(sandbox.state.channel(thread.id).thread_metadata).toMatchObject({ archived: false })
  await thread.setLocked(true)
  await expect(ben.say(thread.id, 'x')).rejects.toMatchObject({ code: 160005 })
  await thread.setArchived(true)
  await expect(ana.archive(thread.id, false)).rejects.toMatchObject({ code: 50013 })
  const archived = await help(bot, sandbox).threads.fetchArchived()
  expect(archived.threads.map(({ id }) => id)).toEqual([thread.id])
})

it('resolves pictures of an embed, and shows a private answer to nobody else', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const sent = await help(bot, sandbox).send({
    embeds: [{ title: 'Stats', image: { url: 'attachment://stats.png' } }],
    files: [{ attachment: Buffer.from('png'), name: 'stats.png' }],
  })
  expect(sandbox.state.message(sent.id).embeds[0]?.image?.url).toContain(`http://${sandbox.cdnHost}/attachments/`)

  const card = await help(bot, sandbox).send({
    content: 'card',
    components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'x' }] }],
  })
  bot.once('interactionCreate', async (interaction) => {
    if (!interaction.isButton()) return
    await interaction.reply({ content: 'for your eyes', flags: 64 })
    await interaction.followUp('for all')
  })
  const asked = await sandbox.as('ana').press(card.id, 'x')
  const followup = await asked.followup()
  expect(followup.content).toBe('for all')
  expect(JSON.stringify(sandbox.as('ben').visible('#help'))).not.toContain('for your eyes')
})
