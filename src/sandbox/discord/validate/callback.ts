import type { Upload } from '../attachments.ts'
import { checkOptions, checkSelect, checkUnique } from './components.ts'
import { checkMessageInto, refuseEmpty } from './message.ts'
import {
  type Checking,
  check,
  checkChoice,
  checkList,
  checkNumber,
  checkText,
  type Fields,
  fieldsOf,
  inside,
} from './shape.ts'

const known = [1, 4, 5, 6, 7, 8, 9, 12]

/** The answer to an interaction. @throws DiscordError 50035, 50006 */
export function checkCallback(body: unknown, files: Upload[]): void {
  const { type, data } = fieldsOf(body)
  check((checking) => {
    if (type === undefined) checking.say('type', 'BASE_TYPE_REQUIRED', 'This field is required')
    checkChoice(checking, 'type', type, known)
    if (type === 4 || (type === 7 && data !== undefined)) checkMessageInto(checking, 'data', data ?? {}, files)
    if (type === 8) checkChoices(checking, fieldsOf(data).choices)
    if (type === 9) checkModal(checking, fieldsOf(data))
  })
  if (type === 4) refuseEmpty(data, files)
}

function checkChoices(checking: Checking, value: unknown): void {
  checkList(checking, 'data.choices', value ?? [], 0, 25).forEach((choice, index) => {
    const fields = fieldsOf(choice)
    checkText(checking, `data.choices.${index}.name`, fields.name, { min: 1, max: 100, required: true })
    if (typeof fields.value === 'string') {
      checkText(checking, `data.choices.${index}.value`, fields.value, { min: 1, max: 100, required: true })
    } else if (typeof fields.value !== 'number') {
      checking.say(`data.choices.${index}.value`, 'BASE_TYPE_REQUIRED', 'This field is required')
    }
  })
}

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal */
function checkModal(checking: Checking, modal: Fields): void {
  checkText(checking, 'data.custom_id', modal.custom_id, { min: 1, max: 100, required: true })
  checkText(checking, 'data.title', modal.title, { min: 1, max: 45, required: true })
  const list = checkList(checking, 'data.components', modal.components, 1, 5)
  list.forEach((component, index) => {
    const fields = fieldsOf(component)
    const at = `data.components.${index}`
    checkChoice(checking, inside(at, 'type'), fields.type ?? 'missing', [1, 10, 18])
    if (fields.type === 1) checkRow(checking, at, fields)
    if (fields.type === 10)
      checkText(checking, inside(at, 'content'), fields.content, { min: 1, max: 4000, required: true })
    if (fields.type === 18) checkLabel(checking, at, fields)
  })
  checkUnique(checking, 'data.components', list)
}

/** The older way: one text input in a row, with its own label. */
function checkRow(checking: Checking, at: string, row: Fields): void {
  checkList(checking, inside(at, 'components'), row.components, 1, 1).forEach((input, index) => {
    const fields = fieldsOf(input)
    const here = inside(at, `components.${index}`)
    checkChoice(checking, inside(here, 'type'), fields.type ?? 'missing', [4])
    checkText(checking, inside(here, 'label'), fields.label, { min: 1, max: 45, required: true })
    checkInput(checking, here, fields)
  })
}

function checkLabel(checking: Checking, at: string, label: Fields): void {
  checkText(checking, inside(at, 'label'), label.label, { min: 1, max: 45, required: true })
  checkText(checking, inside(at, 'description'), label.description, { max: 100 })
  const held = fieldsOf(label.component)
  const here = inside(at, 'component')
  const type = held.type as number
  checkChoice(checking, inside(here, 'type'), type ?? 'missing', [3, 4, 5, 6, 7, 8, 19, 21, 22, 23])
  if (type === 4) checkInput(checking, here, held)
  else if ([3, 5, 6, 7, 8].includes(type)) checkSelect(checking, here, held)
  else checkText(checking, inside(here, 'custom_id'), held.custom_id, { min: 1, max: 100, required: true })
  if (type === 19) {
    checkNumber(checking, inside(here, 'min_values'), held.min_values, 0, 10)
    checkNumber(checking, inside(here, 'max_values'), held.max_values, 1, 10)
  }
  if (type === 21) checkOptions(checking, inside(here, 'options'), held.options, 2, 10, 1)
  if (type === 22) checkOptions(checking, inside(here, 'options'), held.options, 1, 10, 10)
  const isOptional = [3, 5, 6, 7, 8].includes(type) && held.required === false
  if (!isOptional && held.min_values === 0 && held.required !== false) {
    checking.say(inside(here, 'min_values'), 'BASE_TYPE_MIN', 'A required component cannot have min_values of 0')
  }
}

function checkInput(checking: Checking, at: string, input: Fields): void {
  checkText(checking, inside(at, 'custom_id'), input.custom_id, { min: 1, max: 100, required: true })
  checkChoice(checking, inside(at, 'style'), input.style ?? 'missing', [1, 2])
  checkNumber(checking, inside(at, 'min_length'), input.min_length, 0, 4000)
  checkNumber(checking, inside(at, 'max_length'), input.max_length, 1, 4000)
  checkText(checking, inside(at, 'value'), input.value, { max: Math.min(Number(input.max_length ?? 4000), 4000) })
  checkText(checking, inside(at, 'placeholder'), input.placeholder, { max: 100 })
}
