/** Milliseconds of CPU that this process spent on it: what its neighbours do cannot fail a test. */
export function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
