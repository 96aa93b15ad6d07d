import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { isLast } from '../../src/github/pages.ts'
import { startGitHubSandbox } from '../../src/sandbox/github/start.ts'
import { connect } from './connect.ts'

it.each([
  { data: Array(100).fill(0), link: undefined, last: false },
  { data: Array(99).fill(0), link: undefined, last: true },
  { data: [0, 0], link: '<https://x/?page=2>; rel="next", <https://x/?page=9>; rel="last"', last: false },
  { data: [0, 0], link: '<https://x/?page=1>; rel="prev", <https://x/?page=1>; rel="first"', last: true },
  { data: [], link: '<https://x/?page=2>; rel="next"', last: true },
])('knows the last page of a listing: $data.length, $link', ({ data, link, last }) => {
  expect(isLast({ data, headers: { link } })).toBe(last)
})

it('F40: finds what an earlier try made, and all that changed, on a server with shorter pages than are asked for', async () => {
  const sandbox = await startGitHubSandbox({ owner: 'octo', repo: 'hello' })
  const short = createServer(async (request, response) => {
    const url = `${new URL(sandbox.apiUrl).origin}${request.url?.replace('per_page=100', 'per_page=2')}`
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
    const answer = await fetch(url, { method: request.method!, headers: headers as Record<string, string>, ...body })
    const link = answer.headers.get('link')
    response.writeHead(answer.status, { 'content-type': 'application/json', ...(link && { link }) })
    response.end(await answer.text())
  })
  await new Promise<void>((resolve) => short.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    short.closeAllConnections()
    short.close()
    await sandbox.close()
  })
  const { port } = short.address() as AddressInfo
  const apiUrl = `http://127.0.0.1:${port}${new URL(sandbox.apiUrl).pathname.replace(/\/$/, '')}`
  const { issues } = connect({ ...sandbox, apiUrl, token: sandbox.token })
  const draft = (title: string) => ({ title, body: 'It does not work.', labels: [], assignees: [] })
  for (const id of ['a', 'b', 'c', 'd', 'e']) await issues.openIssue(draft(id), { id, mayExist: false })
  expect(await issues.openIssue(draft('a'), { id: 'a', mayExist: true })).toMatchObject({ number: 1 })
  expect((await issues.listIssues(0)).items).toHaveLength(5)
})
