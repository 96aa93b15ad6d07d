import {
  type Checking,
  checkList,
  checkNumber,
  checkText,
  checkUrl,
  fieldsOf,
  inside,
  lengthOf,
  listOf,
} from './shape.ts'

/** @see https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const totalLimit = 6000

export function checkEmbeds(checking: Checking, at: string, value: unknown): void {
  const embeds = checkList(checking, at, value, 0, 10)
  for (const [index, embed] of embeds.entries()) checkEmbed(checking, inside(at, index), fieldsOf(embed))
  const total = embeds.reduce((sum: number, embed) => sum + sizeOf(embed), 0)
  if (total > totalLimit) {
    checking.say(at, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${totalLimit}`)
  }
}

function checkEmbed(checking: Checking, at: string, embed: Record<string, unknown>): void {
  const { title, description, url, color, footer, author, fields, image, thumbnail, timestamp } = embed
  checkText(checking, inside(at, 'title'), title, { max: 256 })
  checkText(checking, inside(at, 'description'), description, { max: 4096 })
  checkUrl(checking, inside(at, 'url'), url, ['http:', 'https:'])
  checkNumber(checking, inside(at, 'color'), color, 0, 0xffffff)
  if (timestamp !== undefined && timestamp !== null && Number.isNaN(Date.parse(String(timestamp)))) {
    checking.say(inside(at, 'timestamp'), 'DATE_TIME_TYPE_PARSE', `Could not parse ${String(timestamp)}.`)
  }
  if (footer)
    checkText(checking, inside(at, 'footer.text'), fieldsOf(footer).text, { min: 1, max: 2048, required: true })
  if (author)
    checkText(checking, inside(at, 'author.name'), fieldsOf(author).name, { min: 1, max: 256, required: true })
  for (const [name, media] of Object.entries({ image, thumbnail })) {
    if (media) checkUrl(checking, inside(at, `${name}.url`), fieldsOf(media).url, ['http:', 'https:', 'attachment:'])
  }
  checkList(checking, inside(at, 'fields'), fields, 0, 25).forEach((field, index) => {
    const { name, value } = fieldsOf(field)
    checkText(checking, inside(at, `fields.${index}.name`), name, { min: 1, max: 256, required: true, nullable: false })
    checkText(checking, inside(at, `fields.${index}.value`), value, {
      min: 1,
      max: 1024,
      required: true,
      nullable: false,
    })
  })
  const hasMedia = [image, thumbnail, embed.video].some((media) => fieldsOf(media).url !== undefined)
  if (sizeOf(embed) === 0 && !hasMedia)
    checking.say(inside(at, 'description'), 'BASE_TYPE_REQUIRED', 'This field is required')
}

/** All that counts towards the limit of 6000: title, description, field names and values, footer and author. */
function sizeOf(embed: unknown): number {
  const { title, description, footer, author, fields } = fieldsOf(embed)
  const texts = [title, description, fieldsOf(footer).text, fieldsOf(author).name]
  for (const field of listOf(fields)) texts.push(fieldsOf(field).name, fieldsOf(field).value)
  return texts.reduce((sum: number, text) => sum + (typeof text === 'string' ? lengthOf(text) : 0), 0)
}
