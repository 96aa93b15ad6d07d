import { describe, expect, it } from 'vitest'
import { isHelping, isHumanAnswering, wayOfAnswering } from '../../src/core/suggestion.ts'
import { aTriage } from './a-ticket.ts'

const question = { kind: 'question', scope: 'how-to', priority: 'medium' } as const
const sure = { confidence: 0.93, hasFiles: false, isPrivate: false }

describe('an article', () => {
  it.each([
    { when: 'answers a calm question first', triage: question, way: 'first' },
    {
      when: 'stands beside the ticket of something broken',
      triage: { kind: 'bug', scope: 'break-fix' },
      way: 'beside',
    },
    { when: 'stands beside an urgent question', triage: { ...question, priority: 'high' }, way: 'beside' },
    { when: 'stands beside a wish', triage: { ...question, kind: 'feature' }, way: 'beside' },
    { when: 'stands beside a question with files', triage: question, more: { hasFiles: true }, way: 'beside' },
    { when: 'is not offered at the threshold', triage: question, more: { confidence: 0.8 }, way: 'not' },
    {
      when: 'stands beside the ticket when a language model alone chose it, however calm the question',
      triage: question,
      more: { confidence: 0.8, isAdvised: true },
      way: 'beside',
    },
    {
      when: 'is not offered for a private report, whoever chose it',
      triage: question,
      more: { isPrivate: true, isAdvised: true },
      way: 'not',
    },
    { when: 'is not offered for a private report', triage: question, more: { isPrivate: true }, way: 'not' },
  ] as const)('$when', ({ triage, way, ...rest }) => {
    const more = 'more' in rest ? rest.more : {}
    expect(wayOfAnswering({ triage: aTriage(triage), ...sure, ...more }, 0.8)).toBe(way)
  })
})

const minute = 60_000
const said = (authorId: string, at: number, isBot = false) => ({
  messageId: `${authorId}-${at}`,
  authorId,
  isBot,
  at: at * minute,
})

describe('a person is answering', () => {
  const request = { messageId: 'ana-20', requesterId: 'ana', isForBee: false }

  it.each([
    { when: 'who wrote after the request', before: [], after: [said('ben', 21)], is: true },
    { when: 'in a conversation that goes on', before: [said('ana', 12), said('ben', 13)], after: [], is: true },
    { when: 'not in one that was long ago', before: [said('ana', 1), said('ben', 2)], after: [], is: false },
    { when: 'not by talking of something before', before: [said('ben', 18)], after: [], is: false },
    { when: 'not by being a bot', before: [], after: [said('bot', 21, true)], is: false },
    { when: 'not by being the requester', before: [said('ana', 19)], after: [said('ana', 21)], is: false },
  ])('$when', ({ before, after, is }) => {
    expect(isHumanAnswering([...before, said('ana', 20), ...after], request)).toBe(is)
  })

  it('but whoever speaks to Bee in the middle of a conversation means Bee', () => {
    const talk = [said('ana', 12), said('ben', 13), said('ana', 20)]
    expect(isHumanAnswering(talk, { ...request, isForBee: true })).toBe(false)
  })
})

describe('what the staff says where Bee listens', () => {
  const max = said('max', 20)

  it.each([
    { when: 'is help when somebody wrote shortly before', others: [said('ana', 12)], is: true },
    { when: 'is a request of their own when that was long ago', others: [said('ana', 9)], is: false },
    { when: 'is a request of their own after Bee alone', others: [said('bee', 19, true)], is: false },
    { when: 'is a request of their own after their own words', others: [said('max', 19)], is: false },
    { when: 'is not made help by what came later', others: [said('ana', 21)], is: false },
  ])('$when', ({ others, is }) => {
    expect(
      isHelping(
        [...others, max].sort((a, b) => a.at - b.at),
        max.messageId,
      ),
    ).toBe(is)
  })

  it('is a request of their own when it is not to be seen any more', () => {
    expect(isHelping([said('ana', 19)], 'gone')).toBe(false)
  })
})
