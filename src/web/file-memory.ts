/** A larger file is read as it is sent. */
const largestFileBytes = 8 * 1024 ** 2
/** Of all files together. */
const mostBytes = 64 * 1024 ** 2
/** Nobody has asked for it for so long: its memory is given back. */
const keptMs = 20_000

interface Kept {
  bytes: Promise<Buffer | undefined>
  size: number
  usedAt: number
}

/**
 * Small files while they are in demand: read once, shared by all who fetch them at the same time. A bundle's file
 * never changes, and whether it may be had is asked of the database each time.
 *
 * @param load gives undefined for a file that is not there, or not as long as that.
 */
export function createFileMemory(load: (name: string, size: number) => Promise<Buffer | undefined>) {
  const kept = new Map<string, Kept>()
  let isWatching = false

  function forgetUnused() {
    const now = performance.now()
    for (const [key, { usedAt }] of kept) if (now - usedAt >= keptMs) kept.delete(key)
    isWatching = false
    if (kept.size > 0) watch()
  }

  function watch() {
    if (isWatching) return
    isWatching = true
    setTimeout(forgetUnused, keptMs).unref()
  }

  /** The one that was used longest ago goes first: a map keeps the order in which keys were set. */
  function makeRoom(size: number) {
    let total = size
    for (const { size } of kept.values()) total += size
    for (const [key, { size }] of kept) {
      if (total <= mostBytes) return
      kept.delete(key)
      total -= size
    }
  }

  return {
    takes: (size: number) => size > 0 && size <= largestFileBytes,

    has: (name: string, size: number) => kept.has(keyOf(name, size)),

    async get(name: string, size: number): Promise<Buffer | undefined> {
      const key = keyOf(name, size)
      let entry = kept.get(key)
      if (entry === undefined) {
        makeRoom(size)
        entry = { bytes: load(name, size), size, usedAt: 0 }
      } else {
        kept.delete(key)
      }
      entry.usedAt = performance.now()
      kept.set(key, entry)
      watch()
      try {
        const bytes = await entry.bytes
        // What is not there now may be there in a moment.
        if (bytes === undefined) kept.delete(key)
        return bytes
      } catch (cause) {
        kept.delete(key)
        throw cause
      }
    },
  }
}

const keyOf = (name: string, size: number) => `${size} ${name}`
