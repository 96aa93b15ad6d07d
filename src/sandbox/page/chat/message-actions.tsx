import { useCallback, useState } from 'preact/hooks'
import type { WireCommand } from '../../discord/wire.ts'
import type { Commands, ShownMessage } from '../../page-api.ts'
import { Icon, type IconName } from '../parts/icons.tsx'
import { Popover } from '../parts/popover.tsx'
import { ask } from '../state/api.ts'
import { placeById, useApp, useWorld } from '../state/context.ts'
import { follow } from './components.tsx'

const messageMenu = 3
const emojis = ['👍', '🎉', '❤️', '😄', '👀', '🐝', '✅', '🙏']

/** What can be done with a message; shown when the pointer or the keyboard is on it. */
export function MessageActions({ message }: { message: ShownMessage }) {
  const { do: send, set, desk, goTo, openModal } = useApp()
  const world = useWorld()
  const [open, setOpen] = useState<'emojis' | 'apps' | 'delete' | 'thread' | null>(null)
  const [menus, setMenus] = useState<WireCommand[]>([])
  const close = useCallback(() => setOpen(null), [])
  const place = placeById(world, message.channel_id)
  const isOwn = message.author.id === world.you.id
  if (message.ephemeral || message.thinking) return null

  const canThread = place !== undefined && [0, 5].includes(place.type) && !placeById(world, message.id)

  async function showApps() {
    setOpen(open === 'apps' ? null : 'apps')
    const found = await desk.tell(() => ask<Commands>('commands', { as: desk.as(), place: message.channel_id }))
    setMenus(found?.commands.filter((command) => command.type === messageMenu) ?? [])
  }
  async function useMenu(name: string) {
    close()
    follow(await send('menu', { name, targetId: message.id, place: message.channel_id }), openModal)
  }
  const reply = () => {
    set({ replyTo: message })
    document.getElementById('composer-text')?.focus()
  }

  return (
    <div
      class={open ? 'message-actions anchor is-open' : 'message-actions anchor'}
      role="toolbar"
      aria-label="Message actions"
    >
      <Action
        icon="smile"
        label="React"
        popup
        isOpen={open === 'emojis'}
        act={() => setOpen(open === 'emojis' ? null : 'emojis')}
      />
      <Action icon="reply" label="Reply" act={reply} />
      {isOwn && <Action icon="edit" label="Edit" act={() => set({ editing: message.id })} />}
      {canThread && (
        <Action icon="thread" label="Start a thread" popup isOpen={open === 'thread'} act={() => setOpen('thread')} />
      )}
      <Action icon="apps" label="Apps" popup isOpen={open === 'apps'} act={showApps} />
      {(isOwn || place?.mayManage) && (
        <Action icon="trash" label="Delete" popup isOpen={open === 'delete'} act={() => setOpen('delete')} />
      )}

      {open === 'emojis' && (
        <Popover role="menu" label="React with" align="end" close={close}>
          <div class="emoji-grid">
            {emojis.map((emoji) => (
              <button
                key={emoji}
                type="button"
                role="menuitem"
                onClick={() => {
                  close()
                  void send('react', { messageId: message.id, emoji, on: true })
                }}
              >
                {emoji}
              </button>
            ))}
          </div>
        </Popover>
      )}
      {open === 'apps' && (
        <Popover role="menu" label="Apps" align="end" close={close} key={menus.length}>
          {menus.length === 0 && <p class="popover-note">No app has anything for this message.</p>}
          {menus.map((menu) => (
            <button key={menu.id} type="button" role="menuitem" class="option" onClick={() => useMenu(menu.name)}>
              {menu.name}
            </button>
          ))}
        </Popover>
      )}
      {open === 'delete' && (
        <Popover role="dialog" label="Delete this message?" align="end" close={close}>
          <p class="popover-note">Delete this message? It cannot be brought back.</p>
          <button type="button" class="button button-danger" onClick={() => send('delete', { messageId: message.id })}>
            Delete it
          </button>
        </Popover>
      )}
      {open === 'thread' && (
        <Popover role="dialog" label="Start a thread" align="end" close={close}>
          <form
            class="thread-form"
            onSubmit={async (event) => {
              event.preventDefault()
              const name = new FormData(event.currentTarget).get('name')
              const made = await send('thread', { place: message.channel_id, name: String(name), on: message.id })
              close()
              if (made) goTo(made.place)
            }}
          >
            <label>
              Name of the thread
              <input type="text" name="name" required maxLength={100} />
            </label>
            <button type="submit" class="button button-primary">
              Start it
            </button>
          </form>
        </Popover>
      )}
    </div>
  )
}

function Action(props: { icon: IconName; label: string; popup?: boolean; isOpen?: boolean; act(): void }) {
  const { icon, label, popup, isOpen, act } = props
  return (
    <button
      type="button"
      class="icon-button"
      title={label}
      aria-label={label}
      aria-haspopup={popup}
      aria-expanded={isOpen}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  )
}
