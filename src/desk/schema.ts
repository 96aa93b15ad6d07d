import { z } from 'zod'
import { Analyzer } from './analyzers.ts'
import { Collector } from './collectors.ts'
import { OwnHost } from './own-host.ts'
import { Id, listed, object, Text } from './shapes.ts'
import { duration, size } from './units.ts'

/** A Discord channel by name, as people write it, without `#`. */
const ChannelName = z
  .string()
  .transform((name) => name.replace(/^#/, ''))
  .pipe(z.string().regex(/^[\p{Ll}\p{Lo}\p{N}_-]{1,100}$/u, 'channel names are lower-case, without spaces'))

export const Kind = z.enum(['bug', 'feature', 'question', 'incident'])
export type Kind = z.output<typeof Kind>
export const Priority = z.enum(['low', 'medium', 'high', 'critical', 'emergency'])
export type Priority = z.output<typeof Priority>
export const DestinationKind = z.enum(['discord-channel', 'forum', 'github', 'email'])
export type DestinationKind = z.output<typeof DestinationKind>

const Service = object({
  title: Text,
  synonyms: z.array(Text).default([]),
  /** Texts that only this service writes to a log or names its log files with. */
  logs: z.array(Text).default([]),
})

const Category = object({
  /** Used as "high confidence {title} issue". */
  title: Text,
  /** First part of a bundle's file name: `{bundleName}-ST-2026-001.tar.gz`. */
  bundleName: Id,
  helpChannel: ChannelName.optional(),
  services: z.array(Id).default([]),
  priority: Priority.default('medium'),
  /** Which collectors a bundle of this category needs. */
  profile: Id.default('general'),
  words: z.array(Text).default([]),
  examples: z.array(Text).default([]),
  /** Asked for in private, never mirrored in public. */
  private: z.boolean().default(false),
})

const Forum = object({ channel: ChannelName, tags: z.array(Text.max(20)).max(20).default([]) })

const Channels = object({
  /** Every first message here is a request. */
  listen: z.array(ChannelName).min(1),
  /** Every new post here is a request. */
  forums: z.array(Forum).default([]),
  staff: ChannelName,
  /** No articles are offered here: only tickets open. */
  quiet: z.array(ChannelName).default([]),
})

const Roles = object({ moderator: z.array(Text).min(1), engineer: z.array(Text).default([]) })

const Target = object({
  firstResponse: duration.optional(),
  nextResponse: duration.optional(),
  resolution: duration.optional(),
}).transform(({ firstResponse, nextResponse, resolution }) => ({
  firstResponseMs: firstResponse,
  nextResponseMs: nextResponse,
  resolutionMs: resolution,
}))

/** Who may use a link to a bundle. Staff always may. */
const LinkAudience = object({
  to: z.enum(['anyone', 'requester', 'roles']).default('anyone'),
  /** Discord roles, for `to: roles`. */
  roles: z.array(Text).default([]),
}).refine(({ to, roles }) => to !== 'roles' || roles.length > 0, {
  path: ['roles'],
  error: 'needs the name of at least one Discord role',
})

const Tier = object({
  title: Text,
  /** Discord roles that give this tier; the last matching tier in the file wins. */
  roles: z.array(Text).default([]),
  linkLifetime: duration,
  /** Left out: as the desk has it. */
  linkAudience: LinkAudience.optional(),
  downloads: z.int().min(1).max(1000).default(10),
  destinations: z.array(DestinationKind).default(['discord-channel', 'forum', 'github', 'email']),
  /** What happens next and when, as one sentence on the ticket's card. */
  next: Text,
  queue: z.enum(['normal', 'priority', 'critical']).default('normal'),
  availability: z.enum(['best-effort', 'business-hours', '24x7']).default('best-effort'),
  sla: z.partialRecord(Priority, z.union([z.enum(['best effort', 'not covered']), Target])).default({}),
  hotline: Text.optional(),
  escalationContact: Text.optional(),
}).transform(({ linkLifetime, ...tier }) => ({ ...tier, linkLifetimeMs: linkLifetime }))

const Label = object({
  name: Text.max(50),
  color: z.string().regex(/^[0-9a-f]{6}$/i, 'six hexadecimal digits without #, in quotes, e.g. "d73a4a"'),
  description: z.string().max(100).default(''),
})

const Login = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'a GitHub login')

const GitHub = object({
  repository: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'write it as owner/repository'),
  labels: object({
    kind: z.partialRecord(Kind, Label).default({}),
    category: z.record(Id, Label).default({}),
    priority: z.partialRecord(Priority, Label).default({}),
    status: z.record(Id, Label).default({}),
    tier: z.record(Id, Label).default({}),
  }),
  /** GitHub logins to assign, by category. */
  assignees: z.record(Id, z.array(Text)).default({}),
  /** Who of the staff is who on GitHub: login and Discord id. Whoever is assigned on one side is assigned on the other. */
  people: z.record(Login, z.string().regex(/^\d{15,20}$/, 'a Discord user id, in quotes')).default({}),
  /** Headings of an issue's body, in order. `from` names a form field, or one of Bee's own parts. */
  sections: z.array(object({ heading: Text, from: Id })).min(1),
  preChecks: z.array(Text).default([]),
})

const FormField = object({
  label: Text.max(45),
  placeholder: z.string().max(100).default(''),
  style: z.enum(['short', 'paragraph', 'files']).default('short'),
  required: z.boolean().default(false),
  maxLength: z.int().min(1).max(4000).default(1000),
})

