import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Asking } from '../../src/core/permissions.ts'
import { permissions } from '../../src/core/permissions.ts'
import { program } from '../../src/paths.ts'
import { answerTo, type Scene, startScene } from './scene.ts'
import { isNamed } from './spec.ts'

let scene: Scene
const folder = mkdtempSync(join(tmpdir(), 'bee-cli-door-'))
beforeAll(async () => {
  scene = await startScene()
  const { as, secret } = scene
  await answerTo(as('max').slash('ticket note', { text: 'a note of tamarind' }, secret.threadId!))
}, 120_000)
afterAll(async () => {
  await scene.world.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The shipped program at a shell, beside the running Bee. @param uid of whoever is logged in there. */
function bee(args: string[], { input = '', uid }: { input?: string; uid?: number } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program('src/cli/main.ts'), ...args], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: scene.world.dataDir,
      TMPDIR: folder,
      DISCORD_TOKEN: scene.world.discord.token,
    },
    ...(uid !== undefined && { uid, gid: uid }),
    encoding: 'utf8',
    input,
  })
  return { status, stdout, text: stdout + stderr }
}

const bundle = () => join(scene.world.dataDir, 'bundles', readdirSync(join(scene.world.dataDir, 'bundles'))[0]!)
const said = (args: string[], input?: string) => {
  const { status, text } = bee(args, input === undefined ? {} : { input })
  expect(status, text).toBe(0)
  return text
}
const out = (name: string) => join(folder, name)
function article(): string {
  mkdirSync(out('articles'), { recursive: true })
  const body = 'Quince keeps for a month in a cold room, and for a year as jelly. '.repeat(4)
  writeFileSync(out('articles/quince.md'), `---\ntitle: How long quince keeps\ncategory: other\n---\n${body}`)
  return out('articles')
}

/** Each thing that the table gives to whoever has the shell, and how it is seen there. */
const drives: Partial<Record<Asking, () => void>> = {
  'bee.about': () => expect(said(['--version'])).toMatch(/^\d/),
  'ticket.show': () => expect(said(['show', scene.open.number])).toContain('pomegranate'),
  'ticket.see-private': () => expect(said(['show', scene.secret.number])).toContain('grapefruit'),
  'ticket.list': () => expect(said(['show'])).toContain(scene.another.number),
  'ticket.transcript': () => expect(said(['show', scene.open.number, '--json'])).toContain('ticket.opened'),
  'ticket.read-notes': () => expect(said(['show', scene.secret.number, '--json'])).toContain('a note of tamarind'),
  'article.read': () => expect(said(['knowledge', 'search', 'backup'])).toContain('backup'),
  'article.read-draft': () => {
    said(['knowledge', 'export', out('exported')])
    const all = readdirSync(out('exported'), { recursive: true }).map(String)
    expect(all.some((name) => name.includes('tamarind'))).toBe(true)
  },
  'article.write': () => expect(said(['knowledge', 'import', article()])).toContain('1'),
  'article.publish': () => expect(said(['knowledge', 'import', '--as-they-are', article()])).toContain('1'),
  'bundle.create': () => expect(said(['sanitize'], 'password=hunter2secret\n')).not.toContain('hunter2secret'),
  'bundle.verify': () => said(['verify', bundle()]),
  'desk.run': () => {
    expect(said(['outbox', 'list', '--json'])).toContain('[')
    said(['backup', out('backup.sqlite')])
  },
}

it('A36: gives whoever has the shell what the table gives them, by the real program, beside a running Bee', () => {
  const rows = (Object.keys(permissions) as Asking[]).filter((asking) => isNamed(asking, 'operator'))
  expect(Object.keys(drives).sort()).toEqual([...rows].sort())
  for (const drive of Object.values(drives)) drive()
}, 120_000)

it('A36: has no command for what the table does not give them, and changes no ticket', async () => {
  const { tickets } = scene.world.bee.app
  const before = JSON.stringify(await tickets.history(scene.open.id))
  const refused = (Object.keys(permissions) as Asking[]).filter((asking) => !isNamed(asking, 'operator'))
  for (const asking of refused) {
    // As somebody would try it, by the words of the table and of Discord.
    const words = asking.split('.')
    expect(bee([...words, scene.open.number]).status, asking).not.toBe(0)
  }
  expect(JSON.stringify(await tickets.history(scene.open.id))).toBe(before)
}, 120_000)

it.skipIf(process.getuid?.() !== 0)(
  'A36: shows another user of the machine nothing: the files are who lets people in',
  () => {
    const nobody = 65_534
    const secrets = ['grapefruit', 'pomegranate', 'tamarind', scene.secret.number]
    for (const args of [
      ['show'],
      ['show', scene.secret.number],
      ['outbox', 'list'],
      ['backup', out('nobody.sqlite')],
      ['verify', bundle()],
    ]) {
      const { status, text } = bee(args, { uid: nobody })
      expect(status, `${args.join(' ')}: ${text}`).not.toBe(0)
      for (const secret of secrets)
        expect(text.replaceAll(args.join(' '), '').includes(secret) && !args.includes(secret)).toBe(false)
    }
    expect(readFileSync(bundle()).length).toBeGreaterThan(0)
  },
)
