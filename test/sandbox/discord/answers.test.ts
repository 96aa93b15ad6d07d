import { ActionRowBuilder, ButtonBuilder, ButtonStyle, type TextChannel } from 'discord.js'
import { expect, it } from 'vitest'
import { answerProblems } from './openapi.ts'
import { aBot, aSandbox, next } from './setup.ts'

// Compiling the document's schemas takes seconds on a busy machine.
it('answers every route in the shape of Discord’s own document', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const ana = sandbox.as('ana')
  const { rest } = bot
  const help = bot.channels.cache.get(sandbox.state.channel('help').id) as TextChannel
  const forum = sandbox.state.channel('support-forum')
  const guild = `/guilds/${sandbox.guildId}` as const
  const tried: string[] = []
  const attempt = async (what: Promise<unknown>) => {
    await what.catch((error: { code: number }) => tried.push(String(error.code)))
  }

  for (const path of ['/users/@me', '/users/@me/guilds', '/applications/@me', '/gateway/bot', guild] as const)
    await rest.get(path)
  for (const path of ['channels', 'roles', 'members', 'members/search', 'threads/active'] as const) {
    await rest.get(`${guild}/${path}`, { query: new URLSearchParams({ query: 'a', limit: '10' }) })
  }
  await rest.get(`${guild}/members/${ana.userId}`)
  await rest.get(`/channels/${help.id}`)
  await rest.get(`/channels/${forum.id}`)
  const said = await ana.say('#help', `<@${sandbox.botUserId}> look`, { files: [{ name: 'a.log', data: 'x' }] })
  const button = new ButtonBuilder().setCustomId('b').setLabel('b').setStyle(ButtonStyle.Primary)
  const card = await help.send({
    content: 'card',
    files: [{ attachment: Buffer.from('x'), name: 'x.txt' }],
    embeds: [
      { title: 't', fields: [{ name: 'n', value: 'v' }], footer: { text: 'f' }, timestamp: new Date().toISOString() },
    ],
    components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)],
    reply: { messageReference: said.id },
  })
  await card.edit('edited')
  await card.react('✅')
  await card.pin()
  for (const path of [
    'messages',
    `messages/${card.id}`,
    'pins',
    'messages/pins',
    `messages/${card.id}/reactions/%E2%9C%85`,
  ]) {
    await rest.get(`/channels/${help.id}/${path}`)
  }
  const thread = await card.startThread({ name: 'ST-2026-001' })
  await thread.members.add(ana.userId)
  await thread.send('in the thread')
  await rest.get(`/channels/${thread.id}/thread-members`)
  await rest.get(`/channels/${thread.id}/thread-members/${ana.userId}`)
  await thread.setName('renamed')
  await thread.setArchived(true)
  await rest.get(`/channels/${help.id}/threads/archived/public`)
  await help.threads.create({ name: 'private', type: 12 as never })
  await rest.post(`/channels/${forum.id}/threads`, { body: { name: 'post', message: { content: 'x' } } })
  await (await bot.users.fetch(ana.userId)).send('psst')
  await bot.application.commands.set([
    { name: 'ask', description: 'Ask', options: [{ type: 3, name: 'what', description: 'What', autocomplete: true }] },
    { name: 'Ask Bee about this', type: 3 },
  ])
  await bot.application.commands.fetch()
  await bot.application.commands.create({ name: 'faq', description: 'FAQ' }, sandbox.guildId)

  const received = next(bot, 'interactionCreate')
  await ana.press(card.id, 'b').catch(async () => ana.slash('ask', { what: 'x' }, '#help'))
  const [interaction] = await received
  if (!interaction.isRepliable()) throw new Error('not repliable')
  await interaction.reply({ content: 'yes', withResponse: true })
  await interaction.fetchReply()
  await interaction.editReply('yes!')
  await interaction.followUp('more')

  await attempt(rest.get('/channels/1234567890123456789'))
  await attempt(rest.post(`/channels/${help.id}/messages`, { body: { content: '' } }))
  await attempt(
    rest.post(`/channels/${help.id}/messages`, { body: { embeds: [{ fields: [{ name: 'n', value: '' }] }] } }),
  )

  const wrong = sandbox.requests.flatMap((entry) => {
    const problems = answerProblems(entry) ?? []
    return problems.length === 0 ? [] : [{ request: `${entry.method} ${entry.path} ${entry.status}`, problems }]
  })
  expect(wrong).toEqual([])
  expect(tried).toEqual(['10003', '50006', '50035'])
}, 60_000)
