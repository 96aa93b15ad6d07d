import { z } from 'zod'

/** An object that accepts no other keys. The known keys travel in the message, so that a mistyped one gets a hint. */
export function object<const Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(',') : undefined),
  })
}

/** A mapping from id to thing in the file, a list of things with their ids, in the file's order, in the code. */
export function listed<Thing extends z.ZodType<object>>(thing: Thing) {
  return z
    .record(Id, thing)
    .transform((things) => Object.entries(things).map(([id, value]) => ({ id, ...(value as z.output<Thing>) })))
}

export const Text = z.string().trim().min(1, 'must not be empty')
export const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'ids are lower-case letters, digits and dashes')
