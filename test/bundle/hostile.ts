import { crc32, deflateRawSync, gzipSync } from 'node:zlib'

/** Archives as no honest program makes them, built byte by byte when a test asks for them. */

const NOTHING = Buffer.alloc(0)

export interface ZipEntry {
  name: string | Buffer
  data?: Buffer
  stored?: boolean
  /** What is written instead of the truth; `local` in the file's own header, `central` in the table of contents. */
  local?: Partial<ZipFields>
  central?: Partial<ZipFields>
  /** Points the table at another entry's bytes instead of writing its own. */
  sameBytesAs?: number
  /** Sizes only after the bytes, as streaming programs write them. */
  descriptor?: boolean
  zip64?: boolean
}
interface ZipFields {
  name: string | Buffer
  flags: number
  method: number
  crc: number
  compressed: number
  uncompressed: number
  attributes: number
  offset: number
}

export function zip(
  entries: ZipEntry[],
  { comment = '', before = Buffer.alloc(0), count = entries.length } = {},
): Buffer {
  const parts: Buffer[] = [before]
  const table: Buffer[] = []
  const offsets: number[] = []
  let at = 0
  for (const entry of entries) {
    const data = entry.data ?? NOTHING
    const body = entry.stored ? data : packed(data)
    const truth: ZipFields = {
      name: entry.name,
      flags: 0x800 | (entry.descriptor ? 8 : 0),
      method: entry.stored ? 0 : 8,
      crc: crc32(data),
      compressed: body.length,
      uncompressed: data.length,
      attributes: (0o100644 << 16) >>> 0,
      offset: before.length + at,
    }
    if (entry.sameBytesAs === undefined) {
      const unstated = entry.descriptor ? { crc: 0, compressed: 0, uncompressed: 0 } : {}
      const header = localHeader({ ...truth, ...unstated, ...entry.local }, entry.zip64)
      const descriptor = entry.descriptor ? dataDescriptor(truth) : Buffer.alloc(0)
      parts.push(header, body, descriptor)
      at += header.length + body.length + descriptor.length
    }
    const offset = entry.sameBytesAs === undefined ? truth.offset : offsets[entry.sameBytesAs]!
    offsets.push(offset)
    table.push(centralHeader({ ...truth, offset, ...entry.central }, entry.zip64))
  }
  const directory = Buffer.concat(table)
  return Buffer.concat([...parts, directory, endRecord(count, directory.length, before.length + at, comment)])
}

/** The same buffer is packed once only: some archives here repeat one thousands of times. */
const packedBefore = new WeakMap<Buffer, Buffer>()
function packed(data: Buffer): Buffer {
  const known = packedBefore.get(data) ?? deflateRawSync(data)
  packedBefore.set(data, known)
  return known
}

function localHeader(fields: ZipFields, zip64 = false): Buffer {
  const name = Buffer.from(fields.name as string)
  const extra = zip64 ? zip64Extra([fields.uncompressed, fields.compressed]) : Buffer.alloc(0)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(zip64 ? 45 : 20, 4)
  header.writeUInt16LE(fields.flags, 6)
  header.writeUInt16LE(fields.method, 8)
  header.writeUInt16LE(0x21, 12)
  header.writeUInt32LE(fields.crc, 14)
  header.writeUInt32LE(zip64 ? 0xffffffff : fields.compressed, 18)
  header.writeUInt32LE(zip64 ? 0xffffffff : fields.uncompressed, 22)
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, extra])
}

function centralHeader(fields: ZipFields, zip64 = false): Buffer {
  const name = Buffer.from(fields.name as string)
  const extra = zip64 ? zip64Extra([fields.uncompressed, fields.compressed]) : Buffer.alloc(0)
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(0x0314, 4)
  header.writeUInt16LE(20, 6)
  header.writeUInt16LE(fields.flags, 8)
  header.writeUInt16LE(fields.method, 10)
  header.writeUInt16LE(0x21, 14)
  header.writeUInt32LE(fields.crc, 16)
  header.writeUInt32LE(zip64 ? 0xffffffff : fields.compressed, 20)
  header.writeUInt32LE(zip64 ? 0xffffffff : fields.uncompressed, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(extra.length, 30)
  header.writeUInt32LE(fields.attributes, 38)
  header.writeUInt32LE(fields.offset, 42)
  return Buffer.concat([header, name, extra])
}

function zip64Extra(sizes: number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * sizes.length)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(8 * sizes.length, 2)
  for (const [index, size] of sizes.entries()) extra.writeBigUInt64LE(BigInt(size), 4 + 8 * index)
  return extra
}

