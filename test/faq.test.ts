import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { program } from '../src/paths.ts'
import { buttonOf } from './torture/teller.ts'
import { startWorld, type World } from './world.ts'

let world: World
const as = (name: string) => world.discord.as(name)

beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
  await world.bee.app.library.warm()
})
afterAll(() => world.stop())

const ask = async (name: string, command: string, options: Record<string, string> = {}) =>
  (await as(name).slash(command, options)).message()
const said = async (name: string, command: string, options: Record<string, string> = {}) =>
  (await ask(name, command, options)).content

it('tells the staff what an empty list means', async () => {
  expect(await said('max', 'faq gaps')).toContain('nobody looked for something')
  expect(await said('max', 'faq outdated')).toContain('Nothing waits for you')
  expect(await said('max', 'faq popular')).toContain('Nobody has read')
})

describe('looking something up', () => {
  it('shows the passage, why it matched, and what else there is, to that person alone', async () => {
    const reply = await ask('mia', 'faq search', { query: 'vault is seald after reboot' })
    expect(reply.ephemeral).toBe(true)
    expect(reply.content).toContain('`unseal-vault`')
    expect(reply.content).toMatch(/Source: article `unseal-vault` \(.*"reboot".*\)/)
    expect(reply.content).toContain('See also')
  })

  it('says that it is not sure where little fits, and still leads to a ticket', async () => {
    const reply = await ask('sam', 'faq search', { query: 'a weather report on the login page' })
    expect(reply.content).toContain('I am not sure that this answers it')
    expect(JSON.stringify(reply.components)).toContain('I still need help')
    expect(await said('sam', 'faq search', { query: 'vault is sealed' })).not.toContain('not sure')
  })

  it('shows little of what may well not be meant, and counts it as read by nobody', async () => {
    const { content } = await ask('sam', 'faq search', { query: 'a dragon ate my server' })
    const [, slug = ''] = /`\/faq show ([a-z0-9-]+)`/.exec(content) ?? []
    expect(slug).not.toBe('')
    expect(content.split('See also')[0]!.length).toBeLessThan(600)
    expect((await world.bee.app.articles.uses()).get(slug)?.views ?? 0).toBe(0)
  })

  it('asks for words where there are none, and takes that for no gap', async () => {
    for (const query of ['"*', '???', '—']) expect(await said('sam', 'faq search', { query })).toContain('a few words')
    expect(await said('max', 'faq gaps')).not.toMatch(/"\*|\?\?\?|—/)
  })

  it('names no other article that fits far worse', async () => {
    const { content } = await ask('sam', 'faq search', { query: 'passkey' })
    const also = content.split('See also')[1] ?? ''
    expect(also).toContain('`passkey-refused`')
    expect(also).not.toContain('`csrf-mismatch`')
    expect(also.match(/^• /gm)!.length).toBeLessThan(4)
  })

  it('keeps to the category asked for, and says when there is nothing', async () => {
    expect(await said('mia', 'faq search', { query: 'restore', category: 'billing' })).toContain('I know nothing')
    expect(await said('mia', 'faq category', { category: 'backup' })).toContain('`restore`')
    expect(await said('mia', 'faq show', { article: 'restore' })).toContain('Source: article `restore`')
    expect(await said('mia', 'faq show', { article: 'no-such-thing' })).toContain('There is no article')
  })

  it('is the same as asking, with a way to a ticket', async () => {
    const reply = await ask('mia', 'ask', { question: 'how long are backups kept?' })
    expect(reply.content).toContain('`backup`')
    expect(JSON.stringify(reply.components)).toContain('I still need help')
  })

  it('counts as help once, when they say so, and their words find it from then on', async () => {
    const question = 'kratos wants a second factor although nobody set one'
    const reply = await ask('sam', 'ask', { question })
    const [, slug = ''] = /Source: article `([a-z0-9-]+)`/.exec(reply.content) ?? []
    const helped = async () => (await world.bee.app.articles.uses()).get(slug)?.helped ?? 0
    const before = await helped()
    const press = () => as('sam').press(reply.id, buttonOf(reply, 'That solved it'))
    expect((await (await press()).message()).content).toContain('Good to hear')
    expect((await (await press()).message()).content).toContain('already said what came of this')
    expect(await helped()).toBe(before + 1)
    const again = await ask('mia', 'ask', { question })
    expect(again.content).toContain(`Source: article \`${slug}\``)
    expect(again.content).not.toContain('not sure')
    expect(await said('max', 'faq gaps')).not.toContain('second factor although')
  })

  it('is remembered, so that the staff sees what is missing and what is read', async () => {
    for (const name of ['mia', 'sam']) await ask(name, 'faq search', { query: 'Does it run on a Raspberry Pi' })
    expect(await said('max', 'faq gaps')).toContain('2 × does it run on a raspberry pi')
    expect(await said('mia', 'faq popular')).toContain('read ')
    expect(await said('mia', 'faq gaps')).toContain('Only a support engineer')
  })
})

describe('an article that the staff writes', () => {
  const body =
    'A Raspberry Pi 5 with 8 GB works for up to five people. Mail max@acme-corp.example before you buy one. '.repeat(2)

  it('is a draft that nobody finds, sanitized, until another person publishes it', async () => {
    const asked = await as('max').slash('faq add', { category: 'installation' })
    await asked.modal()
    const title = 'Does STING run on a Raspberry Pi?'
    const reply = await (await asked.submit({ title, body, asked: 'small ARM board' })).message()
    expect(reply.content).toContain('`does-sting-run-on-a-raspberry-pi`')
    const article = 'does-sting-run-on-a-raspberry-pi'

    expect(await said('mia', 'faq show', { article })).toContain('There is no article')
    expect(await said('mia', 'faq search', { query: 'raspberry pi' })).not.toContain(article)
    expect(await said('eva', 'faq outdated')).toContain(`draft: ${title}`)
    expect(await said('max', 'faq publish', { article })).toContain('somebody else has to publish')
    expect(await said('mia', 'faq publish', { article })).toContain('Only a support engineer')
    expect(await said('eva', 'faq publish', { article })).toContain('is published')
    const found = await said('mia', 'faq search', { query: 'small ARM board' })
    expect(found).toContain(article)
    expect(found).not.toContain('acme-corp')
  })

  it('is looked at again after it was changed, and can be taken out of sight', async () => {
    const article = 'does-sting-run-on-a-raspberry-pi'
    const asked = await as('eva').slash('faq edit', { article })
    expect(JSON.stringify(await asked.modal())).toContain('Raspberry Pi 5')
    await (
      await asked.submit({ title: 'Does STING run on a Raspberry Pi?', body: `${body} And a case.`, asked: '' })
    ).message()
    // Until then people read what was published, and the staff what waits.
    expect(await said('mia', 'faq search', { query: 'raspberry pi' })).toContain(article)
    expect(await said('mia', 'faq show', { article })).not.toContain('And a case')
    expect(await said('max', 'faq show', { article })).toContain('And a case')
    expect(await said('mia', 'faq category', { category: 'installation' })).toContain(article)
    expect(await said('mia', 'faq discard', { article })).toContain('Only a support engineer')
    await said('max', 'faq publish', { article })
    expect(await said('mia', 'faq show', { article })).toContain('And a case')
    expect(await said('max', 'faq outdated', { article })).toContain('outdated')
    expect(await said('mia', 'faq search', { query: 'raspberry pi' })).not.toContain(article)
  })

  it('is told of to the staff, once, while it waits', async () => {
    const article = 'does-sting-run-on-a-raspberry-pi'
    const { id } = world.discord.state.channel('#support-staff')
    const isTold = ({ content }: { content: string }) =>
      content.includes('waits for somebody') && content.includes(article)
    const told = () => world.discord.state.messages(id).filter(isTold).length
    const before = told()
    expect(before).toBeGreaterThan(0)
    for (const more of ['Or two.', 'Or three.']) {
      const asked = await as('eva').slash('faq edit', { article })
      await asked.modal()
      await (await asked.submit({ title: 'A Raspberry Pi?', body: `${body} ${more}`, asked: '' })).message()
    }
    await as('max').untilMessage(id, (message) => isTold(message) && told() === before + 1)
    expect(await said('max', 'faq discard', { article })).toContain('thrown away')
    expect(await said('max', 'faq show', { article })).toContain('There is no article')
  })

  it('can be thrown away while it waits; the text that people read stays', async () => {
    const article = 'unseal-vault'
    const before = await said('mia', 'faq show', { article })
    const asked = await as('eva').slash('faq edit', { article })
    await asked.modal()
    await (await asked.submit({ title: 'Another title', body: 'Quite another text. '.repeat(10), asked: '' })).message()
    expect(await said('mia', 'faq show', { article })).toBe(before)
    expect(await said('max', 'faq show', { article })).toContain('Quite another text')
    expect(await said('max', 'faq discard', { article })).toContain('stays as people read it')
    expect(await said('max', 'faq show', { article })).toBe(before)
    expect(await said('max', 'faq discard', { article })).toContain('has no draft')
  })

  it('says what is missing when it cannot be one', async () => {
    const asked = await as('max').slash('faq add', { category: 'installation' })
    await asked.modal()
    const reply = await (await asked.submit({ title: 'Too short', body: ' '.repeat(90), asked: '' })).message()
    expect(reply.content).toContain('cannot be an article yet')
  })
})

it('makes a draft of the message that solved a ticket, without what is private (Save as answer)', async () => {
  const request = await as('mia').say('#general', '@bee grafana shows no panels since the upgrade, error 412')
  const thread = await as('mia').untilThread(({ id }) => id === request.id)
  await as('mia').untilMessage(thread.id, ({ embeds }) => embeds.length > 0)
  const text =
    'Delete the folder grafana/cache and restart grafana. Mine, for max@acme-corp.example with password=Hunter2Secret! had that too, twice.'
  const solution = await as('max').say(thread.id, text)
  expect((await (await as('mia').contextMenu('Save as answer', solution.id, thread.id)).message()).content).toContain(
    'Only a support engineer',
  )
  const reply = await (await as('max').contextMenu('Save as answer', solution.id, thread.id)).message()
  const [, slug = ''] = /draft `([a-z0-9-]+)`/.exec(reply.content) ?? []
  const kept = (await world.bee.app.articles.get(slug))!
  expect(kept).toMatchObject({ status: 'draft', author: as('max').userId })
  expect(kept.file).toContain('grafana/cache')
  expect(kept.file).not.toContain('Hunter2Secret')
  expect(kept.file).not.toContain('acme-corp')
})

it('goes out as files and comes back, beside a running Bee', async () => {
  const out = join(world.dataDir, 'exported')
  const env = { ...process.env, DATA_DIR: world.dataDir, LOG_LEVEL: 'silent' }
  const bee = (...args: string[]) =>
    execFileSync(process.execPath, [program('src/cli/main.ts'), 'knowledge', ...args], { env, encoding: 'utf8' })
  expect(JSON.parse(bee('export', out, '--json')).written.length).toBeGreaterThan(50)
  expect(readFileSync(join(out, 'restore.md'), 'utf8')).toMatch(/^---\ntitle: /)
  expect(bee('import', out, '--as-they-are')).toMatch(/^\d+ articles taken/)
  expect(await said('mia', 'faq show', { article: 'restore' })).toContain('Source: article `restore`')
})

it('offers a button on the card of a solved ticket, whose form has the question in it (Save as answer)', async () => {
  const request = await as('mia').say('#general', '@bee the clock on the wall panel is one hour behind, error 733')
  const thread = await as('mia').untilThread(({ id }) => id === request.id)
  const card = await as('mia').untilMessage(thread.id, ({ embeds }) => embeds.length > 0)
  await as('max').say(thread.id, 'Set its time zone under Settings; mine for max@acme-corp.example was wrong too.')
  await as('mia').say(thread.id, "it's solved, thanks")
  const saveIn = ({ components }: typeof card) =>
    components
      .flatMap((row) => ('components' in row ? row.components : []))
      .find((button) => 'label' in button && button.label === 'Save as answer') as { custom_id: string } | undefined
  const solved = await as('max').untilMessage(
    thread.id,
    (message) => message.id === card.id && saveIn(message) !== undefined,
  )
  const { custom_id } = saveIn(solved)!
  expect((await (await as('mia').press(card.id, custom_id)).message()).content).toContain('Only a support engineer')

  const asked = await as('max').press(card.id, custom_id)
  const form = JSON.stringify(await asked.modal())
  expect(form).toContain('wall panel')
  expect(form).toContain('Set its time zone under Settings')
  expect(form).not.toContain('acme-corp')
  const body = 'Set the time zone under Settings, then restart the panel. Ask max@acme-corp.example otherwise. '.repeat(
    2,
  )
  const reply = await (await asked.submit({ title: 'The wall panel shows a wrong time', body, asked: '' })).message()
  expect(reply.content).toContain('`the-wall-panel-shows-a-wrong-time`')
  const article = 'the-wall-panel-shows-a-wrong-time'
  expect(await said('max', 'faq publish', { article })).toContain('somebody else has to publish')
  expect(await said('eva', 'faq publish', { article })).toContain('is published')
  const found = await said('mia', 'faq search', { query: 'wall panel time zone' })
  expect(found).toContain(article)
  expect(found).not.toContain('acme-corp')
})

describe('an article that does not help', () => {
  it('is a task of the staff from the third person on whom it did not help', async () => {
    const notHelped = async (name: string) => {
      const question = await as(name).say('#help', '@bee How do I install it on Ubuntu?')
      const offer = await as(name).untilMessage(
        '#help',
        (message) =>
          message.content.includes('Source: article') && message.message_reference?.message_id === question.id,
      )
      const rows = offer.components as { components: { label: string; custom_id: string }[] }[]
      const { custom_id } = rows
        .flatMap(({ components }) => components)
        .find(({ label }) => label === 'I still need help')!
      await (await as(name).press(offer.id, custom_id)).message()
    }
    for (const name of ['mia', 'sam']) await notHelped(name)
    expect(await said('eva', 'faq outdated')).not.toContain('`install-ubuntu`')

    await notHelped('max')
    expect(await said('eva', 'faq outdated')).toMatch(/does not help \(3 of 3\): .*`install-ubuntu`/)
  })
})
