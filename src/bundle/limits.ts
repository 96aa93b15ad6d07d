/** What a bundle may cost. Data, so that a desk or a test can set its own; sizes in bytes, times in milliseconds. */
export interface BundleLimits {
  /** Entries over all archives of one source. A support archive holds tens of files; 2,000 is a whole /var/log. */
  maxEntries: number
  /** Archives within archives: `logs.zip` holding `app.tar.gz` is 2. People do that; deeper nesting is only ever an attack. */
  maxDepth: number
  /** One unpacked file. Above it no expert reads on, and the sanitizer would keep one worker busy for a minute. */
  maxFileBytes: number
  /** Everything unpacked from one source, over all levels together. */
  maxTotalBytes: number
  /** Unpacked : packed. Logs reach 20:1, repetitive ones 100:1; deflate itself can do 1,032:1. */
  maxRatio: number
  /** The ratio says nothing about small files, so it counts from here on. */
  ratioAfterBytes: number
  /** Reading and unpacking one source. 2 GB take about 30 s on one slow core. */
  maxReadMs: number
  /** One attachment. Discord takes 10 MB from most members and 500 MB from a few. */
  maxAttachmentBytes: number
  /** Fetching one attachment, from asking to its last byte. */
  maxFetchMs: number
  /** The longest silence while fetching. */
  maxSilenceMs: number
  /** The finished bundle. */
  maxBundleBytes: number
  /** The whole build. */
  maxBuildMs: number
  /** What a build may hold in memory before it spools to (encrypted) disk. */
  spoolMemoryBytes: number
  /** So much of the disk stays free, or the build ends with DISK_FULL. */
  keptFreeBytes: number
}

/** What Bee keeps free beside its database: room for a write-ahead log of days. */
export const besideDatabase = 64 * 1024 * 1024

const MiB = 1024 * 1024

export const bundleLimits: BundleLimits = {
  maxEntries: 2000,
  maxDepth: 2,
  maxFileBytes: 2048 * MiB,
  maxTotalBytes: 2048 * MiB,
  maxRatio: 200,
  ratioAfterBytes: MiB,
  maxReadMs: 120_000,
  maxAttachmentBytes: 100 * MiB,
  maxFetchMs: 120_000,
  maxSilenceMs: 15_000,
  maxBundleBytes: 512 * MiB,
  maxBuildMs: 600_000,
  spoolMemoryBytes: 8 * MiB,
  keptFreeBytes: 0,
}
