import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createTeacher } from '../../src/cli/learn/teacher.ts'
import { readDesk } from '../../src/desk.ts'
import { program } from '../../src/paths.ts'
import { startGitHubSandbox } from '../../src/sandbox/github/start.ts'
import { createLessons } from '../../src/store/lessons.ts'
import { createTriageVersions } from '../../src/store/triage-versions.ts'
import { createTriage } from '../../src/triage/index.ts'
import { readTaughtKinds } from '../../src/triage/taught-kinds.ts'
import { aFolder, aStore } from '../store/kit.ts'

const desk = readDesk('sting-ce')
const quietly = { isDryRun: false, say: () => {} }

it('learns from a repository’s labelled issues, sanitized, and goes on where it stopped', async () => {
  const github = await startGitHubSandbox({ owner: 'acme', repo: 'app' })
  onTestFinished(() => github.close())
  const { db, now } = await aStore()
  github.maintainer.openIssue({ title: 'Crash', body: 'password=hunter2hunter2 was in the log', labels: ['bug'] })
  github.maintainer.openIssue({ title: 'Dark theme', body: 'please', labels: ['enhancement'] })
  github.maintainer.openIssue({ title: 'Who knows', body: 'nothing' })
  const settings = { apiUrl: github.apiUrl, auth: { token: github.token }, webhookSecret: undefined }
  const learn = (isDryRun = false) =>
    createTeacher({ ...quietly, db, desk, dataDir: aFolder(), isDryRun }).fromGitHub(settings, 'acme/app', {
      map: new Map(),
      isAgain: false,
    })
  const lessons = createLessons(db, desk.id, { now })

  expect(await learn(true)).toMatchObject({ read: 2, taught: 2, kinds: { bug: 1, feature: 1 } })
  expect(await lessons.ofKinds()).toEqual([])
  await learn()
  await learn()

  const kept = await lessons.ofKinds()
  expect(kept.map(({ title, kind, product }) => [title, kind, product]).sort()).toEqual([
    ['Crash', 'bug', 'acme/app'],
    ['Dark theme', 'feature', 'acme/app'],
  ])
  expect(JSON.stringify(kept)).not.toContain('hunter2')
  expect(github.violations).toEqual([])
})

it('learns from a file how a product words its kinds, and reads issues so', async () => {
  const { db } = await aStore()
  const dataDir = aFolder()
  const file = join(dataDir, 'lesson.jsonl')
  const rows = Array.from({ length: 60 }, (_, at) => ({
    title: `${at % 2 === 0 ? 'wibble' : 'wobble'} ${at}`,
    body: `### What\n\nnumber ${at}`,
    kind: at % 2 === 0 ? 'feature' : 'question',
    product: 'acme/app',
  }))
  writeFileSync(file, [...rows.map((row) => JSON.stringify(row)), 'nonsense'].join('\n'))
  const said: string[] = []
  const teacher = createTeacher({ db, desk, dataDir, isDryRun: false, say: (line) => said.push(line) })

  expect(await teacher.fromFile(file, () => expect.unreachable())).toMatchObject({ taught: 60 })
  expect(said.join('\n')).toContain('lesson.jsonl:61 is no labelled request')
  const triage = createTriage(desk, { taught: readTaughtKinds(dataDir)! })
  expect(triage.read({ title: 'wobble again', text: '### What\n\nsomething else' }).kind).toBe('question')
  expect(triage.read({ title: 'wibble again', text: '### What\n\nsomething else' }).kind).toBe('feature')
})

it('lists versions, goes back to one, and says what is wrong', async () => {
  const dataDir = aFolder()
  const { db, now } = await aStore({ file: join(dataDir, 'bee.sqlite') })
  const store = createTriageVersions(db, desk.id, { now })
  for (const state of ['current', 'current', 'refused'] as const) {
    await store.keep({ corrections: ['1@1'], loss: { before: 0.5, after: 0.4 }, state })
  }
  const bee = (...args: string[]) =>
    spawnSync(process.execPath, [program('src/cli/main.ts'), 'learn', ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, DESK: 'sting-ce' },
    })

  expect(bee('versions').stdout.split('\n').slice(0, 3)).toMatchObject([
    expect.stringContaining('refused'),
    expect.stringContaining('current'),
    expect.stringContaining('former'),
  ])
  expect(bee('use', '1').status).toBe(0)
  expect((await store.all()).map(({ id, state }) => [id, state])).toEqual([
    [3, 'refused'],
    [2, 'former'],
    [1, 'current'],
  ])
  expect(bee('use', '3').stderr).toContain('no version 3')
  expect(bee('--github', 'acme').stderr).toContain('OWNER/REPO')
})
