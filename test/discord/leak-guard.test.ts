import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { shipped } from '../../src/paths.ts'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import { makers } from '../sanitize/makers.ts'
import { startWorld, type World, type WorldOptions } from '../world.ts'

const make = makers(20_261_121)
/** Shaped like one, so that no file of the repository holds one. */
const secret = () => `glpat-${make.b64u(20)}`

let world: World
const as = (name: string) => world.discord.as(name)
afterEach(async () => {
  expect(world.discord.violations).toEqual([])
  await world.stop()
})

/** A Bee whose desk says `mode`. */
async function start(mode: string, options: WorldOptions & { ignoreStaff?: boolean } = {}) {
  const text = readFileSync(shipped('data/desks/sting-ce.yaml'), 'utf8')
    .replace('  mode: warn\n', `  mode: ${mode}\n`)
    .replace('ignoreStaff: false', `ignoreStaff: ${options.ignoreStaff ?? false}`)
  const desk = join(process.env.TMPDIR ?? '/tmp', `leak-${mode}-${process.pid}.yaml`)
  writeFileSync(desk, text)
  world = await startWorld({ hasGitHub: false, ...options, env: { DESK: desk } })
}

const invited = [
  ...(['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory'] as const),
  ...(['CreatePublicThreads', 'CreatePrivateThreads', 'SendMessagesInThreads', 'ManageThreads'] as const),
]
const mayManage: WorldOptions = {
  guild: (plan) => ({ ...plan, bot: { permissions: [...invited, 'ManageMessages'] } }),
}
const mayNotManage: WorldOptions = { guild: (plan) => ({ ...plan, bot: { permissions: [...invited] } }) }

const dmOf = (name: string) => as(name).untilMessage('@bee', ({ content }) => content.includes('gitlab token'))
const buttonOf = (message: SeenMessage, label: string) => {
  const parts = message.components.flatMap((row) => ('components' in row ? row.components : []))
  return (parts.find((part) => 'label' in part && part.label === label) as { custom_id: string }).custom_id
}

