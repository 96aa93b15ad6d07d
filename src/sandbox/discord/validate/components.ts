import {
  type Checking,
  checkChoice,
  checkList,
  checkNumber,
  checkText,
  checkUrl,
  type Fields,
  fieldsOf,
  inside,
  listOf,
} from './shape.ts'

const selects = [3, 5, 6, 7, 8]
/** What may stand at the top of a message with the components-v2 flag. */
const layout = [1, 9, 10, 12, 13, 14, 17]

/** Components of a message. @see https://discord.com/developers/docs/components/reference */
export function checkComponents(checking: Checking, at: string, value: unknown, isV2: boolean): void {
  const list = checkList(checking, at, value, 0, isV2 ? 40 : 5)
  list.forEach((component, index) => {
    const fields = fieldsOf(component)
    const here = inside(at, index)
    if (!isV2) checkChoice(checking, inside(here, 'type'), fields.type ?? 'missing', [1])
    else checkChoice(checking, inside(here, 'type'), fields.type ?? 'missing', layout)
    checkPart(checking, here, fields)
  })
  checkUnique(checking, at, list)
  if (isV2 && count(list) > 40)
    checking.say(at, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'The total number of components exceeds 40')
}

function checkPart(checking: Checking, at: string, component: Fields): void {
  const type = component.type as number
  if (type === 1) checkRow(checking, at, component)
  else if (type === 2) checkButton(checking, at, component)
  else if (selects.includes(type)) checkSelect(checking, at, component)
  else if (type === 9) checkSection(checking, at, component)
  else if (type === 10)
    checkText(checking, inside(at, 'content'), component.content, { min: 1, max: 4000, required: true })
  else if (type === 12) checkList(checking, inside(at, 'items'), component.items, 1, 10)
  else if (type === 17) {
    checkList(checking, inside(at, 'components'), component.components, 1, 40).forEach((child, index) => {
      const fields = fieldsOf(child)
      checkChoice(
        checking,
        inside(at, `components.${index}.type`),
        fields.type,
        layout.filter((type) => type !== 17),
      )
      checkPart(checking, inside(at, `components.${index}`), fields)
    })
  }
}

/** Up to five buttons, or one select, never both. */
function checkRow(checking: Checking, at: string, row: Fields): void {
  const children = checkList(checking, inside(at, 'components'), row.components, 1, 5).map(fieldsOf)
  const width = children.reduce((sum, child) => sum + (selects.includes(child.type as number) ? 5 : 1), 0)
  children.forEach((child, index) => {
    const here = inside(at, `components.${index}`)
    checkChoice(checking, inside(here, 'type'), child.type ?? 'missing', [2, ...selects])
    checkPart(checking, here, child)
  })
  if (width > 5 && children.length > 1) {
    const message = 'The specified component exceeds the maximum width'
    checking.say(inside(at, `components.${children.length - 1}`), 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message)
  }
}

function checkSection(checking: Checking, at: string, section: Fields): void {
  checkList(checking, inside(at, 'components'), section.components, 1, 3).forEach((text, index) => {
    checkPart(checking, inside(at, `components.${index}`), fieldsOf(text))
  })
  const accessory = fieldsOf(section.accessory)
  checkChoice(checking, inside(at, 'accessory.type'), accessory.type ?? 'missing', [2, 11])
  checkPart(checking, inside(at, 'accessory'), accessory)
}

function checkButton(checking: Checking, at: string, button: Fields): void {
  const { style, label, custom_id: customId, url, emoji, sku_id: sku } = button
  checkChoice(checking, inside(at, 'style'), style ?? 'missing', [1, 2, 3, 4, 5, 6])
  checkText(checking, inside(at, 'label'), label, { max: 80 })
  if (style === 5) {
    if (typeof url !== 'string') checking.say(inside(at, 'url'), 'BASE_TYPE_REQUIRED', 'A url is required')
    checkUrl(checking, inside(at, 'url'), url, ['http:', 'https:', 'discord:'])
    checkText(checking, inside(at, 'url'), url, { max: 512 })
    if (customId) bothAtOnce(checking, at)
  } else if (style !== 6) {
    if (url) bothAtOnce(checking, at)
    checkText(checking, inside(at, 'custom_id'), customId, { min: 1, max: 100, required: true })
  }
  const isBlank = (label === undefined || label === null || label === '') && !emoji && !sku
  if (isBlank) checking.say(at, 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or emoji is required')
}

function bothAtOnce(checking: Checking, at: string): void {
  const message = 'A custom id and url cannot both be specified'
  checking.say(at, 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message)
}

export function checkSelect(checking: Checking, at: string, select: Fields): void {
  const { custom_id: customId, placeholder, min_values: min, max_values: max, options, type } = select
  checkText(checking, inside(at, 'custom_id'), customId, { min: 1, max: 100, required: true })
  checkText(checking, inside(at, 'placeholder'), placeholder, { max: 150 })
  checkNumber(checking, inside(at, 'min_values'), min, 0, 25)
  checkNumber(checking, inside(at, 'max_values'), max, 1, 25)
  if (typeof min === 'number' && min > Number(max ?? 1)) {
    checking.say(inside(at, 'min_values'), 'BASE_TYPE_MAX', 'min_values must not be greater than max_values')
  }
  if (type === 3) checkOptions(checking, inside(at, 'options'), options, 1, 25, Number(max ?? 1))
}

export function checkOptions(
  checking: Checking,
  at: string,
  value: unknown,
  min: number,
  max: number,
  chosen: number,
): void {
  const options = checkList(checking, at, value, min, max).map(fieldsOf)
  const values = options.map((option) => option.value)
  options.forEach((option, index) => {
    const here = inside(at, index)
    checkText(checking, inside(here, 'label'), option.label, { min: 1, max: 100, required: true })
    checkText(checking, inside(here, 'value'), option.value, { min: 1, max: 100, required: true })
    checkText(checking, inside(here, 'description'), option.description, { max: 100 })
    if (values.indexOf(option.value) !== index) {
      const message = 'The specified option value is already used'
      checking.say(inside(here, 'value'), 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message)
    }
  })
  if (options.filter((option) => option.default === true).length > chosen) {
    checking.say(at, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default values')
  }
}

/** Walks the tree: every custom_id once in a message or form. */
export function checkUnique(checking: Checking, at: string, list: unknown[]): void {
  const seen = new Set<unknown>()
  const visit = (component: unknown, here: string) => {
    const { custom_id: customId, components, component: held, accessory } = fieldsOf(component)
    if (customId !== undefined && seen.has(customId)) {
      const message = 'Component custom id cannot be duplicated'
      checking.say(inside(here, 'custom_id'), 'COMPONENT_CUSTOM_ID_DUPLICATED', message)
    }
    seen.add(customId)
    for (const [index, child] of listOf(components).entries()) visit(child, inside(here, `components.${index}`))
    if (held !== undefined) visit(held, inside(here, 'component'))
    if (accessory !== undefined) visit(accessory, inside(here, 'accessory'))
  }
  for (const [index, component] of list.entries()) visit(component, inside(at, index))
}

function count(list: unknown[]): number {
  return list.reduce((sum: number, component) => {
    const { components, accessory } = fieldsOf(component)
    return sum + 1 + count(listOf(components)) + (accessory === undefined ? 0 : 1)
  }, 0)
}
