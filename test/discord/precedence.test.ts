import { expect, it, vi } from 'vitest'
import type { Chat } from '../../src/core/ports.ts'
import { withPrecedence } from '../../src/discord/precedence.ts'

/** A chat whose sending ends when it is told to. */
function slowChat() {
  const sent: string[] = []
  const ends: (() => void)[] = []
  const send = (name: string) => {
    sent.push(name)
    return new Promise<void>((resolve) => ends.push(resolve))
  }
  const chat = {
    guildOf: (channelId: string) => `server of ${channelId}`,
    typing: () => void sent.push('typing'),
    openThread: () => send('thread').then(() => ({ threadId: '1' })),
    rename: () => send('rename'),
    say: (_: string, __: unknown, { replyTo }: { replyTo?: string }) =>
      send(replyTo ? 'answer' : 'say').then(() => ({ messageId: '1', url: '' })),
  } as unknown as Chat
  return { chat: withPrecedence(chat), sent, end: () => ends.shift()?.() }
}

const attempt = { marker: 'm', mayExist: false }
const openThread = ({ openThread }: Chat) =>
  openThread({ guildId: 'server of 1' } as never, 'ST-2026-001 · other', attempt)
const settle = () => new Promise((resolve) => setImmediate(resolve))

it('F54: lets a crowd have their first signs before anything else goes out', async () => {
  const { chat, sent, end } = slowChat()
  for (let at = 0; at < 6; at++) void openThread(chat)
  void chat.rename('1', 'another name')
  void chat.say('1', { say: 'hello.empty' }, { ...attempt, replyTo: '2' })
  chat.typing('1')
  await settle()
  expect(sent).toEqual([...Array(6).fill('thread'), 'answer'])

  for (let at = 0; at < 7; at++) {
    expect(sent).not.toContain('rename')
    end()
    await settle()
  }
  expect(sent.at(-1)).toBe('rename')
})

it("F55: lets nobody wait for another server's crowd", async () => {
  const { chat, sent } = slowChat()
  for (let at = 0; at < 6; at++) void openThread(chat)
  void chat.rename('1', 'another name')
  void chat.rename('2', 'another name')
  chat.typing('2')
  await settle()
  expect(sent).toEqual([...Array(6).fill('thread'), 'rename', 'typing'])
})

it('holds nothing back for a few', async () => {
  const { chat, sent } = slowChat()
  for (let at = 0; at < 3; at++) void openThread(chat)
  void chat.rename('1', 'another name')
  chat.typing('1')
  await settle()
  expect(sent).toEqual(['thread', 'thread', 'thread', 'rename', 'typing'])
})

it('holds nothing back for long, though others keep waiting', async () => {
  vi.useFakeTimers()
  try {
    const { chat, sent } = slowChat()
    for (let at = 0; at < 6; at++) void openThread(chat)
    void chat.rename('1', 'another name')
    await vi.advanceTimersByTimeAsync(4900)
    expect(sent).not.toContain('rename')
    await vi.advanceTimersByTimeAsync(200)
    expect(sent.at(-1)).toBe('rename')
  } finally {
    vi.useRealTimers()
  }
})
