import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { leaksIn } from '../../src/sanitize/leaks.ts'
import { makers } from './makers.ts'

const now = Date.UTC(2026, 10, 20)
const make = makers(20_261_120)
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** With the checksum that its maker puts at the end. */
function checked(prefix: string): string {
  const body = make.an(30)
  let rest = crc32(body)
  let sum = ''
  for (let at = 0; at < 6; at++) {
    sum = base62[rest % 62] + sum
    rest = Math.floor(rest / 62)
  }
  return prefix + body + sum
}
const part = (object: object) => Buffer.from(JSON.stringify(object)).toString('base64url')
const webToken = (payload: object) => `${part({ alg: 'RS256', typ: 'JWT' })}.${part(payload)}.${make.b64u(86)}`
const key = () => {
  const lines = Array.from({ length: 20 }, () => make.b64(64)).join('\n')
  return `-----BEGIN ${'RSA PRIVATE'} KEY-----\n${lines}\n-----END ${'RSA PRIVATE'} KEY-----`
}
const discordToken = () => `${Buffer.from(make.dig(18)).toString('base64url')}.${make.b64u(6)}.${make.b64u(38)}`

const secrets: [string, () => string][] = [
  ['github-token', () => checked('ghp_')],
  ['npm-token', () => checked('npm_')],
  ['gitlab-token', () => `glpat-${make.b64u(20)}`],
  ['slack-token', () => `xoxb-${make.dig(12)}-${make.dig(12)}-${make.an(24)}`],
  ['stripe-key', () => `sk_live_${make.an(24)}`],
  ['aws-access-key', () => `AKIA${make.up(16)}`],
  ['google-api-key', () => `AIza${make.b64u(35)}`],
  ['anthropic-key', () => `sk-ant-api03-${make.b64u(93)}`],
  ['sendgrid-key', () => `SG.${make.b64u(22)}.${make.b64u(43)}`],
  ['huggingface-token', () => `hf_${make.an(34)}`],
  ['vault-token', () => `hvs.${make.b64u(95)}`],
  ['discord-token', discordToken],
  ['telegram-token', () => `${make.dig(10)}:AA${make.b64u(33)}`],
  ['jwt', () => webToken({ sub: 'u-7', exp: now / 1000 + 3600 })],
  ['private-key', key],
  ['url-password', () => `postgres://sting:${make.an(16)}@db.internal:5432/sting`],
  ['webhook', () => `https://discord.com/api/webhooks/${make.dig(18)}/${make.b64u(68)}`],
]

describe('secrets in what people write', () => {
  it.each(secrets)('finds a %s, alone, in a sentence, in code and twice', (kind, secret) => {
    const one = secret()
    expect(leaksIn(one, now)).toEqual([kind])
    expect(leaksIn(`I set it to ${one} and it still fails`, now)).toEqual([kind])
    expect(leaksIn(`\`\`\`\nTOKEN=${one}\n\`\`\`\nplease help`, now)).toEqual([kind])
    expect(leaksIn(`${one}\n\n${secret()}\n\n${one}`, now)).toEqual(kind === 'private-key' ? [kind] : [kind, kind])
  })

  it.each([
    'my password is hunter2 and it does not work',
    'password=changeme, DB_PASSWORD=Winter2026! from the docs',
    'export GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'tokens start with ghp_ or github_pat_, keys with sk_live_ or AKIA',
    `a made up one: ghp_${make.an(36)}`,
    'AKIAIOSFODNN7EXAMPLE',
    `sk_test_${make.an(24)}`,
    `phc_${make.an(43)}`,
    webToken({ sub: 'u-7', exp: now / 1000 - 60 }),
    webToken({ sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 }),
    `${part({ alg: 'HS256' })}.cut`,
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA...\n-----END RSA PRIVATE KEY-----',
    'postgres://postgres:postgres@localhost:5432/app',
    'postgres://user:password@host/db',
    `redis://:${make.an(16)}@localhost:6379`,
    'commit 5f3c9a7b1d2e4f60718293a4b5c6d7e8f9012345 and sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'request 7f9c24e8-3b1a-4c5d-8e6f-9a0b1c2d3e4f failed with 4111 1111 1111 1111',
    'https://discord.com/channels/981234567890123456/981234567890123457 and https://example.com/s/Zk3pQ8LmT2vXw9Rb',
    'ana@example.org, 203.0.113.7, +49 30 1234567',
    '<@981234567890123456> see <#981234567890123457> <t:1700000000:R>',
  ])('says nothing about: %s', (text) => {
    expect(leaksIn(text, now)).toEqual([])
  })

  it('is done with the longest message in a moment, whatever is in it', () => {
    const started = process.cpuUsage()
    for (const piece of ['eyJ', 'ghp_', '://a:', '-----BEGIN PRIVATE KEY-----', 'AKIA', '.AA:', '\n'])
      expect(Array.isArray(leaksIn(piece.repeat(Math.ceil(4000 / piece.length)), now))).toBe(true)
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000)
  })
})
