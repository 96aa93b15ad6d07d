/** As much of a message as tells one state of it from another. */
interface State {
  id: string
  /** Unix milliseconds; null while nobody has edited it. */
  editedTimestamp: number | null
}

/** Enough for what comes out of order; after a restart Bee reads messages as they are then. */
const mostKept = 1000

/**
 * The newest state of each message that was edited lately. Discord promises no order between a message and its edits,
 * and an older one must not undo a newer one (RELIABILITY F27).
 */
export function createNewest<Some extends State>() {
  const kept = new Map<string, Some>()
  return {
    /** Told of as soon as it comes, before anything waits for its turn. */
    note(message: Some): void {
      const { id, editedTimestamp } = message
      if (editedTimestamp === null || editedTimestamp < (kept.get(id)?.editedTimestamp ?? 0)) return
      kept.delete(id)
      kept.set(id, message)
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
    },
    /** The newest state of this message that Bee has been told of. */
    of: (message: Some): Some => {
      const newer = kept.get(message.id)
      return newer !== undefined && (newer.editedTimestamp ?? 0) >= (message.editedTimestamp ?? 0) ? newer : message
    },
  }
}
