/** What a server answered, or why it did not. */
export type Asked =
  | { status: number; body: unknown; headers: Headers; problem?: undefined }
  | { status: 0; problem: string }

const waitMs = 10_000

/** One plain request, so that the doctor works when Bee does not. Never throws. */
export async function ask(
  address: string,
  { method = 'GET', headers = {} }: { method?: 'GET' | 'POST'; headers?: Record<string, string> } = {},
): Promise<Asked> {
  try {
    const response = await fetch(address, {
      method,
      headers: { 'User-Agent': 'DiscordBot (bee-desk, 0) doctor', ...headers },
      signal: AbortSignal.timeout(waitMs),
    })
    const text = await response.text()
    return { status: response.status, body: parsed(text), headers: response.headers }
  } catch (cause) {
    return { status: 0, problem: problemOf(cause) }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `ECONNREFUSED`, `ENOTFOUND`, or in words; an address or a header is never in it. */
function problemOf(cause: unknown): string {
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'no answer within 10 s'
  const code = (cause as { cause?: { code?: unknown } }).cause?.code ?? (cause as { code?: unknown }).code
  return typeof code === 'string' && !code.startsWith('UND_ERR') ? code : 'the connection was cut'
}
