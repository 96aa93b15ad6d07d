/** Parts of a good report that people mention in passing. */
export interface Facts {
  version?: string
  platform?: string
}

const systems = [
  'ubuntu',
  'debian',
  'rhel',
  'red hat',
  'centos',
  'rocky linux',
  'rocky',
  'almalinux',
  'alma',
  'fedora',
  'arch linux',
  'arch',
  'opensuse',
  'suse',
  'sles',
  'alpine',
  'nixos',
  'linux mint',
  'raspberry pi os',
  'raspbian',
  'raspberry pi',
  'proxmox',
  'truenas',
  'unraid',
  'synology',
  'windows server',
  'windows',
  'wsl2',
  'wsl',
  'macos',
  'mac os',
  'os x',
  'freebsd',
  'docker desktop',
  'docker compose',
  'docker',
  'podman',
  'kubernetes',
  'k8s',
  'k3s',
  'openshift',
  'aws',
  'azure',
  'gcp',
  'hetzner',
  'arm64',
  'amd64',
  'x86_64',
].sort((a, b) => b.length - a.length)

/** What may stand right before a product's version: "running 2.4.1", "version: v2.4", "updated to 2.4.0". */
const introducing =
  /(?:\bversions?|\bver|\brelease|\brunning|\busing|\bupdat(?:ed|e|ing) to|\bupgrad(?:ed|e|ing) to|\bon|\bsince|\bv|\bit is|\bits|\bwith)[\s:=]{0,3}(?:is |the |now |version )?$/

/**
 * Versions and platforms in a message. The version of a system ("Ubuntu 24.04") is not taken for the product's.
 *
 * @param product names of the product, lower-case: "sting-ce 2.4.0" needs no other introduction.
 */
export function factsIn(text: string, product: readonly string[]): Facts {
  const plain = text.slice(0, 4000)
  const lower = plain.toLowerCase()
  const platforms: { start: number; end: number }[] = []
  for (const system of systems) {
    const start = wordAt(lower, system)
    if (start < 0 || platforms.some((other) => start < other.end && start + system.length > other.start)) continue
    platforms.push({ start, end: withNumber(lower, start + system.length) })
  }

  const facts: Facts = {}
  const version = productVersion(lower, platforms, product)
  if (version !== undefined) facts.version = version
  if (platforms.length > 0) {
    const inOrder = platforms.sort((a, b) => a.start - b.start)
    facts.platform = inOrder.map(({ start, end }) => plain.slice(start, end)).join(', ')
  }
  return facts
}

function productVersion(
  lower: string,
  platforms: { start: number; end: number }[],
  product: readonly string[],
): string | undefined {
  for (const match of lower.matchAll(/\d{1,4}\.\d{1,4}(?:\.\d{1,5})?(?:\.\d{1,5})?(?:-[a-z0-9.]{1,20})?/g)) {
    const start = match.index
    const before = lower.slice(Math.max(0, start - 30), start)
    const isInside = platforms.some((platform) => start >= platform.start && start < platform.end)
    const isLonger = /[\w.:/]$/.test(before) && !/(?:^|[^a-z0-9])v$/.test(before)
    const follows = lower[start + match[0].length] ?? ' '
    if (isInside || isLonger || /[\w%:/]/.test(follows)) continue
    const named = product.some((name) => before.trimEnd().endsWith(name) || before.trimEnd().endsWith(`${name} v`))
    const isAddress = match[0].split('.').length === 4
    if (!isAddress && (named || introducing.test(before.replace(/v$/, 'v')))) return match[0].replace(/[.-]$/, '')
  }
  return undefined
}

function wordAt(text: string, word: string): number {
  let at = text.indexOf(word)
  while (at >= 0) {
    const isWhole = !/[a-z0-9_-]/.test(text[at - 1] ?? ' ') && !/[a-z_]/.test(text[at + word.length] ?? ' ')
    if (isWhole) return at
    at = text.indexOf(word, at + 1)
  }
  return -1
}

/** A number right after a system's name belongs to it: "Ubuntu Server 24.04 LTS", "docker 27.1.1". */
function withNumber(lower: string, end: number): number {
  const match = /^(?: server| version| engine| linux| v)? ?v?\d{1,4}(?:\.\d{1,5}){0,3}(?: lts)?/.exec(
    lower.slice(end, end + 40),
  )
  return end + (match?.[0].length ?? 0)
}
