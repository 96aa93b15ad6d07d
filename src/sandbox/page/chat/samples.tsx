import { useCallback, useState } from 'preact/hooks'
import { Icon } from '../parts/icons.tsx'
import { Popover } from '../parts/popover.tsx'
import { fetchSample } from '../state/api.ts'
import { useApp, useWorld } from '../state/context.ts'
import { sizeWords } from './attachments.tsx'

/** Logs for those who have none at hand. */
export function SampleButton({ add }: { add(file: File): void }) {
  const { desk } = useApp()
  const { samples } = useWorld()
  const [isOpen, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])

  async function take(name: string) {
    close()
    const file = await desk.tell(() => fetchSample(name))
    if (file) add(file)
  }
  return (
    <div class="anchor">
      <button
        type="button"
        class="icon-button"
        title="Sample logs"
        aria-label="Sample logs"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="file" size={20} />
      </button>
      {isOpen && (
        <Popover role="menu" label="Sample logs" close={close}>
          {samples.map((sample) => (
            <button key={sample.name} type="button" role="menuitem" class="option" onClick={() => take(sample.name)}>
              <span>
                {sample.name}, {sizeWords(sample.sizeBytes)}
                <small>{sample.description}</small>
              </span>
            </button>
          ))}
        </Popover>
      )}
    </div>
  )
}
