// A client that asks as fast as it can and throws away what it gets, so that the servers are what is measured:
// one buffer for each connection, nothing but the head is looked at.
import { connect } from 'node:net'

/** A connection that stays open; `ask` resolves when the whole answer is there. */
export function createClient(port) {
  const buffer = Buffer.allocUnsafe(256 * 1024)
  let waiting
  let head = ''
  let bodyLeft
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: { buffer, callback: (length) => take(length) },
  })
  socket.on('error', (cause) => waiting?.reject(cause))
  socket.on('close', () => waiting?.reject(new Error('The server closed the connection')))

  function take(length) {
    if (bodyLeft !== undefined) {
      bodyLeft -= length
    } else {
      head += buffer.latin1Slice(0, length)
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return true
      bodyLeft = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0) - (head.length - end - 4)
      head = head.slice(0, end)
    }
    if (bodyLeft <= 0) {
      const { resolve } = waiting
      waiting = undefined
      resolve({ status: Number(head.slice(9, 12)), head })
    }
    return true
  }

  return {
    ask(method, path) {
      head = ''
      bodyLeft = undefined
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(
          `${method} ${path} HTTP/1.1\r\nHost: bench\r\n${method === 'POST' ? 'Content-Length: 0\r\n' : ''}\r\n`,
        )
      })
    },
    close: () => socket.destroy(),
  }
}

/** Runs one kind of download on so many connections for so long. */
export async function hammer({ port, connections, ms, download }) {
  const clients = Array.from({ length: connections }, () => createClient(port))
  await Promise.all(clients.map(download))
  const end = performance.now() + ms
  const startedAt = performance.now()
  let downloads = 0
  const work = clients.map(async (client) => {
    for (; performance.now() < end; downloads++) await download(client)
  })
  await Promise.all(work)
  const seconds = (performance.now() - startedAt) / 1000
  for (const client of clients) client.close()
  return { downloads, seconds }
}
