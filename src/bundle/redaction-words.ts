/** What a sanitizer rule takes out, as people call it. Rules of single services are told by the end of their name. */
const byName: Record<string, string> = {
  account: 'account numbers',
  address: 'postal addresses',
  'apple-account': 'cloud accounts',
  authorization: 'authorization headers',
  'birth-date': 'dates of birth',
  card: 'card numbers',
  'card-code': 'card security codes',
  certificate: 'certificates',
  'cloud-account': 'cloud accounts',
  code: 'recovery and one-time codes',
  email: 'e-mail addresses',
  'form-field': 'passwords and other secrets',
  host: 'host names',
  ipv4: 'IP addresses',
  ipv6: 'IP addresses',
  jwk: 'private keys',
  jwt: 'sign-in tokens',
  location: 'locations',
  'login-pair': 'passwords',
  mac: 'hardware addresses',
  'national-id': 'identity numbers',
  'openai-key': 'access keys',
  paseto: 'sign-in tokens',
  person: 'names of people',
  'private-key': 'private keys',
  'private-network-auth': 'passwords and other secrets',
  signature: 'signatures',
  'snmp-community': 'passwords and other secrets',
  'twilio-account': 'cloud accounts',
  user: 'user names',
  'variable-default': 'passwords and other secrets',
  webhook: 'webhook addresses',
  'wifi-network': 'names of wireless networks',
  'windows-account': 'Windows accounts',
  withheld: 'lines that could not be read safely',
  word: 'words that this desk always removes',
}
/** Parts of longer names, the telling ones first: `gitlab-token`, `command-line-password`. */
const byPart: [string, string][] = [
  ['password', 'passwords'],
  ['cookie', 'cookies'],
  ['iban', 'bank accounts'],
  ['bank', 'bank accounts'],
  ['phone', 'phone numbers'],
  ['secret', 'passwords and other secrets'],
  ['vault', 'passwords and other secrets'],
  ['private-key', 'private keys'],
  ['token', 'access tokens'],
  ['key', 'access keys'],
]

/** Counts by rule become counts by kind, the most frequent first. A desk's own rules keep their name. */
export function redactionWords(byRule: Record<string, number>): { kind: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const [rule, count] of Object.entries(byRule)) {
    if (count <= 0) continue
    const kind = kindOf(rule)
    counts.set(kind, (counts.get(kind) ?? 0) + count)
  }
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind))
}

function kindOf(rule: string): string {
  if (Object.hasOwn(byName, rule)) return byName[rule]!
  return byPart.find(([part]) => rule.includes(part))?.[1] ?? rule.replaceAll('-', ' ')
}
