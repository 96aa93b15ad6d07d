import { useLayoutEffect } from 'preact/hooks'
import type { WireCommandOption } from '../../discord/wire.ts'
import type { World } from '../../page-api.ts'
import { type Choice, Combobox } from '../parts/combobox.tsx'
import { useWorld } from '../state/context.ts'
import { FileField } from './files.tsx'
import { isThreadType } from './places.ts'

export type Given = Record<string, string | number | boolean | File | undefined>

export const attachmentType = 11
const types = { text: 3, whole: 4, yesNo: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10 }

/** One thing a command takes. */
export function OptionField(props: {
  option: WireCommandOption
  isFirst: boolean
  problem: string | undefined
  value: Given[string]
  suggest(typed: string): Promise<Choice[]>
  give(value: Given[string]): void
}) {
  const { option, isFirst, problem, value, suggest, give } = props
  const world = useWorld()
  const id = `slash-${option.name}`
  const note = `${id}-note`
  const label = `${option.name}: ${option.description}`
  useLayoutEffect(() => {
    if (isFirst) document.getElementById(id)?.focus()
  }, [])

  return (
    <div class={problem ? 'slash-option has-problem' : 'slash-option'}>
      <span class="slash-option-name" aria-hidden="true">
        {option.name}
      </span>
      {field()}
      <small id={note}>{problem ?? option.description}</small>
    </div>
  )

  function field() {
    const common = { id, label, describedBy: note, isInvalid: problem !== undefined }
    if (option.type === attachmentType) {
      const files = value instanceof File ? [value] : []
      return <FileField {...common} most={1} files={files} setFiles={([file]) => give(file)} />
    }
    if (option.type === types.yesNo) {
      return (
        <select
          id={id}
          aria-label={label}
          aria-describedby={note}
          value={value === undefined ? '' : String(value)}
          onChange={(event) =>
            give(event.currentTarget.value === '' ? undefined : event.currentTarget.value === 'true')
          }
        >
          <option value="">choose</option>
          <option value="true">yes</option>
          <option value="false">no</option>
        </select>
      )
    }
    const source = sourceOf(option, world, suggest)
    if (source)
      return <Combobox {...common} isFirst={isFirst} mustChoose={!option.autocomplete} source={source} choose={give} />
    return (
      <input
        id={id}
        type={option.type === types.text ? 'text' : 'number'}
        step={option.type === types.whole ? 1 : 'any'}
        value={typeof value === 'string' || typeof value === 'number' ? value : ''}
        autocomplete="off"
        aria-label={label}
        aria-describedby={note}
        aria-invalid={problem !== undefined}
        onInput={(event) => give(event.currentTarget.value)}
      />
    )
  }
}

/** Where suggestions come from: the bot, the command's own choices, or the guild. */
function sourceOf(option: WireCommandOption, world: World, suggest: (typed: string) => Promise<Choice[]>) {
  if (option.autocomplete) return suggest
  const all = option.choices ?? guildChoices(option, world)
  if (!all) return undefined
  return async (typed: string) => {
    const isChosen = all.some((choice) => choice.name === typed)
    return all.filter((choice) => isChosen || choice.name.toLowerCase().includes(typed.toLowerCase())).slice(0, 25)
  }
}

function guildChoices(option: WireCommandOption, world: World): Choice[] | undefined {
  const people = world.members.map(({ user, nick }) => ({
    name: nick ?? user.global_name ?? user.username,
    value: user.id,
  }))
  const roles = world.roles.map((role) => ({ name: `@${role.name}`, value: role.id }))
  if (option.type === types.user) return people
  if (option.type === types.role) return roles
  if (option.type === types.mentionable) return [...people, ...roles]
  if (option.type !== types.channel) return undefined
  const wanted = option.channel_types
  const fits = (type: number) => (wanted?.length ? wanted.includes(type) : type !== 4 && !isThreadType(type))
  return world.places.filter(({ type }) => fits(type)).map(({ id, name }) => ({ name: `#${name}`, value: id }))
}

/** Why it cannot be sent like this, in words; undefined when it can. */
export function problemOf(option: WireCommandOption, value: Given[string]): string | undefined {
  const isEmpty = value === undefined || value === ''
  if (isEmpty) return option.required ? `Fill in ${option.name} first.` : undefined
  if (option.type === types.whole && !Number.isInteger(Number(value))) return 'A whole number, please.'
  if (option.type === types.number && !Number.isFinite(Number(value))) return 'A number, please.'
  if (option.min_value !== undefined && Number(value) < option.min_value) return `At least ${option.min_value}, please.`
  if (option.max_value !== undefined && Number(value) > option.max_value) return `At most ${option.max_value}, please.`
  const length = typeof value === 'string' ? value.length : 0
  if (option.min_length && length < option.min_length) return `At least ${option.min_length} characters, please.`
  if (option.max_length && length > option.max_length) return `At most ${option.max_length} characters, please.`
  return undefined
}
