import { createServer } from 'node:net'

/** The wanted port when it is free, else any that is. */
export async function freePort(host: string, wanted = 0): Promise<number> {
  const got = await tryPort(host, wanted)
  return got ?? (await tryPort(host, 0)) ?? 0
}

function tryPort(host: string, wanted: number): Promise<number | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen(wanted, host, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
