import type { Entry, ExtraField, LocalFileHeader } from 'yauzl'
import { parseExtraFields } from 'yauzl'
import { LeaveOut } from '../left-out.ts'

/** One line of a zip's table of contents, and the header found at the place it names. */
export interface PlacedEntry {
  entry: Entry
  local: LocalFileHeader
  /** Where the table of contents begins: no file may reach into it. */
  tableStart: number
}

const ENCRYPTED = 0x1
const DESCRIPTOR_FOLLOWS = 0x8
const STORED = 0
const IN_EXTRA = 0xffffffff
const ZIP64 = 0x0001
const FILE_TYPE = 0o170000
const REGULAR = 0o100000
const FOLDER = 0o040000

/**
 * Compares what a zip says in its table of contents with what it says at each file, and where the files lie.
 *
 * @throws LeaveOut ARCHIVE_ENCRYPTED, ARCHIVE_LINK, ARCHIVE_LIES, ARCHIVE_OVERLAP
 */
export function assertHonest(placed: PlacedEntry[]): void {
  for (const { entry, local } of placed) {
    if ((entry.generalPurposeBitFlag | local.generalPurposeBitFlag) & ENCRYPTED) throw new LeaveOut('ARCHIVE_ENCRYPTED')
    if (!isFileOrFolder(entry)) throw new LeaveOut('ARCHIVE_LINK')
    assertSameStory(entry, local)
  }
  assertApart(placed)
}

function isFileOrFolder({ externalFileAttributes }: Entry): boolean {
  const type = (externalFileAttributes >>> 16) & FILE_TYPE
  return type === 0 || type === REGULAR || type === FOLDER
}

function assertSameStory(entry: Entry, local: LocalFileHeader): void {
  const lie = (what: string) => new LeaveOut('ARCHIVE_LIES', what)
  if (!entry.fileNameRaw.equals(local.fileName)) throw lie('a name')
  if (entry.compressionMethod !== local.compressionMethod) throw lie('a method')

  const sizes = localSizes(local)
  const follows = (local.generalPurposeBitFlag & DESCRIPTOR_FOLLOWS) !== 0
  // Stored bytes whose length comes only after them: where they end is anybody's guess, and readers guess differently.
  if (follows && entry.compressionMethod === STORED && sizes.compressed === 0 && entry.compressedSize > 0) {
    throw lie('a size')
  }
  const unstated = follows && sizes.compressed === 0 && sizes.uncompressed === 0
  if (!unstated && (sizes.compressed !== entry.compressedSize || sizes.uncompressed !== entry.uncompressedSize)) {
    throw lie('a size')
  }
  if (!(follows && local.crc32 === 0) && local.crc32 !== entry.crc32) throw lie('a checksum')
}

function localSizes(local: LocalFileHeader): { compressed: number; uncompressed: number } {
  let { compressedSize: compressed, uncompressedSize: uncompressed } = local
  if (compressed !== IN_EXTRA && uncompressed !== IN_EXTRA) return { compressed, uncompressed }

  const large = extraFields(local).find(({ id }) => id === ZIP64)?.data
  if (large === undefined || large.length < 16) throw new LeaveOut('ARCHIVE_LIES', 'a size')
  // In a local header both must be there, the unpacked size first (APPNOTE 4.5.3).
  if (uncompressed === IN_EXTRA) uncompressed = Number(large.readBigUInt64LE(0))
  if (compressed === IN_EXTRA) compressed = Number(large.readBigUInt64LE(8))
  return { compressed, uncompressed }
}

function extraFields(local: LocalFileHeader): ExtraField[] {
  try {
    return parseExtraFields(local.extraField)
  } catch (cause) {
    throw new LeaveOut('ARCHIVE_LIES', 'a header', { cause })
  }
}

/** Files that share bytes are how 269 kB unpack to gigabytes; bytes before the first file are another file in disguise. */
function assertApart(placed: PlacedEntry[]): void {
  const spans = placed
    .map(({ entry, local, tableStart }) => ({
      from: entry.relativeOffsetOfLocalHeader,
      to: local.fileDataStart + entry.compressedSize,
      tableStart,
    }))
    .sort((a, b) => a.from - b.from)
  let end = 0
  for (const [index, { from, to, tableStart }] of spans.entries()) {
    if (index === 0 && from !== 0) throw new LeaveOut('ARCHIVE_LIES', 'something before its first file')
    if (from < end) throw new LeaveOut('ARCHIVE_OVERLAP')
    if (to > tableStart) throw new LeaveOut('ARCHIVE_LIES', 'a place')
    end = to
  }
}
