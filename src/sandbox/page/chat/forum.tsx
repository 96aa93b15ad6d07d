import { useState } from 'preact/hooks'
import type { Place } from '../../page-api.ts'
import { Avatar } from '../parts/avatar.tsx'
import { BeeMark, Icon } from '../parts/icons.tsx'
import { fromNow } from '../parts/time.tsx'
import { useApp, useWorld } from '../state/context.ts'
import { isNewer } from '../state/histories.ts'
import { placeHref } from '../state/route.ts'
import { FileField } from './files.tsx'
import { named } from './names.ts'

/** A forum's posts, newest activity first, and a form for a new one. */
export function Forum({ forum }: { forum: Place }) {
  const world = useWorld()
  const [isWriting, setWriting] = useState(false)
  const posts = world.places.filter((place) => place.parent_id === forum.id).sort(byActivity)
  return (
    <div class="forum">
      <p class="forum-head">
        <span>{posts.length === 1 ? '1 post' : `${posts.length} posts`}</span>
        {forum.maySend && !isWriting && (
          <button type="button" class="button button-primary" onClick={() => setWriting(true)}>
            <Icon name="pencil" size={16} /> New post
          </button>
        )}
      </p>
      {isWriting && <NewPost forum={forum} close={() => setWriting(false)} />}
      {posts.length === 0 && !isWriting && (
        <div class="beginning">
          <BeeMark size={44} />
          <h2>No posts yet</h2>
          <p>Describe what is wrong in a new post, and {world.bot.name} will look at it.</p>
        </div>
      )}
      <ul class="posts">
        {posts.map((post) => (
          <Post key={post.id} post={post} forum={forum} />
        ))}
      </ul>
    </div>
  )
}

function Post({ post, forum }: { post: Place; forum: Place }) {
  const { state } = useApp()
  const world = useWorld()
  const owner = world.members.find(({ user }) => user.id === post.owner_id)?.user
  const author = owner && named(world, owner)
  const tags = forum.available_tags?.filter((tag) => post.applied_tags?.includes(tag.id)) ?? []
  const madeAt = Date.parse(post.thread_metadata?.create_timestamp ?? '')
  const count = post.message_count ?? 0
  return (
    <li>
      <a class={state.unread.has(post.id) ? 'post is-unread' : 'post'} href={placeHref(post.id)}>
        {owner && author && <Avatar id={owner.id} name={author.name} isBee={author.isBee} size={36} />}
        <span>
          <b>{post.name}</b>
          <small>
            {author?.name} · {Number.isFinite(madeAt) ? fromNow(madeAt, Date.now()) : ''} ·{' '}
            {count === 1 ? '1 answer' : `${count} answers`}
          </small>
        </span>
        <span class="tags">
          {tags.map((tag) => (
            <span key={tag.id} class="tag">
              {tag.emoji_name} {tag.name}
            </span>
          ))}
          {post.thread_metadata?.archived && <span class="tag">closed</span>}
        </span>
      </a>
    </li>
  )
}

const requireTag = 1 << 4

function NewPost({ forum, close }: { forum: Place; close(): void }) {
  const { do: send, goTo } = useApp()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [tags, setTags] = useState<string[]>([])
  const [files, setFiles] = useState<File[]>([])
  const [problem, setProblem] = useState<string>()
  const available = forum.available_tags ?? []

  async function submit() {
    if (title.trim() === '') return setProblem('Give the post a title, so that others find it.')
    if (text.trim() === '' && files.length === 0) return setProblem('Say in a sentence what is wrong.')
    if ((forum.flags & requireTag) !== 0 && tags.length === 0)
      return setProblem('Choose a tag, so that the right people see it.')
    const uploads = files.map((file) => ({ field: 'file', file }))
    const made = await send('post', { forum: forum.id, title: title.trim(), text, tags }, uploads)
    if (made) goTo(made.place)
  }

  return (
    <form
      class="new-post"
      aria-label="New post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label>
        Title
        <input
          type="text"
          value={title}
          maxLength={100}
          autofocus
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <label>
        What is wrong?
        <textarea rows={4} value={text} maxLength={2000} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      {available.length > 0 && (
        <fieldset class="tag-choices">
          <legend>Tags</legend>
          {available.map((tag) => (
            <label key={tag.id} class="chip">
              <input
                type="checkbox"
                checked={tags.includes(tag.id)}
                onChange={(event) =>
                  setTags(
                    event.currentTarget.checked ? [...tags, tag.id].slice(0, 5) : tags.filter((one) => one !== tag.id),
                  )
                }
              />
              {tag.emoji_name} {tag.name}
            </label>
          ))}
        </fieldset>
      )}
      <FileField id="post-files" label="Files" most={10} files={files} setFiles={setFiles} />
      {problem && (
        <p class="field-note">
          <b role="alert">{problem}</b>
        </p>
      )}
      <p class="form-foot">
        <button type="button" class="button button-secondary" onClick={close}>
          Cancel
        </button>
        <button type="submit" class="button button-primary">
          Post it
        </button>
      </p>
    </form>
  )
}

function byActivity(one: Place, other: Place) {
  return isNewer(other.last_message_id ?? other.id, one.last_message_id ?? one.id) ? 1 : -1
}
