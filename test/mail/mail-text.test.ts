import { describe, expect, it } from 'vitest'
import type { Post } from '../../src/core/types.ts'
import { readDesk } from '../../src/desk.ts'
import { mailText } from '../../src/mail/mail-text.ts'
import { aView } from './view.ts'

const desk = readDesk('sting-ce')

describe('a ticket as a mail', () => {
  it('has the number, the issue, the triage, the bundle with its end, and how to answer', () => {
    const issue: Post = {
      ...{ id: 1, ticketId: 1, destination: 'github', target: 'o/r', state: 'posted', remoteId: '7' },
      ...{
        url: 'https://github.com/o/r/issues/7',
        problem: null,
        by: '2',
        remoteState: 'open',
        labelled: null,
        isLabelling: false,
        createdAt: 0,
      },
    }

    const { subject, text } = mailText(aView({ posts: [issue] }), desk)

    expect(subject).toBe('[ST-2026-001] Cannot log in after the update')
    expect(text).toBe(`ST-2026-001, STING-CE support
Cannot log in after the update

High confidence authentication issue, priority high
Services: kratos, app
Because: "log in", Kratos in the logs

> I cannot log in
> after the update

Sanitized bundle: auth-issues-ST-2026-001.tar.gz (2.1 MB)
https://bee.example/d/token
It works until Monday, 23 November 2026 at 12:00 UTC, for 9 of 10 downloads. Opening the page costs none.

In a terminal:
curl -fL -C - -X POST -o auth-issues-ST-2026-001.tar.gz https://bee.example/d/token/claim || curl -s --fail-with-body https://bee.example/d/token

Please answer
- in the ticket's thread: https://discord.com/channels/1/5
- on the issue: https://github.com/o/r/issues/7
Replies to this mail are not read.
`)
  })

  it('says where to answer when the conversation is private, and names no bundle that is not ready', () => {
    const { bundle, link } = aView()
    for (const view of [
      aView({ threadUrl: undefined, link: undefined }),
      aView({ threadUrl: undefined, bundle: { ...bundle!, state: 'quarantined' }, link: link! }),
    ]) {
      const { text } = mailText(view, desk)

      expect(text).toContain('Please answer in Discord, and name ST-2026-001 there.')
      expect(text).not.toMatch(/bundle|curl|https?:/)
    }
  })
})
