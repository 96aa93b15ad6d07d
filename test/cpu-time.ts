/** Starts to count, and tells the milliseconds of CPU of this process since: what its neighbours do cannot fail a test. */
export function startCpuTime(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
}

/** The milliseconds of CPU that something took which needs no waiting. */
export function cpuMs(work: () => unknown): number {
  const spent = startCpuTime()
  work()
  return spent()
}
