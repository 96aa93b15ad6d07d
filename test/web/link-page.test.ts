import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hour, noon } from '../store/link-kit.ts'
import { sampleManifest, type WebKit, webKit } from './web-kit.ts'

let kit: WebKit
beforeEach(async () => {
  kit = await webKit()
})
afterEach(() => kit.close())

describe('the page of a link', () => {
  it('shows name, size, hash, expiry, downloads, contents, redactions and what was left out', async () => {
    const { url, ticket, bundle } = await kit.aLink({ content: Buffer.alloc(2_104_311), manifest: sampleManifest })
    const leftOut = JSON.stringify(['core.1 is not text, so I cannot remove secrets from it.'])
    await kit.db.updateTable('bundle').set({ left_out: leftOut }).where('id', '=', bundle.id).execute()
    const { sha256 } = (await kit.bundles.get(bundle.id))!

    const answer = await kit.get(url)
    const page = await answer.text()

    expect(answer.status).toBe(200)
    for (const part of [
      'auth-issues-ST-2026-001.tar.gz',
      ...['2.1 MB', '2,104,311 bytes', sha256, '2 days', 'Monday, 23 November 2026 at 12:00 UTC'],
      ...[ticket.number, 'STING-CE', 'logs/kratos/kratos.log', '1.5 MB', 'IP addresses', '2,016', '2,086 replacements'],
      ...['AAL2 required', 'core.1 is not text', 'curl -fL -C -', '10'],
    ]) {
      expect(page).toContain(part)
    }
  })

  it('says nothing about the bundle in its head, and runs no script: section 6', async () => {
    const { url } = await kit.aLink({ manifest: sampleManifest })

    const page = await (await kit.get(url)).text()

    const head = page.slice(0, page.indexOf('</head>'))
    expect(head).not.toMatch(/auth-issues|ST-2026|STING|kratos/)
    expect(page).not.toMatch(/og:|twitter:|<script|javascript:|\son[a-z]+=|https?:\/\/(?!127\.0\.0\.1|www\.w3\.org)/i)
  })

  it('has a form that works as it stands, and takes one download', async () => {
    const { url, link, content } = await kit.aLink()
    const page = await (await kit.get(url)).text()
    const form = formIn(page, url)

    const claimed = await kit.get(form.action, { method: 'POST', body: form.body() })
    const file = await kit.get(new URL(claimed.headers.get('location')!, url).href)

    expect(claimed.status).toBe(303)
    expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true)
    expect(await kit.leftOf(link)).toBe(9)
  })

  it('counts once when its button is pressed twice, or again after the first download', async () => {
    const { url, link } = await kit.aLink()
    const form = formIn(await (await kit.get(url)).text(), url)
    const press = () =>
      kit.get(form.action, { method: 'POST', body: form.body(), headers: { 'sec-fetch-site': 'same-origin' } })

    const answers = await Promise.all([press(), press(), press()])
    answers.push(await press())

    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1)
    expect(await kit.leftOf(link)).toBe(9)
  })

  it('is not pressed by another site, nor by a browser that never saw it: A32', async () => {
    const { url, link } = await kit.aLink()
    const form = formIn(await (await kit.get(url)).text(), url)
    const tries: [site: string, body: URLSearchParams][] = [
      ['cross-site', form.body()],
      ['same-site', form.body()],
      ['none', form.body()],
      ['same-origin', new URLSearchParams()],
      ['same-origin', new URLSearchParams({ nonce: 'made-up' })],
    ]
    for (const [site, body] of tries) {
      const answer = await kit.get(form.action, { method: 'POST', body, headers: { 'sec-fetch-site': site } })
      expect(answer.status).toBe(409)
      expect(await answer.text()).toContain('Nothing was counted')
    }
    expect(await kit.leftOf(link)).toBe(10)
  })

  it('shows hostile names as text: A29', async () => {
    const name = `<img src=x onerror=alert(1)>"'.tar.gz`
    const manifest = JSON.stringify({ files: [{ path: `logs/</td><script>1</script>`, sizeBytes: 1 }] })
    const { url } = await kit.aLink({ name, manifest })

    const page = await (await kit.get(url)).text()

    expect(page).not.toMatch(/<img|<script/)
    expect(page).toContain('&lt;img src=x')
  })

  it.each(['not json', '[]', '{"files":7}', null])('stands with a manifest such as %s', async (manifest) => {
    const { url } = await kit.aLink(manifest === null ? {} : { manifest })

    expect((await kit.get(url)).status).toBe(200)
  })

  it('is text for a terminal and data for a program', async () => {
    const { url } = await kit.aLink({ manifest: sampleManifest })

    const text = await (await kit.get(url, { headers: { accept: '*/*', 'user-agent': 'curl/8.5.0' } })).text()
    const data = await (await kit.get(url, { headers: { accept: 'application/json' } })).json()

    expect(text).toContain('downloads   10 of 10 left')
    expect(text).not.toContain('<')
    expect(data).toMatchObject({ ticketNumber: 'ST-2026-001', downloadsLeft: '10', claim: `${url}/claim` })
  })
})

