// How fast the sanitizer reads a log, beside gzip -6 on the same bytes: node test/bench/sanitize.bench.mjs [MB]
// Prints MB per second of processor time, so that other work on the machine does not spoil the figures, and the ratio to gzip.
import { spawnSync } from 'node:child_process'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createSanitizer } from '../../dist/src/sanitize/index.js'

const megabytes = Number(process.argv[2] ?? 40)
const seconds = () => process.cpuUsage().user / 1e6

/** 1 MB at a time, as a file is read. */
async function* chunks(log) {
  for (let at = 0; at < log.length; at += 1 << 20) yield log.subarray(at, at + (1 << 20))
}

async function measure(log) {
  const sanitizer = createSanitizer({ key: new Uint8Array(32) })
  const start = seconds()
  await sanitizer.learn(chunks(log), 'app.log')
  const learned = seconds()
  for await (const part of sanitizer.file(chunks(log), 'app.log')) void part
  return { learn: learned - start, file: seconds() - learned }
}

const fresh = makeLog(megabytes * 1e6)
await measure(fresh.subarray(0, 20e6))
await print('no line twice', fresh)
await print('lines that come again', repeated(fresh))

async function print(name, log) {
  const { learn, file } = await measure(log)
  const gzip = gzipSeconds(log)
  const rate = (time) => log.length / 1e6 / time
  console.log(`${name}, ${(log.length / 1e6).toFixed(0)} MB`)
  const clock = await clockOf(log, 2)
  const rows = [
    ['learn', rate(learn)],
    ['file, after learn', rate(file)],
    ['both', rate(learn + file)],
    ['gzip -6', rate(gzip)],
    ['two threads, by the clock', rate(clock.seconds)],
  ]
  for (const [row, value] of rows) {
    console.log(`  ${row.padEnd(26)} ${value.toFixed(1).padStart(7)} MB/s  ${(value / rate(gzip)).toFixed(2)} of gzip`)
  }
  const held = `${clock.heldMs.toFixed(0)} ms at most, 99 in 100 under ${clock.usualMs.toFixed(0)} ms`
  console.log(`  event loop of the caller held up for ${held}`)
}

/** As much text, of a tenth of the lines, each some ten times. */
function repeated(log) {
  const lines = log
    .subarray(0, log.length / 10)
    .toString('latin1')
    .split('\n')
  let state = 11
  const text = Array.from({ length: lines.length * 10 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return lines[(state >>> 8) % lines.length]
  }).join('\n')
  return Buffer.from(text, 'latin1')
}

/**
 * Both passes by the clock: what threads save is not seen in processor time. And how long the event loop of the thread that asks
 * had to wait meanwhile. Other work on the machine spoils both.
 */
async function clockOf(log, threads) {
  const sanitizer = createSanitizer({ key: new Uint8Array(32), threads })
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const start = performance.now()
  await sanitizer.learn(inTurns(log), 'app.log')
  for await (const part of sanitizer.file(inTurns(log), 'app.log')) void part
  const seconds = (performance.now() - start) / 1000
  delay.disable()
  return { seconds, heldMs: delay.max / 1e6, usualMs: delay.percentile(99) / 1e6 }
}

/** As from a file: each chunk comes in a turn of its own. */
async function* inTurns(log) {
  for (let at = 0; at < log.length; at += 1 << 18) {
    await nextTurn()
    yield log.subarray(at, at + (1 << 18))
  }
}

function gzipSeconds(log) {
  const script =
    'const z=require("zlib"),c=[];process.stdin.on("data",(d)=>c.push(d)).on("end",()=>{const b=Buffer.concat(c),t=process.cpuUsage().user;z.gzipSync(b,{level:6});console.log((process.cpuUsage().user-t)/1e6)})'
  return Number(spawnSync(process.execPath, ['-e', script], { input: log, maxBuffer: 1 << 20 }).stdout)
}

/** Lines as servers write them, an address in every third, a secret in every fiftieth. */
function makeLog(bytes) {
  let state = 7
  const int = (most) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % most
  }
  const ip = () => `${10 + int(190)}.${int(250)}.${int(250)}.${1 + int(250)}`
  const time = () => `${10 + int(13)}:${10 + int(49)}:${10 + int(49)}`
  const lines = [
    () =>
      `2024-03-${10 + int(18)}T${time()}.${100 + int(899)}Z INFO  [worker-${int(9)}] org.acme.shop.OrderService - order ${int(1e6)} stored in ${int(90)} ms`,
    () =>
      `${ip()} - - [11/Mar/2024:${time()} +0000] "GET /static/app.${int(1e9).toString(16)}.js HTTP/1.1" 200 ${int(1e5)} "-" "Mozilla/5.0 (X11; Linux x86_64)"`,
    () => `Mar ${10 + int(18)} ${time()} web1 kernel: [${int(1e6)}.${int(1e6)}] eth0: link up, 1000 Mbps, full duplex`,
    () =>
      `level=info ts=${1_700_000_000 + int(1e7)} msg="request finished" method=GET path=/api/v1/items status=200 duration=${int(900)}ms`,
    () =>
      `DEBUG 2024-03-11 ${time()},${100 + int(899)} Block pool BP-${int(1e9)} registered with state RUNNING, ${int(1e9)} bytes free`,
    () =>
      `Dec 10 ${time()} web1 sshd[${int(30000)}]: Failed password for invalid user admin from ${ip()} port ${int(60000)} ssh2`,
  ]
  const parts = []
  for (let size = 0; size < bytes; ) {
    let block = ''
    for (let n = 0; n < 2000; n++) {
      block += lines[int(lines.length)]()
      block += int(50) === 0 ? ` api_key=k${int(1e9).toString(36)}Xq${int(1e9).toString(36)}Z${int(1e6)}\n` : '\n'
    }
    const part = Buffer.from(block)
    size += part.length
    parts.push(part)
  }
  return Buffer.concat(parts).subarray(0, bytes)
}
