import { z } from 'zod'
import { object, Text } from './shapes.ts'
import { duration, size } from './units.ts'

/** Whether Bee may collect on the machine that it runs on itself, for a product that runs there too. */
export const OwnHost = object({
  /** The staff may ask for it, and nobody else; nothing is ever collected there unasked. */
  collect: z.boolean().default(false),
  /** Where globs begin that are not absolute. Left out: the home of whoever runs Bee. */
  folder: Text.optional(),
  /** For all collectors together. Packing needs the rest of the ten minutes that a bundle may take. */
  timeout: duration.default(120_000).refine((ms) => ms <= 300_000, 'at most 5 min'),
  /** Of all that they gather, before packing. */
  limit: size.default(50 * 1024 ** 2),
}).transform(({ timeout, limit, ...ownHost }) => ({ ...ownHost, timeoutMs: timeout, limitBytes: limit }))
