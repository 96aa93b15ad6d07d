import type { Asking } from '../../src/core/permissions.ts'

/**
 * Written out once more, by hand, from SPEC: a change of who may do what has to be made in two places, on purpose.
 * Last, in brackets, whoever comes by GitHub, by a browser, or by a shell.
 */
export const spec: Record<Asking, string> = {
  'bee.about': 'requester engineer moderator member [visitor operator]',
  'ticket.open': 'requester engineer moderator member',
  'ticket.open-for': 'engineer moderator',
  'ticket.open-many': 'engineer moderator',
  'ticket.show': 'requester engineer moderator member [operator]',
  'ticket.see-private': 'requester engineer moderator [operator]',
  'ticket.list': 'requester engineer moderator member [operator]',
  'ticket.list-assigned': 'engineer moderator',
  'ticket.transcript': 'requester engineer moderator [operator]',
  'ticket.read-notes': 'engineer moderator [operator]',
  'ticket.answer': 'requester engineer moderator member [maintainer]',
  'ticket.detail': 'requester engineer moderator',
  'ticket.choose-category': 'requester engineer moderator',
  'ticket.close': 'requester engineer moderator [maintainer]',
  'ticket.reopen': 'requester engineer moderator [maintainer]',
  'ticket.share': 'requester engineer moderator',
  'ticket.human': 'requester engineer moderator',
  'ticket.join': 'requester engineer moderator',
  'ticket.assign': 'engineer moderator [maintainer]',
  'ticket.priority': 'engineer moderator [maintainer]',
  'ticket.category': 'engineer moderator [maintainer]',
  'ticket.reclassify': 'engineer moderator [maintainer]',
  'ticket.note': 'engineer moderator',
  'ticket.update': 'engineer moderator',
  'article.read': 'requester engineer moderator member [operator]',
  'article.read-draft': 'engineer moderator [operator]',
  'article.write': 'engineer moderator [operator]',
  'article.publish': 'engineer moderator [operator]',
  'answer.settle': 'requester engineer moderator',
  'leak.settle': 'requester',
  'bundle.create': 'requester engineer moderator [visitor operator]',
  'bundle.collect': 'engineer moderator',
  'bundle.get': 'requester engineer moderator [visitor]',
  'bundle.links': 'requester engineer moderator',
  'bundle.renew': 'requester engineer moderator',
  'bundle.refill': 'requester engineer moderator',
  'bundle.revoke': 'requester engineer moderator',
  'bundle.log': 'requester engineer moderator',
  'bundle.release': 'moderator',
  'bundle.verify': 'moderator [operator]',
  'desk.run': '[operator]',
}

/** Whether SPEC names this one in the row; a `member` is everybody. */
export const isNamed = (asking: Asking, who: string): boolean =>
  spec[asking].replace(/[[\]]/g, '').split(' ').includes(who)
