import type { PageEvent } from '../../page-api.ts'

/**
 * Listens to what changes, as one person. The browser connects again by itself; `onAgain` then tells that something
 * may have been missed.
 *
 * @returns a function that stops listening
 */
export function listen(
  as: string,
  on: { event(event: PageEvent): void; connected(isConnected: boolean): void; again(): void },
): () => void {
  let source: EventSource
  let wasOpen = false
  let retry: ReturnType<typeof setTimeout> | undefined

  const connect = () => {
    source = new EventSource(`api/events?${new URLSearchParams({ as })}`)
    source.onopen = () => {
      on.connected(true)
      if (wasOpen) on.again()
      wasOpen = true
    }
    source.onmessage = ({ data }) => on.event(JSON.parse(data) as PageEvent)
    source.onerror = () => {
      on.connected(false)
      // After a refusal (the server is up again but not ready) the browser gives up; we do not.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, 1500)
    }
  }
  connect()
  return () => {
    clearTimeout(retry)
    source.close()
  }
}
