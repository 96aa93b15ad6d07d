import { ChannelType } from 'discord.js'
import { expect, it } from 'vitest'
import { aBot, aSandbox } from './setup.ts'

it('lets discord.js log in and see the guild as planned', async () => {
  const sandbox = await aSandbox()

  const bot = await aBot(sandbox)

  const guild = bot.guilds.cache.get(sandbox.guildId)!
  expect(bot.user).toMatchObject({ id: sandbox.botUserId, username: 'bee', bot: true })
  expect(guild.name).toBe('Hive')
  expect(guild.roles.cache.map((role) => role.name)).toContain('Moderator')
  expect(guild.channels.cache.find((channel) => channel.name === 'support-forum')?.type).toBe(ChannelType.GuildForum)
  expect(sandbox.violations).toEqual([])
})

it('answers a message in the channel it was said in', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  bot.on('messageCreate', (message) => {
    if (!message.author.bot) void message.reply(`You said: ${message.content}`)
  })

  const ana = sandbox.as('ana')
  await ana.say('#help', 'I cannot login')
  const answer = await ana.untilMessage('#help', (message) => message.author.id === sandbox.botUserId)

  expect(answer.content).toBe('You said: I cannot login')
  expect(answer.referenced_message?.content).toBe('I cannot login')
  expect(sandbox.violations).toEqual([])
})
