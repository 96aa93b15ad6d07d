/** What the page says when Discord refuses, by Discord's code. discord.com/developers/docs/topics/opcodes-and-status-codes */
const words: Record<number, string> = {
  10003: 'That channel is gone. Choose another one on the left.',
  10008: 'That message is gone.',
  10062: 'That took too long. Try it once more.',
  20016: 'Slow mode is on here. Wait a moment, then send it again.',
  40005: 'That file is too large. 10 MB is the most a message takes.',
  40060: 'That was already answered.',
  40067: 'This forum wants a tag. Choose one above the title.',
  50001: 'You cannot see that channel as this person.',
  50005: 'Only its author can edit that message.',
  50006: 'There is nothing to send yet. Write something or add a file.',
  50007: 'Bee cannot write to this person: their direct messages are closed.',
  50013: 'You may not do that here as this person. Another one may: switch at the bottom left.',
  50035: 'Discord would not take that: something is too long, empty or missing.',
  50083: 'This thread is closed. Say something in it to open it again, or ask a moderator.',
  160005: 'This thread is locked. Ask a moderator to open it.',
}

export function kindWords(problem: unknown): { status: number; error: string } {
  const error = problem instanceof Error ? problem : new Error('Something went wrong. Try it once more.')
  const code = 'code' in error && typeof error.code === 'number' ? error.code : undefined
  const said = code === undefined ? undefined : words[code]
  return { status: 409, error: said ?? error.message }
}
