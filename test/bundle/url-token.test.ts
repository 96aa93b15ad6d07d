import { expect, it } from 'vitest'
import { createTextScan } from '../../src/bundle/verify/text-scan.ts'

async function rulesHit(text: string): Promise<string[]> {
  const hits: string[] = []
  const scan = createTextScan((rule) => hits.push(rule))
  await scan.take(Buffer.from(`${text}\n`))
  await scan.end()
  return hits
}

it('the second scan finds a token that signs in alone, and a key with a word behind its name', async () => {
  const token = '693355d60fb75652ce9dd06351b5ca82'
  expect(await rulesHit(`dsn=https://${token}@o173.ingest.acme.dev/62`)).toContain('url-token')
  expect(await rulesHit(`SECRET_KEY_BASE=${token}${token.slice(3)}`)).toContain('keyed-secret')
})

it('the second scan leaves the names of users and hosts in a URL to the others', async () => {
  expect(await rulesHit('git clone ssh://git@localhost/team/app.git')).toEqual([])
  expect(await rulesHit('https://redacted-url-password@host-3/x and SECRET_KEY_BASE=redacted-secret-key')).toEqual([])
})
