import { afterEach, expect, it } from 'vitest'
import { mirroredWorld } from './mirrored-world.ts'
import type { World } from './world.ts'

let world: World
afterEach(() => world.stop())

async function mirrored() {
  const parts = await mirroredWorld()
  world = parts.world
  const { discord } = world
  const staff = () =>
    discord.state
      .messages(`#${world.bee.desk.channels.staff}`)
      .filter(({ content }) => content.includes('Nothing crosses'))
  return { ...parts, staff }
}

const within = { timeout: 15_000 }

it('F41: a repository without issues is left alone, the staff hear of it once, and nothing is lost', async () => {
  const { mia, thread, issue, staff } = await mirrored()
  const { github, bee } = world
  await expect.poll(async () => Object.keys(await bee.app.outbox.countByState()), within).toEqual(['done'])
  github.repository.disableIssues()
  const before = github.requests.length
  for (let number = 1; number <= 4; number++) await mia.say(thread.id, `while it is closed ${number}`)
  await expect.poll(() => staff().length, within).toBe(1)
  await expect.poll(async () => (await bee.app.outbox.countByState()).new, within).toBe(4)
  expect(github.requests.length - before).toBeLessThan(4)
  expect(staff()[0]!.content).toContain('switched off')
  expect(issue.comments).toEqual([])

  // Whoever asks for a new issue meanwhile is told so plainly, and the ticket keeps working.
  const other = await mia.say('#general', '@bee the database is slow since this morning')
  const beside = await mia.untilThread(({ id }) => id === other.id, 10_000)
  await mia.untilMessage(beside.id, ({ content }) => content.includes('ST-'), 10_000)
  await mia.say(beside.id, 'create a GitHub issue')
  await mia.untilMessage(beside.id, ({ content }) => content.includes('switched off'), 10_000)
  expect(github.requests.length - before).toBeLessThan(4)
  expect(staff()).toHaveLength(1)
}, 60_000)

it.each([
  ['deleted', () => world.github.maintainer.deleteIssue(1)],
  ['moved to another repository', () => world.github.maintainer.transfer(1, { owner: 'hive', repo: 'bee' })],
])(
  'F42: an issue that was %s is let go, said once, and not made anew',
  async (_what, make) => {
    const { mia, thread, texts, ticket } = await mirrored()
    const { github } = world
    make()
    await mia.untilMessage(thread.id, ({ content }) => content.includes('This ticket goes on without it'), 15_000)
    await mia.say(thread.id, 'is anybody there?')
    await mia.say(thread.id, "it's solved, thanks")
    await expect.poll(async () => (await ticket()).status, within).toBe('closed')
    await expect.poll(async () => Object.keys(await world.bee.app.outbox.countByState()), within).toEqual(['done'])
    expect(texts().filter((text) => text.includes('goes on without it'))).toHaveLength(1)
    expect(github.state.issues).toEqual([])

    await mia.say(thread.id, 'still broken')
    await mia.say(thread.id, 'create a GitHub issue')
    await expect.poll(() => github.state.issues.length, within).toBe(1)
  },
  60_000,
)

it('F42: keeps to its comment when somebody edits the marker away', async () => {
  const { mia, thread, issue } = await mirrored()
  const { github } = world
  const said = await mia.say(thread.id, 'It happens on Firefox too')
  await expect.poll(async () => (await world.bee.app.mirror.byMessage(said.id))?.commentId, within).toBeTruthy()
  github.maintainer.editComment(issue.comments[0]!.id, 'tidied up')
  await mia.edit(said.id, 'It happens on Chrome too')
  await expect.poll(() => issue.comments.map(({ body }) => body.includes('Chrome')), within).toEqual([true])
}, 60_000)

it.each([
  { who: 'is told by webhook first', isTold: true },
  { who: 'asks first, because no webhook arrives', isTold: false },
])(
  'F42: a repository that was given away under another name keeps its issues, when Bee $who',
  async ({ isTold }) => {
    const parts = await mirroredWorld({ sweepEveryMs: isTold ? 60_000 : 300 })
    world = parts.world
    const { mia, thread, issue, texts } = parts
    const { github } = world
    await expect.poll(async () => Object.keys(await world.bee.app.outbox.countByState()), within).toEqual(['done'])
    if (!isTold)
      for (const event of ['issues', 'issue_comment']) github.faults.add({ match: { event }, do: { webhook: 'drop' } })
    github.repository.rename({ owner: 'hive', repo: 'bee' })

    github.maintainer.comment(1, 'Which version is it?')
    await expect.poll(() => texts().join('\n'), within).toContain('Which version is it?')
    await mia.say(thread.id, 'It is the newest one')
    await expect.poll(() => issue.comments.map(({ body }) => body).join('\n'), within).toContain('It is the newest one')

    // While Bee is away it moves once more, and somebody else takes the name that the desk knows.
    await world.bee.stop(500)
    github.repository.rename({ owner: 'hive', repo: 'bumblebee' })
    github.state.repo.formerNames.length = 0
    await world.restart()
    github.maintainer.close(1)
    await expect.poll(async () => (await parts.ticket()).status, within).toBe('closed')
    await mia.say(thread.id, 'still broken')
    await expect.poll(() => issue.state, within).toBe('open')
    expect(github.state.issues).toHaveLength(1)
    expect(texts().filter((text) => text.includes('goes on without it'))).toEqual([])
  },
  90_000,
)

it('F42: takes nothing from whoever has taken its earlier name', async () => {
  const { ticket } = await mirrored()
  const { github } = world
  await expect.poll(async () => Object.keys(await world.bee.app.outbox.countByState()), within).toEqual(['done'])
  const { id } = github.state.repo
  // A repository of the same name with the same secret, and an issue of the same number.
  github.state.repo.id = id + 1
  github.maintainer.close(1)
  await github.settled()
  github.state.repo.id = id
  expect(github.deliveries.filter(({ event }) => event === 'issues').at(-1)).toMatchObject({ status: 202 })
  expect((await ticket()).status).not.toBe('closed')
}, 60_000)
