import {
  ActionRowBuilder,
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  ComponentType,
  EmbedBuilder,
  GatewayIntentBits,
  type Interaction,
  type Message,
  MessageFlags,
  Partials,
  StringSelectMenuBuilder,
  TextInputStyle,
} from 'discord.js'
import type { DiscordSandbox } from '../../../src/sandbox/discord/api.ts'
import type { GitHubSandbox } from '../../../src/sandbox/github/api.ts'

const { Guilds, GuildMembers, GuildMessages, GuildMessageReactions, DirectMessages, MessageContent } = GatewayIntentBits

/** A bot that says on cue what Bee would say, so that the page is tested without Bee's own parts. */
export async function startStandIn(discord: DiscordSandbox, github: GitHubSandbox, bundleUrl: string) {
  const client = new Client({
    intents: [Guilds, GuildMembers, GuildMessages, GuildMessageReactions, DirectMessages, MessageContent],
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [] },
    rest: { api: discord.apiUrl },
  })
  // What a fault of the test cuts off is lost here, as it is on purpose.
  client.on('messageCreate', (message) => void heard(message).catch(() => {}))
  client.on('interactionCreate', (interaction) => void asked(interaction).catch(() => {}))
  const ready = new Promise<void>((resolve) => client.once('clientReady', () => resolve()))
  await client.login(discord.token)
  await ready
  await client.application?.commands.set([...commands], discord.guildId)
  return client

  async function heard(message: Message) {
    if (message.author.bot) return
    const { content } = message
    if (message.channel.isThread()) return inThread(message)
    if (message.channel.isDMBased() && message.channel.isSendable()) {
      await message.channel.sendTyping()
      await message.reply({ content: 'I am listening. **What is wrong?**' })
    } else if (/^@bee\b/i.test(content) || message.mentions.has(discord.botUserId)) await openTicket(message)
  }

  async function openTicket(message: Message) {
    const thread = await message.startThread({ name: 'ST-2026-001 · authentication' })
    await thread.send(card())
    await thread.send({
      content: `Your bundle is ready: ${bundleUrl}\n-# 10 downloads, until <t:1795000000:f> (<t:1795000000:R>)`,
    })
    await message.reply({ content: `I opened a ticket for you: <#${thread.id}>` })
  }

  function card() {
    const embed = new EmbedBuilder()
      .setColor(0xf5b700)
      .setTitle('ST-2026-001 · authentication')
      .setDescription('**High confidence authentication issue**\nBecause: `login`, `AAL2`, Kratos in the logs.')
      .addFields(
        { name: 'Status', value: 'open', inline: true },
        { name: 'Priority', value: 'medium', inline: true },
        { name: 'Services', value: '`kratos` `app` `database`', inline: true },
        {
          name: 'What happens next',
          value: 'A community expert usually answers within a day. Share it to be seen sooner.',
        },
      )
      .setFooter({ text: 'STING-CE support' })
      .setTimestamp(Date.UTC(2026, 10, 20, 6, 12))
    const share = new ActionRowBuilder<ButtonBuilder>().addComponents(
      button('discord', 'Discord channel', ButtonStyle.Primary).setEmoji('💬'),
      button('github', 'GitHub issue', ButtonStyle.Primary).setEmoji('🐙'),
      button('details', 'Add details', ButtonStyle.Secondary),
      new ButtonBuilder().setURL(bundleUrl).setLabel('Bundle').setStyle(ButtonStyle.Link),
    )
    const end = new ActionRowBuilder<ButtonBuilder>().addComponents(
      button('solved', 'Solved', ButtonStyle.Success),
      button('broken', 'Still broken', ButtonStyle.Danger).setDisabled(true),
    )
    const category = new StringSelectMenuBuilder()
      .setCustomId('category')
      .setPlaceholder('Wrong category?')
      .addOptions(
        { label: 'Authentication', value: 'authentication', description: 'Sign-in, sessions, second factor' },
        { label: 'Network', value: 'network', emoji: '🌐' },
      )
    const select = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(category)
    return { content: 'Here is your ticket.', embeds: [embed], components: [share, end, select] }
  }

  async function inThread(message: Message) {
    const { content } = message
    const to = /post to discord (?:<#(\d+)>|#([\w-]+))/i.exec(content)
    if (to) {
      const channel = message.guild?.channels.cache.find(({ id, name }) => id === to[1] || name === to[2])
      if (!channel?.isSendable()) return void (await message.reply('There is no such channel.'))
      const embed = new EmbedBuilder().setTitle('ST-2026-001').setDescription(`Login fails with AAL2. ${bundleUrl}`)
      await channel.send({ content: 'Can somebody help?', embeds: [embed] })
      await message.reply(`Posted in <#${channel.id}>.`)
    } else if (/solved/i.test(content)) {
      for (const issue of github.state.issues) if (issue.state === 'open') github.person('bee-desk').close(issue.number)
      await message.reply('Glad to hear it! I closed the ticket. 🎉')
    } else await message.react('👀')
  }

  async function asked(interaction: Interaction) {
    if (interaction.isAutocomplete()) {
      const { value } = interaction.options.getFocused(true)
      const all = ['authentication', 'database', 'network', 'installation']
      await interaction.respond(all.filter((name) => name.includes(value)).map((name) => ({ name, value: name })))
    } else if (interaction.isButton()) await pressed(interaction)
    else if (interaction.isStringSelectMenu()) {
      await interaction.reply({
        content: `Category is now **${interaction.values[0]}**.`,
        flags: MessageFlags.Ephemeral,
      })
    } else if (interaction.isMessageContextMenuCommand()) {
      await interaction.reply({ content: `About “${interaction.targetMessage.content}”: let me look.` })
    } else if (interaction.isModalSubmit()) {
      const version = interaction.fields.getTextInputValue('version')
      const files = interaction.fields.getUploadedFiles('logs')
      await interaction.reply(`Thank you: version ${version}, ${files?.size ?? 0} file.`)
    } else if (interaction.isChatInputCommand()) await commanded(interaction)
  }

  async function pressed(interaction: ButtonInteraction) {
    if (interaction.customId === 'details') return interaction.showModal(detailsForm)
    if (interaction.customId === 'github') {
      await interaction.deferReply()
      const draft = { title: 'Login fails with AAL2', body: issueBody, labels: ['bug'] }
      const issue = github.person('bee-desk').openIssue(draft)
      return interaction.editReply(`Opened <${bundleUrl}> as issue #${issue.number}.`)
    }
    return interaction.reply({ content: `You pressed ${interaction.customId}.`, flags: MessageFlags.Ephemeral })
  }

  async function commanded(interaction: ChatInputCommandInteraction) {
    if (interaction.commandName === 'status') {
      return interaction.reply({ content: 'All is well.', flags: MessageFlags.Ephemeral })
    }
    const words = interaction.options.getString('text', true)
    const category = interaction.options.getString('category') ?? 'no category'
    const log = interaction.options.getAttachment('log')
    return interaction.reply(`Ticket about “${words}” (${category})${log ? ` with ${log.name}` : ''}.`)
  }
}

