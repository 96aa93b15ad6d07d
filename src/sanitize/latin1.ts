type Sliceable = Buffer & { latin1Slice(start: number, end: number): string }

/** `toString('latin1', …)` without its questions about the encoding: it is asked for a million times a second. */
export const latin1 = (bytes: Buffer, start: number, end: number): string =>
  end > start ? (bytes as Sliceable).latin1Slice(start, end) : ''
