import { seen, summary, until, type Viewer } from './actor-view.ts'
import type { Answer, Asked, FormValues, SeenMessage } from './api.ts'
import { callback, type Interaction } from './interaction.ts'
import type { WireModal } from './wire.ts'
import type { Stored } from './world.ts'

/** How long a person waits for something to appear, in milliseconds. */
export const patienceMs = 15_000

const askedInteractions = new WeakMap<Asked, Interaction>()

/** The interaction behind what was asked. */
export const interactionBehind = (asked: Asked) => askedInteractions.get(asked)

/** Follows one interaction to its answers. */
export function createAsked(
  viewer: Viewer,
  interaction: Interaction,
  submit: (interaction: Interaction, values: FormValues) => Promise<Asked>,
): Asked {
  const { world } = viewer
  // An edit puts a new wire object in the place of this one.
  const sourceBefore = interaction.source?.wire
  const answer = async (): Promise<Answer> => {
    const patience = world.answerWithinMs + 1000
    await until(
      world,
      () => interaction.state !== 'waiting',
      patience,
      () => 'an answer to the interaction',
    )
    if (interaction.state === 'failed') throw new Error('The application did not respond')
    return describe(viewer, interaction)
  }
  const isThere = (stored: Stored | undefined) => {
    if (stored === undefined || !world.messages.has(stored.wire.id)) return undefined
    const message = seen(viewer, stored)
    const isUpdate = interaction.answered === callback.update || interaction.answered === callback.updateLater
    return message.thinking || (isUpdate && stored.wire === sourceBefore) ? undefined : message
  }
  const asked: Asked = {
    interactionId: interaction.id,
    answer,
    async message(timeoutMs = patienceMs) {
      const first = await answer()
      if (first.kind === 'modal' || first.kind === 'choices')
        throw new Error(`The bot answered with ${first.kind}, not a message.`)
      return until(
        world,
        () => isThere(interaction.original),
        timeoutMs,
        () => 'the message that answers',
      )
    },
    async modal() {
      const first = await answer()
      if (first.kind === 'modal') return first.modal
      const said = 'message' in first ? `: ${summary([first.message])}` : ''
      throw new Error(`The bot answered with ${first.kind}, not with a form${said}`)
    },
    async choices() {
      const first = await answer()
      if (first.kind === 'choices') return first.choices
      throw new Error(`The bot answered with ${first.kind}, not with choices.`)
    },
    followup(matches = () => true, timeoutMs = patienceMs) {
      const look = () => interaction.followups.map((stored) => seen(viewer, stored)).find((message) => matches(message))
      const said = () => summary(interaction.followups.map((stored) => seen(viewer, stored)))
      return until<SeenMessage>(world, look, timeoutMs, () => `a further message (${said()})`)
    },
    async submit(values) {
      await asked.modal()
      return submit(interaction, values)
    },
  }
  askedInteractions.set(asked, interaction)
  return asked
}

function describe(viewer: Viewer, interaction: Interaction): Answer {
  const { answered, original, modal, choices } = interaction
  if (answered === callback.modal) return { kind: 'modal', modal: modal as WireModal }
  if (answered === callback.choices) return { kind: 'choices', choices: choices ?? [] }
  if (answered === callback.updateLater || original === undefined) return { kind: 'update-later' }
  const message = seen(viewer, original)
  if (answered === callback.update) return { kind: 'update', message }
  return { kind: answered === callback.thinking ? 'thinking' : 'message', message }
}
