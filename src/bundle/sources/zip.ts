import { crc32 } from 'node:zlib'
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, type ZipFile } from 'yauzl'
import { LeaveOut } from '../left-out.ts'
import type { Segment, Spool } from '../spool.ts'
import type { Budget } from './budget.ts'
import { isZlibError } from './gzip.ts'
import { asBuffer } from './peek.ts'
import type { ArchiveEntry } from './tar.ts'
import { assertHonest, type PlacedEntry } from './zip-honesty.ts'
import { createSegmentReader } from './zip-reader.ts'

const STORED = 0
const DEFLATED = 8
const END_RECORD_BYTES = 22
/** The zip64 end record and its locator, as every program writes them (APPNOTE 4.3.14 and 4.3.15). */
const ZIP64_RECORDS_BYTES = 56 + 20

/**
 * The ordinary files of a zip, one after the other, read through the spool: a zip's table of contents is at its end.
 * The table is compared with what lies at each place it names before a single byte is unpacked.
 *
 * @throws LeaveOut ARCHIVE_TOO_MANY_FILES, ARCHIVE_TOO_BIG, ARCHIVE_BOMB, ARCHIVE_OVERLAP, ARCHIVE_LIES, ARCHIVE_ENCRYPTED,
 *   ARCHIVE_LINK, ARCHIVE_BROKEN
 */
export async function* unzip(spool: Spool, segment: Segment, budget: Budget): AsyncGenerator<ArchiveEntry> {
  const reader = createSegmentReader(spool, segment)
  const zip = await fromRandomAccessReaderPromise(reader, segment.sizeBytes, {
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
  }).catch((cause) => {
    throw translate(cause)
  })
  try {
    budget.announced(zip.entryCount, 0)
    const placed = await readPlaces(zip, budget)
    assertHonest(placed)
    assertTableEnds(zip, segment.sizeBytes)
    budget.announced(
      0,
      placed.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0),
    )

    for (const { entry } of placed) {
      const name = nameOf(entry)
      if (name.endsWith('/') && entry.uncompressedSize === 0) continue
      yield { name, sizeBytes: entry.uncompressedSize, bytes: readEntry(zip, entry, budget) }
    }
  } catch (cause) {
    throw translate(cause)
  } finally {
    zip.close()
  }
}

/** Every line of the table of contents with the local header that it points to. */
async function readPlaces(zip: ZipFile, budget: Budget): Promise<PlacedEntry[]> {
  const tableStart = tableCursor(zip)
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) {
    budget.entry()
    entries.push(entry)
  }
  // Seen in the table alone, so that thousands of entries on one kernel cost no look at any of them.
  const offsets = new Set(entries.map(({ relativeOffsetOfLocalHeader }) => relativeOffsetOfLocalHeader))
  if (offsets.size < entries.length) throw new LeaveOut('ARCHIVE_OVERLAP')

  const placed: PlacedEntry[] = []
  for (const entry of entries) placed.push({ entry, local: await zip.readLocalFileHeaderPromise(entry), tableStart })
  return placed
}

/** Entries that stand in the table beyond the stated number are seen by some readers and not by others. */
function assertTableEnds(zip: ZipFile, fileSize: number): void {
  const gap = fileSize - END_RECORD_BYTES - zip.comment.length - tableCursor(zip)
  if (gap !== 0 && gap !== ZIP64_RECORDS_BYTES) throw new LeaveOut('ARCHIVE_LIES', 'a number of files')
}

/** Where in the file the table is read next. A number, whatever the type declarations say. */
const tableCursor = (zip: ZipFile) => Number(zip.readEntryCursor)

async function* readEntry(zip: ZipFile, entry: Entry, budget: Budget): AsyncGenerator<Buffer> {
  const { compressionMethod, compressedSize } = entry
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    throw new LeaveOut('UNKNOWN_COMPRESSION', `zip method ${compressionMethod}`)
  }
  let unpackedBytes = 0
  let sum = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      unpackedBytes += chunk.length
      budget.ratio(compressedSize, unpackedBytes)
      budget.unpacked(chunk.length)
      sum = crc32(chunk, sum)
      yield asBuffer(chunk)
    }
  } catch (cause) {
    throw translate(cause)
  }
  if (sum !== entry.crc32) throw new LeaveOut('ARCHIVE_BROKEN')
}

/** With `decodeStrings: false` the fields are bytes, whatever the type declarations say. */
function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
}

function translate(cause: unknown): unknown {
  if (cause instanceof LeaveOut || !(cause instanceof Error)) return cause
  const as = (reason: 'ARCHIVE_LIES' | 'ARCHIVE_BROKEN' | 'ARCHIVE_ENCRYPTED') =>
    new LeaveOut(reason, undefined, { cause })
  if (isZlibError(cause)) return as('ARCHIVE_BROKEN')
  if (/encrypt/i.test(cause.message)) return as('ARCHIVE_ENCRYPTED')
  if (/bytes in the stream|size mismatch|overflows|local file header signature/i.test(cause.message)) {
    return as('ARCHIVE_LIES')
  }
  if (
    /end of central|central directory|zip64|multi-disk|comment length|extra field|unexpected EOF/i.test(cause.message)
  ) {
    return as('ARCHIVE_BROKEN')
  }
  return cause
}
