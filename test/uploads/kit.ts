import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wholeDesk } from '../../src/core/scope.ts'
import { program } from '../../src/paths.ts'
import { aDesk } from '../collect/desk.ts'
import { startWorld, type World, type WorldOptions } from '../world.ts'

export const log = [
  'time=2026-11-20T09:14:02Z level=info service=kratos msg="login" user=ana.torres@acme-corp.example ip=203.0.113.77',
  'time=2026-11-20T09:14:03Z level=error service=kratos msg="AAL2 required but no second factor is configured"',
  'DATABASE_URL=postgres://sting:Sup3rS3cretPw@db.internal.acme-corp.example:5432/sting',
].join('\n')
export const planted = /ana\.torres|203\.0\.113\.77|Sup3rS3cretPw|db\.internal\.acme/

/** A Bee with a ticket of Mia's, and a customer's machine whose collectors the desk names. */
export async function uploadWorld({ desk: more, ...options }: WorldOptions & { desk?: Record<string, object> } = {}) {
  const machine = mkdtempSync(join(tmpdir(), 'bee-customer-'))
  mkdirSync(join(machine, 'logs'))
  mkdirSync(join(machine, 'tmp'))
  writeFileSync(join(machine, 'logs/kratos.log'), log)
  const desk = aDesk(
    machine,
    { logs: { title: 'Logs', files: ['logs/*.log'], limit: '50 MB' }, machine: { machine: ['os'] } },
    more,
  )
  const world = await startWorld({ ...options, env: { DESK: desk, ...options.env } })
  const mia = world.discord.as('mia')
  await mia.say('#general', "@bee I can't login after the update")
  const thread = await mia.untilThread(({ name }) => name?.startsWith('ST-') ?? false)

  /** Presses the card's button, and gives the address that only Mia sees. */
  async function anAddress(): Promise<string> {
    const card = await mia.untilMessage(thread.id, ({ components }) =>
      JSON.stringify(components).includes('Send logs privately'),
    )
    const button = card.components
      .flatMap((row) => ('components' in row ? row.components : []))
      .find((part) => 'label' in part && part.label === 'Send logs privately') as { custom_id: string }
    const answer = await (await mia.press(card.id, button.custom_id)).message()
    const [address] = /http[^>\s]+\/u\/[\w-]+/.exec(answer.content) ?? []
    if (address === undefined) throw new Error(`no address in ${JSON.stringify(answer).slice(0, 500)}`)
    return address
  }

  /** Runs `bee collect` there. */
  function collect(...args: string[]) {
    return new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const env = { ...process.env, TMPDIR: join(machine, 'tmp') }
      execFile(
        process.execPath,
        [program('src/cli/main.ts'), 'collect', ...args],
        { cwd: machine, env },
        (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      )
    })
  }
  return {
    ...{ world, mia, thread, machine, anAddress, collect },
    async stop() {
      await world.stop()
      rmSync(machine, { recursive: true, force: true })
    },
  }
}
export type UploadWorld = Awaited<ReturnType<typeof uploadWorld>>

export const json = (body: unknown, more: RequestInit = {}): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  ...more,
  headers: { accept: 'application/json', 'content-type': 'application/json' },
})
export const asked = { headers: { accept: 'application/json' } }

/** Every byte of the data folder, for looking for what must not be there. */
export async function bundleOf({ bee }: World) {
  const [ticket] = await bee.app.tickets.like(wholeDesk, '')
  return (await bee.app.bundles.ofTicket(ticket!.id))[0]
}
