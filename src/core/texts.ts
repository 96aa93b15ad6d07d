/**
 * What Bee says, by key, in English. A desk replaces any of them under `texts`.
 * `{name}` is filled from the reply's values.
 */
export const defaultTexts = {
  // First contact
  'hello.empty':
    'Hello! Tell me what is wrong and I will help. For example:\n> {mention} I cannot log in after the update\n> {mention} the database is slow since this morning\nYou can attach logs: I remove passwords, addresses and names before anyone sees them.',
  'hello.small-talk': 'Hello! When something is wrong, just tell me: `{mention} I cannot log in after the update`.',
  'hello.thanks': 'You are welcome!',
  'hello.write-to-me':
    'I cannot read messages here unless you mention me. Press the button and tell me what is wrong, or write `{mention}` first.',
  'request.ask': 'Is this something I should open a ticket for?',
  'dm.ask': 'Does this belong to {number}, or is it something new?',
  // Tickets
  'ticket.opened': 'I opened {number}: {url}',
  'ticket.opening': 'I am opening {number} for you. The thread appears in a moment.',
  'ticket.shown': 'This is {number}.',
  'ticket.listed': '{list}',
  'ticket.none': 'There are no tickets here yet. Tell me what is wrong: `{mention} I cannot log in`.',
  'ticket.none-mine': 'You have no open tickets.',
  'ticket.none-match': 'No ticket matches that.',
  'ticket.solved': '{number} is solved. Thank you for saying so! If it comes back, say "still broken".',
  'ticket.closed': '{number} is closed. If it comes back, say "still broken".',
  'ticket.reopened': '{number} is open again. Tell us what you see now; fresh logs help most.',
  'ticket.assigned': '{person} takes care of this.',
  'ticket.unassigned': 'Nobody in particular takes care of {number} for now.',
  'ticket.changed': '{number}: {what} is now {value}.',
  'ticket.reclassified': '{number} is now: {value}. I have learned from that.',
  'ticket.untaught': 'I have forgotten what {number} taught me.',
  'ticket.noted': 'Noted for the staff on {number}.',
  'ticket.transcript': 'The story of {number} so far.',
  'ticket.no-thread': 'I keep this as {number}, but I cannot open a thread here. {problem}',
  'ticket.still-open':
    '{number} is still open, so we are not done. Tell us what you see now; details and fresh logs help most.',
  'ticket.detailed': 'Thank you, I added that to {number}.',
  'ticket.added': 'Added to {number}.',
  'human.called': 'I have called a human. Somebody from the staff will look at this.',
  'staff.draft':
    '{person} wrote the article "{title}", which waits for somebody else to look at it: `/faq show {slug}`, then `/faq publish {slug}`.',
  'staff.human-wanted': 'Somebody asks for a human on {number}: {url}',
  'staff.private': 'A private report came in: {number} · {title}\n{url}',
  'staff.now-private':
    '{number} is private now, but has been shown already: {list}. I write nothing more there; please take away what should not be read.\n{url}',
  'staff.quarantined': 'The bundle of {number} is held back by the second scan:\n{hits}',
  'staff.missed':
    'I was away for a while and have caught up, but more was said than I read after an outage in {channels}. Please have a look there.',
  'staff.released': '{person} released the bundle of {number}: {reason}\n{url}',
  'staff.leak-kept':
    'Somebody posted a secret in {channel}, and I may not remove messages there. They have been told. To let me remove it, give me Manage Messages in that channel; I say this once for each. {url}',
  'staff.delivery-failed': 'Something about {number} could not be delivered: {problem}',
  'staff.absent':
    'I could not add {person} to the thread of {number}: they have left, or may not see its channel. The ticket is open all the same: {url}',
  'staff.dm-closed':
    '{number}: {person} takes no private messages from me any more, or has left. What I have to say does not reach them; please find another way, or close the ticket.',
  'staff.undelivered':
    'I could not deliver {count} of what I had to say or do: {problem} `bee outbox list` shows what. I tell you of the same again in an hour at the earliest.',
  // Answers
  'answer.late':
    '{person} that took so long that Discord lets me answer nobody in private any more. It is done; ask again, and you see it.',
  'answer.offered': '**{title}**\n{passage}\n-# Source: {source}. It fits because of {because}.{outcome}',
  'answer.beside':
    'While you wait, this may help: **{title}**\n{passage}\n-# Source: {source}. It fits because of {because}.{outcome}',
  'answer.solved': 'Good to hear! I remember that this helped, for whoever asks next.',
  'answer.beside-declined': 'All right. {number} stays open and somebody will answer here.',
  'answer.settled': 'Somebody has already said what came of this. If something is wrong, just tell me.',
  'answer.has-ticket': '{number} takes care of this.',
  // Articles
  'faq.found': '**{title}**\n{passage}\n-# Source: {source}{because}{more}',
  'faq.nearest':
    '-# I am not sure that this answers it, but it comes nearest.\n**{title}**\n{passage}\n-# Source: {source}{because}. `/faq show {slug}` has all of it.{more}',
  'faq.ask': 'Tell me in a few words what you look for, for instance "vault is sealed" or "backup fails".',
  'faq.none': 'I know nothing about "{query}" yet. Tell me what is wrong and I will open a ticket: `{mention} …`.',
  'faq.list': '{list}',
  'faq.no-category': 'There is no published article of this category yet.',
  'faq.no-reads': 'Nobody has read an article yet.',
  'faq.no-tasks': 'Nothing waits for you: there is no draft, and no article that fails people.',
  'faq.no-gaps': 'In the last 30 days nobody looked for something that no article answers.',
  'faq.drafted':
    'Kept as the draft `{slug}`. Somebody else can publish it: `/faq publish {slug}`. I have told the staff that it waits; `/faq discard {slug}` throws it away.',
  'faq.discarded': 'The draft "{title}" is thrown away.',
  'faq.kept': 'The draft is thrown away. "{title}" stays as people read it now.',
  'faq.published':
    '"{title}" is published: people find it from now on. `/faq outdated {slug}` takes it out of sight again.',
  'faq.outdated':
    '"{title}" is outdated: nobody finds it until it is published again: `/faq edit {slug}`, then `/faq publish {slug}`.',
  // The same problem
  'similar.offered': '**Same problem?** Join it, and you are told here whatever happens there.\n{list}',
  'similar.joined': '**Same problem?** 🤝 You have joined {parent}.',
  'join.done': '{number} follows {parent} from now on: what happens there is told here. {url}',
  'join.solved': '{parent} is solved already: {url} tells how. If that does not help, just say so here.',
  'join.left': '{number} no longer follows {parent}.',
  'joined.closed':
    '{parent}, which this follows, is {outcome}: {url}\nIf you still have the problem, say "still broken".',
  'joined.reopened': '{parent}, which this follows, is open again: {url}',
  'joined.assigned': '{person} takes care of {parent}, which this follows.',
  'joined.update': 'News from {parent}, which this follows:\n{text}',
  'ticket.updated': 'News from the staff:\n{text}',
  'ticket.update-done': 'Said in {number} and in {count} that follow it.',
  // Sharing
  'share.ask': 'Where shall I post {number}?',
  'share.pending': 'I am posting {number} to {destination}; the link appears in the thread.',
  'share.done': 'Posted to {destination}: {url}',
  'share.mailed': 'Mailed to {destination}.',
  'share.already': '{number} is already at {destination}: {url}',
  'share.failed': 'I could not post to {destination}. {problem}',
  'share.mail-text': 'E-mail is not set up here, so please send this yourself to **{address}** (the text is attached):',
  'mirror.detached':
    'The issue of {number} is gone ({url}): deleted, moved or made a discussion. This ticket goes on without it; say "create a GitHub issue" for a new one.',
  'staff.mirror-paused':
    'Nothing crosses between {repository} and its tickets just now. {problem} I keep everything and try again every quarter of an hour.',
  // Bundles
  'bundle.building': 'I am packing your files: private things come out first. This takes a moment.',
  'bundle.collecting':
    'I am collecting on my own machine for {number}, private things come out first: {list}. It ends after {minutes} min at the latest.',
  'bundle.collected':
    'What I collected on my own machine is packed: **{name}**, without passwords, addresses and names. The card above leads to it.',
  'bundle.ready': 'The sanitized bundle is ready: **{name}** ({size}). {redactions}\n{leftOut}',
  'bundle.failed': 'I could not pack the files: {problem} The ticket goes on without them.',
  'bundle.quarantined':
    'I hold the bundle of {number} back: a last check found something that may be private. A moderator has been told; the ticket goes on.',
  'bundle.released': 'A moderator has looked at the bundle of {number} and released it. Its link is on the card.',
  'bundle.release-done': 'The bundle of {number} is released, and your reason is written down.',
  'bundle.verified': '**{name}** is as it was made.\n{list}',
  'bundle.wrong':
    'Something is wrong with **{name}**; until it is clear what, withdraw its links (`/bundle revoke`).\n{list}',
  'bundle.left-out': 'Left out: {list}',
  'upload.address':
    'Send logs for {number} so that nobody else sees them. This address works once, until {expires}; keep it to yourself.\n**In a browser**: <{url}>\n**Where the problem is**, this gathers what helps, takes private things out there, and asks before it sends (needs Node 20):\n```\ncurl -fsSLO {server}/collect.mjs && node collect.mjs {url}\n```',
  'upload.arrived':
    'The logs that were sent privately have arrived: **{name}**, without passwords, addresses and names. The card above leads to it.',
  'link.created': 'Here is a new link, valid until {expires} for {downloads} downloads:\n<{url}>',
  'link.created-for':
    'The new link is for {who}, valid until {expires} for {downloads} downloads. "Get bundle" gives each of them an address of their own.',
  'link.yours':
    'Here is **{name}**, for you alone: this address works until {expires}, and a download that has begun can be resumed.\n<{url}>',
  'link.list': 'The links of {number}:\n{list}',
  'link.refilled': 'The link of {number} has {downloads} downloads again.',
  'link.none-works': '{number} has no working link.',
  'link.revoked': 'The links of {number} no longer work.',
  'link.none': '{number} has no link to withdraw.',
  'link.log': 'Who looked at {number} and who downloaded it:\n{list}',
  'link.log-empty': 'Nobody has opened the link of {number} yet.',
  // Secrets in public
  'leak.removed':
    'I took your message in {channel} away, because it held what looks like this: **{kinds}**. Everybody there could read it, so please revoke it and make a new one.\nWithout it, your message reads:\n{text}',
  'leak.warned':
    'Your message in {channel} holds what looks like this: **{kinds}**. Everybody there can read it. Please delete the message or edit that out, then revoke it and make a new one: {url}\nWithout it, your message reads:\n{text}',
  'leak.look': '{person}, please look at something in private. Only you will see it.',
  'leak.reposted': '{person} says:\n{text}',
  'leak.posting': 'I am posting it for you, without the secret.',
  // Asking
  'ask.what': 'I am not sure what you want. Choose one:',
  'ask.nothing': 'All right.',
  'ask.category': 'I am not sure what this is about. Which fits best?',
  'help.overview': '{help}',
  status: '{status}',
  version: 'Bee {version}, serving {product}.',
  refusal: '{text}',
  incident:
    'Something went wrong on my side. I wrote it down as incident {incident}; a moderator can look it up. Please try again.',
} as const

export type TextKey = keyof typeof defaultTexts
