import type { PageAnswers, PageRequests } from '../../page-api.ts'

/** A refusal in words that may be shown as they are. */
export class Refused extends Error {}

export interface Upload {
  /** The form field: `file`, an option's name, or a field's custom_id. */
  field: string
  file: File
}

const lost = 'The sandbox is not answering. Is it still running in your terminal?'

/** @throws Refused with words to show */
export async function ask<Answer>(path: string, query: Record<string, string | undefined>): Promise<Answer> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return read<Answer>(await request(`api/${path}?${new URLSearchParams(given)}`))
}

/** @throws Refused with words to show */
export async function send<Path extends keyof PageRequests>(
  path: Path,
  as: string,
  asked: PageRequests[Path],
  uploads: Upload[] = [],
): Promise<PageAnswers[Path]> {
  const url = `api/${path}?${new URLSearchParams({ as })}`
  if (uploads.length === 0) {
    const headers = { 'content-type': 'application/json' }
    return read(await request(url, { method: 'POST', headers, body: JSON.stringify(asked) }))
  }
  const body = new FormData()
  body.append('request', JSON.stringify(asked))
  for (const { field, file } of uploads) body.append(field, file, file.name)
  return read(await request(url, { method: 'POST', body }))
}

/** @throws Refused with words to show */
export async function fetchSample(name: string): Promise<File> {
  const response = await request(`api/samples/${encodeURIComponent(name)}`)
  if (!response.ok) throw new Refused(`There is no sample called ${name}.`)
  const data = await response.blob()
  return new File([data], name, { type: data.type })
}

async function request(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch {
    throw new Refused(lost)
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body as Answer
  const said = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined
  throw new Refused(typeof said === 'string' ? said : lost)
}
