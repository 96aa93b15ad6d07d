import { channel } from 'node:diagnostics_channel'

const steps = channel('bee:step')

/**
 * A step after which the process may die, under a name that people read: `bundle: named`. Bee only says where it is;
 * nothing in it listens, so this costs a look at a flag. The torture tests load a listener into their Bee that kills it
 * there (`test/torture/die.mjs`), and what must hold after the next start is theirs to check (RELIABILITY F01).
 */
export function crashpoint(name: string): void {
  if (steps.hasSubscribers) steps.publish(name)
}
