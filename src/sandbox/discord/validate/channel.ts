import { isSnowflake } from '../snowflake.ts'
import { check, checkChoice, checkList, checkNumber, checkText, fieldsOf, inside } from './shape.ts'

const archiveMinutes = [60, 1440, 4320, 10_080]

/** A new thread or forum post. @throws DiscordError 50035 */
export function checkThread(body: unknown): void {
  check((checking) => {
    const { name, auto_archive_duration: minutes, rate_limit_per_user: slow, type, applied_tags: tags } = fieldsOf(body)
    checkText(checking, 'name', name, { min: 1, max: 100, required: true })
    checkChoice(checking, 'auto_archive_duration', minutes, archiveMinutes)
    checkNumber(checking, 'rate_limit_per_user', slow, 0, 21_600)
    checkChoice(checking, 'type', type, [10, 11, 12])
    checkList(checking, 'applied_tags', tags, 0, 5)
  })
}

/** PATCH on a channel or thread. @throws DiscordError 50035 */
export function checkChannelChange(body: unknown): void {
  check((checking) => {
    const fields = fieldsOf(body)
    if (fields.name !== undefined) checkText(checking, 'name', fields.name, { min: 1, max: 100, required: true })
    checkText(checking, 'topic', fields.topic, { max: 4096 })
    checkChoice(checking, 'auto_archive_duration', fields.auto_archive_duration, archiveMinutes)
    checkNumber(checking, 'rate_limit_per_user', fields.rate_limit_per_user, 0, 21_600)
    checkList(checking, 'applied_tags', fields.applied_tags, 0, 5)
    checkList(checking, 'available_tags', fields.available_tags, 0, 20).forEach((tag, at) => {
      checkText(checking, inside('available_tags', `${at}.name`), fieldsOf(tag).name, {
        min: 1,
        max: 20,
        required: true,
      })
    })
  })
}

/** A page of messages: at most 100, around, before or after an id. @throws DiscordError 50035 */
export function checkPage(query: URLSearchParams): void {
  check((checking) => {
    checkNumber(checking, 'limit', Number(query.get('limit') ?? 50), 1, 100)
    for (const key of ['before', 'after', 'around']) {
      const value = query.get(key)
      // 0 and other small numbers are ids too: the first moment of 2015.
      if (value === null || isSnowflake(value) || /^\d{1,14}$/.test(value)) continue
      checking.say(key, 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`)
    }
  })
}
