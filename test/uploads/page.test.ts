import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpack } from '../bundle/order.ts'
import { bundleOf, log, planted, type UploadWorld, uploadWorld } from './kit.ts'

const executablePath = '/usr/bin/chromium'

describe.skipIf(!existsSync(executablePath))('the upload page', { timeout: 120_000 }, () => {
  let here: UploadWorld
  let browser: Browser
  beforeAll(async () => {
    here = await uploadWorld()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] })
  }, 90_000)
  afterAll(async () => {
    await browser.close()
    await here.stop()
  })

  const aFile = (name: string, text: string | Buffer) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(text as string),
  })

  it.each([
    [1280, 'light'],
    [390, 'dark'],
  ] as const)(
    'takes files with the keyboard and says what came out of them, at %i pixels',
    async (width, colorScheme) => {
      const address = await here.anAddress()
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(address)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)

      const files = [
        aFile('kratos.log', `${log}\n`.repeat(8000)),
        aFile('wrong.log', 'x'),
        aFile('shot.log', Buffer.from([0x89, 0x50, 0x4e, 0x47])),
      ]
      await page.getByLabel('Drop files here').setInputFiles(files)
      await page.getByRole('button', { name: 'Remove wrong.log' }).press('Enter')
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/upload-${width}.png`, fullPage: true })
      await page.getByRole('button', { name: 'Send', exact: true }).press('Enter')
      await page.getByText('Your logs have arrived').waitFor({ timeout: 60_000 })
      const words = await page.locator('main').innerText()
      expect(words).toContain('IP addresses')
      expect(words).toMatch(/shot\.log.*is not text/)
      expect(words).not.toContain('wrong.log')
      expect(words).not.toContain('what you cancel')
      expect(words).not.toMatch(planted)
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/uploaded-${width}.png`, fullPage: true })
      expect(complaints).toEqual([])

      const bundle = await bundleOf(here.world)
      const inside = await unpack(join(here.world.dataDir, 'bundles', bundle!.file!))
      expect(JSON.stringify(inside)).toContain('AAL2 required')
      expect(JSON.stringify(inside)).not.toMatch(planted)
      await page.goto(address)
      expect(await page.locator('h1').innerText()).toBe('This address has been used')
      await page.close()
    },
  )

  it('says at once which files it will not take, and why', async () => {
    const page = await browser.newPage()
    await page.goto(await here.anAddress())
    const many = Array.from({ length: 11 }, (_, at) => aFile(`part-${at}.log`, 'x'))
    await page.getByLabel('Drop files here').setInputFiles([aFile('none.log', ''), ...many])
    const status = page.getByRole('status')
    await status.getByText('none.log is empty').waitFor()
    await status.getByText('part-10.log is one too many: 10 files at most').waitFor()
    const large = join(here.machine, 'large.log')
    writeFileSync(large, Buffer.alloc(26 * 1024 ** 2, 'x'))
    await page.getByLabel('Drop files here').setInputFiles(large)
    await status.getByText('large.log is too large: 25 MB at most').waitFor()
    expect(await page.getByRole('list', { name: 'Chosen files' }).getByRole('listitem').count()).toBe(10)
    await page.close()
  })

  it('takes files that are dropped on it', async () => {
    const page = await browser.newPage()
    await page.goto(await here.anAddress())
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['dropped\n'], 'dropped.log'))
      return transfer
    })
    await page.dispatchEvent('#drop', 'drop', { dataTransfer: data })
    expect(await page.locator('#chosen').innerText()).toContain('dropped.log')
    await page.close()
  })

  it('keeps nothing of what is cancelled', async () => {
    const address = await here.anAddress()
    const page = await browser.newPage()
    await page.goto(address)
    let asked = 0
    await page.route('**/uploads/*/0?offset=*', async (route) => {
      // The second piece never arrives.
      if (asked++ === 0) await route.continue()
    })
    await page.getByLabel('Drop files here').setInputFiles([aFile('big.log', `${log}\n`.repeat(12_000))])
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText(/Sending big.log: [1-9]\d? %/).waitFor()
    const gone = page.waitForResponse((response) => response.request().method() === 'DELETE')
    await page.getByRole('button', { name: 'Cancel' }).press('Enter')
    await page.getByText('Cancelled. Nothing was kept.').waitFor()
    expect((await gone).status()).toBe(204)
    expect(here.world.bee.app.arrivals.raw.ids()).toEqual([])
    const kept = readdirSync(here.world.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    expect(kept.join('\n')).not.toMatch(planted)
    await page.close()
  })
})
