/** Who somebody can be. A visitor has nothing but an address that somebody gave them; an operator sits at Bee's machine. */
export const roles = ['member', 'engineer', 'moderator', 'maintainer', 'visitor', 'operator'] as const
export type Role = (typeof roles)[number]

/** Where somebody can ask: in a server, in a ticket's conversation there, in private, on GitHub, in a browser, at a shell. */
export const doors = ['server', 'thread', 'dm', 'github', 'web', 'cli'] as const
export type Door = (typeof doors)[number]

/** By which doors each role comes. At every other door it counts for nothing. */
export const comesBy: Record<Role, readonly Door[]> = {
  member: ['server', 'thread', 'dm'],
  engineer: ['server', 'thread', 'dm'],
  moderator: ['server', 'thread', 'dm'],
  maintainer: ['github'],
  visitor: ['web'],
  operator: ['cli'],
}

/** `own`: of what is their own. A member's own tickets are those they opened; a visitor's own is what the address leads to. */
export type Cell = 'yes' | 'own' | 'no'
export type Row = readonly [Cell, Cell, Cell, Cell, Cell, Cell]

const [yes, own, no] = ['yes', 'own', 'no'] as const

/**
 * Everything that can be asked of Bee, by who may: the one place that decides it, for every door. What is not here cannot
 * be asked: doors name a row of this table, or they do not compile. `docs/permissions.md` shows it to operators.
 */
// biome-ignore format: a table is read by its columns
const table = {
  //                           member engineer moderator maintainer visitor operator
  'bee.about':                [yes,   yes,     yes,      no,        yes,    yes],
  'ticket.open':              [yes,   yes,     yes,      no,        no,     no],
  'ticket.open-for':          [no,    yes,     yes,      no,        no,     no],
  'ticket.open-many':         [no,    yes,     yes,      no,        no,     no],
  'ticket.show':              [yes,   yes,     yes,      no,        no,     yes],
  'ticket.see-private':       [own,   yes,     yes,      no,        no,     yes],
  'ticket.list':              [yes,   yes,     yes,      no,        no,     yes],
  'ticket.list-assigned':     [no,    yes,     yes,      no,        no,     no],
  'ticket.transcript':        [own,   yes,     yes,      no,        no,     yes],
  'ticket.read-notes':        [no,    yes,     yes,      no,        no,     yes],
  'ticket.answer':            [yes,   yes,     yes,      yes,       no,     no],
  'ticket.detail':            [own,   yes,     yes,      no,        no,     no],
  'ticket.choose-category':   [own,   yes,     yes,      no,        no,     no],
  'ticket.close':             [own,   yes,     yes,      yes,       no,     no],
  'ticket.reopen':            [own,   yes,     yes,      yes,       no,     no],
  'ticket.share':             [own,   yes,     yes,      no,        no,     no],
  'ticket.human':             [own,   yes,     yes,      no,        no,     no],
  'ticket.join':              [own,   yes,     yes,      no,        no,     no],
  'ticket.assign':            [no,    yes,     yes,      yes,       no,     no],
  'ticket.priority':          [no,    yes,     yes,      yes,       no,     no],
  'ticket.category':          [no,    yes,     yes,      yes,       no,     no],
  'ticket.reclassify':        [no,    yes,     yes,      yes,       no,     no],
  'ticket.note':              [no,    yes,     yes,      no,        no,     no],
  'ticket.update':            [no,    yes,     yes,      no,        no,     no],
  'article.read':             [yes,   yes,     yes,      no,        no,     yes],
  'article.read-draft':       [no,    yes,     yes,      no,        no,     yes],
  'article.write':            [no,    yes,     yes,      no,        no,     yes],
  'article.publish':          [no,    yes,     yes,      no,        no,     yes],
  'answer.settle':            [own,   yes,     yes,      no,        no,     no],
  'leak.settle':              [own,   no,      no,       no,        no,     no],
  'bundle.create':            [own,   yes,     yes,      no,        own,    yes],
  // On Bee's own machine.
  'bundle.collect':           [no,    yes,     yes,      no,        no,     no],
  // A link's audience may add others: see `audience.ts`.
  'bundle.get':               [own,   yes,     yes,      no,        own,    no],
  'bundle.links':             [own,   yes,     yes,      no,        no,     no],
  'bundle.renew':             [own,   yes,     yes,      no,        no,     no],
  'bundle.refill':            [own,   yes,     yes,      no,        no,     no],
  'bundle.revoke':            [own,   yes,     yes,      no,        no,     no],
  'bundle.log':               [own,   yes,     yes,      no,        no,     no],
  'bundle.release':           [no,    no,      yes,      no,        no,     no],
  'bundle.verify':            [no,    no,      yes,      no,        no,     yes],
  'desk.run':                 [no,    no,      no,       no,        no,     yes],
} as const satisfies Record<string, Row>

export type Asking = keyof typeof table
export const permissions: Readonly<Record<Asking, Row>> = table

/** What a role that has but one door may ask there, known when the door is compiled. */
export type AskingOf<Of extends Role> = {
  [Each in Asking]: (typeof table)[Each][ColumnOf<Of>] extends 'no' ? never : Each
}[Asking]

type Columns = { member: 0; engineer: 1; moderator: 2; maintainer: 3; visitor: 4; operator: 5 }
type ColumnOf<Of extends Role> = Columns[Of]

/** One cell of role × what is asked × door. */
export const cellOf = (asking: Asking, role: Role, door: Door): Cell =>
  comesBy[role].includes(door) ? permissions[asking][roles.indexOf(role)]! : 'no'
