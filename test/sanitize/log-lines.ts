import type { Makers } from './makers.ts'

/** Lines as servers write them, each with other numbers every time. */
export function logLines(m: Makers): string[] {
  const two = () => String(m.int(10, 59))
  const time = () => `${m.int(10, 23)}:${two()}:${two()}`
  const uuid = () => `${m.hex(8)}-${m.hex(4)}-${m.hex(4)}-${m.hex(4)}-${m.hex(12)}`
  return [
    `2024-03-${two()}T${time()}.${m.int(100, 999)}Z INFO  [worker-${m.int(1, 9)}] org.acme.shop.OrderService - order ${m.int(1, 999_999)} stored in ${m.int(1, 900)} ms`,
    `${m.ip()} - - [11/Mar/2024:${time()} +0000] "GET /static/app.${m.hex(8)}.js HTTP/1.1" 200 ${m.int(1, 99_999)} "-" "Mozilla/5.0 (X11; Linux x86_64)"`,
    `Mar ${two()} ${time()} web1 kernel: [${m.int(1, 999_999)}.${m.int(1, 999_999)}] eth0: link up, 1000 Mbps, full duplex`,
    `Dec 10 ${time()} web1 sshd[${m.int(1, 30_000)}]: Failed password for invalid user ${m.user()} from ${m.ip()} port ${m.int(1, 60_000)} ssh2`,
    `Dec 10 ${time()} web1 sshd[${m.int(1, 30_000)}]: Failed password for root from ${m.ip()} port ${m.int(1, 60_000)} ssh2`,
    `Jul  ${m.int(1, 9)} ${time()} crate sshd(pam_unix)[${m.int(1, 30_000)}]: authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=${m.ip()}  user=root`,
    `081109 ${m.int(100_000, 235_959)} ${m.int(1, 9999)} INFO dfs.DataNode$DataXceiver: Receiving block blk_-${m.dig(19)} src: /${m.ip()}:${m.int(1, 60_000)} dest: /${m.ip()}:50010`,
    `2017-05-16 00:${two()}:${two()}.${m.int(100, 999)} 25746 INFO nova.osapi_compute.wsgi.server [req-${uuid()} ${m.hex(32)} - - -] ${m.ip()} "GET /v2/${m.hex(32)}/servers/detail HTTP/1.1" status: 200 len: ${m.int(1, 9999)} time: 0.${m.dig(7)}`,
    `level=info ts=${m.int(1_700_000_000, 1_710_000_000)} msg="request finished" user=${m.user()} host=${m.label()} method=GET path=/api/v1/items status=200 duration=${m.int(1, 900)}ms`,
    `{"time":"2024-03-${two()}T${time()}Z","level":"warn","trace_id":"${m.hex(32)}","client":"${m.ip()}","user":"${m.user()}","took_ms":${m.int(1, 9999)}}`,
    `- 1204${m.dig(6)} 2008.03.06 lark-admin1 Mar 6 12:${two()}:${two()} local@lark-admin1 /apps/x86_64/sbin/gmetad[${m.int(1, 9999)}]: data_thread() got not answer`,
    `proxy ${m.label()}.${m.domain()}:${m.int(1, 60_000)} open through ${m.label()}.${m.domain()}:443 HTTPS, ${m.int(1, 9999)} bytes (${m.int(1, 99)}.${m.int(0, 9)} KB)`,
    `session ${uuid()} of ${m.user()}@${m.domain()} ended after ${m.int(1, 999)} s, phone +49 30 ${m.dig(7)}`,
    `connect to https://${m.label()}.${m.domain()}/v1/users/${m.int(1, 999)}?page=${m.int(1, 9)}&token=${m.an(24)} failed: ${m.int(400, 599)}`,
  ]
}
