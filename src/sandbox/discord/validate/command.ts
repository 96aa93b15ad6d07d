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
  lengthOf,
  listOf,
} from './shape.ts'

/** All names, descriptions and choice values of one command together. */
const totalLimit = 8000

/** One application command. @see https://discord.com/developers/docs/interactions/application-commands */
export function checkCommand(body: unknown, at: string): void {
  check((checking) => {
    const command = fieldsOf(body)
    const type = command.type ?? 1
    checkChoice(checking, inside(at, 'type'), type, [1, 2, 3])
    if (type === 1) {
      checkName(checking, inside(at, 'name'), command.name)
      checkText(checking, inside(at, 'description'), command.description, { min: 1, max: 100, required: true })
      checkOptions(checking, inside(at, 'options'), command.options, 0)
    } else {
      checkText(checking, inside(at, 'name'), command.name, { min: 1, max: 32, required: true })
      const described = typeof command.description === 'string' && command.description !== ''
      if (described)
        checking.say(
          inside(at, 'description'),
          'APPLICATION_COMMAND_DESCRIPTION_INVALID',
          'Context menus have no description',
        )
    }
    const permissions = command.default_member_permissions
    if (permissions !== undefined && permissions !== null && !/^\d{1,20}$/.test(String(permissions))) {
      checking.say(inside(at, 'default_member_permissions'), 'BITFIELD_TYPE_CONVERT', 'Not a bit field.')
    }
    if (sizeOf(command) > totalLimit) {
      checking.say(at, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${totalLimit})`)
    }
  })
}

/** Lower case where there is a case; letters, digits, `-`, `_` and `'` of any script. */
function checkName(checking: Checking, at: string, name: unknown): void {
  checkText(checking, at, name, { min: 1, max: 32, required: true })
  if (typeof name !== 'string' || name === '') return
  const isFit = /^[-_'\p{L}\p{N}\p{sc=Devanagari}\p{sc=Thai}]{1,32}$/u.test(name) && name === name.toLowerCase()
  if (!isFit) checking.say(at, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
}

function checkOptions(checking: Checking, at: string, value: unknown, depth: number): void {
  const options = checkList(checking, at, value, 0, 25).map(fieldsOf)
  const names = options.map((option) => option.name)
  let optionalSeen = false
  options.forEach((option, index) => {
    const here = inside(at, index)
    if (names.indexOf(option.name) !== index) {
      checking.say(
        inside(here, 'name'),
        'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        'Option name already exists',
      )
    }
    const isGroup = option.type === 1 || option.type === 2
    if (option.required === true && optionalSeen) {
      const message = 'Required options must be placed before non-required options'
      checking.say(inside(here, 'required'), 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message)
    }
    if (option.required !== true && !isGroup) optionalSeen = true
    checkOption(checking, here, option, depth)
  })
  const kinds = new Set(options.map((option) => (option.type === 1 || option.type === 2 ? 'group' : 'value')))
  if (kinds.size > 1) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types'
    checking.say(at, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message)
  }
}

function checkOption(checking: Checking, at: string, option: Fields, depth: number) {
  const { type, choices, autocomplete } = option
  checkName(checking, inside(at, 'name'), option.name)
  checkText(checking, inside(at, 'description'), option.description, { min: 1, max: 100, required: true })
  checkChoice(checking, inside(at, 'type'), type ?? 'missing', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  if (type === 2 && depth > 0)
    checking.say(inside(at, 'type'), 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Groups cannot be nested')
  if (type === 1 || type === 2) return checkOptions(checking, inside(at, 'options'), option.options, depth + 1)
  if (listOf(choices).length > 0 && autocomplete === true) {
    const message = 'Autocomplete may not be set to true if choices are present'
    checking.say(inside(at, 'autocomplete'), 'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE', message)
  }
  checkList(checking, inside(at, 'choices'), choices, 0, 25).forEach((choice, index) => {
    const { name, value } = fieldsOf(choice)
    checkText(checking, inside(at, `choices.${index}.name`), name, { min: 1, max: 100, required: true })
    if (type === 3)
      checkText(checking, inside(at, `choices.${index}.value`), value, { min: 1, max: 100, required: true })
    else if (typeof value !== 'number')
      checking.say(inside(at, `choices.${index}.value`), 'NUMBER_TYPE_COERCE', 'Not a number.')
  })
  checkNumber(checking, inside(at, 'min_length'), option.min_length, 0, 6000)
  checkNumber(checking, inside(at, 'max_length'), option.max_length, 1, 6000)
}

function sizeOf(part: Fields): number {
  const texts = [
    part.name,
    part.description,
    ...listOf(part.choices).flatMap((choice) => Object.values(fieldsOf(choice))),
  ]
  const own = texts.reduce((sum: number, text) => sum + (typeof text === 'string' ? lengthOf(text) : 0), 0)
  return listOf(part.options).reduce((sum: number, option) => sum + sizeOf(fieldsOf(option)), own)
}
