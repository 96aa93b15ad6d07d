// Downloads of a 2 MB file from Bee and from nginx with secure_link, in turn: each on one core (where `taskset` is
// there), the load on another. Bee commits every claim to the disk before it sends a byte; nginx counts nothing.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createClient, hammer } from './load.mjs'

const connections = 16
const warmUpMs = 6000

export async function besideNginx({ folder, serve, token, rounds, ms }) {
  const bee = await serve(serverCore)
  const nginx = await startNginx(folder)
  // The load has the other core.
  if (taskset !== undefined) execFileSync(taskset, ['-acp', '1', String(process.pid)], { stdio: 'ignore' })
  const claimAndFetch = async (client) => {
    const claimed = await client.ask('POST', `/d/${token}/claim`)
    const { status } = await client.ask('GET', /location: (\S+)/i.exec(claimed.head)?.[1] ?? '/')
    if (status !== 200) throw new Error(`Bee answered ${claimed.status}, then ${status}`)
  }
  const seconds = { bee: [], nginx: [] }
  const cpu = { bee: [], nginx: [] }
  try {
    // A server that has just been started compiles while it works; nobody's is restarted for each download.
    await hammer({ port: bee.port, connections, ms: warmUpMs, download: claimAndFetch })
    for (let round = 0; round < rounds; round++) {
      for (const [name, server, download] of [
        ['bee', bee, claimAndFetch],
        ['nginx', nginx, nginx?.fetch],
      ]) {
        if (server === undefined) continue
        const before = cpuMs(server.pid)
        const { downloads, seconds: took } = await hammer({ port: server.port, connections, ms, download })
        seconds[name].push(downloads / took)
        cpu[name].push((cpuMs(server.pid) - before) / (downloads + connections))
      }
    }
  } finally {
    bee.stop()
    nginx?.stop()
  }
  const of = (name) => ({
    perSecond: Math.round(median(seconds[name])),
    cpuMsEach: +median(cpu[name]).toFixed(3),
  })
  if (nginx === undefined) return { rounds, bee: of('bee'), nginx: 'not installed: apt-get install nginx-light' }
  const paired = (a, b) => +median(a.map((value, round) => value / b[round])).toFixed(2)
  return {
    rounds,
    oneCore: taskset !== undefined,
    bee: of('bee'),
    nginx: of('nginx'),
    ratio: paired(seconds.bee, seconds.nginx),
    ratioByCpu: paired(cpu.nginx, cpu.bee),
  }
}

export const taskset = which('taskset')
const serverCore = taskset === undefined ? [] : [taskset, '-c', '0']

/** nginx with secure_link as its manual has it: an expiry and an MD5 in the address, checked for each request. */
async function startNginx(folder) {
  const binary = which('nginx') ?? which('/usr/sbin/nginx')
  if (binary === undefined) return undefined
  const port = await freePort()
  const config = `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
    events { worker_connections 512; }
    http { access_log ${folder}/access.log; sendfile on; tcp_nopush on; keepalive_requests 1000000;
      server { listen 127.0.0.1:${port}; location / { root ${folder}/bundles;
        secure_link $arg_md5,$arg_expires; secure_link_md5 "$secure_link_expires$uri secret";
        if ($secure_link != "1") { return 403; } } } }`
  writeFileSync(join(folder, 'nginx.conf'), config)
  const command = [...serverCore, binary, '-p', folder, '-c', join(folder, 'nginx.conf')]
  const child = spawn(command[0], command.slice(1), { stdio: 'inherit' })
  const expires = Math.floor(Date.now() / 1000) + 3600
  const md5 = createHash('md5').update(`${expires}/x.tar.gz secret`).digest('base64url')
  const fetch = async (client) => {
    const { status } = await client.ask('GET', `/x.tar.gz?md5=${md5}&expires=${expires}`)
    if (status !== 200) throw new Error(`nginx answered ${status}`)
  }
  await answers(port)
  return { port, pid: child.pid, fetch, stop: () => child.kill() }
}

async function answers(port) {
  for (let turn = 0; turn < 100; turn++) {
    const client = createClient(port)
    const isUp = await client.ask('GET', '/').then(
      () => true,
      () => false,
    )
    client.close()
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('nginx does not answer')
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** What a process has used of the processor so far, user and system, in milliseconds (proc(5), fields 14 and 15). */
function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function which(name) {
  try {
    return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}
