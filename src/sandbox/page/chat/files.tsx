import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../parts/icons.tsx'
import { sizeWords } from './attachments.tsx'

/** Files that wait to be sent. */
export function FileChips({ files, remove }: { files: File[]; remove(file: File): void }) {
  if (files.length === 0) return null
  return (
    <ul class="file-chips" aria-label="Files to send">
      {files.map((file) => (
        <li key={`${file.name} ${file.size} ${file.lastModified}`} class="file-card">
          <Icon name="file" size={22} />
          <span>
            <b>{file.name}</b>
            <small>{sizeWords(file.size)}</small>
          </span>
          <button type="button" class="icon-button" aria-label={`Remove ${file.name}`} onClick={() => remove(file)}>
            <Icon name="close" size={16} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Takes files dropped anywhere on the page, unless a form is open over it. @returns whether files hover above it */
export function useDroppedFiles(take: (files: File[]) => void): boolean {
  const [isOver, setOver] = useState(false)
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    const isForUs = (event: DragEvent) =>
      event.dataTransfer?.types.includes('Files') === true && document.querySelector('dialog[open]') === null
    const over = (event: DragEvent) => {
      if (!isForUs(event)) return
      event.preventDefault()
      setOver(true)
    }
    const out = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      // A file dropped beside its place must not replace the page.
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
      setOver(false)
      if (isForUs(event)) latest.current([...(event.dataTransfer?.files ?? [])])
    }
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', out)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', out)
      document.removeEventListener('drop', drop)
    }
  }, [])
  return isOver
}

/** A labelled place in a form where files are dropped or chosen. */
export function FileField(props: {
  id: string
  label: string
  describedBy?: string | undefined
  isInvalid?: boolean
  most: number
  files: File[]
  setFiles(files: File[]): void
}) {
  const { id, label, describedBy, isInvalid, most, files, setFiles } = props
  const [isOver, setOver] = useState(false)
  const add = (more: Iterable<File>) => setFiles([...(most === 1 ? [] : files), ...more].slice(0, most))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra, the field inside does the same by keyboard
    <div
      class={isOver ? 'file-field is-over' : 'file-field'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        add(event.dataTransfer?.files ?? [])
      }}
    >
      <FileChips files={files} remove={(file) => setFiles(files.filter((one) => one !== file))} />
      <label class="file-choose">
        <input
          id={id}
          type="file"
          class="hidden"
          multiple={most > 1}
          aria-label={label}
          aria-describedby={describedBy}
          aria-invalid={isInvalid}
          onChange={(event) => {
            add(event.currentTarget.files ?? [])
            event.currentTarget.value = ''
          }}
        />
        <Icon name="attach" size={16} /> Choose {most > 1 ? `up to ${most} files` : 'a file'}, or drop{' '}
        {most > 1 ? 'them' : 'it'} here
      </label>
    </div>
  )
}
