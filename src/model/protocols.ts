import { z } from 'zod'

export interface ModelSettings {
  protocol: 'openai' | 'anthropic'
  /** Without a slash at its end. */
  url: string
  key: string | undefined
  name: string
}

interface Asked {
  orders: string
  question: string
  /** What the answer has to look like, as JSON Schema. */
  schema: Record<string, unknown>
  timeoutMs: number
}

/** An opinion is a few words; whoever sends more is not answering. */
const longestAnswer = 64 * 1024
const mostTokens = 300

const OpenAiAnswer = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })
const AnthropicAnswer = z.object({ content: z.array(z.object({ type: z.string(), input: z.unknown() })) })

/**
 * Asks once. platform.openai.com/docs/api-reference/chat and docs.anthropic.com/en/api/messages.
 *
 * @returns what was said, not yet looked at.
 * @throws Error in fixed words when there is no answer that could be read.
 */
export async function readOpinion(settings: ModelSettings, asked: Asked): Promise<unknown> {
  return settings.protocol === 'anthropic' ? askAnthropic(settings, asked) : askOpenAi(settings, asked)
}

async function askOpenAi({ url, key, name }: ModelSettings, { orders, question, schema, timeoutMs }: Asked) {
  const body = {
    model: name,
    temperature: 0,
    max_tokens: mostTokens,
    messages: [
      { role: 'system', content: orders },
      { role: 'user', content: question },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'triage', strict: true, schema } },
  }
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` }
  const answer = OpenAiAnswer.safeParse(await post(`${url}/chat/completions`, { headers, body, timeoutMs }))
  if (!answer.success) throw new Error('its answer has another shape')
  return parse(answer.data.choices[0]!.message.content)
}

async function askAnthropic({ url, key, name }: ModelSettings, { orders, question, schema, timeoutMs }: Asked) {
  const body = {
    model: name,
    temperature: 0,
    max_tokens: mostTokens,
    system: orders,
    messages: [{ role: 'user', content: question }],
    // The only "tool" there is writes the answer down; nothing is ever called.
    tools: [{ name: 'triage', description: 'How the request is sorted', input_schema: schema }],
    tool_choice: { type: 'tool', name: 'triage' },
  }
  const headers = { 'anthropic-version': '2023-06-01', ...(key === undefined ? {} : { 'x-api-key': key }) }
  const answer = AnthropicAnswer.safeParse(await post(`${url}/v1/messages`, { headers, body, timeoutMs }))
  if (!answer.success) throw new Error('its answer has another shape')
  return answer.data.content.find(({ type }) => type === 'tool_use')?.input
}

async function post(
  address: string,
  { headers, body, timeoutMs }: { headers: Record<string, string>; body: object; timeoutMs: number },
): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      // A key goes to the address that the operator gave, and to no other.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (cause) {
    throw new Error(isTimeout(cause) ? 'it takes too long' : 'it cannot be reached', { cause })
  }
  if (!response.ok) throw new Error(`it answers with status ${response.status}`)
  return parse(await textOf(response))
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength
      if (size > longestAnswer) throw new Error('too long')
      chunks.push(chunk)
    }
  } catch (cause) {
    throw new Error(isTimeout(cause) ? 'it takes too long' : 'its answer is cut off, or too long', { cause })
  }
  return Buffer.concat(chunks).toString('utf8')
}

const isTimeout = (cause: unknown) => cause instanceof Error && cause.name === 'TimeoutError'

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error('its answer is no JSON', { cause })
  }
}
