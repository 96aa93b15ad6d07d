import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { LeaveOut } from './left-out.ts'

/** Where Discord keeps attachments (docs.discord.com, "Uploading files"). Compared exactly: `…com.evil` is another host. */
const discordHosts = ['cdn.discordapp.com', 'media.discordapp.net']

export interface Address {
  url: URL
  /** The address to connect to. It was checked, and is not looked up again: a name server cannot change its mind. */
  ip: string
  family: 4 | 6
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>
const systemResolve: Resolve = (host) => lookup(host, { all: true })

/**
 * Decides whether Bee may fetch an address at all, and pins it to one checked IP address.
 *
 * @param extraHosts further `host:port`, exactly as they stand in the URL. Plain http is for those that are this machine.
 * @throws LeaveOut HOST_REFUSED, NOT_REACHABLE
 */
export async function permittedAddress(
  address: string,
  extraHosts: string[],
  resolve = systemResolve,
): Promise<Address> {
  const refused = new LeaveOut('HOST_REFUSED')
  const url = parse(address)
  if (url === undefined || url.username !== '' || url.password !== '') throw refused
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused

  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const isExtra = extraHosts.includes(`${url.hostname}:${port}`)
  const isDiscord = url.protocol === 'https:' && port === '443' && discordHosts.includes(url.hostname)
  if (!isExtra && !isDiscord) throw refused

  const found = await addressesOf(url.hostname, resolve)
  const first = found[0]
  if (first === undefined) throw new LeaveOut('NOT_REACHABLE')
  const allHere = found.every(({ address }) => isLoopback(address))
  const allPublic = found.every(({ address }) => !isPrivate(address))
  // An extra host may be this machine (the sandbox, a proxy beside Bee), never another one inside the network.
  if (!allPublic && !(isExtra && allHere)) throw refused
  if (url.protocol === 'http:' && !allHere) throw refused
  return { url, ip: first.address, family: first.family === 6 ? 6 : 4 }
}

function parse(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}

async function addressesOf(hostname: string, resolve: Resolve) {
  const bare = hostname.replace(/^\[|\]$/g, '')
  const version = isIP(bare)
  if (version !== 0) return [{ address: bare, family: version }]
  return await resolve(hostname).catch((cause) => {
    throw new LeaveOut('NOT_REACHABLE', undefined, { cause })
  })
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Everything that is not an ordinary public address (IANA's special-purpose registries, 2024). */
const special = new BlockList()
const specialRanges: [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['::ffff:0:0', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
  ['5f00::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]
for (const [net, prefix, family] of specialRanges) special.addSubnet(net, prefix, family)

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
const isLoopback = (address: string) => loopback.check(address, familyOf(address))
const isPrivate = (address: string) => isIP(address) === 0 || special.check(address, familyOf(address))
