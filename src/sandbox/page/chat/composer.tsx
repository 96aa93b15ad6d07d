import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../parts/icons.tsx'
import { placeById, useApp, useWorld } from '../state/context.ts'
import { FileChips, useDroppedFiles } from './files.tsx'
import type { FlatCommand } from './flat-command.ts'
import { named } from './names.ts'
import { calledPlace } from './places.ts'
import { preview } from './preview.ts'
import { SampleButton } from './samples.tsx'
import { SlashBox } from './slash-box.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { readMentions, type Suggestion, suggest, takeSuggestion } from './suggestions.ts'
import { useCommands } from './use-commands.ts'

const typingEveryMs = 8000

/** Where messages are written: words, files, mentions, and slash commands. */
export function Composer({ place }: { place: string }) {
  const { state, set, do: send } = useApp()
  const world = useWorld()
  const channel = placeById(world, place)
  const [text, setText] = useState('')
  const [caret, setCaret] = useState(0)
  const [files, setFiles] = useState<File[]>([])
  const [mentions, setMentions] = useState<Record<string, string>>({})
  const [chosen, setChosen] = useState(0)
  const [isQuiet, setQuiet] = useState(false)
  const [command, setCommand] = useState<FlatCommand | null>(null)
  const [isSending, setSending] = useState(false)
  const typedAt = useRef(0)
  const box = useRef<HTMLTextAreaElement>(null)
  const commands = useCommands(place, text.startsWith('/'))
  const isOver = useDroppedFiles((dropped) => setFiles((before) => [...before, ...dropped].slice(0, 10)))

  const suggestions = isQuiet ? [] : suggest(text, caret, world, commands)
  const active = Math.min(chosen, suggestions.length - 1)
  const maySend = channel?.maySend ?? true
  const name = channel ? calledPlace(channel) : world.bot.name

  // What the guide puts in: it waits here until the person sends it.
  useEffect(() => {
    const { draft } = state
    if (!draft || draft.issue !== undefined || !maySend) return
    if (draft.text !== undefined) {
      setText(draft.text)
      setCaret(draft.text.length)
      setQuiet(true)
    }
    if (draft.files) setFiles(draft.files)
    set({ draft: null })
    box.current?.focus()
  }, [state.draft?.id])

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${Math.min(element.scrollHeight, window.innerHeight * 0.4)}px`
  }, [text, command])

  if (!maySend) {
    const isLocked = channel?.thread_metadata?.locked
    return (
      <footer class="composer is-closed">
        <p>
          {isLocked
            ? 'This thread is locked.'
            : `You may read ${name}, but not write here as ${world.you.displayName}.`}
        </p>
      </footer>
    )
  }

  function typed(element: HTMLTextAreaElement) {
    setText(element.value)
    setCaret(element.selectionStart)
    setQuiet(false)
    setChosen(0)
    if (Date.now() - typedAt.current > typingEveryMs && element.value !== '') {
      typedAt.current = Date.now()
      void send('typing', { place })
    }
  }

  function take(suggestion: Suggestion) {
    if (suggestion.command) {
      setText('')
      setCommand(suggestion.command)
      return
    }
    const next = takeSuggestion(text, caret, suggestion)
    setText(next.text)
    setCaret(next.caret)
    setMentions({ ...mentions, [suggestion.insert]: suggestion.sends })
    setQuiet(true)
    box.current?.focus()
    requestAnimationFrame(() => box.current?.setSelectionRange(next.caret, next.caret))
  }

  async function submit() {
    if (isSending || (text.trim() === '' && files.length === 0)) return
    setSending(true)
    const uploads = files.map((file) => ({ field: 'file', file }))
    const words = readMentions(text, mentions, world).trim()
    const answered = state.replyTo ? { replyTo: state.replyTo.id } : {}
    const sent = await send('say', { place, text: words, ...answered }, uploads)
    setSending(false)
    if (!sent) return
    setText('')
    setFiles([])
    setMentions({})
    set({ replyTo: null })
    typedAt.current = 0
    box.current?.focus()
  }

  function pressed(event: KeyboardEvent) {
    if (event.isComposing) return
    const isTaking = suggestions.length > 0 && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey
    if (isTaking) {
      event.preventDefault()
      take(suggestions[active]!)
    } else if (suggestions.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      setChosen((active + (event.key === 'ArrowDown' ? 1 : suggestions.length - 1)) % suggestions.length)
    } else if (event.key === 'Escape') {
      if (suggestions.length > 0) setQuiet(true)
      else set({ replyTo: null })
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      void submit()
    } else if (event.key === 'ArrowUp' && text === '') editLast(event)
  }

  /** As people know it: arrow up in an empty box edits what they said last. */
  function editLast(event: KeyboardEvent) {
    const own = state.histories[place]?.messages.findLast((message) => message.author.id === world.you.id)
    if (!own) return
    event.preventDefault()
    set({ editing: own.id })
  }

  if (command) {
    const close = () => {
      setCommand(null)
      requestAnimationFrame(() => box.current?.focus())
    }
    return <SlashBox key={command.name} command={command} place={place} close={close} />
  }

  return (
    <footer class={isOver ? 'composer is-over' : 'composer'}>
      {suggestions.length > 0 && (
        <SuggestionList id="suggestions" suggestions={suggestions} active={active} take={take} />
      )}
      {state.replyTo && (
        <p class="replying">
          <Icon name="reply" size={16} /> Replying to <b>{named(world, state.replyTo.author).name}</b>
          <span class="quoted">{preview(world, state.replyTo.content)}</span>
          <button type="button" class="icon-button" aria-label="Do not reply" onClick={() => set({ replyTo: null })}>
            <Icon name="close" size={16} />
          </button>
        </p>
      )}
      <FileChips files={files} remove={(file) => setFiles(files.filter((one) => one !== file))} />
      <div class="composer-row">
        <label class="icon-button" title="Add a file">
          <input
            type="file"
            multiple
            class="hidden"
            aria-label="Add a file"
            onChange={(event) => {
              setFiles([...files, ...(event.currentTarget.files ?? [])].slice(0, 10))
              event.currentTarget.value = ''
              box.current?.focus()
            }}
          />
          <Icon name="attach" size={22} />
        </label>
        <SampleButton
          add={(file) => {
            setFiles((before) => [...before, file].slice(0, 10))
            box.current?.focus()
          }}
        />
        <textarea
          id="composer-text"
          ref={box}
          rows={1}
          value={text}
          placeholder={`Message ${name}`}
          aria-label={`Message ${name}`}
          aria-autocomplete="list"
          aria-controls={suggestions.length > 0 ? 'suggestions' : undefined}
          aria-activedescendant={suggestions.length > 0 ? `suggestions-${active}` : undefined}
          onInput={(event) => typed(event.currentTarget)}
          onClick={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={pressed}
          onPaste={(event) => {
            const pasted = [...(event.clipboardData?.files ?? [])]
            if (pasted.length === 0) return
            event.preventDefault()
            setFiles([...files, ...pasted].slice(0, 10))
          }}
        />
        <button
          type="button"
          class="send-button"
          aria-label="Send"
          title="Send (Enter)"
          disabled={isSending || (text.trim() === '' && files.length === 0)}
          onClick={submit}
        >
          <Icon name="send" size={20} />
        </button>
      </div>
      {isOver && <p class="drop-note">Drop it here and it goes to {name}</p>}
    </footer>
  )
}
