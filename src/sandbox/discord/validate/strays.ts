import { fieldsOf, inside, listOf, strays } from './shape.ts'

const message = [
  ...['content', 'nonce', 'tts', 'embeds', 'allowed_mentions', 'message_reference', 'components', 'sticker_ids'],
  ...['attachments', 'flags', 'enforce_nonce', 'poll', 'shared_client_theme'],
]
const webhook = [...message, 'username', 'avatar_url', 'thread_name', 'applied_tags']
const embed = [
  ...['title', 'type', 'description', 'url', 'timestamp', 'color', 'footer', 'image', 'thumbnail', 'video'],
  ...['provider', 'author', 'fields', 'flags'],
]
const thread = ['name', 'auto_archive_duration', 'rate_limit_per_user', 'type', 'invitable', 'message', 'applied_tags']
const channel = [
  ...['name', 'icon', 'type', 'position', 'topic', 'nsfw', 'rate_limit_per_user', 'bitrate', 'user_limit'],
  ...['permission_overwrites', 'parent_id', 'rtc_region', 'video_quality_mode', 'default_auto_archive_duration'],
  ...['flags', 'available_tags', 'default_reaction_emoji', 'default_thread_rate_limit_per_user', 'default_sort_order'],
  ...['default_forum_layout', 'archived', 'auto_archive_duration', 'locked', 'invitable', 'applied_tags'],
]
const command = [
  ...['id', 'type', 'name', 'name_localizations', 'description', 'description_localizations', 'options', 'nsfw'],
  ...['default_member_permissions', 'dm_permission', 'default_permission', 'contexts', 'integration_types', 'handler'],
]

/**
 * Fields of a request that Discord would silently ignore: whoever wrote them expected something of them.
 * @param pattern the route, e.g. `/channels/:channel/messages`
 */
export function strayProperties(method: string, pattern: string, body: unknown): string[] {
  if (method === 'GET' || method === 'DELETE') return []
  if (pattern.endsWith('/commands')) {
    return (Array.isArray(body) ? body : [body]).flatMap((given, at) => told(`${at}`, given, command))
  }
  if (pattern.endsWith('/callback')) {
    const { type, data } = fieldsOf(body)
    const known = type === 9 ? ['custom_id', 'title', 'components'] : type === 8 ? ['choices'] : message
    return [...told('', body, ['type', 'data']), ...told('data', data, known), ...strayInEmbeds('data', data)]
  }
  if (pattern.endsWith('/threads')) {
    const first = fieldsOf(body).message
    return [...told('', body, thread), ...told('message', first, message), ...strayInEmbeds('message', first)]
  }
  if (pattern === '/channels/:channel') return told('', body, channel)
  const isWebhook = pattern.startsWith('/webhooks/')
  if (!isWebhook && !/\/messages(\/:message)?$/.test(pattern)) return []
  return [...told('', body, isWebhook ? webhook : message), ...strayInEmbeds('', body)]
}

const told = (at: string, value: unknown, known: readonly string[]) =>
  strays(value, known).map((key) => `${inside(at, key)}: UNKNOWN_PROPERTY Discord ignores this field`)

const strayInEmbeds = (at: string, value: unknown) =>
  listOf(fieldsOf(value).embeds).flatMap((given, index) => told(inside(at, `embeds.${index}`), given, embed))
