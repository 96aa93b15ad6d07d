import type { World } from '../../page-api.ts'
import type { FlatCommand } from './flat-command.ts'
import { isThreadType } from './places.ts'

export interface Suggestion {
  label: string
  detail: string
  /** What is shown in the box, and what is sent for it. */
  insert: string
  sends: string
  command?: FlatCommand
  userId?: string
}

const most = 8
const mostCommands = 25

/** What could be meant by the word before the caret: `@name`, `#channel`, or a command at the very beginning. */
export function suggest(text: string, caret: number, world: World, commands: FlatCommand[]): Suggestion[] {
  if (text.startsWith('/') && !text.includes('\n')) return commandsLike(text.slice(1), commands)
  const word = wordBefore(text, caret)
  if (word.startsWith('@')) return peopleLike(word.slice(1), world)
  if (word.startsWith('#')) return channelsLike(word.slice(1), world)
  return []
}

export function takeSuggestion(text: string, caret: number, { insert }: Suggestion) {
  const start = caret - wordBefore(text, caret).length
  const after = text.slice(caret)
  const gap = after.startsWith(' ') ? '' : ' '
  return { text: `${text.slice(0, start)}${insert}${gap}${after}`, caret: start + insert.length + 1 }
}

/**
 * The words as they are sent: what was taken from the list, and every `#channel` that exists, becomes a real mention.
 * Code stays as it is written.
 */
export function readMentions(text: string, taken: Record<string, string>, world: World): string {
  const channels = world.places.filter((place) => !isThreadType(place.type) && place.type !== 4)
  const known = new Map(Object.entries(taken))
  for (const channel of channels) known.set(`#${channel.name}`, `<#${channel.id}>`)
  const marks = [...known].sort(([one], [other]) => other.length - one.length)

  return text
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? piece : replaceMarks(piece, marks)))
    .join('`')
}

function replaceMarks(text: string, marks: [string, string][]): string {
  let done = ''
  let at = 0
  while (at < text.length) {
    const mark = text[at] === '@' || text[at] === '#' ? marks.find(([shown]) => isWordAt(text, at, shown)) : undefined
    done += mark ? mark[1] : text[at]
    at += mark ? mark[0].length : 1
  }
  return done
}

const isWordAt = (text: string, at: number, word: string) =>
  text.startsWith(word, at) && !/[\p{L}\p{N}_-]/u.test(text[at + word.length] ?? ' ')

function wordBefore(text: string, caret: number): string {
  let start = caret
  while (start > 0 && !/\s/.test(text[start - 1]!)) start -= 1
  return text.slice(start, caret)
}

function commandsLike(typed: string, commands: FlatCommand[]): Suggestion[] {
  const wanted = typed.toLowerCase()
  const starts = commands.filter(({ name }) => name.startsWith(wanted))
  const holds = commands.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted.trim()))
  return [...starts, ...holds].slice(0, mostCommands).map((command) => ({
    label: `/${command.name}`,
    detail: command.description,
    insert: '',
    sends: '',
    command,
  }))
}

function peopleLike(typed: string, world: World): Suggestion[] {
  const found: Suggestion[] = []
  const members = [...world.members].sort((one, other) => Number(other.user.bot ?? 0) - Number(one.user.bot ?? 0))
  for (const { user, nick } of members) {
    const name = nick ?? user.global_name ?? user.username
    if (matches(typed, name, user.username)) {
      const sends = `<@${user.id}>`
      found.push({ label: name, detail: user.username, insert: `@${name}`, sends, userId: user.id })
    }
  }
  for (const role of world.roles) {
    if (role.mentionable && matches(typed, role.name)) {
      found.push({ label: `@${role.name}`, detail: 'role', insert: `@${role.name}`, sends: `<@&${role.id}>` })
    }
  }
  return found.slice(0, most)
}

function channelsLike(typed: string, world: World): Suggestion[] {
  const found = world.places.filter((place) => place.type !== 4 && matches(typed, place.name ?? ''))
  return found.slice(0, most).map((place) => ({
    label: `#${place.name}`,
    detail: isThreadType(place.type) ? 'thread' : (place.topic ?? ''),
    insert: `#${place.name}`,
    sends: `<#${place.id}>`,
  }))
}

const matches = (typed: string, ...names: string[]) =>
  names.some((name) => name.toLowerCase().includes(typed.toLowerCase()))