/** The value is in nothing that Bee sent, logged or kept (A16). */
function expectNowhere(value: string) {
  const sent = world.discord.requests.map(({ body, path }) => JSON.stringify([path, body]))
  const files = readdirSync(world.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
  expect([...sent, ...world.log, ...files].join('\n')).not.toContain(value)
}

describe('a secret in public', () => {
  it('is pointed out to its author in private, who can have the rest posted', async () => {
    await start('warn')
    const value = secret()
    const said = await as('sam').say('#general', `my pipeline fails, I use ${value} as before`)
    const told = await dmOf('sam')
    expect(told.content).toContain('revoke it')
    expect(told.content).toMatch(/> my pipeline fails, I use \[redacted:gitlab-token\] as before/)
    expect(
      as('mia')
        .visible('#general')
        .map(({ id }) => id),
    ).toContain(said.id)

    const answer = await (await as('sam').press(told.id, buttonOf(told, 'Post it without the secret'))).message()
    expect(answer.content).toContain('posting it for you')
    const posted = await as('mia').untilMessage('#general', ({ content }) =>
      content.includes('[redacted:gitlab-token]'),
    )
    expect(posted.content).toContain(`<@${as('sam').userId}>`)
    expect(posted.mentions).toEqual([])
    const again = await (await as('sam').press(told.id, buttonOf(told, 'Post it without the secret'))).message()
    expect(again.content).toContain('no longer in use')
    expectNowhere(value)
  })

  it('is removed where the desk says so and Bee may', async () => {
    await start('remove', mayManage)
    const value = secret()
    const said = await as('sam').say('#general', `use ${value}`)
    const told = await dmOf('sam')
    expect(told.content).toContain('took your message')
    expect(
      as('mia')
        .visible('#general')
        .map(({ id }) => id),
    ).not.toContain(said.id)
    expectNowhere(value)
  })

  it('stays where Bee may not remove it: the author is told all the same, the staff once', async () => {
    await start('remove', mayNotManage)
    for (const name of ['sam', 'mia']) {
      const said = await as(name).say('#general', `use ${secret()}`)
      const told = await dmOf(name)
      expect(told.content).toContain('Please delete the message')
      expect(
        as('max')
          .visible('#general')
          .map(({ id }) => id),
      ).toContain(said.id)
    }
    const notice = ({ content }: SeenMessage) => content.includes('Manage Messages')
    await as('max').untilMessage('#support-staff', notice)
    expect(as('max').visible('#support-staff').filter(notice)).toHaveLength(1)
  })

  it('is found when an edit brings it, once, and again when an edit brings another', async () => {
    await start('warn')
    const said = await as('sam').say('#general', 'my pipeline fails')
    const one = secret()
    await as('sam').edit(said.id, `my pipeline fails with ${one}`)
    await dmOf('sam')
    await as('sam').edit(said.id, `my pipeline fails with ${one}, and now?`)
    await as('sam').edit(said.id, `my pipeline fails with ${one} and ${secret()}`)
    await as('sam').until((me) => me.visible('@bee').length >= 2)
    await as('sam').dm('hello')
    await as('sam').untilMessage('@bee', ({ content }) => content.startsWith('Hello!'))
    expect(
      as('sam')
        .visible('@bee')
        .filter(({ content }) => content.includes('gitlab token')),
    ).toHaveLength(2)
  })

  it('is told by a button in the channel to those who take no private messages, and to them alone', async () => {
    await start('warn')
    world.discord.admin().closeDms('sam', true)
    const value = secret()
    await as('sam').say('#general', `use ${value}`)
    const hint = await as('sam').untilMessage('#general', ({ content }) => content.includes('in private'))
    expect(hint.content).not.toContain('gitlab')
    expect(hint.mentions.map(({ id }) => id)).toEqual([as('sam').userId])
    const denied = await (await as('mia').press(hint.id, buttonOf(hint, 'Show me'))).message()
    expect(denied.content).toContain('Only whoever wrote the message')
    const shown = await (await as('sam').press(hint.id, buttonOf(hint, 'Show me'))).message()
    expect(shown).toMatchObject({ ephemeral: true, content: expect.stringContaining('gitlab token') })
    expectNowhere(value)
  })

  it('does not keep a request from becoming a ticket, even when the message is removed first', async () => {
    await start('remove', mayManage)
    const value = secret()
    await as('sam').say('#general', `@bee I cannot log in with ${value} after the update`)
    const thread = await as('sam').untilThread(({ name }) => name?.startsWith('ST-') ?? false)
    const card = await as('sam').untilMessage(thread.id, ({ content }) => content.includes('ST-'))
    expect(JSON.stringify(card.embeds)).toContain('redacted')
    expect((await dmOf('sam')).components).toEqual([])
    expectNowhere(value)
  })
})

describe('a secret in a mirrored thread', () => {
  it('goes from thread and issue, and what was meant stands in both once it is posted', async () => {
    await start('remove', { ...mayManage, hasGitHub: true })
    const asked = await as('mia').say('#general', "@bee I can't login after the update")
    const thread = await as('mia').untilThread(({ id }) => id === asked.id)
    await as('mia').untilMessage(thread.id, ({ content }) => content.includes('ST-'))
    await as('mia').say(thread.id, 'create a GitHub issue')
    await as('mia').untilMessage(thread.id, ({ content }) => content.includes('Posted to GitHub'))
    const comments = () => world.github.state.issues[0]!.comments.map(({ body }) => body)

    const value = secret()
    await as('mia').say(thread.id, `the runner has ${value} in its settings`)
    const told = await dmOf('mia')
    await expect.poll(comments).toEqual([])
    await (await as('mia').press(told.id, buttonOf(told, 'Post it without the secret'))).message()
    await expect.poll(() => comments().length).toBe(1)
    expect(comments()[0]).toContain('the runner has')
    expect(comments()[0]).toContain('redacted:gitlab-token')
    expect(JSON.stringify(world.github.state.issues)).not.toContain(value)
    expectNowhere(value)
  })
})

describe('the leak guard', () => {
  it('looks neither at private talk nor among the staff, nor at bots', async () => {
    await start('warn')
    await as('sam').dm(`I cannot log in with ${secret()}`)
    await as('sam').untilMessage('@bee', ({ content }) => content.includes('ST-'))
    await as('max').say('#support-staff', `rotate ${secret()} please`)
    await as('max').say('#general', `look at ${secret()}`)
    await dmOf('max')
    expect(as('max').visible('@bee')).toHaveLength(1)
    expect(
      as('sam')
        .visible('@bee')
        .filter(({ content }) => content.includes('gitlab token')),
    ).toEqual([])
  })

  it('leaves the staff alone when the desk says so, and everybody when it is off', async () => {
    await start('warn', { ignoreStaff: true })
    await as('max').say('#general', `look at ${secret()}`)
    await as('sam').say('#general', `look at ${secret()}`)
    await dmOf('sam')
    expect(as('max').visible('@bee')).toEqual([])
    await world.stop()

    await start('off')
    await as('sam').say('#general', `look at ${secret()}`)
    await as('sam').say('#general', '@bee the database is slow')
    await as('sam').untilThread(({ name }) => name?.startsWith('ST-') ?? false)
    expect(as('sam').visible('@bee')).toEqual([])
  })

  it('is off without the Message Content intent, and says so once', async () => {
    await start('warn', { discord: { granted: { messageContent: false } } })
    expect(world.log.filter((line) => line.includes('the leak guard is off'))).toHaveLength(1)
    await as('sam').say('#general', `<@${world.discord.botUserId}> I cannot log in with ${secret()}`)
    await as('sam').untilThread(({ name }) => name?.startsWith('ST-') ?? false)
    expect(as('sam').visible('@bee')).toEqual([])
  })
})
