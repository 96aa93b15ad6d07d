import { expect, it } from 'vitest'
import type { WireChannel, WireMessage } from '../../../src/sandbox/discord/wire.ts'
import { type GuideWorld, guideSteps, linksIn, readGuide } from '../../../src/sandbox/guide.ts'

const steps = guideSteps({
  member: 'mia',
  memberCalled: 'Mia',
  askIn: 'help',
  shareTo: 'auth-help',
  sample: 'kratos.log',
})
const bot = '9'
const url = 'https://bee.example/d/0123456789abcdef'

type Said = Pick<WireMessage, 'channel_id' | 'content'> & { id?: string; by?: string; files?: number; buttons?: number }

const message = ({ by = 'mia', files = 0, buttons = 0, ...said }: Said) =>
  ({
    ...said,
    author: { id: by, bot: by === bot },
    mentions: [],
    embeds: [],
    attachments: Array.from({ length: files }, () => ({})),
    components: Array.from({ length: buttons }, () => ({ type: 1, components: [] })),
  }) as unknown as WireMessage

const channels = [
  { id: 'help', name: 'help', type: 0 },
  { id: 'auth', name: 'auth-help', type: 0 },
  { id: 'thread', name: 'ST-2026-001', type: 11 },
] as WireChannel[]

const nothing: GuideWorld = {
  botId: bot,
  messages: [],
  channels,
  opened: new Set(),
  maintainer: 'maya',
  issues: [],
  downloads: 0,
}

const question = message({ channel_id: 'help', content: "@bee I can't login", files: 1, id: 'thread' })
const card = message({ channel_id: 'thread', content: `Here it is: ${url}`, by: bot, buttons: 1 })
const post = message({ channel_id: 'auth', content: 'Can somebody help?', by: bot })
const thanks = message({ channel_id: 'thread', content: "it's solved, thanks" })
const bye = message({ channel_id: 'thread', content: 'Glad to hear it.', by: bot })
const mirrored = { number: 4, author: 'bee-desk', comments: [] }
const answered = { ...mirrored, comments: [{ author: 'maya' }] }

const doneIn = (world: Partial<GuideWorld>) =>
  readGuide(steps, { ...nothing, ...world })
    .steps.filter((step) => step.done)
    .map((step) => step.id)

it.each<{ when: string; world: Partial<GuideWorld>; done: string[] }>([
  { when: 'nothing has happened', world: {}, done: [] },
  { when: 'somebody asked with a log', world: { messages: [question] }, done: ['ask'] },
  { when: 'the card came', world: { messages: [question, card] }, done: ['ask'] },
  {
    when: 'the thread was opened',
    world: { messages: [question, card], opened: new Set(['thread']) },
    done: ['ask', 'card'],
  },
  { when: 'Bee posted it', world: { messages: [question, card, post] }, done: ['ask', 'share'] },
  { when: 'an issue was mirrored', world: { messages: [question], issues: [mirrored] }, done: ['ask', 'issue'] },
  { when: 'the maintainer answered', world: { issues: [answered] }, done: ['issue', 'answer'] },
  { when: 'a thread of somebody else was opened', world: { messages: [card], opened: new Set(['thread']) }, done: [] },
  { when: 'a bundle was downloaded', world: { downloads: 1 }, done: ['download'] },
  { when: 'somebody said thanks', world: { messages: [question, card, thanks] }, done: ['ask'] },
  { when: 'and Bee heard it', world: { messages: [question, card, thanks, bye] }, done: ['ask', 'solved'] },
])('ticks $done when $when', ({ world, done }) => {
  expect(doneIn(world)).toEqual(done)
})

it('does not tick a question without its log, nor one that nobody asked of Bee', () => {
  const withoutLog = message({ channel_id: 'help', content: '@bee hello' })
  const toNobody = message({ channel_id: 'help', content: 'hello', files: 1 })
  expect(doneIn({ messages: [withoutLog, toNobody] })).toEqual([])
})

it('goes on in the thread when the question came without its log', () => {
  const withoutLog = { ...question, attachments: [] }
  const cardAlone = message({ channel_id: 'thread', content: 'A ticket', by: bot, buttons: 1 })
  const first = (world: Partial<GuideWorld>) => readGuide(steps, { ...nothing, ...world }).steps[0]

  expect(first({ messages: [withoutLog] })).toMatchObject({ place: 'help', say: expect.any(String) })
  expect(first({ messages: [withoutLog, cardAlone] })).toMatchObject({
    done: false,
    place: 'thread',
    sample: 'kratos.log',
    text: expect.stringContaining('send the sample log into the thread'),
  })
  expect(first({ messages: [withoutLog, cardAlone] })).not.toHaveProperty('say')
})

it('says where to go, once that exists', () => {
  const { steps: shown } = readGuide(steps, { ...nothing, messages: [question, card], issues: [mirrored] })
  const where = Object.fromEntries(shown.map(({ id, place, issue, url }) => [id, place ?? issue ?? url]))
  expect(where).toEqual({
    ask: 'help',
    card: 'thread',
    share: 'thread',
    issue: 'thread',
    answer: 4,
    download: url,
    solved: 'thread',
  })
})

it('leaves out what nobody counts', () => {
  const { steps: shown } = readGuide(steps, { ...nothing, downloads: undefined })
  expect(shown.map(({ id }) => id)).not.toContain('download')
})

it('finds bundle links in text, embeds and buttons, each once', () => {
  const said = {
    ...message({ channel_id: 'thread', content: `**${url}**, and https://else.example/page.`, by: bot }),
    embeds: [{ description: `[bundle](${url})`, fields: [{ name: 'x', value: `${url}2` }] }],
    components: [{ type: 1, components: [{ type: 2, style: 5, url: `${url}3` }] }],
  }
  expect(linksIn(said)).toEqual([url, `${url}2`, `${url}3`])
})
