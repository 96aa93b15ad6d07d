import { RESTJSONErrorCodes } from 'discord.js'
import { crashpoint } from '../crashpoint.ts'
import { isCode, translate } from './problems.ts'

const isFolded = (cause: unknown) => isCode(cause, RESTJSONErrorCodes.InvalidActionOnArchivedThread)

/**
 * Threads that have been folded away ("archived"), by Discord, by Bee or by hand. A locked one does not come back by
 * itself when something is said in it (RELIABILITY F35).
 */
export function createFolded(set: (threadId: string, archived: boolean) => Promise<unknown>) {
  const unfold = async (threadId: string): Promise<void> =>
    void (await set(threadId, false).catch((cause) => translate(cause, threadId)))

  async function fold(threadId: string): Promise<void> {
    // Somebody may have been quicker.
    await set(threadId, true).catch((cause) => (isFolded(cause) ? undefined : translate(cause, threadId)))
  }

  /** Does it, after waking the thread where that is what it takes. @returns whether the thread was woken */
  async function awake<Result>(channelId: string, ask: () => Promise<Result>) {
    try {
      return { result: await ask(), wasWoken: false }
    } catch (cause) {
      if (!isFolded(cause)) return translate(cause, channelId)
      await unfold(channelId)
      crashpoint('edit: thread unarchived')
      return { result: await ask().catch((again) => translate(again, channelId)), wasWoken: true }
    }
  }

  return {
    /** Says something in a thread, which stays open: what is said in a folded one wakes it. */
    say: async <Result>(channelId: string, send: () => Promise<Result>): Promise<Result> =>
      (await awake(channelId, send)).result,

    /** Changes something, and leaves a thread that has been folded away as it was. */
    async change(channelId: string, change: () => Promise<unknown>): Promise<void> {
      const { wasWoken } = await awake(channelId, change)
      if (!wasWoken) return
      crashpoint('edit: thread not archived again')
      await fold(channelId)
    },

    fold,
    unfold,
  }
}
