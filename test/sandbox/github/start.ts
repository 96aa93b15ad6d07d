import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Octokit } from '@octokit/rest'
import { expect } from 'vitest'
import type { GitHubSandbox, RecordedRequest, SandboxOptions } from '../../../src/sandbox/github/api.ts'
import { startGitHubSandbox } from '../../../src/sandbox/github/start.ts'
import { hasOpenApi, readOpenApi } from './openapi.ts'

const openApi = hasOpenApi ? readOpenApi() : undefined
if (!hasOpenApi) console.warn('../shared/specs/github-openapi.json is absent: requests are not checked against it.')

/** A sandbox for octo/hello whose every request, answer and webhook is judged by GitHub's own document. */
export async function startJudgedSandbox(options: Partial<SandboxOptions> = {}) {
  const faults: string[] = []
  const sandbox = await startGitHubSandbox({
    owner: 'octo',
    repo: 'hello',
    ...options,
    onRequest: (request) => faults.push(...judged(request)),
  })
  return {
    sandbox,
    /** Nothing was asked or answered that GitHub would not. */
    expectFaithful({ allowRefusedBodies = false } = {}) {
      for (const { event, action, body } of sandbox.deliveries) {
        faults.push(
          ...(openApi?.webhook(event, action, JSON.parse(body)) ?? []).map((line) => `${event}.${action} ${line}`),
        )
      }
      expect(faults).toEqual([])
      expect(sandbox.violations.filter(({ rule }) => !allowRefusedBodies || rule !== 'refused-body')).toEqual([])
    },
  }
}

function judged(request: RecordedRequest): string[] {
  if (openApi === undefined) return []
  const { method, path, status, faulted } = request
  const wrongBody = status === 422 || status === 400 ? [] : openApi.request(request)
  const wrongAnswer = faulted ? [] : openApi.response(request)
  return [...wrongBody, ...wrongAnswer].map((line) => `${method} ${path} ${status}: ${line}`)
}

/** The real client, as quiet as Bee's. */
export const octokitFor = ({ apiUrl, token }: Pick<GitHubSandbox, 'apiUrl' | 'token'>) =>
  new Octokit({ baseUrl: apiUrl, auth: token, log: { debug() {}, info() {}, warn() {}, error() {} } })

export interface Received {
  headers: Record<string, string>
  body: string
}

/** A receiver of webhooks that keeps what it got. */
export async function startReceiver(answer: () => number = () => 202) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    received.push({ headers, body: Buffer.concat(chunks).toString() })
    response.writeHead(answer()).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/webhooks/github`,
    received,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
