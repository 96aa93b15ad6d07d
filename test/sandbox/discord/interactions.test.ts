import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  FileUploadBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  type TextChannel,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { expect, it } from 'vitest'
import type { DiscordSandbox } from '../../../src/sandbox/discord/api.ts'
import { aBot, aSandbox, next } from './setup.ts'

const channelOf = (bot: Client, sandbox: DiscordSandbox) =>
  bot.channels.cache.get(sandbox.state.channel('help').id) as TextChannel

const button = (id: string, label = 'Solved') =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary),
  )

const commands = [
  {
    name: 'ticket',
    description: 'Tickets',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'open',
        description: 'Open a ticket',
        options: [
          { type: ApplicationCommandOptionType.String, name: 'text', description: 'What is wrong', required: true },
          { type: ApplicationCommandOptionType.String, name: 'category', description: 'Category', autocomplete: true },
          { type: ApplicationCommandOptionType.Attachment, name: 'file', description: 'A log' },
          { type: ApplicationCommandOptionType.User, name: 'for', description: 'For whom' },
        ],
      },
    ],
  },
  { name: 'close', description: 'Close', defaultMemberPermissions: '17179869184' },
  { type: ApplicationCommandType.Message, name: 'Ask Bee about this' },
  { type: ApplicationCommandType.User, name: 'Support history' },
] as const

async function aBotWithCommands(sandbox: DiscordSandbox) {
  const bot = await aBot(sandbox)
  await bot.application.commands.set(commands as never)
  return bot
}

it('lets a button change its message', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const ana = sandbox.as('ana')
  const card = await channelOf(bot, sandbox).send({ content: 'ST-2026-001', components: [button('t:1')] })
  bot.once('interactionCreate', (interaction) => {
    if (interaction.isButton())
      void interaction.update({ content: `solved by ${interaction.user.username}`, components: [] })
  })

  const asked = await ana.press(card.id, 't:1')

  expect((await asked.answer()).kind).toBe('update')
  expect((await asked.message()).content).toBe('solved by ana')
  expect(ana.visible('#help')).toHaveLength(1)
  await expect(ana.press(card.id, 't:1')).rejects.toThrow('has no t:1 to use')
  expect(sandbox.violations).toEqual([])
})

it('answers a select in private, where only that person sees it', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const [ana, ben] = [sandbox.as('ana'), sandbox.as('ben')]
  const menu = new StringSelectMenuBuilder()
    .setCustomId('where')
    .addOptions({ label: 'Forum', value: 'forum' }, { label: 'Email', value: 'email' })
  const rows = [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)]
  const card = await channelOf(bot, sandbox).send({ content: 'Share', components: rows })
  bot.once('interactionCreate', (interaction) => {
    if (!interaction.isStringSelectMenu()) return
    void interaction.reply({ content: `to ${interaction.values.join()}`, flags: MessageFlags.Ephemeral })
  })

  const asked = await ana.choose(card.id, 'where', ['email'])
  const answer = await asked.message()

  expect(answer).toMatchObject({ content: 'to email', ephemeral: true })
  expect(ana.visible('#help').map(({ id }) => id)).toContain(answer.id)
  expect(ben.visible('#help').map(({ id }) => id)).not.toContain(answer.id)
  expect(sandbox.state.messages('help').map(({ id }) => id)).not.toContain(answer.id)
  await ana.dismiss(answer.id)
  expect(ana.visible('#help')).toHaveLength(1)
  await expect(ana.choose(card.id, 'where', ['fax'])).rejects.toThrow('fax is not among the options')
})

it('opens a form with text and files, and brings what was filled in', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const ana = sandbox.as('ana')
  const card = await channelOf(bot, sandbox).send({ content: 'card', components: [button('details')] })
  const modal = new ModalBuilder()
    .setCustomId('details-form')
    .setTitle('Add details')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Steps')
        .setTextInputComponent(new TextInputBuilder().setCustomId('steps').setStyle(TextInputStyle.Paragraph)),
      new LabelBuilder()
        .setLabel('Logs')
        .setDescription('Nobody else sees them')
        .setFileUploadComponent(new FileUploadBuilder().setCustomId('logs').setMaxValues(3).setRequired(false)),
    )
  bot.on('interactionCreate', async (interaction) => {
    if (interaction.isButton()) await interaction.showModal(modal)
    if (!interaction.isModalSubmit()) return
    const files = interaction.fields.getUploadedFiles('logs')
    const text = await (await fetch(files!.first()!.url)).text()
    await interaction.deferUpdate()
    await interaction.editReply({ content: `${interaction.fields.getTextInputValue('steps')}|${text}` })
  })

  const asked = await ana.press(card.id, 'details')
  const form = await asked.modal()
  expect(ana.openModal()?.modal.title).toBe('Add details')
  await expect(asked.submit({ logs: [] })).rejects.toThrow('The field steps is required')
  const sent = await asked.submit({ steps: 'log in', logs: [{ name: 'app.log', data: 'AAL2 required' }] })

  expect(form.components.map(({ type }) => type)).toEqual([18, 18])
  expect((await sent.answer()).kind).toBe('update-later')
  expect((await sent.message()).content).toBe('log in|AAL2 required')
  expect(ana.openModal()).toBeUndefined()
  expect(sandbox.violations).toEqual([])
})

