import { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'
import type { Segment, Spool } from '../spool.ts'

/** Lets yauzl read a zip that lies in the spool. */
export function createSegmentReader(spool: Spool, segment: Segment): RandomAccessReader {
  return new SegmentReader(spool, segment)
}

// yauzl wants a subclass: it counts references and builds `read` on top of this one method.
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
}
