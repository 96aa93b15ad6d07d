import type { WireEmbed } from '../../discord/wire.ts'
import { Link } from '../parts/link.tsx'
import { Moment } from '../parts/time.tsx'
import { DiscordLine, DiscordText } from '../text/render.tsx'
import { safeUrl } from '../text/tree.ts'

export function Embed({ embed }: { embed: WireEmbed }) {
  const colour = embed.color === undefined ? undefined : `#${embed.color.toString(16).padStart(6, '0')}`
  return (
    <div class="embed" style={colour ? { borderInlineStartColor: colour } : undefined}>
      {embed.thumbnail && <Picture url={embed.thumbnail.url} kind="thumbnail" />}
      {embed.author && <p class="embed-author">{embed.author.name}</p>}
      {embed.title && (
        <h3 class="embed-title">
          {embed.url ? (
            <Link url={embed.url}>
              <DiscordLine text={embed.title} />
            </Link>
          ) : (
            <DiscordLine text={embed.title} />
          )}
        </h3>
      )}
      {embed.description && (
        <div class="text">
          <DiscordText text={embed.description} />
        </div>
      )}
      {embed.fields && embed.fields.length > 0 && (
        <dl class="embed-fields">
          {embed.fields.map((field, index) => (
            <div key={index} class={field.inline ? 'is-inline' : undefined}>
              <dt>
                <DiscordLine text={field.name} />
              </dt>
              <dd class="text">
                <DiscordText text={field.value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {embed.image && <Picture url={embed.image.url} kind="image" />}
      {(embed.footer || embed.timestamp) && (
        <p class="embed-footer">
          {embed.footer?.text}
          {embed.footer && embed.timestamp && ' · '}
          {embed.timestamp && <Moment at={Date.parse(embed.timestamp)} />}
        </p>
      )}
    </div>
  )
}

function Picture({ url, kind }: { url: string; kind: string }) {
  const safe = safeUrl(url)
  return safe ? <img class={`embed-${kind}`} src={safe} alt="" loading="lazy" /> : null
}