/** Where a page's form leads, and what a browser sends along. */
function formIn(page: string, url: string) {
  const [, action] = /<form[^>]* action="([^"]+)"/.exec(page)!
  const [, nonce] = /name="nonce" value="([^"]+)"/.exec(page)!
  return { action: new URL(action!, url).href, body: () => new URLSearchParams({ nonce: nonce! }) }
}

describe('who only looks', () => {
  const agents = [
    'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.10; rv:38.0) Gecko/20100101 Firefox/38.0',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Slack-ImgProxy (+https://api.slack.com/robots)',
    'Twitterbot/1.0',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'WhatsApp/2.23.20.0',
    'TelegramBot (like TwitterBot)',
    'LinkedInBot/1.0 (compatible; Mozilla/5.0)',
    'Googlebot/2.1 (+http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) SkypeUriPreview Preview/0.5',
    'Mozilla/5.0 Microsoft Office Existence Discovery',
    'Microsoft Teams',
    'BingPreview/1.0b',
    'Mattermost-Bot/1.1',
    'Zulip URL preview',
    'Synapse (bot; +https://github.com/matrix-org/synapse)',
    'Iframely/1.3.1 (+https://iframely.com/docs/about)',
    'Embedly/0.2',
    'redditbot/1.0',
    'Pinterestbot/1.0',
    'Applebot/0.1',
    'DuckDuckBot/1.1',
    'YandexBot/3.0',
    'Baiduspider/2.0',
    'AhrefsBot/7.0',
    'SemrushBot/7~bl',
    'Barracuda Sentinel (EE)',
    'Mimecast-Scanner',
    'Proofpoint URL Defense',
    'Mozilla/5.0 (compatible; Google-Safety)',
    'GoogleImageProxy (via ggpht.com GoogleImageProxy)',
    'Mozilla/5.0 (compatible; archive.org_bot)',
    'python-requests/2.31.0',
    'Go-http-client/1.1',
    'okhttp/4.12.0',
    'Wget/1.21',
    'curl/8.5.0',
    'PostmanRuntime/7.36.0',
  ]

  it('costs no download, whatever it calls itself: A26', async () => {
    const { url, link, ticket } = await kit.aLink({ downloads: 1 })

    for (const agent of agents) {
      for (const method of ['GET', 'HEAD']) {
        for (const path of ['', '/claim']) {
          await kit.get(url + path, { method, headers: { 'user-agent': agent, accept: '*/*', purpose: 'prefetch' } })
        }
      }
    }

    expect(agents).toHaveLength(40)
    expect(await kit.leftOf(link)).toBe(1)
    expect(await kit.links.accessLog(ticket.id, 1000)).toHaveLength(80)
  })
})

describe('a link that does not work', () => {
  const state = {
    expired: async () => {
      const made = await kit.aLink({ lifetimeMs: hour })
      kit.clock.at = noon + hour
      return made.url
    },
    revoked: async () => {
      const made = await kit.aLink()
      await kit.links.revokeOne(kit.db, made.link.id)
      return made.url
    },
    'used up': async () => {
      const made = await kit.aLink({ downloads: 1 })
      await kit.links.claim(made.token, '127.0.0.1')
      return made.url
    },
    unknown: async () => `${kit.base}/d/${'x'.repeat(43)}`,
  }

  it.each([
    ['expired', 410, 'This link has expired. Ask for a new one in the ticket.', 'LINK_EXPIRED'],
    ['revoked', 410, 'This link was withdrawn. Ask for a new one in the ticket.', 'LINK_REVOKED'],
    ['used up', 410, 'This link has no downloads left. Ask for a new one in the ticket.', 'LINK_USED_UP'],
    ['unknown', 404, 'This link does not exist. Ask for a new one in the ticket.', 'LINK_NOT_FOUND'],
  ] as const)('%s: says so to people, terminals and programs', async (which, status, text, code) => {
    const url = await state[which]()
    for (const [path, method] of [
      ['', 'GET'],
      ['/claim', 'POST'],
    ]) {
      const page = await kit.get(url + path, { method: method! })
      const terminal = await kit.get(url + path, {
        method: method!,
        headers: { accept: '*/*', 'user-agent': 'curl/8' },
      })
      const program = await kit.get(url + path, { method: method!, headers: { accept: 'application/json' } })

      expect([page.status, terminal.status, program.status]).toEqual([status, status, status])
      expect(await page.text()).toMatch(/<h1>.+<\/h1>.*in the ticket\./)
      expect(await terminal.text()).toBe(`${text}\n`)
      expect(await program.json()).toEqual({ code, message: text })
    }
  })

  it('that never existed looks the same however it is misspelled: A22, A23', async () => {
    const { token } = await kit.aLink()
    const answers = new Set<string>()
    const wrong = [
      'x',
      'x'.repeat(43),
      `${token}=`,
      token.slice(1),
      `${token}x`,
      `${token}/`,
      'x'.repeat(190),
      'x'.repeat(500),
    ]
    for (let i = 0; i < token.length; i++)
      wrong.push(`${token.slice(0, i)}${token[i] === 'A' ? 'B' : 'A'}${token.slice(i + 1)}`)

    for (const bad of wrong) {
      const answer = await kit.get(`${kit.base}/d/${bad}`)
      const headers = [...answer.headers].filter(([name]) => name !== 'date')
      answers.add(JSON.stringify([answer.status, headers, await answer.text()]))
    }

    expect([...answers].map((a) => a.slice(0, 900))).toHaveLength(1)
  })

  it('is refused as quickly when its token begins like a real one: A23', async () => {
    const { token } = await kit.aLink()
    // Made flat and before the clock starts: joining two halves inside of it would be the very difference sought.
    const flat = (text: string) => Buffer.from(text).toString()
    const kinds = {
      alike: () => flat(token.slice(0, 30) + randomBytes(10).toString('base64url').slice(0, 13)),
      random: () => flat(randomBytes(33).toString('base64url').slice(0, 43)),
    }
    const difference = async () => {
      const times: Record<keyof typeof kinds, number[]> = { alike: [], random: [] }
      const turns = Array.from({ length: 300 }, () => [
        { kind: 'alike' as const, wrong: kinds.alike() },
        { kind: 'random' as const, wrong: kinds.random() },
      ])
      for (const [n, pair] of turns.entries()) {
        for (const { kind, wrong } of n % 2 ? pair : pair.reverse()) {
          const startedAt = performance.now()
          await kit.links.find(wrong).catch(() => {})
          times[kind].push(performance.now() - startedAt)
        }
      }
      return welch(times.alike, times.random)
    }
    // A real difference shows in each try and on the same side; a busy machine now and then, on either.
    const tries: number[] = []
    for (let n = 0; n < 5; n++) tries.push(await difference())
    const shown = (side: 1 | -1) => tries.every((t) => t * side > 2.58)
    expect({ tries, slower: shown(1), quicker: shown(-1) }).toMatchObject({ slower: false, quicker: false })
  })

  it('because its file has gone missing counts nothing', async () => {
    const { url, link, bundle, ticket } = await kit.aLink()
    await kit.db.updateTable('bundle').set({ file: 'gone.tar.gz' }).where('id', '=', bundle.id).execute()

    const looked = await kit.get(url)
    const claimed = await kit.get(`${url}/claim`, { method: 'POST' })

    expect([looked.status, claimed.status]).toEqual([410, 410])
    expect(await claimed.text()).toContain('Ask for a new bundle')
    expect(await kit.leftOf(link)).toBe(10)
    expect(await kit.links.accessLog(ticket.id)).toMatchObject([
      { what: 'claim', outcome: 'FILE_MISSING' },
      { what: 'look' },
    ])
  })
})

describe('under a prefix', () => {
  it('works with the prefix stripped by a proxy, or not', async () => {
    const behind = await webKit({ prefix: '/bee' })
    const { url, token, content } = await behind.aLink()
    const page = await (await behind.get(url)).text()
    const stripped = await behind.get(`http://127.0.0.1:${behind.port}/d/${token}`)
    const claimed = await behind.get(`${url}/claim`, { method: 'POST' })
    const file = await behind.get(new URL(claimed.headers.get('location')!, url).href)

    expect(page).toContain(`action="/bee/d/${token}/claim"`)
    expect(stripped.status).toBe(200)
    expect(claimed.headers.get('location')).toMatch(/^\/bee\/f\//)
    expect((await file.arrayBuffer()).byteLength).toBe(content.length)
    await behind.close()
  })
})

/** Welch's t without the slowest tenth, which is what else the machine did. */
function welch(first: number[], second: number[]): number {
  const [a, b] = [first, second].map((all) => all.sort((x, y) => x - y).slice(0, all.length * 0.9)) as [
    number[],
    number[],
  ]
  const mean = (all: number[]) => all.reduce((sum, x) => sum + x, 0) / all.length
  const variance = (all: number[]) => mean(all.map((x) => (x - mean(all)) ** 2))
  return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length)
}
