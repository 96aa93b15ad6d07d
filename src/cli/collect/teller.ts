/** Says on standard error what is going on; standard output belongs to the result. */
export interface Teller {
  line(text: string): void
  /** One line that rewrites itself where somebody watches, and nothing elsewhere. */
  now(text: string): void
  clear(): void
}

export function createTeller(stream: NodeJS.WriteStream): Teller {
  let isShown = false
  let shownAt = 0
  const clear = () => {
    if (isShown) stream.write('\r\u001b[K')
    isShown = false
  }
  return {
    line(text) {
      clear()
      stream.write(`${text}\n`)
    },
    now(text) {
      if (!stream.isTTY || performance.now() - shownAt < 60) return
      shownAt = performance.now()
      isShown = true
      stream.write(`\r\u001b[K${text.slice(0, Math.max(20, stream.columns - 1))}`)
    },
    clear,
  }
}
