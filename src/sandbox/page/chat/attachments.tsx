import type { WireAttachment } from '../../discord/wire.ts'
import { Icon } from '../parts/icons.tsx'
import { safeUrl } from '../text/tree.ts'

export function Attachments({ attachments }: { attachments: WireAttachment[] }) {
  if (attachments.length === 0) return null
  return (
    <ul class="attachments" aria-label="Files">
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          <Attachment attachment={attachment} />
        </li>
      ))}
    </ul>
  )
}

function Attachment({ attachment }: { attachment: WireAttachment }) {
  const { filename, size, description, content_type: type } = attachment
  const url = safeUrl(attachment.url)
  if (url && type?.startsWith('image/') && !type.includes('svg')) {
    return (
      <a href={url} target="_blank" rel="noopener noreferrer">
        <img class="picture" src={url} alt={description ?? filename} loading="lazy" />
      </a>
    )
  }
  return (
    <a class="file-card" href={url} target="_blank" rel="noopener noreferrer">
      <Icon name="file" size={26} />
      <span>
        <b>{filename}</b>
        <small>{sizeWords(size)}</small>
      </span>
    </a>
  )
}

/** `12 kB`. @param bytes as it is stored */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
