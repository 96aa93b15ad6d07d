import { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'
import type { Segment, Spool } from '../spool.ts'

/** Lets yauzl read a zip that lies in the spool. */
export function createSegmentReader(spool: Spool, segment: Segment): RandomAccessReader {
  return new SegmentReader(spool, segment)
}

type Done = (error: Error | null) => void

// yauzl wants a subclass, because it counts references.
class SegmentReader extends RandomAccessReader {
  private readonly spool: Spool
  private readonly segment: Segment
  constructor(spool: Spool, segment: Segment) {
    super()
    this.spool = spool
    this.segment = segment
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.spool.read(this.segment, start, end), { objectMode: false })
  }

  // yauzl's own makes four streams for each of the thousands of headers in a large archive.
  override read(buffer: Buffer, offset: number, length: number, position: number, done: Done): void {
    this.copy(buffer, offset, length, position).then(() => done(null), done)
  }
  private async copy(buffer: Buffer, offset: number, length: number, position: number): Promise<void> {
    let at = offset
    for await (const chunk of this.spool.read(this.segment, position, position + length)) at += chunk.copy(buffer, at)
    if (at < offset + length) throw new Error('unexpected EOF')
  }
}