function dataDescriptor({ crc, compressed, uncompressed }: ZipFields): Buffer {
  const descriptor = Buffer.alloc(16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  descriptor.writeUInt32LE(crc, 4)
  descriptor.writeUInt32LE(compressed, 8)
  descriptor.writeUInt32LE(uncompressed, 12)
  return descriptor
}

function endRecord(count: number, size: number, offset: number, comment: string): Buffer {
  const text = Buffer.from(comment, 'latin1')
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count & 0xffff, 8)
  end.writeUInt16LE(count & 0xffff, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(text.length, 20)
  return Buffer.concat([end, text])
}

export interface TarEntry {
  name: string | Buffer
  data?: Buffer
  /** The type flag: '0' file, '1' hard link, '2' symbolic link, '3' and '4' devices, '5' folder, '6' fifo, 'x' pax. */
  type?: string
  linkName?: string
  /** Stated instead of the length of `data`. */
  size?: number
}

export function tar(entries: TarEntry[], { end = Buffer.alloc(1024) } = {}): Buffer {
  return Buffer.concat([...entries.flatMap((entry) => [tarHeader(entry), padded(entry.data ?? Buffer.alloc(0))]), end])
}

export function tarHeader({
  name,
  data = Buffer.alloc(0),
  type = '0',
  linkName = '',
  size = data.length,
}: TarEntry): Buffer {
  const header = Buffer.alloc(512)
  Buffer.from(name as string).copy(header, 0, 0, 100)
  header.write('0000644\0', 100, 'latin1')
  header.write('0000000\0', 108, 'latin1')
  header.write('0000000\0', 116, 'latin1')
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  header.write('00000000000\0', 136, 'latin1')
  header.write(type, 156, 'latin1')
  header.write(linkName, 157, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  header.fill(' ', 148, 156)
  let sum = 0
  for (const byte of header) sum += byte
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

/** One record of a pax header, whose length counts its own digits. */
export function paxRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`
  let length = Buffer.byteLength(rest)
  while (Buffer.byteLength(`${length}${rest}`) !== length) length = Buffer.byteLength(`${length}${rest}`)
  return Buffer.from(`${length}${rest}`)
}

const padded = (data: Buffer) => Buffer.concat([data, Buffer.alloc((512 - (data.length % 512)) % 512)])

/** `times` layers of gzip around a text. */
export function nestedGzip(text: string, times: number): Buffer {
  let bytes = Buffer.from(text)
  for (let i = 0; i < times; i++) bytes = gzipSync(bytes)
  return bytes
}

/** A zip in a zip in a zip. */
export function nestedZip(text: string, times: number): Buffer {
  let bytes = zip([{ name: 'inner.log', data: Buffer.from(text) }])
  for (let i = 1; i < times; i++) bytes = zip([{ name: `level-${i}.zip`, data: bytes }])
  return bytes
}

/** Zeros, packed chunk by chunk so that making a bomb does not need the memory that it wants. */
export function gzipBomb(unpackedBytes: number): Buffer {
  const part = gzipSync(Buffer.alloc(1024 * 1024, 'A'), { level: 9 })
  return Buffer.concat(Array.from({ length: Math.ceil(unpackedBytes / (1024 * 1024)) }, () => part))
}

/** One kernel of bytes that thousands of entries of the table point to (Fifield 2019). */
export function overlappingZip(entries: number, kernel = Buffer.alloc(200_000, 'A')): Buffer {
  return zip([
    { name: 'f0', data: kernel },
    ...Array.from({ length: entries - 1 }, (_, i) => ({
      name: 'f0',
      data: kernel,
      sameBytesAs: 0,
      central: { name: `f${i + 1}` },
    })),
  ])
}
