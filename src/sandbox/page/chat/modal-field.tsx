import { FileField } from './files.tsx'
import type { FormField } from './modal-fields.ts'
import { Select } from './select.tsx'

export type FilledValue = string | string[] | File[] | boolean
export type Filled = Record<string, FilledValue | undefined>

/** One labelled field of a form, with what is wrong with it below. */
export function ModalField(props: {
  field: FormField
  value: FilledValue | undefined
  problem: string | undefined
  fill(value: FilledValue): void
}) {
  const { field, value, problem, fill } = props
  const id = `field-${field.customId}`
  const note = field.description || problem ? `${id}-note` : undefined
  const isGroup = field.kind === 'radio' || field.kind === 'checks'
  const Label = isGroup ? 'span' : 'label'

  return (
    <div class={problem ? 'field has-problem' : 'field'}>
      <Label id={`${id}-label`} class="field-label" {...(isGroup ? {} : { htmlFor: id })}>
        {field.label}
        {!field.required && <small> optional</small>}
      </Label>
      {control()}
      {note && (
        <p id={note} class="field-note">
          {problem ? <b role="alert">{problem}</b> : field.description}
        </p>
      )}
    </div>
  )

  function control() {
    const { component } = field
    const said = typeof value === 'string' ? value : ''
    const common = {
      id,
      'aria-describedby': note,
      'aria-invalid': problem !== undefined,
      'aria-required': field.required,
      placeholder: component.placeholder,
      maxLength: component.max_length,
    }
    if (field.kind === 'line') {
      return <input {...common} type="text" value={said} onInput={(event) => fill(event.currentTarget.value)} />
    }
    if (field.kind === 'text') {
      return <textarea {...common} rows={4} value={said} onInput={(event) => fill(event.currentTarget.value)} />
    }
    if (field.kind === 'files') {
      const files = Array.isArray(value) ? value.filter((one) => one instanceof File) : []
      const most = component.max_values ?? 1
      return (
        <FileField
          id={id}
          label={field.label}
          describedBy={note}
          isInvalid={problem !== undefined}
          most={most}
          files={files}
          setFiles={fill}
        />
      )
    }
    if (field.kind === 'select') {
      const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
      return (
        <Select
          id={id}
          select={component}
          label={field.label}
          labelledBy={`${id}-label`}
          describedBy={note}
          isInvalid={problem !== undefined}
          value={chosen}
          choose={fill}
        />
      )
    }
    if (field.kind === 'check') {
      return (
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          onChange={(event) => fill(event.currentTarget.checked)}
        />
      )
    }
    return <OptionGroup field={field} value={value} fill={fill} />
  }
}

function OptionGroup({
  field,
  value,
  fill,
}: {
  field: FormField
  value: FilledValue | undefined
  fill(value: FilledValue): void
}) {
  const chosen =
    typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  const isRadio = field.kind === 'radio'
  return (
    <fieldset class="option-group" aria-labelledby={`field-${field.customId}-label`}>
      {field.component.options?.map((option, index) => (
        <label key={option.value}>
          <input
            id={index === 0 ? `field-${field.customId}` : undefined}
            type={isRadio ? 'radio' : 'checkbox'}
            name={field.customId}
            checked={chosen.includes(option.value)}
            onChange={(event) => {
              if (isRadio) fill(option.value)
              else if (event.currentTarget.checked) fill([...chosen, option.value])
              else fill(chosen.filter((one) => one !== option.value))
            }}
          />
          <span>
            {option.label}
            {option.description && <small> {option.description}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
