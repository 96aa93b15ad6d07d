import { homedir } from 'node:os'
import type { Collector, Desk } from '../desk.ts'
import { planOf } from './plan.ts'

/** What is to be gathered on Bee's own machine: plain data, because the thread that packs it gathers it. */
export interface OwnHostOrder {
  collectors: Collector[]
  from: string
  environment: Record<string, string | undefined>
  totalMs: number
  totalBytes: number
  /** Folders of which no file is ever read: Bee's own key and database. */
  closed: string[]
}

/** How a bundle's sources name Bee's own machine; no address of the web begins so. */
export const ownHostUrl = 'bee-own-host:'

/** What the profile of a category gathers. */
export const collectorsFor = (desk: Desk, categoryId: string): Collector[] => planOf(desk, categoryId)?.collectors ?? []

export function orderFor(
  desk: Desk,
  categoryId: string,
  { environment, dataDir }: { environment: Record<string, string | undefined>; dataDir: string },
): OwnHostOrder {
  const { folder, timeoutMs, limitBytes } = desk.ownHost
  return {
    // A desk that took its leave back since this was asked for is heeded.
    collectors: desk.ownHost.collect ? collectorsFor(desk, categoryId) : [],
    from: folder ?? homedir(),
    environment,
    totalMs: timeoutMs,
    totalBytes: limitBytes,
    closed: [dataDir],
  }
}
