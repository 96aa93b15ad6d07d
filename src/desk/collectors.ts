import { z } from 'zod'
import { Id, object, Text } from './shapes.ts'
import { duration, size } from './units.ts'

const megabyte = 1024 ** 2
/** A program and its arguments, word by word: no shell reads it, so nothing in it is expanded. */
const Argv = z.array(Text).min(1).max(50)
const some = <Thing extends z.ZodType<string>>(thing: Thing) => z.array(thing).min(1).max(50)
const HostPort = z.string().regex(/^[^\s:/]{1,253}:\d{1,5}$/, 'write it as host:port, e.g. 127.0.0.1:5432')

/** What a collector can gather. Exactly one of these stands in each. */
export const collectorKinds = {
  /** Files by glob: `*`, `?`, `**`, and `~/` for the home of whoever runs it. Links are not followed. */
  files: some(Text).optional(),
  command: Argv.optional(),
  /** Logs of Docker's or Podman's containers whose names match. */
  containers: some(Text).optional(),
  /** Logs of pods, by namespace and label selector. */
  pods: object({ namespace: Text.optional(), selector: Text.optional() }).optional(),
  /** Logs of systemd units. */
  journal: some(Text).optional(),
  /** Addresses that are asked how they are: status, time, certificate, the beginning of the answer. */
  http: some(z.url({ protocol: /^https?$/, error: 'must begin with http:// or https://' })).optional(),
  /** Whether something listens there. */
  tcp: some(HostPort).optional(),
  /** Programs that are asked for their version. */
  versions: z.array(Argv).min(1).max(50).optional(),
  machine: z
    .array(z.enum(['os', 'cpu', 'memory', 'disk']))
    .min(1)
    .optional(),
  /** Environment variables by name, `*` standing for any rest. Their values pass the sanitizer like all else. */
  environment: some(Text).optional(),
}
export type CollectorKind = keyof typeof collectorKinds
export const kindNames = Object.keys(collectorKinds) as CollectorKind[]

/** Gathers one thing on a machine. Whatever that machine does not have is left out and listed. */
export const Collector = object({
  ...collectorKinds,
  /** What people are told that it gathers; left out: its id. */
  title: Text.optional(),
  /** Whose logs these are. Left out: found by name and content. */
  service: Id.optional(),
  /** These files describe the machine or its settings, and are no logs. */
  system: z.boolean().default(false),
  /** For each program it runs and each address it asks. */
  timeout: duration.default(20_000),
  /** Of all that it gathers. Of logs the last part is kept, of everything else the first. */
  limit: size.default(5 * megabyte),
})
  .refine((collector) => kindNames.filter((kind) => collector[kind] !== undefined).length === 1, {
    error: `needs exactly one of ${kindNames.join(', ')}`,
  })
  .transform(({ timeout, limit, ...collector }) => ({ ...collector, timeoutMs: timeout, limitBytes: limit }))

/** A collector as the rest of Bee knows it. */
export type Collector = z.output<typeof Collector> & { id: string }
