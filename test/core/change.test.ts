import { describe, expect, it } from 'vitest'
import { assign, categorise, detail, follow, hear, prioritise, reclassify, reread } from '../../src/core/change.ts'
import { maintainer } from '../../src/core/may.ts'
import { ana, aTicket, aTriage, clean, cy, eva, max } from './a-ticket.ts'

const fresh = aTicket()
const notAllowed = expect.objectContaining({ code: 'NOT_ALLOWED' })

describe('assigning', () => {
  it('opens a new ticket, because somebody takes care of it', () => {
    expect(assign(fresh, 'eva', max)).toEqual({
      ticket: { ...fresh, assigneeId: 'eva', status: 'open' },
      events: [{ type: 'ticket.assigned', assigneeId: 'eva' }],
    })
  })

  it.each(['open', 'waiting', 'closed'] as const)('leaves a ticket that is %s so', (status) => {
    expect(assign(aTicket({ status }), 'eva', eva).ticket.status).toBe(status)
  })

  it('is no news when it is so already', () => {
    const evas = aTicket({ assigneeId: 'eva' })
    expect(assign(evas, 'eva', max)).toEqual({ ticket: evas, events: [] })
  })

  it('is for the staff', () => {
    expect(() => assign(fresh, 'ana', ana)).toThrow(notAllowed)
  })
})

describe('the priority', () => {
  it('changes with the news of it', () => {
    const { ticket, events } = prioritise(fresh, 'high', max)
    expect(ticket.triage).toEqual({ ...fresh.triage, priority: 'high' })
    expect(events).toEqual([{ type: 'ticket.prioritised', from: 'medium', to: 'high' }])
  })

  it('is no news when it is so already', () => {
    expect(prioritise(fresh, 'medium', max)).toEqual({ ticket: fresh, events: [] })
  })

  it('is not for the requester: nobody jumps the queue by asking', () => {
    expect(() => prioritise(fresh, 'emergency', ana)).toThrow(notAllowed)
  })
})

describe('the category', () => {
  it('is certain once a person has said it, and brings its services', () => {
    const { ticket, events } = categorise(fresh, 'network', ['nginx'], max, false)
    expect(ticket.triage).toMatchObject({
      category: 'network',
      services: ['nginx'],
      likeliest: ['network'],
      confidence: { kind: 0.9, category: 1 },
    })
    expect(events).toEqual([{ type: 'ticket.categorised', from: 'authentication', to: 'network' }])
  })

  it('keeps the services that were found when only the doubt goes away', () => {
    const { ticket, events } = categorise(fresh, 'authentication', ['app', 'database'], max, false)
    expect(ticket.triage.services).toEqual(['kratos'])
    expect(ticket.triage.confidence.category).toBe(1)
    expect(events).toHaveLength(1)
  })

  it('is no news when it is certain already', () => {
    const sure = aTicket({ triage: aTriage({ confidence: { kind: 0.9, category: 1 } }) })
    expect(categorise(sure, 'authentication', [], max, false)).toEqual({ ticket: sure, events: [] })
  })

  it('may be chosen by the requester when Bee has asked, and otherwise not', () => {
    expect(categorise(fresh, 'network', [], ana, true).ticket.triage.category).toBe('network')
    expect(() => categorise(fresh, 'network', [], ana, false)).toThrow(notAllowed)
    expect(() => categorise(fresh, 'network', [], cy, true)).toThrow(notAllowed)
  })
})

describe('details', () => {
  it('are added to what is known, and replace what was said before', () => {
    const known = aTicket({ form: { version: clean('1.0'), platform: clean('Debian') } })
    const { ticket, events } = detail(known, { version: clean('1.1'), steps: clean('log in') }, ana)
    expect(ticket.form).toEqual({ version: '1.1', platform: 'Debian', steps: 'log in' })
    expect(events).toEqual([{ type: 'ticket.detailed', form: { version: '1.1', steps: 'log in' } }])
  })

  it('are no news when the form is empty', () => {
    expect(detail(fresh, {}, ana)).toEqual({ ticket: fresh, events: [] })
  })

  it('are not for a passer-by', () => {
    expect(() => detail(fresh, { version: clean('1') }, cy)).toThrow(notAllowed)
  })
})

describe('hearing somebody in the thread', () => {
  it('opens a new ticket at the first answer by somebody else', () => {
    expect(hear(fresh, 'cy')).toEqual({ ticket: { ...fresh, status: 'open' }, events: [{ type: 'ticket.answered' }] })
  })

  it('opens a waiting ticket when the requester comes back', () => {
    expect(hear(aTicket({ status: 'waiting' }), 'ana').ticket.status).toBe('open')
  })

  it.each([
    { status: 'new', by: 'ana' },
    { status: 'open', by: 'cy' },
    { status: 'waiting', by: 'cy' },
    { status: 'closed', by: 'ana' },
    { status: 'closed', by: 'cy' },
  ] as const)('changes nothing when $by writes in a ticket that is $status', ({ status, by }) => {
    const ticket = aTicket({ status })
    expect(hear(ticket, by)).toEqual({ ticket, events: [] })
  })
})

describe('an edited request', () => {
  const edited = {
    title: clean('Cannot log out'),
    request: clean('I cannot log out'),
    triage: aTriage({ kind: 'bug' }),
  }

  it('is read again while nobody has answered', () => {
    expect(reread(fresh, edited)).toEqual({ ticket: { ...fresh, ...edited }, events: [{ type: 'ticket.reread' }] })
  })

  it('is no news when the words are the same', () => {
    expect(reread(fresh, { ...edited, request: fresh.request })).toEqual({ ticket: fresh, events: [] })
  })

  it.each(['open', 'waiting', 'closed'] as const)('stays as it was answered once the ticket is %s', (status) => {
    const ticket = aTicket({ status })
    expect(reread(ticket, edited)).toEqual({ ticket, events: [] })
  })
})

describe('what the staff reclassifies', () => {
  it('is the category, the kind, or both', () => {
    const both = reclassify(fresh, { category: 'network', services: ['nginx'], kind: 'bug' }, max)
    expect(both.ticket.triage).toMatchObject({ category: 'network', kind: 'bug', confidence: { category: 1, kind: 1 } })
    expect(both.events.map(({ type }) => type)).toEqual(['ticket.categorised', 'ticket.reclassified'])
    expect(reclassify(fresh, { kind: 'bug' }, eva).ticket.triage).toMatchObject({
      category: 'authentication',
      kind: 'bug',
    })
    expect(reclassify(both.ticket, { kind: 'bug' }, max)).toEqual({ ticket: both.ticket, events: [] })
  })

  it('is not for the requester', () => {
    expect(() => reclassify(fresh, { kind: 'bug' }, ana)).toThrow(notAllowed)
  })
})

describe('what was changed on the issue', () => {
  it('is taken over at once, in one story', () => {
    const news = { kind: 'bug', category: 'network', priority: 'critical', assigneeId: 'eva' } as const
    const { ticket, events } = follow(aTicket(), news, ['traefik'], maintainer)
    const { assigneeId, ...triage } = news
    expect(ticket).toMatchObject({ assigneeId, triage: { ...triage, services: ['traefik'] } })
    expect(events.map(({ type }) => type)).toEqual([
      ...['ticket.categorised', 'ticket.reclassified', 'ticket.prioritised', 'ticket.assigned'],
    ])
    expect(follow(ticket, { assigneeId: null }, [], maintainer).events).toEqual([{ type: 'ticket.unassigned' }])
    expect(follow(ticket, {}, [], maintainer)).toEqual({ ticket, events: [] })
  })
})
