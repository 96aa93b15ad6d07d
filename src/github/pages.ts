/** One page of a listing, as Octokit hands it over. */
export interface Page<T> {
  data: T[]
  headers: { link?: string | undefined }
}

/**
 * Whether there is nothing behind it. GitHub names the next page in a header, and none when one page is all there is; a
 * server that gives shorter pages than it is asked for says so there as well.
 */
export function isLast({ data, headers: { link } }: Page<unknown>): boolean {
  if (data.length === 0) return true
  return link === undefined ? data.length < 100 : !/;\s*rel="?next"?/.test(link)
}
