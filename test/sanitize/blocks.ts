import type { Leak } from './leaks.ts'
import type { Makers } from './makers.ts'

const labels = [
  'RSA PRIVATE KEY',
  'PRIVATE KEY',
  'EC PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'DSA PRIVATE KEY',
  'PGP PRIVATE KEY BLOCK',
  'CERTIFICATE',
]

/** Ways in which a PEM block is written down. Each gets the lines and gives the text. */
const placements: Record<string, (lines: string[]) => string> = {
  plain: (lines) => lines.join('\n'),
  'with CRLF': (lines) => lines.join('\r\n'),
  indented: (lines) => `tls:\n  key: |\n${lines.map((line) => `    ${line}`).join('\n')}\nnext: 1`,
  'in JSON': (lines) => JSON.stringify({ id: 1, key_material: `${lines.join('\n')}\n`, x: 2 }),
  'in JSON in JSON': (lines) => JSON.stringify({ msg: JSON.stringify({ k: lines.join('\n') }) }),
  'in dotenv': (lines) => `TLS_X="${lines.join('\\n')}"`,
  'behind a log prefix': (lines) => lines.map((line) => `2024-03-11T10:22:11.123Z web1 app[7]: ${line}`).join('\n'),
  'behind syslog': (lines) => lines.map((line, n) => `Mar 11 10:22:${10 + (n % 50)} web1 app: ${line}`).join('\n'),
  'behind docker compose': (lines) => lines.map((line) => `app-1  | ${line}`).join('\n'),
  quoted: (lines) => lines.map((line) => `> ${line}`).join('\n'),
  'a diff': (lines) => lines.map((line) => `+${line}`).join('\n'),
  'a literal': (lines) => lines.map((line) => `"${line}\\n"`).join(' +\n  '),
  flattened: (lines) => lines.join(' '),
  'without breaks': (lines) => lines.join(''),
  'cut at the end': (lines) => `${lines.slice(0, 9).join('\n')}\n2024-03-11 10:22:11 INFO next`,
  'cut at the beginning': (lines) => `2024-03-11 10:22:11 INFO key\n${lines.slice(6).join('\n')}`,
  'in XML': (lines) => `<Key>${lines.join('&#10;')}</Key>`,
  'as base64': (lines) => `data: ${Buffer.from(lines.join('\n')).toString('base64')}`,
  'with commas': (lines) => `[${lines.map((line) => `"${line}"`).join(', ')}]`,
}

export function pemLeaks(m: Makers): Leak[] {
  return Object.entries(placements).flatMap(([name, place]) =>
    labels.map((label) => {
      const body = Array.from({ length: 14 }, (_, n) => m.b64(n === 13 ? 44 : 64))
      const head = label.startsWith('PGP')
        ? ['Version: GnuPG v2', '']
        : label.startsWith('RSA')
          ? ['Proc-Type: 4,ENCRYPTED', `DEK-Info: AES-128-CBC,${m.hex(32).toUpperCase()}`, '']
          : []
      const text = place([`-----BEGIN ${label}-----`, ...head, ...body, `-----END ${label}-----`])
      const shown = body.filter((line) => text.includes(line))
      return { name: `${label} ${name}`, text, secrets: shown.flatMap((line) => [line.slice(0, 12), line.slice(-12)]) }
    }),
  )
}

const crypt = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function hashLeaks(m: Makers): Leak[] {
  const salted = (length: number) => Array.from({ length }, () => m.pick([...crypt])).join('')
  const hashes = [
    `$2b$12$${salted(53)}`,
    `$2y$10$${salted(53)}`,
    `$6$${m.an(16)}$${salted(86)}`,
    `$6$rounds=5000$${m.an(16)}$${salted(86)}`,
    `$5$${m.an(16)}$${salted(43)}`,
    `$1$${m.an(8)}$${salted(22)}`,
    `$apr1$${m.an(8)}$${salted(22)}`,
    `$y$j9T$${salted(22)}$${salted(43)}`,
    `$argon2id$v=19$m=65536,t=3,p=4$${m.b64(22)}$${m.b64(43)}`,
    `$scrypt$ln=16,r=8,p=1$${m.b64(22)}$${m.b64(43)}`,
    `$pbkdf2-sha256$29000$${m.an(22)}$${m.an(43)}`,
    `$P$B${salted(30)}`,
    `$S$D${salted(52)}`,
    `pbkdf2_sha256$260000$${m.an(22)}$${m.b64(43)}=`,
    `pbkdf2:sha256:260000$${m.an(16)}$${m.hex(64)}`,
    `scrypt:32768:8:1$${m.an(16)}$${m.hex(128)}`,
    `{SSHA}${m.b64(38)}==`,
    `{SSHA512}${m.b64(96)}`,
    `{CRYPT}$6$${m.an(16)}$${salted(86)}`,
    `SCRAM-SHA-256$4096:${m.b64(22)}==$${m.b64(43)}=:${m.b64(43)}=`,
    `*${m.hex(40).toUpperCase()}`,
    `md5${m.hex(32)}`,
  ]
  const places: ((hash: string) => string)[] = [
    (hash) => `joe:${hash}:19000:0:99999:7:::`,
    (hash) => `password_hash=${hash}`,
    (hash) => `{"passwordHash":"${hash}"}`,
    (hash) => `rolpassword | ${hash}`,
    (hash) => `INSERT INTO u VALUES (1,'${hash}');`,
  ]
  return hashes.flatMap((hash) =>
    places.map((place) => ({
      name: place(hash.slice(0, 9)),
      text: place(hash),
      secrets: [hash.slice(-20), hash.slice(-34, -14)],
    })),
  )
}
