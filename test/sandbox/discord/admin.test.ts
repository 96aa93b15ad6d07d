import type { TextChannel } from 'discord.js'
import { expect, it } from 'vitest'
import { aBot, aSandbox, next } from './setup.ts'

it('F35: deletes a channel under the bot', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const help = bot.channels.cache.get(sandbox.state.channel('help').id) as TextChannel
  const thread = await (await help.send('card')).startThread({ name: 'ST-2026-001' })
  const gone = next(bot, 'channelDelete')

  sandbox.admin().deleteChannel('#help')

  expect((await gone)[0].id).toBe(help.id)
  await expect(bot.rest.post(`/channels/${thread.id}/messages`, { body: { content: 'x' } })).rejects.toMatchObject({
    code: 10003,
  })
})

it('F34, F36, A36: takes rights, roles and people away, and tells the bot', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const admin = sandbox.admin()
  const help = bot.channels.cache.get(sandbox.state.channel('help').id) as TextChannel

  // discord.js tells of changes only to members that it knows.
  await bot.guilds.cache.get(sandbox.guildId)!.members.fetch()

  const updated = next(bot, 'channelUpdate')
  admin.overwrite('#help', { for: 'bot', deny: ['SendMessages'] })
  await updated
  await expect(help.send('x')).rejects.toMatchObject({ code: 50013 })

  const demoted = next(bot, 'guildMemberUpdate')
  admin.setRoles('mia', [])
  expect((await demoted)[1].roles.cache.map(({ name }) => name)).toEqual(['@everyone'])

  const left = next(bot, 'guildMemberRemove')
  admin.leave('ana')
  expect((await left)[0].user?.username).toBe('ana')
  await expect(sandbox.as('ana').say('#general', 'x')).rejects.toMatchObject({ code: 50001 })
  const user = await bot.users.fetch(sandbox.as('ana').userId)
  await expect(user.send('come back')).rejects.toMatchObject({ code: 50278 })

  const joined = next(bot, 'guildMemberAdd')
  admin.join({ name: 'new' })
  expect((await joined)[0].user.username).toBe('new')
  const id = admin.addChannel({ name: 'fresh', category: 'Support' })
  await sandbox.as('new').say('#fresh', 'first')
  expect(sandbox.state.channel('fresh')).toMatchObject({ id, parent_id: sandbox.state.channel('help').parent_id })
})

it('notes fields that Discord would ignore', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const help = sandbox.state.channel('help').id

  await bot.rest.post(`/channels/${help}/messages`, {
    body: { content: 'x', ephemeral: true, embeds: [{ title: 't', colour: 1 }] },
  })

  expect(sandbox.state.messages('help')).toHaveLength(1)
  expect(sandbox.violations.flatMap(({ problems }) => problems)).toEqual([
    'ephemeral: UNKNOWN_PROPERTY Discord ignores this field',
    'embeds.0.colour: UNKNOWN_PROPERTY Discord ignores this field',
  ])
})