it('runs a slash command with suggestions, a file and a person', async () => {
  const sandbox = await aSandbox()
  const bot = await aBotWithCommands(sandbox)
  const ana = sandbox.as('ana')
  bot.on('interactionCreate', async (interaction) => {
    if (interaction.isAutocomplete()) {
      const typed = interaction.options.getFocused()
      await interaction.respond(
        ['authentication', 'network'].filter((c) => c.startsWith(typed)).map((c) => ({ name: c, value: c })),
      )
    }
    if (!interaction.isChatInputCommand()) return
    const { options } = interaction
    const file = options.getAttachment('file')
    const words = [
      options.getSubcommand(),
      options.getString('text'),
      options.getString('category'),
      file?.name,
      options.getUser('for')?.username,
    ]
    await interaction.reply(words.join(' '))
  })

  expect(await ana.autocomplete('ticket open', 'category', 'aut')).toEqual([
    { name: 'authentication', value: 'authentication' },
  ])
  const file = { name: 'a.log', data: 'x' }
  const asked = await ana.slash('ticket open', { text: 'help', category: 'network', file, for: 'ben' }, '#help')

  expect((await asked.message()).content).toBe('open help network a.log ben')
  expect((await asked.message()).interaction_metadata).toMatchObject({ name: 'ticket open', type: 2 })
  expect(ana.commands('#help').map(({ name }) => name)).not.toContain('close')
  expect(
    sandbox
      .as('mia')
      .commands('#help')
      .map(({ name }) => name),
  ).toContain('close')
  await expect(ana.slash('ticket open', {}, '#help')).rejects.toThrow('The option text is required')
})

it('runs message and user menus with what they point at', async () => {
  const sandbox = await aSandbox()
  const bot = await aBotWithCommands(sandbox)
  const [ana, ben] = [sandbox.as('ana'), sandbox.as('ben')]
  bot.on('interactionCreate', async (interaction) => {
    if (interaction.isMessageContextMenuCommand()) await interaction.reply(interaction.targetMessage.content)
    if (interaction.isUserContextMenuCommand()) await interaction.reply(interaction.targetUser.username)
  })
  const said = await ben.say('#help', 'Cannot login')

  const aboutMessage = await ana.contextMenu('Ask Bee about this', said.id)
  const aboutPerson = await ana.contextMenu('Support history', ben.userId, '#help')

  expect((await aboutMessage.message()).content).toBe('Cannot login')
  expect((await aboutPerson.message()).content).toBe('ben')
})

it('shows "thinking", then the answer, then what follows', async () => {
  const sandbox = await aSandbox()
  const bot = await aBotWithCommands(sandbox)
  const ana = sandbox.as('ana')
  const received = next(bot, 'interactionCreate')
  const asked = await ana.slash('ticket open', { text: 'x' }, '#help')
  const [interaction] = await received
  if (!interaction.isChatInputCommand()) throw new Error('not a command')

  await expect(interaction.fetchReply()).rejects.toMatchObject({ code: 10015 })
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const thinking = await asked.answer()
  await interaction.editReply('done')
  await interaction.followUp({ content: 'and more', flags: MessageFlags.Ephemeral })

  expect(thinking).toMatchObject({ kind: 'thinking', message: { thinking: true, ephemeral: true } })
  expect(await asked.message()).toMatchObject({ content: 'done', thinking: false, ephemeral: true })
  expect((await asked.followup()).content).toBe('and more')
  await expect(interaction.reply('twice')).rejects.toBeDefined()
  await expect(
    bot.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
      body: { type: 4, data: { content: 'x' } },
    }),
  ).rejects.toMatchObject({ code: 40060 })
  await interaction.deleteReply()
  expect(ana.visible('#help').map(({ content }) => content)).toEqual(['and more'])
})

it('F32: refuses an answer after three seconds, and any word after fifteen minutes', async () => {
  let time = Date.now()
  const sandbox = await aSandbox({ now: () => time, answerWithinMs: 100 })
  const bot = await aBotWithCommands(sandbox)
  const ana = sandbox.as('ana')

  const first = next(bot, 'interactionCreate')
  const late = await ana.slash('ticket open', { text: 'x' }, '#help')
  const [tooLate] = await first
  await expect(late.answer()).rejects.toThrow('The application did not respond')
  if (tooLate.isRepliable()) await expect(tooLate.reply('x')).rejects.toMatchObject({ code: 10062, status: 404 })

  const second = next(bot, 'interactionCreate')
  await ana.slash('ticket open', { text: 'x' }, '#help')
  const [interaction] = await second
  if (!interaction.isChatInputCommand()) throw new Error('not a command')
  await interaction.reply('in time')
  time += 16 * 60_000
  await expect(interaction.editReply('too late')).rejects.toMatchObject({ code: 50027, status: 401 })
})