const megabyte = 1024 ** 2
const day = 24 * 3_600_000
const Limits = object({
  attachment: size.default(25 * megabyte),
  attachments: z.int().min(1).max(100).default(10),
  bundle: size.default(50 * megabyte),
  unpacked: size.default(500 * megabyte),
  archiveEntries: z.int().min(1).default(2000),
  openTicketsPerPerson: z.int().min(1).default(10),
  /** So many new tickets in an hour look like a raid on the server; left out, there is no such limit. */
  ticketsPerServerAnHour: z.int().min(1).optional(),
  /** How long a bundle that the second scan holds back waits for a moderator before it is deleted. */
  heldBack: duration.default(14 * day),
  /** How long everything of a server is kept that Bee was removed from, in case it is invited again. */
  afterLeaving: duration.default(30 * day),
}).transform(({ attachment, bundle, unpacked, heldBack, afterLeaving, ...limits }) => ({
  ...limits,
  attachmentBytes: attachment,
  bundleBytes: bundle,
  unpackedBytes: unpacked,
  heldBackMs: heldBack,
  afterLeavingMs: afterLeaving,
}))

/** A ticket that nobody writes in: reminded once, then closed; both counted from the last message. */
const Quiet = object({
  remindAfter: duration.default(3 * day),
  closeAfter: duration.default(7 * day),
}).transform(({ remindAfter, closeAfter }) => ({ remindAfterMs: remindAfter, closeAfterMs: closeAfter }))

/** When a member posts a secret in public: do nothing, warn them in private, or also remove the message. */
const LeakGuard = z.preprocess(
  // One word will do. "tell" is what `warn` was called at first.
  (given) => (typeof given === 'string' ? { mode: given === 'tell' ? 'warn' : given } : given),
  object({
    mode: z.enum(['off', 'warn', 'remove']).default('warn'),
    /** Moderators and engineers are not looked at. */
    ignoreStaff: z.boolean().default(false),
  }).prefault({}),
)

const AllowedHost = z
  .string()
  .regex(/^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,20}$/i, 'a host such as example.org, or *.example.org')

const share = z.number().min(0).max(1)

export const DeskFile = object({
  product: object({ name: Text, url: z.url(), version: Text.optional() }),
  prefix: z.string().regex(/^[A-Z][A-Z0-9]{0,9}$/, 'up to ten capital letters and digits, e.g. ST'),
  /** What people call Bee. A message that starts with one of these is for Bee. */
  names: z.array(Text).min(1).default(['@bee', 'bee']),
  language: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'a language code, e.g. en')
    .default('en'),
  services: listed(Service),
  categories: listed(Category),
  /** What gathers one thing each on a customer's machine, by id. */
  collectors: listed(Collector).default([]),
  /** Which collectors a bundle needs; categories name these. */
  profiles: z.record(Id, z.array(Id)).default({}),
  ownHost: OwnHost.prefault({}),
  /** Rules over what a bundle holds, by id. */
  analyzers: listed(Analyzer).default([]),
  /** The category of a request that fits no other. */
  fallbackCategory: Id.default('other'),
  channels: Channels,
  roles: Roles,
  tiers: listed(Tier),
  linkAudience: LinkAudience.prefault({}),
  /** Everybody without a role of another tier has this one. */
  defaultTier: Id.default('community'),
  destinations: object({
    /** Left out: every category's help channel. */
    discordChannels: z.array(ChannelName).optional(),
    forum: Forum.optional(),
    email: object({ address: z.email(), name: Text.optional() }).optional(),
  }).default({}),
  github: GitHub.optional(),
  form: object({ title: Text.max(45), fields: listed(FormField) }),
  confidence: object({
    high: share.default(0.8),
    medium: share.default(0.5),
    /** Below this Bee asks for the category, with the three likeliest as buttons. */
    ask: share.default(0.5),
    /** An article is offered as an answer above this. */
    answer: share.default(0.8),
    words: object({ high: Text, medium: Text, low: Text }).default({ high: 'high', medium: 'medium', low: 'low' }),
  }).prefault({}),
  /** Words of this product that say how bad it is, beside the ones Bee knows. */
  priorityWords: z.partialRecord(Priority, z.array(Text)).default({}),
  sanitizer: object({
    /** Always replaced: names of customers, internal project names. */
    words: z.array(Text).default([]),
    /** Always replaced too, by name: RE2 patterns, linear in time. The name stands in their place. */
    patterns: z.record(Id, Text).default({}),
    /** Hosts that say nothing about a customer and stay readable: `example.org` alone, `*.example.org` all below it. */
    allowedHosts: z.array(AllowedHost).default([]),
  }).prefault({}),
  limits: Limits.prefault({}),
  leakGuard: LeakGuard,
  quiet: Quiet.prefault({}),
  security: object({ contact: Text, channel: ChannelName.optional() }).optional(),
  calendar: object({
    zone: Text,
    days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])),
    from: z.string().regex(/^\d\d:\d\d$/),
    to: z.string().regex(/^\d\d:\d\d$/),
    holidays: z.array(z.iso.date()).default([]),
  }).optional(),
  /** Replies by key, in this desk's own words. docs/texts.md lists the keys; refusals go by their code in docs/errors.md. */
  texts: z.record(z.string(), z.string()).default({}),
})
