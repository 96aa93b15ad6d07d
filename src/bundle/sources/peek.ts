export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

export const asBuffer = (chunk: Uint8Array) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)

/** Reads at least `bytes` bytes (fewer only at the end) and gives them together with a stream that starts over. */
export async function peek(source: Bytes, bytes: number): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  const iterator = toAsync(source)
  const first: Buffer[] = []
  let length = 0
  while (length < bytes) {
    const { done, value } = await iterator.next()
    if (done) break
    first.push(value)
    length += value.length
  }
  const head = Buffer.concat(first)
  const all = startOver(head, iterator)
  // A generator that has not begun skips its `finally`, and whoever looks only at the head would leave a file open.
  await all.next()
  return { head, all }
}

async function* startOver(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield head
    if (head.length > 0) yield head
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

async function* toAsync(source: Bytes): AsyncGenerator<Buffer> {
  for await (const chunk of source) if (chunk.length > 0) yield asBuffer(chunk)
}

/** The same bytes in blocks of one size (the last may be shorter), so that a rule sees the same whatever the network did. */
export async function* inBlocks(source: Bytes, size: number): AsyncGenerator<Buffer> {
  let kept: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    kept.push(asBuffer(chunk))
    length += chunk.length
    if (length < size) continue
    const all = Buffer.concat(kept)
    let at = 0
    for (; at + size <= all.length; at += size) yield all.subarray(at, at + size)
    kept = [all.subarray(at)]
    length = all.length - at
  }
  if (length > 0) yield Buffer.concat(kept)
}