const button = (id: string, label: string, style: ButtonStyle) =>
  new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(style)

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
          { type: ApplicationCommandOptionType.String, name: 'text', description: 'What is wrong?', required: true },
          {
            type: ApplicationCommandOptionType.String,
            name: 'category',
            description: 'Where it belongs',
            autocomplete: true,
          },
          { type: ApplicationCommandOptionType.Attachment, name: 'log', description: 'A log file' },
        ],
      },
      { type: ApplicationCommandOptionType.Subcommand, name: 'list', description: 'Open tickets' },
    ],
  },
  { name: 'status', description: 'Is Bee well?' },
  { name: 'Ask Bee about this', type: ApplicationCommandType.Message },
] as const

const detailsForm: APIModalInteractionResponseCallbackData = {
  custom_id: 'details-form',
  title: 'Tell me more',
  components: [
    {
      type: ComponentType.Label,
      label: 'Version',
      description: 'As /version says',
      component: { type: ComponentType.TextInput, custom_id: 'version', style: TextInputStyle.Short, required: true },
    },
    {
      type: ComponentType.Label,
      label: 'Steps',
      component: {
        type: ComponentType.TextInput,
        custom_id: 'steps',
        style: TextInputStyle.Paragraph,
        required: false,
      },
    },
    {
      type: ComponentType.Label,
      label: 'Platform',
      component: {
        type: ComponentType.StringSelect,
        custom_id: 'platform',
        required: false,
        options: [
          { label: 'Docker', value: 'docker' },
          { label: 'Kubernetes', value: 'kubernetes' },
        ],
      },
    },
    {
      type: ComponentType.Label,
      label: 'Logs',
      description: 'They stay private',
      component: { type: ComponentType.FileUpload, custom_id: 'logs', required: false, max_values: 3 },
    },
  ],
}

const issueBody = `<!-- bee:ticket ST-2026-001 -->
### Description

I can't login after the update.

| Triage | |
| --- | --- |
| Category | authentication |
| Confidence | high |

- [x] I searched first
- [ ] I tried another browser

<details><summary>Log summary</summary>

\`\`\`
session_aal2_required, seen 41 times
\`\`\`

</details>
`
