import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleManifest, type WebKit, webKit } from './web-kit.ts'

const executablePath = '/usr/bin/chromium'

describe.skipIf(!existsSync(executablePath))('in a browser, a link', () => {
  let kit: WebKit
  let browser: Browser
  beforeAll(async () => {
    kit = await webKit()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] })
  })
  afterAll(async () => {
    await browser.close()
    await kit.close()
  })

  it.each([1280, 390])('is read and downloaded with the keyboard, at %i pixels', async (width) => {
    const { url, content, link } = await kit.aLink({ content: randomBytes(300_000), manifest: sampleManifest })
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))

    await page.goto(url)
    expect(await page.title()).toBe('A diagnostic bundle')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.getByText('Download in a terminal').press('Enter')
    expect(await page.getByText('curl -fL').isVisible()).toBe(true)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).press('Enter'),
    ])

    expect(download.suggestedFilename()).toBe('auth-issues-ST-2026-001.tar.gz')
    expect(readFileSync(await download.path()).equals(content)).toBe(true)
    expect(await kit.leftOf(link)).toBe(9)
    expect(complaints).toEqual([])
    await page.close()
  })
})
