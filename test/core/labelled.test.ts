import { describe, expect, it } from 'vitest'
import { agreedAfter, assigneesFor, type Labelled, labelNews, saysTheSame } from '../../src/core/labelled.ts'
import type { Ticket } from '../../src/core/types.ts'
import { random } from '../../src/triage/learn/random.ts'
import { aTicket, aTriage } from './a-ticket.ts'

const staff = new Map([
  ['octa', 'eva'],
  ['maya', 'max'],
])
/** What an issue says that shows the ticket as it is. */
const agreed: Labelled = { kind: ['incident'], category: ['authentication'], priority: ['medium'], assignees: [] }
const ticket = aTicket({ triage: aTriage() })
const withPerson = (assigneeId: string | null) => ({ ...ticket, assigneeId })

describe('what somebody has changed on the issue', () => {
  it.each<{ what: string; issue: Partial<Labelled>; news: object }>([
    { what: 'nothing', issue: {}, news: {} },
    { what: 'another priority instead', issue: { priority: ['critical'] }, news: { priority: 'critical' } },
    { what: 'another priority beside', issue: { priority: ['medium', 'critical'] }, news: { priority: 'critical' } },
    { what: 'two others, which say nothing', issue: { priority: ['low', 'critical'] }, news: {} },
    { what: 'a label taken off, which says nothing', issue: { priority: [] }, news: {} },
    {
      what: 'kind and category',
      issue: { kind: ['bug'], category: ['network'] },
      news: { kind: 'bug', category: 'network' },
    },
    { what: 'somebody of the staff', issue: { assignees: ['Octa'] }, news: { assigneeId: 'eva' } },
    { what: 'somebody unknown', issue: { assignees: ['stranger'] }, news: {} },
  ])('is $what', ({ issue, news }) => {
    expect(labelNews(agreed, ticket, { ...agreed, ...issue }, staff)).toEqual(news)
  })

  it('is that nobody has the ticket, when its assignee was taken off', () => {
    const before = { ...agreed, assignees: ['octa'] }
    expect(labelNews(before, withPerson('eva'), agreed, staff)).toEqual({ assigneeId: null })
    expect(labelNews(before, withPerson('somebody else'), agreed, staff)).toEqual({})
  })

  it('gives way to what the ticket says since, and to what is being sent', () => {
    const issue = { ...agreed, priority: ['low' as const], assignees: ['maya'] }
    const moved = { ...withPerson('eva'), triage: aTriage({ priority: 'critical' }) }
    expect(labelNews(agreed, moved, issue, staff)).toEqual({})
    expect(labelNews(null, ticket, issue, staff)).toEqual({})
  })
})

describe('who is to be assigned to the issue', () => {
  it.each([
    { has: null, now: ['octa', 'stranger'], wanted: ['octa', 'stranger'] },
    { has: 'eva', now: ['stranger'], wanted: ['stranger', 'octa'] },
    { has: 'eva', now: ['maya', 'stranger'], wanted: ['stranger', 'octa'] },
    { has: 'eva', now: ['maya', 'OCTA'], wanted: ['maya', 'OCTA'] },
    { has: 'not on GitHub', now: ['maya', 'stranger'], wanted: ['stranger'] },
  ])('is $wanted, of $now, when $has has the ticket', ({ has, now, wanted }) => {
    expect(assigneesFor(withPerson(has), now, [], staff)).toEqual(wanted)
  })

  it('is also whom the desk assigns by category', () => {
    expect(assigneesFor(withPerson('eva'), ['maya'], ['maya'], staff)).toEqual(['maya', 'octa'])
  })
})

/** Both sides at work at once, with news and sendings in any order. */
it('F44: ends with both sides the same, and then nothing moves any more, whatever was changed in which order', () => {
  const next = random(44)
  const oneOf = <Value>(values: readonly Value[]) => values[Math.floor(next() * values.length)]!
  const priorities = ['low', 'medium', 'high', 'critical'] as const
  for (let round = 0; round < 2000; round++) {
    let here: Ticket = ticket
    let there: Labelled = agreed
    let last: Labelled | null = agreed
    const follow = () => {
      if (last === null) return
      const { priority, assigneeId } = labelNews(last, here, there, staff)
      last = agreedAfter(last, there)
      if (priority) here = { ...here, triage: { ...here.triage, priority } }
      if (assigneeId !== undefined) here = { ...here, assigneeId }
    }
    const send = () => {
      follow()
      there = { ...there, priority: [here.triage.priority], assignees: assigneesFor(here, there.assignees, [], staff) }
      last = there
    }
    const moves = [
      () => (here = { ...here, triage: { ...here.triage, priority: oneOf(priorities) } }),
      () => (here = withAssignee(here, oneOf(['eva', 'max', 'nobody of GitHub']))),
      () => (there = { ...there, priority: [...new Set([...there.priority, oneOf(priorities)])] }),
      () => (there = { ...there, priority: there.priority.slice(1) }),
      () => (there = { ...there, assignees: [...new Set([...there.assignees, oneOf(['octa', 'maya', 'stranger'])])] }),
      () => (there = { ...there, assignees: there.assignees.slice(1) }),
      follow,
      send,
    ]
    for (let move = 0; move < 12; move++) oneOf(moves)()
    send()
    const settled = { here, there }
    follow()
    send()
    expect({ here, there }, `round ${round}`).toEqual(settled)
    expect(there.priority).toEqual([here.triage.priority])
    expect(saysTheSame(last!, there)).toBe(true)
  }
})

const withAssignee = (ticket: Ticket, assigneeId: string): Ticket => ({ ...ticket, assigneeId })
