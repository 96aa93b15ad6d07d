import { PermissionFlagsBits, type TextChannel } from 'discord.js'
import { expect, it } from 'vitest'
import { usualForBee } from '../../../src/sandbox/discord/permissions.ts'
import { aBot, aSandbox, hive } from './setup.ts'

const strong = {
  ...hive,
  bot: {
    permissions: [...usualForBee, 'ModerateMembers', 'KickMembers', 'BanMembers', 'ManageRoles'] as const,
    roles: ['Moderator'],
  },
}

it('times out, kicks and bans whom it may, and no one above itself', async () => {
  const sandbox = await aSandbox({
    guild: { ...strong, bot: { ...strong.bot, permissions: [...strong.bot.permissions] } },
  })
  const bot = await aBot(sandbox)
  const guild = bot.guilds.cache.get(sandbox.guildId)!
  const ana = sandbox.as('ana')
  const member = await guild.members.fetch(ana.userId)

  await member.timeout(60_000, 'second strike')
  await expect(ana.say('#help', 'x')).rejects.toMatchObject({ code: 50013 })
  await member.timeout(null)
  await ana.say('#help', 'sorry')
  expect(sandbox.requests.at(-2)?.reason).toBe('second strike')

  await guild.members.ban(sandbox.as('ben').userId, { reason: 'scam' })
  expect((await guild.bans.fetch()).map(({ user, reason }) => [user.username, reason])).toEqual([['ben', 'scam']])
  await expect(sandbox.as('ben').say('#help', 'x')).rejects.toMatchObject({ code: 50001 })
  await guild.members.unban(sandbox.as('ben').userId)
  const mia = await guild.members.fetch(sandbox.as('mia').userId)
  await expect(bot.rest.delete(`/guilds/${guild.id}/members/${mia.id}`)).rejects.toMatchObject({ code: 50013 })
  expect(sandbox.violations).toEqual([])
})

it('makes roles and gives them', async () => {
  const sandbox = await aSandbox({
    guild: { ...strong, bot: { ...strong.bot, permissions: [...strong.bot.permissions] } },
  })
  const bot = await aBot(sandbox)
  const guild = bot.guilds.cache.get(sandbox.guildId)!

  const role = await guild.roles.create({ name: 'Professional User', permissions: [PermissionFlagsBits.ViewChannel] })
  await (await guild.members.fetch(sandbox.as('ana').userId)).roles.add(role)

  const member = sandbox.state.members().find(({ user }) => user.username === 'ana')
  expect(member?.roles).toEqual([role.id])
  expect(sandbox.state.role('Professional User').permissions).toBe('1024')
  expect(sandbox.violations).toEqual([])
})

it('keeps a nonce out of the history, and refuses pages that make no sense', async () => {
  const sandbox = await aSandbox({ validate: () => [] })
  const bot = await aBot(sandbox)
  const help = bot.channels.cache.get(sandbox.state.channel('help').id) as TextChannel

  const sent = await help.send({ content: 'x', nonce: 'op-1', enforceNonce: true })

  expect(sent.nonce).toBe('op-1')
  expect(await bot.rest.get(`/channels/${help.id}/messages/${sent.id}`)).not.toHaveProperty('nonce')
  for (const page of ['limit=101', 'limit=0', 'around=now', 'before=-1']) {
    const read = bot.rest.get(`/channels/${help.id}/messages`, { query: new URLSearchParams(page) })
    await expect(read).rejects.toMatchObject({ code: 50035 })
  }
})
