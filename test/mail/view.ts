import type { TicketView } from '../../src/core/view.ts'
import { createSanitizer } from '../../src/sanitize/index.ts'

const clean = (text: string) => createSanitizer({ key: Buffer.alloc(32) }).text(text)

const at = Date.UTC(2026, 10, 21, 12)

/** A ticket with a bundle, a link, a thread and an issue. */
export function aView(more: Partial<TicketView> = {}): TicketView {
  return {
    ticket: {
      ...{ id: 1, number: 'ST-2026-001', deskId: 'sting-ce', guildId: '1', place: 'channel', requesterId: '2' },
      ...{ channelId: '3', messageId: '4', threadId: '5', cardMessageId: null },
      ...{ title: clean('Cannot log in after the update'), request: clean('I cannot log in\nafter the update') },
      triage: {
        ...{
          kind: 'bug',
          category: 'authentication',
          services: ['kratos', 'app'],
          priority: 'high',
          scope: 'break-fix',
        },
        ...{ language: 'en', confidence: { kind: 0.9, category: 0.92 }, likeliest: ['authentication'] },
        reasons: [clean('"log in"'), clean('Kratos in the logs')],
      },
      ...{ form: {}, tier: 'community', status: 'new', closedAs: null, assigneeId: null },
      ...{ createdAt: at, updatedAt: at, closedAt: null },
    },
    bundle: {
      ...{ id: 1, ticketId: 1, name: 'auth-issues-ST-2026-001.tar.gz', state: 'ready', file: 'x.tar.gz' },
      ...{ sizeBytes: 2_104_311, sha256: 'a'.repeat(64), manifest: null, leftOut: [], problem: null, createdAt: at },
    },
    link: {
      ...{ id: 1, bundleId: 1, ticketId: 1, expiresAt: at + 48 * 3_600_000, downloadsTotal: 10, downloadsLeft: 9 },
      ...{ revokedAt: null, audience: { to: 'anyone' }, createdAt: at, url: 'https://bee.example/d/token' },
    },
    findings: [],
    posts: [],
    threadUrl: 'https://discord.com/channels/1/5',
    ...more,
  }
}
