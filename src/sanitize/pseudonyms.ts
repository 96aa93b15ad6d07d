import { createHmac } from 'node:crypto'
import { ruleName, ruleStyle, type Style } from './rule-names.ts'
import { ValueTable } from './value-table.ts'

/** So many values get a number by their turn; later ones get one from the key alone, so that memory stays bounded. */
const mostValues = 250_000
const blockSize = 10
const mostRecent = 1024
/** A secret's rule and its turn in one number. */
const perRule = 1 << 18
/** The kind of all secrets; others count from 1. */
const secrets = 0

/** The names that stand for values. The same value has the same name as long as this object lives. */
export type Pseudonyms = {
  /**
   * @param plain only `[a-z0-9-]`, for values within JSON, YAML, URLs and the like
   */
  tokenOf(rule: number, value: string, plain: boolean): string
}

/**
 * @param key 32 bytes. Numbers are dealt in blocks of ten, shuffled by the key: the same input gives the same names for the same
 *   key, and other names for another.
 * @param after names that stand in the text already have numbers up to these
 */
export function createPseudonyms(key: Uint8Array, after = { names: 0, secrets: 0 }): Pseudonyms {
  const numbers = new ValueTable(key)
  /** How many values of each kind have a number, and the kind's own number. */
  const kinds = new Map<string, { kind: number; size: number }>()
  /** For each kind the block that is dealt now. */
  const shuffles = new Map<string, { block: number; order: number[] }>()
  let kept = 0
  // What was written last: addresses come again and again.
  const recent: Map<string, string>[] = []

  function kindOf(name: string): { kind: number; size: number } {
    const known = kinds.get(name)
    if (known !== undefined) return known
    const made = { kind: kinds.size + 1, size: 0 }
    kinds.set(name, made)
    return made
  }

  function keepRecent(kind: number, value: string, token: string): void {
    const tokens = recent[kind]
    if (tokens === undefined || tokens.size >= mostRecent) recent[kind] = new Map([[value, token]])
    else tokens.set(value, token)
  }

  function numberOf(name: string, value: string): number {
    const known = kindOf(name)
    const number = numbers.get(known.kind, value)
    if (number !== 0) return number
    if (kept >= mostValues) return 1_000_000 + (hmac(`${name}\0${value}`).readUInt32BE(0) % 900_000_000)
    kept++
    const turn = known.size++
    const block = Math.floor(turn / blockSize)
    const dealt = after.names + block * blockSize + shuffled(name, block)[turn % blockSize]! + 1
    numbers.add(known.kind, value, dealt)
    return dealt
  }

  function shuffled(kind: string, block: number): number[] {
    const known = shuffles.get(kind)
    if (known?.block === block) return known.order
    const draws = hmac(`shuffle\0${kind}\0${block}`)
    const order = Array.from({ length: blockSize }, (_, at) => at)
    for (let i = blockSize - 1; i > 0; i--) {
      const j = draws[i]! % (i + 1)
      ;[order[i], order[j]] = [order[j]!, order[i]!]
    }
    shuffles.set(kind, { block, order })
    return order
  }

  const hmac = (text: string) => createHmac('sha256', key).update(text, 'latin1').digest()

  /** A secret has one name, whatever rule finds it. */
  function secretName(rule: number, value: string): string {
    const known = numbers.get(secrets, value)
    if (known !== 0) return nameOf(Math.floor(known / perRule), known % perRule)
    if (kept >= mostValues) return ruleName(rule)
    kept++
    const turn = ++kindOf(`secret ${ruleName(rule)}`).size
    numbers.add(secrets, value, rule * perRule + turn)
    return nameOf(rule, turn)
  }

  /** The first of a kind needs no number. */
  function nameOf(rule: number, turn: number): string {
    const number = after.secrets + turn
    return number === 1 ? ruleName(rule) : `${ruleName(rule)}-${number}`
  }

  function pseudonym(style: Style, rule: number, value: string): string {
    if (style === 'word') return `${ruleName(rule)}-${numberOf(ruleName(rule), value.toLowerCase())}`
    if (style !== 'ip') return `${style}-${numberOf(style, value)}`
    const { net, isPrivate } = placeOf(value)
    return `ip-${numberOf('ip', value)}-${isPrivate ? 'private' : 'public'}-net-${numberOf('net', net)}`
  }

  function written(rule: number, value: string, plain: boolean): string {
    const style = ruleStyle(rule)
    if (style === 'withheld') return '[withheld]'
    if (style !== 'secret') return pseudonym(style, rule, value)
    const name = secretName(rule, value)
    return plain ? `redacted-${name}` : `[redacted:${name}]`
  }

  return {
    tokenOf(rule, value, plain) {
      // Of secrets there are many long ones that come once; their names are made quickly.
      if (ruleStyle(rule) === 'secret') return written(rule, value, plain)
      const known = recent[rule * 2 + Number(plain)]?.get(value)
      if (known !== undefined) return known
      const token = written(rule, value, plain)
      keepRecent(rule * 2 + Number(plain), value, token)
      return token
    },
  }
}

/** The network that an address belongs to (/24, /64), and whether it is one of those that anybody may use at home. */
function placeOf(address: string): { net: string; isPrivate: boolean } {
  if (address.includes(':')) {
    const groups = address.split(':')
    const head = Number.parseInt(groups[0] ?? '0', 16)
    return {
      net: groups.slice(0, 4).join(':'),
      isPrivate: (head >= 0xfc00 && head <= 0xfdff) || (head >= 0xfe80 && head <= 0xfebf),
    }
  }
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number)
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127)
  return { net: `${a}.${b}.${c}`, isPrivate }
}
