import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createWeb, type WebOptions } from '../../src/web/server.ts'
import { linkKit } from '../store/link-kit.ts'

export type WebKit = Awaited<ReturnType<typeof webKit>>

/** The real server on a real port, over a real database and bundle folder. */
export async function webKit(more: Partial<WebOptions> & { prefix?: string } = {}) {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}${more.prefix ?? ''}`
  const kit = await linkKit({ publicUrl: base })
  const logged: unknown[] = []
  const web = createWeb({
    ...{ links: kit.links, bundleFolder: kit.bundleFolder, publicUrl: base, now: kit.now },
    desk: { product: { name: 'STING-CE' } },
    health: () => ({ ready: true, parts: { database: 'ok' } }),
    log: { error: (fields, message) => logged.push({ fields, message }) },
    ...more,
  })
  await web.listen({ host: '127.0.0.1', port })
  return {
    ...kit,
    ...{ web, base, port, logged },
    /** A request as a person's browser sends it; redirects are shown, not followed. */
    get: (path: string, init: RequestInit = {}) => fetch(path.startsWith('http') ? path : base + path, asBrowser(init)),
    async close() {
      await web.close()
      await kit.remove()
    },
  }
}

const asBrowser = (init: RequestInit): RequestInit => ({
  redirect: 'manual',
  ...init,
  headers: { accept: 'text/html,application/xhtml+xml', ...(init.headers as Record<string, string>) },
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A manifest as the bundler writes it, with a little of everything. */
export const sampleManifest = JSON.stringify({
  schema: 'bee-bundle/1',
  name: 'auth-issues-ST-2026-001.tar.gz',
  ticket: 'ST-2026-001',
  files: [
    file('logs/kratos/kratos.log', 1_482_330, 'kratos', { email: 31, ipv4: 212, 'ory-token': 2 }),
    file('logs/nginx/access.log', 734_201, 'nginx', { ipv4: 1804, user: 12 }),
    file('logs/app/gunicorn.log', 90_112, 'app', { password: 1, jwt: 4, host: 17 }),
    file('system/docker-compose.yml', 3_911, null, { password: 3 }),
  ],
  redactions: {
    total: 2086,
    byRule: { email: 31, ipv4: 2016, 'ory-token': 2, user: 12, password: 4, jwt: 4, host: 17 },
  },
  findings: [{ message: 'Kratos: AAL2 required but no second factor configured', count: 41 }],
  leftOut: [],
})

function file(path: string, sizeBytes: number, service: string | null, redactions: Record<string, number>) {
  return { path, sizeBytes, sha256: 'a'.repeat(64), service, redactions }
}
