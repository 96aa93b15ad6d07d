/** What the first bytes of a file say it is. `binary` carries a name for people. */
export type Kind = { is: 'gzip' | 'zip' | 'tar' | 'maybe-text' } | { is: 'packed' | 'binary'; what: string }

/** First bytes → what it is. Only formats that people really attach to support requests. */
const magics: { at?: number; bytes: string | number[]; kind: Kind }[] = [
  { bytes: [0x1f, 0x8b], kind: { is: 'gzip' } },
  { bytes: 'PK\x03\x04', kind: { is: 'zip' } },
  { bytes: 'PK\x05\x06', kind: { is: 'zip' } },
  { at: 257, bytes: 'ustar', kind: { is: 'tar' } },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], kind: { is: 'packed', what: 'xz' } },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], kind: { is: 'packed', what: 'zstd' } },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], kind: { is: 'packed', what: '7z' } },
  { bytes: 'BZh', kind: { is: 'packed', what: 'bzip2' } },
  { bytes: 'Rar!', kind: { is: 'packed', what: 'RAR' } },
  { bytes: [0x04, 0x22, 0x4d, 0x18], kind: { is: 'packed', what: 'lz4' } },
  { bytes: [0x1f, 0x9d], kind: { is: 'packed', what: 'compress' } },
  { bytes: 'PK\x07\x08', kind: { is: 'packed', what: 'split zip' } },
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: { is: 'binary', what: 'PNG image' } },
  { bytes: [0xff, 0xd8, 0xff], kind: { is: 'binary', what: 'JPEG image' } },
  { bytes: 'GIF8', kind: { is: 'binary', what: 'GIF image' } },
  { bytes: 'RIFF', kind: { is: 'binary', what: 'WebP image, sound or video' } },
  { bytes: 'II*\0', kind: { is: 'binary', what: 'TIFF image' } },
  { bytes: 'MM\0*', kind: { is: 'binary', what: 'TIFF image' } },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], kind: { is: 'binary', what: 'ELF program or core dump' } },
  { bytes: 'MDMP', kind: { is: 'binary', what: 'Windows memory dump' } },
  { bytes: 'PAGEDU', kind: { is: 'binary', what: 'Windows memory dump' } },
  { bytes: 'JAVA PROFILE', kind: { is: 'binary', what: 'Java heap dump' } },
  { bytes: [0xca, 0xfe, 0xba, 0xbe], kind: { is: 'binary', what: 'Java class or macOS program' } },
  { bytes: [0xcf, 0xfa, 0xed, 0xfe], kind: { is: 'binary', what: 'macOS program or core dump' } },
  { bytes: 'SQLite format 3\0', kind: { is: 'binary', what: 'SQLite database' } },
  { bytes: 'PGDMP', kind: { is: 'binary', what: 'PostgreSQL dump' } },
  { bytes: 'REDIS0', kind: { is: 'binary', what: 'Redis database' } },
  { bytes: '%PDF-', kind: { is: 'binary', what: 'PDF' } },
  { bytes: '{\\rtf', kind: { is: 'binary', what: 'RTF document' } },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: { is: 'binary', what: 'Office document' } },
  { bytes: 'LPKSHHRH', kind: { is: 'binary', what: 'systemd journal; use journalctl to make text of it' } },
  { bytes: 'ElfFile\0', kind: { is: 'binary', what: 'Windows event log' } },
  { bytes: [0xd4, 0xc3, 0xb2, 0xa1], kind: { is: 'binary', what: 'network capture' } },
  { bytes: [0xa1, 0xb2, 0xc3, 0xd4], kind: { is: 'binary', what: 'network capture' } },
  { bytes: [0x0a, 0x0d, 0x0d, 0x0a], kind: { is: 'binary', what: 'network capture' } },
  { bytes: 'ID3', kind: { is: 'binary', what: 'MP3 sound' } },
  { bytes: 'OggS', kind: { is: 'binary', what: 'Ogg sound' } },
  { bytes: [0x1a, 0x45, 0xdf, 0xa3], kind: { is: 'binary', what: 'Matroska video' } },
  { at: 4, bytes: 'ftyp', kind: { is: 'binary', what: 'MP4 video or HEIC image' } },
]

export function kindOf(head: Buffer): Kind {
  for (const { at = 0, bytes, kind } of magics) {
    const wanted = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes)
    if (head.length >= at + wanted.length && head.subarray(at, at + wanted.length).equals(wanted)) return kind
  }
  return { is: 'maybe-text' }
}

/** Endings that promise an archive, by what must then be inside. */
const archiveEndings: [RegExp, 'gzip' | 'zip' | 'tar'][] = [
  [/\.(?:tgz|taz|gz|gzip)$/i, 'gzip'],
  [/\.zip$/i, 'zip'],
  [/\.tar$/i, 'tar'],
]
/** Zip or gzip inside, but a document, a program or a picture to everybody else. */
const otherEnding =
  /\.(?:docx|xlsx|pptx|odt|ods|odp|jar|war|ear|apk|ipa|epub|xpi|crx|nupkg|whl|vsix|png|jpe?g|gif|webp|bmp|ico|svgz|pdf|mp[34]|html?|exe|dll|so|bin)$/i

/**
 * Whether name and content agree, as a polyglot's do not. A name without a telling ending is fine: rotated logs are
 * called `app.log.1` whether they are packed or not. So is text that is called `.gz`: browsers unpack while they download.
 */
export function agrees(name: string, kind: 'gzip' | 'zip' | 'tar'): boolean {
  if (otherEnding.test(name)) return false
  const promised = archiveEndings.find(([ending]) => ending.test(name))
  return promised === undefined || promised[1] === kind
}

/** Whether somebody who sees the name expects an archive. */
export const promisesArchive = (name: string) => archiveEndings.some(([ending]) => ending.test(name))

/** `app.log.gz` → `app.log`, `logs.tgz` → `logs.tar`: what the unpacked file is called. */
export const withoutGzip = (name: string) => name.replace(/\.(?:tgz|taz)$/i, '.tar').replace(/\.(?:gz|gzip)$/i, '')
