import { useCallback, useState } from 'preact/hooks'
import type { WireComponent, WireOption } from '../../discord/wire.ts'
import type { World } from '../../page-api.ts'
import { Icon } from '../parts/icons.tsx'
import { Popover } from '../parts/popover.tsx'
import { useWorld } from '../state/context.ts'
import { isThreadType } from './places.ts'

/**
 * A select that answers only when something was really chosen; a native one would answer on each arrow key.
 *
 * @param value what is chosen now, where the choice stays visible (forms)
 */
export function Select(props: {
  select: WireComponent
  label: string
  id?: string
  labelledBy?: string
  describedBy?: string | undefined
  isInvalid?: boolean
  isWaiting?: boolean
  value?: string[]
  choose(values: string[]): void
}) {
  const { select, label, labelledBy, describedBy, isInvalid, isWaiting = false, choose } = props
  const world = useWorld()
  const options = optionsOf(select, world)
  const most = select.max_values ?? 1
  const least = select.min_values ?? 1
  const before = props.value ?? options.filter((option) => option.default).map((option) => option.value)
  const [isOpen, setOpen] = useState(false)
  const [picked, setPicked] = useState<string[]>(before)
  const close = useCallback(() => setOpen(false), [])
  const shown = options.filter((option) => before.includes(option.value)).map((option) => option.label)

  function pick(value: string) {
    if (most === 1) {
      setOpen(false)
      choose([value])
      return
    }
    const others = picked.filter((one) => one !== value)
    setPicked(others.length < picked.length ? others : [...others, value].slice(-most))
  }

  return (
    <div class="select anchor">
      <button
        type="button"
        id={props.id}
        class="select-button"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-labelledby={labelledBy}
        aria-label={labelledBy ? undefined : label}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        aria-busy={isWaiting}
        disabled={select.disabled}
        onClick={() => {
          setPicked(before)
          setOpen(!isOpen)
        }}
      >
        <span class={shown.length > 0 ? undefined : 'placeholder'}>
          {shown.join(', ') || select.placeholder || label}
        </span>
        <Icon name="down" size={16} />
      </button>
      {isOpen && (
        <Popover role="listbox" label={label} close={close}>
          {options.length === 0 && <p class="popover-note">There is nothing to choose here.</p>}
          {options.map((option) => (
            <Option
              key={option.value}
              option={option}
              isPicked={(most === 1 ? before : picked).includes(option.value)}
              pick={() => pick(option.value)}
            />
          ))}
          {most > 1 && (
            <button
              type="button"
              class="button button-primary popover-apply"
              disabled={picked.length < least}
              onClick={() => {
                setOpen(false)
                choose(picked)
              }}
            >
              Choose {picked.length} {least > 1 && picked.length < least ? `(at least ${least})` : ''}
            </button>
          )}
        </Popover>
      )}
    </div>
  )
}

function Option({ option, isPicked, pick }: { option: WireOption; isPicked: boolean; pick(): void }) {
  return (
    <button type="button" role="option" aria-selected={isPicked} class="option" onClick={pick}>
      {option.emoji?.name && <span aria-hidden="true">{option.emoji.name}</span>}
      <span>
        {option.label}
        {option.description && <small>{option.description}</small>}
      </span>
      {isPicked && <Icon name="check" size={16} />}
    </button>
  )
}

/** Discord fills in people, roles and channels itself. */
function optionsOf(select: WireComponent, world: World): WireOption[] {
  if (select.type === 3) return select.options ?? []
  const preset = new Set(select.default_values?.map(({ id }) => id))
  const found: WireOption[] = []
  const add = (value: string, label: string) => found.push({ value, label, default: preset.has(value) })
  if (select.type === 5 || select.type === 7) {
    for (const { user, nick } of world.members) add(user.id, nick ?? user.global_name ?? user.username)
  }
  if (select.type === 6 || select.type === 7) {
    for (const role of world.roles) if (role.id !== world.guild.id) add(role.id, `@${role.name}`)
  }
  if (select.type === 8) {
    const wanted = select.channel_types
    for (const place of world.places) {
      const fits = wanted?.length ? wanted.includes(place.type) : !isThreadType(place.type)
      if (fits) add(place.id, `#${place.name}`)
    }
  }
  return found
}
