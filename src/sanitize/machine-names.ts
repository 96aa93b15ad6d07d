import { ALNUM, byteSet, code, is } from './chars.ts'
import { claimHost } from './hosts.ts'
import { claimPeers } from './peers.ts'
import type { Anchor, Scan } from './scan.ts'

/** What administrators call machines by their task; a number of two digits or more behind it counts them. */
const tasks = 'srv vm db sql esx esxi hv dc fw rtr sw gw lb nas san host bastion jump ldap dns'.split(' ')
const nameSet = byteSet('A-Za-z0-9-')

export function machineNameAnchors(): Anchor[] {
  return [
    ...tasks.flatMap((task) => [
      { literal: `-${task}00`, handler: machineName, data: 2, local: true },
      { literal: `-${task}-00`, handler: machineName, data: 3, local: true },
    ]),
    { literal: 'R00-M0-', handler: rackLocation, data: 0, local: true },
    { literal: 'source name ', handler: nameList, data: 0, local: true },
    { literal: 'host name ', handler: nameList, data: 0, local: true },
  ]
}

/**
 * `fra2-erp-db07`, `prod-mail-srv-12`: a machine by the shape of its name. `shop-db-1` is what compose calls a container, and stays,
 * as does the name of a file.
 *
 * @param least how many parts it needs
 */
function machineName(scan: Scan, start: number, end: number, least: number): void {
  const { bytes } = scan
  const from = scan.runBefore(nameSet, start, 60)
  let to = end
  while (to - end < 2 && is(bytes[to], ALNUM)) to++
  const name = scan.text(from, to)
  if (
    nameSet[bytes[to]!] === 1 ||
    name.split('-').length < least ||
    !/^[A-Za-z][A-Za-z\d]*(?:-[A-Za-z\d]+)+\d$/.test(name)
  )
    return
  const before = bytes[from - 1]
  if (before === code('_') || before === code('$') || before === code('%') || bytes[to] === code('_')) return
  // A file, a call, a key; a domain makes a host of its own.
  if (/^(?:\.[a-z]|\(|=(?!=))/i.test(scan.text(to, to + 2))) return
  if (!scan.isClaimed(from)) claimHost(scan, from, to, 'placed')
}

const locationSet = byteSet('A-Za-f0-9:-')

/** `R62-M1-N5-C:J14-U01`: rack, midplane, node card, card and chip, which is what IBM's Blue Gene calls a node. */
function rackLocation(scan: Scan, start: number): void {
  if (is(scan.bytes[start - 1], ALNUM)) return
  const to = scan.runOf(locationSet, start, 40)
  if (!/^R\d\d-M\d(?:[-:][A-Z][\dA-Fa-f]{0,2})+$/.test(scan.text(start, to)) || is(scan.bytes[to], ALNUM)) return
  if (!scan.isClaimed(start)) claimHost(scan, start, to, 'placed')
}

/** `failed to resolve data source name bn910 bn911 bn912`: the others behind the first, which its own rule has. */
function nameList(scan: Scan, _start: number, end: number): void {
  const name = /^[A-Za-z]{1,24}-?\d{1,5}(?= [A-Za-z])/.exec(scan.text(end, end + 34))?.[0]
  if (name === undefined) return
  scan.depends()
  claimPeers(scan, end + name.length, name)
}
