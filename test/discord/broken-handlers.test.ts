import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { groups, menus, singles } from '../../commands/index.ts'
import type { SingleCommand, Subcommand } from '../../src/discord/command.ts'
import type { SlashOptions } from '../../src/sandbox/discord/api.ts'
import type { WireCommandOption } from '../../src/sandbox/discord/wire-commands.ts'
import { startWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ hasGitHub: false, discord: { answerWithinMs: 20_000 } })
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => world.stop())

const broken = () => Promise.reject(new Error('broken on purpose'))

/** As little as Discord lets somebody send. */
function leastOptions(options: WireCommandOption[] = []): SlashOptions {
  const { discord } = world
  const values: Record<number, SlashOptions[string]> = {
    3: 'x',
    4: 1,
    5: true,
    6: discord.as('mia').userId,
    7: discord.state.channels().find(({ name }) => name === 'general')!.id,
    8: discord.state.roles()[0]!.id,
    10: 1,
    11: { name: 'a.log', data: 'x' },
  }
  const needed = options.filter(({ required }) => required)
  return Object.fromEntries(needed.map(({ name, type, choices }) => [name, choices?.[0]?.value ?? values[type] ?? 'x']))
}

async function expectIncident(asked: { message(): Promise<{ content: string }> }) {
  const { content } = await asked.message()
  const incident = /`?([0-9a-f]{8})`?/.exec(content)?.[1]
  expect(incident, content).toBeDefined()
  // The same number leads to the whole of it in the log.
  expect(world.log.join('\n')).toContain(`"incident":"${incident}"`)
  expect(world.log.filter((line) => line.includes(incident!)).join()).toContain('broken on purpose')
}

const slashes = [
  ...groups.flatMap(({ name, subcommands }) =>
    Object.entries(subcommands).map(([sub, command]) => ({
      line: `${name} ${sub}`,
      command: command as Subcommand | SingleCommand,
    })),
  ),
  ...singles.map((command) => ({ line: command.name, command: command as Subcommand | SingleCommand })),
]

describe('F19: a command that breaks', () => {
  it.each(slashes)('/$line fails alone, with a number to find it by', async ({ line, command }) => {
    const { discord } = world
    vi.spyOn(command, 'run').mockImplementation(broken)
    if ('form' in command && command.form !== undefined) vi.spyOn(command, 'form').mockImplementation(broken)
    if ('opensForm' in command && command.opensForm !== undefined)
      vi.spyOn(command, 'opensForm').mockImplementation(() => false)
    const [name, sub] = line.split(' ')
    const known = discord.state.commands().find((command) => command.name === name && command.type === 1)!
    const options = sub === undefined ? known.options : known.options?.find((option) => option.name === sub)?.options
    await expectIncident(await discord.as('max').slash(line, leastOptions(options), '#general'))
  })

  it.each(menus)('"$name" fails alone as well', async (menu) => {
    const { discord } = world
    vi.spyOn(menu, 'run').mockImplementation(broken)
    const { id } = await discord.as('mia').say('#general', 'somebody said this')
    await expectIncident(await discord.as('max').contextMenu(menu.name, id, '#general'))
  })

  it('leaves Bee alive for the next', async () => {
    const { discord } = world
    expect((await (await discord.as('max').slash('version', {}, '#general')).message()).content).toContain('Bee')
    const message = await discord.as('mia').say('#general', "@bee I can't login after the update")
    await discord.as('mia').untilThread(({ id }) => id === message.id, 15_000)
  })
})

it('F19: a message that breaks its handler is admitted with a number, and the next is heard', async () => {
  const { discord, bee } = world
  vi.spyOn(bee.app.triage, 'read').mockImplementation(() => {
    throw new Error('broken on purpose')
  })
  const { id } = await discord.as('sam').say('#general', '@bee the backup fails since the update')
  const answered = await discord
    .as('sam')
    .untilMessage('#general', ({ message_reference: to }) => to?.message_id === id, 15_000)
  await expectIncident({ message: async () => answered })
})
