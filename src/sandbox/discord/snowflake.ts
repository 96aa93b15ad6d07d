/** Discord's ids: 42 bits of milliseconds since 2015, then 22 bits that tell ids of one millisecond apart. */
const discordEpoch = 1_420_070_400_000

/** Ids that grow strictly, also while the clock stands still or goes back. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n
  return () => {
    const fresh = snowflakeAt(now())
    last = fresh > last ? fresh : last + 1n
    return String(last)
  }
}

/** Ids for what a plan names: the same plan gives the same ids, on any day. */
export function createPlannedIds(): () => string {
  let at = Date.UTC(2024, 2, 1, 9, 30)
  let count = 0n
  return () => {
    at += 97_213_351
    count += 1n
    return String(snowflakeAt(at) + ((count * 2_654_435_761n) & 0xfffn))
  }
}

/** Unix time in milliseconds. */
export const snowflakeTime = (id: string) => Number(BigInt(id) >> 22n) + discordEpoch

/** The smallest id of a moment, in Unix milliseconds. */
export const snowflakeAt = (at: number) => BigInt(Math.max(Math.floor(at), discordEpoch) - discordEpoch) << 22n

export const isSnowflake = (value: unknown): value is string => typeof value === 'string' && /^\d{15,20}$/.test(value)
