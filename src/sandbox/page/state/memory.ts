/** Small things this browser remembers. Private windows may refuse storage: then nothing is remembered. */
export function remembered(key: string): string | undefined {
  try {
    return localStorage.getItem(`bee.${key}`) ?? undefined
  } catch {
    return undefined
  }
}

export function remember(key: string, value: string) {
  try {
    localStorage.setItem(`bee.${key}`, value)
  } catch {
    // Nothing depends on it.
  }
}
