import type { Person, Ticket, Triage } from '../../src/core/types.ts'
import type { Sanitized } from '../../src/sanitize/sanitized.ts'

export const noon = Date.UTC(2026, 0, 5, 12)

/** Text of a test, taken as clean: there is nothing private in it. */
export const clean = (text: string) => text as Sanitized

export const aTriage = (more: Partial<Triage> = {}): Triage => ({
  kind: 'incident',
  category: 'authentication',
  services: ['kratos'],
  priority: 'medium',
  scope: 'break-fix',
  language: 'en',
  confidence: { kind: 0.9, category: 0.85 },
  reasons: [clean("'login'")],
  likeliest: ['authentication', 'network', 'other'],
  ...more,
})

/** Ana's ticket in a channel, new, with its thread. */
export const aTicket = (more: Partial<Ticket> = {}): Ticket => ({
  id: 7,
  number: 'ST-2026-007',
  deskId: 'sting-ce',
  guildId: 'guild',
  place: 'channel',
  requesterId: 'ana',
  channelId: 'help',
  messageId: 'message-7',
  threadId: 'thread-7',
  cardMessageId: 'card-7',
  title: clean('Cannot log in'),
  request: clean('I cannot log in after the update'),
  triage: aTriage(),
  form: {},
  tier: 'community',
  status: 'new',
  closedAs: null,
  assigneeId: null,
  createdAt: noon,
  updatedAt: noon,
  closedAt: null,
  ...more,
})

export const aPerson = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  isModerator: false,
  isEngineer: false,
  roles: [],
  guildId: 'guild',
  door: 'thread',
  tier: 'community',
  ...more,
})

export const ana = aPerson('ana')
export const cy = aPerson('cy')
export const max = aPerson('max', { isModerator: true })
export const eva = aPerson('eva', { isEngineer: true })
