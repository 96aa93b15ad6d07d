/** What a sanitizer rule takes out, as people call it. Rules of single services are told by the end of their name. */
const byName: Record<string, string> = {
  email: 'e-mail addresses',
  ip: 'IP addresses',
  ipv4: 'IP addresses',
  ipv6: 'IP addresses',
  mac: 'hardware addresses',
  host: 'host names',
  hostname: 'host names',
  domain: 'host names',
  user: 'user names',
  username: 'user names',
  'home-path': 'user names',
  person: 'names of people',
  name: 'names of people',
  phone: 'phone numbers',
  card: 'card numbers',
  iban: 'bank accounts',
  account: 'account numbers',
  id: 'personal numbers',
  ssn: 'personal numbers',
  word: 'words that this desk always removes',
  jwt: 'sign-in tokens',
  paseto: 'sign-in tokens',
  cookie: 'cookies',
  authorization: 'authorization headers',
  password: 'passwords',
  secret: 'passwords and other secrets',
  'connection-string': 'passwords in connection strings',
  'url-password': 'passwords in addresses',
  withheld: 'lines that could not be read safely',
}
const byPart: [string, string][] = [
  ['private-key', 'private keys'],
  ['certificate', 'certificates'],
  ['cookie', 'cookies'],
  ['authorization', 'authorization headers'],
  ['password', 'passwords'],
  ['connection', 'passwords in connection strings'],
  ['url', 'passwords in addresses'],
  ['email', 'e-mail addresses'],
  ['phone', 'phone numbers'],
  ['token', 'access tokens'],
  ['key', 'access keys'],
  ['secret', 'passwords and other secrets'],
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
