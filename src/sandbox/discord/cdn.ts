import type { IncomingMessage, ServerResponse } from 'node:http'
import { isFileUrlValid } from './attachments.ts'
import type { FaultBook } from './faults.ts'
import type { World } from './world.ts'

/** Attachments, as Discord's CDN serves them: signed, for a day, with Range. Faults match their path too. */
export function serveFile(world: World, faults: FaultBook, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://cdn')
  const [, , channelId = '', id = '', encoded = ''] = url.pathname.split('/')
  const file = world.files.get(id)
  const fault = faults.strike(request.method ?? 'GET', url.pathname)[0]?.do
  if (fault === 'drop') return void response.destroy()
  if (fault === 'hang') return
  if (typeof fault === 'object' && 'status' in fault) return refuse(response, fault.status, 'As asked.')
  if (typeof fault === 'object' && 'delayMs' in fault) {
    return void setTimeout(
      () => send(request, response, file?.data ?? new Uint8Array(), file?.contentType),
      fault.delayMs,
    )
  }
  const name = file?.name ?? ''
  if (file === undefined || file.channelId !== channelId || encodeURIComponent(name) !== encoded) {
    return refuse(response, 404, 'This content is no longer available.')
  }
  if (!isFileUrlValid(world, channelId, id, name, url.searchParams)) {
    return refuse(response, 404, 'This content is no longer available.')
  }
  // Everything happens, then the line is cut: half of the file arrives.
  if (typeof fault === 'object' && 'effectThen' in fault && fault.effectThen === 'drop') {
    response.writeHead(200, { 'content-length': file.data.byteLength })
    return void response.write(file.data.subarray(0, file.data.byteLength / 2), () => response.destroy())
  }
  send(request, response, file.data, file.contentType)
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
}

function send(request: IncomingMessage, response: ServerResponse, data: Uint8Array, contentType = 'text/plain'): void {
  const range = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(request.headers.range ?? '')
  const from = Number(range?.[1] ?? 0)
  const to = range?.[2] ? Math.min(Number(range[2]), data.byteLength - 1) : data.byteLength - 1
  if (range !== null && from > to) return void response.writeHead(416).end()
  const headers = {
    'content-type': contentType,
    'content-length': to - from + 1,
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000',
    'access-control-allow-origin': '*',
    ...(range === null ? {} : { 'content-range': `bytes ${from}-${to}/${data.byteLength}` }),
  }
  response.writeHead(range === null ? 200 : 206, headers)
  response.end(request.method === 'HEAD' ? undefined : data.subarray(from, to + 1))
}
