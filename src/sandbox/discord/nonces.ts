import type { MessageInput } from './messages.ts'
import type { Channel, Stored, World } from './world.ts'

/** How long Discord remembers a nonce: "the past few minutes". */
const nonceMs = 3 * 60_000

/** The message that was sent before under the same nonce, when asked to be sure. */
export function sentBefore(world: World, channel: Channel, authorId: string, input: MessageInput): Stored | undefined {
  if (input.enforce_nonce !== true || input.nonce === undefined) return undefined
  const known = world.nonces.get(`${channel.id}/${authorId}/${input.nonce}`)
  if (known === undefined || world.now() - known.at > nonceMs) return undefined
  return world.messages.get(known.messageId)
}

export function rememberNonce(
  world: World,
  channel: Channel,
  authorId: string,
  nonce: string | number,
  messageId: string,
) {
  world.nonces.set(`${channel.id}/${authorId}/${nonce}`, { messageId, at: world.now() })
  for (const [key, { at }] of world.nonces) {
    if (world.now() - at <= nonceMs) break
    world.nonces.delete(key)
  }
}
