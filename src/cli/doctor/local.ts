import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { size } from '../../bundle/summary.ts'
import type { Config } from '../../config.ts'
import type { Desk } from '../../desk.ts'
import { Refusal } from '../../errors.ts'
import { readCondition } from '../../store/condition.ts'
import { openForReading } from '../../store/database.ts'
import { databaseOf } from '../show.ts'
import { ask } from './ask.ts'
import { aside, type Check, ok, wrong } from './check.ts'

const data = 'Data'

/** The folder, its modes, and room on the disk. */
export function checkFolder({ dataDir }: Config, desk: Desk): Check[] {
  if (!existsSync(dataDir)) return [aside(data, `${dataDir} will be made when Bee starts`)]
  const checks: Check[] = []
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    checks.push(ok(data, `${dataDir} can be written`))
  } catch {
    checks.push(
      wrong(data, `${dataDir} cannot be written`, `Give it to the user that runs Bee: chown -R USER ${dataDir}`),
    )
  }
  const open = openToOthers(dataDir)
  checks.push(
    open.length === 0
      ? ok(data, 'only its owner can read it')
      : wrong(data, `other users can read ${open.join(', ')}`, `chmod -R go= ${dataDir}`),
  )
  return [...checks, roomIn(dataDir, desk)]
}

/** The folder itself, and what in it is worth reading: the key, the database, the bundles. */
function openToOthers(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /^(bee\.key|bundles|.*\.sqlite.*)$/.test(name))
  const paths = [folder, ...names.map((name) => join(folder, name))]
  return paths.filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0)
}

function roomIn(folder: string, { limits }: Desk): Check {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  // What one bundle may take while it is made, twice.
  const wanted = 2 * (limits.unpackedBytes + limits.bundleBytes)
  const says = `${size(free)} free on the disk`
  if (free >= wanted) return ok(data, says)
  return wrong(data, says, `Make room: a bundle of the largest size needs ${size(wanted / 2)}.`)
}

/** Whether the database can be read, is whole, and is of this Bee's time. */
export async function checkDatabase(config: Config): Promise<Check[]> {
  const file = databaseOf(config)
  let db: ReturnType<typeof openForReading> | undefined
  try {
    db = openForReading(file)
    const { problem, schema, knownSchema, tickets, dead } = await readCondition(db)
    if (problem !== undefined)
      return [wrong(data, `${file} is damaged: ${problem}`, 'Stop Bee and restore a backup of the file.')]
    if (schema > knownSchema) {
      const says = `${file} was written by a newer Bee (schema ${schema}, this Bee knows ${knownSchema})`
      return [wrong(data, says, 'Install that version again, or restore a backup.')]
    }
    const age = schema < knownSchema ? `; its tables are brought up to date at the next start` : ''
    const checks = [ok(data, `${file} is whole: ${tickets} ${tickets === 1 ? 'ticket' : 'tickets'}${age}`)]
    if (dead > 0) checks.push(aside(data, `${dead} things could not be delivered; bee show TICKET says which`))
    return checks
  } catch (cause) {
    if (cause instanceof Refusal && cause.code === 'DATABASE_MISSING')
      return [aside(data, `there is no database yet; it is made when Bee starts`)]
    const reason = cause instanceof Refusal ? cause.values.reason : (cause as Error).message
    return [wrong(data, `${file} cannot be read: ${reason}`, 'Check who owns it, or restore a backup of the file.')]
  } finally {
    await db?.destroy()
  }
}

const web = 'Web'

/** Whether people can reach links, and whether the port is Bee's to have. */
export async function checkWeb({ publicUrl, host, port }: Config): Promise<Check[]> {
  return [publicAddress(publicUrl), await ownPort(host, port)]
}

function publicAddress(publicUrl: string | undefined): Check {
  const fix = 'Set PUBLIC_URL to the address under which people reach Bee, e.g. https://bee.example.org'
  if (publicUrl === undefined) return aside(web, 'links to bundles work on this machine only', fix)
  const { hostname, protocol } = new URL(publicUrl)
  if (isLoopback(hostname)) return aside(web, `links begin with ${publicUrl}, which works on this machine only`, fix)
  if (protocol === 'http:')
    return aside(
      web,
      `links begin with ${publicUrl}, which anybody on the way can read`,
      'Put a proxy with https in front.',
    )
  return ok(web, `links begin with ${publicUrl}`)
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)

async function ownPort(host: string, port: number): Promise<Check> {
  if (port === 0) return ok(web, 'any free port is taken')
  const { status, problem } = await ask(`http://${shown(host)}:${port}/healthz`)
  if (problem === 'ECONNREFUSED') return ok(web, `port ${port} is free; Bee is not running here`)
  if (status === 200) return ok(web, `Bee is running on port ${port}`)
  const says = `port ${port} on ${host} belongs to another program`
  return wrong(web, says, 'Stop that program, or set PORT to another number.')
}

/** To ask a server that listens everywhere, one asks here. */
const shown = (host: string) =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
