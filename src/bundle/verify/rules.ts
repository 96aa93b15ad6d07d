import { isHarmless, looksDrawn, looksSecret } from './harmless.ts'
import { searchNearKeys } from './near-key.ts'
import { personalRules } from './personal-rules.ts'
import { placedRules } from './placed-rules.ts'
import { discordToken, tokenPattern } from './token-rules.ts'

/**
 * One thing that must not be in a bundle. Patterns have no nested and no open-ended adjoining quantifiers, and their
 * lengths are bounded, so that each is linear on any text.
 */
export interface Rule {
  name: string
  /** Lower-case literals, one of which a text must hold; given where looking for them is quicker than the pattern. */
  needs: string[]
  pattern: RegExp
  /** @param before the 24 characters before the match */
  isHit?: (match: RegExpExecArray, before: string) => boolean
}

/** `password=self.config.value2`: a program that says where the password is. */
const isExpression = (value: string) =>
  /^(?:self|this|config|settings|process|env|os|args|opts|options|params|req|request|ctx|app|cfg|conf)\./i.test(value)

const notHarmless = ([, value = '']: RegExpExecArray) => !isHarmless(value)

/** Credentials by their own shape. They are looked for in every view, raw bytes included. */
export const strongRules: Rule[] = [
  {
    name: 'private-key',
    needs: ['private key'],
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\\nr"'+>|#:;]{0,60}[A-Za-z0-9+/=:, -]{0,80}[A-Za-z0-9+/=]{24}/g,
    isHit: ([found]) => !/redacted/i.test(found),
  },
  {
    name: 'private-key-end',
    needs: ['private key'],
    pattern: /[A-Za-z0-9+/=]{30}[\s\\nr"'+>|#:;]{0,40}-----END [A-Z0-9 ]{0,40}PRIVATE KEY/g,
  },
  {
    // How the body of a key begins (DER of RSA, EC, PKCS #8 and OpenSSH keys), where its first line was lost.
    name: 'private-key-body',
    needs: [],
    pattern:
      /(?<![A-Za-z0-9+/])(?:MII[A-Za-z0-9+/]{2,4}IBAAK[A-Za-z0-9+/]{40}|MII[A-Za-z0-9+/]{2,4}IBADANBgkqhkiG[A-Za-z0-9+/]{40}|MH[cg]CAQEE[A-Za-z0-9+/]{40}|MC4CAQAwBQYDK2V[A-Za-z0-9+/]{30}|b3BlbnNzaC1rZXk[A-Za-z0-9+/]{40})/g,
  },
  {
    name: 'known-token',
    needs: [],
    pattern: tokenPattern,
    isHit: ([token]) => /\d/.test(token) && !/redacted/i.test(token),
  },
  { name: 'discord-token', needs: [], pattern: discordToken, isHit: ([token]) => /\d/.test(token) },
  {
    name: 'jwt',
    needs: ['eyj'],
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{8,1000}/g,
  },
  {
    name: 'url-credentials',
    needs: ['://'],
    pattern: /:\/\/[^\s/:@"'<>]{0,100}:([^\s/@"'<>]{1,200})@/g,
    isHit: notHarmless,
  },
  {
    // Sentry's address of a project, and others that sign in with a token alone.
    name: 'url-token',
    needs: ['://'],
    pattern: /:\/\/([0-9a-f]{32}|[0-9a-f]{40}|(?=[A-Za-z]*\d)[A-Za-z0-9]{32,64})@[A-Za-z0-9]/g,
    isHit: notHarmless,
  },
  {
    name: 'password-hash',
    needs: [
      '$2',
      '$5$',
      '$6$',
      '$1$',
      '$y$',
      '$argon2',
      '$pbkdf2',
      '$apr1',
      '$scrypt',
      '$p$',
      '$s$',
      '$7$',
      '$8$',
      '$9$',
    ],
    pattern:
      /\$(?:2[abxy]|1|5|6|7|8|9|y|P|S|H|apr1|scrypt|argon2[a-z]{1,2}|pbkdf2[a-z0-9-]{0,10})\$[A-Za-z0-9./,=$+-]{16,200}/g,
  },
  {
    name: 'password-hash',
    needs: [
      'pbkdf2',
      'scrypt:',
      'scram-sha',
      '$krb5',
      '$dcc2',
      '$nt$',
      '0x0200',
      '0x0100',
      '{ssha',
      '{crypt}',
      'bcrypt_sha256',
    ],
    pattern:
      /(?:pbkdf2[_:-]sha\d{1,3}[:$][\w./+=:$-]{30,200}|scrypt:\d{4,7}:\d:\d\$[\w./+=$]{30,200}|SCRAM-SHA-\d{1,3}\$\d{3,7}:[\w+/=$:]{40,200}|\$(?:krb5[a-z]{2,6}|DCC2|NT)\$[^\s"']{20,400}|0x0[12]00[0-9A-Fa-f]{40,140}|\{(?:SSHA\d{0,3}|CRYPT)\}[\w./+=$]{16,200})/gi,
    isHit: ([found]) => !/redacted/i.test(found),
  },
]

/** What needs its surroundings to be recognised. */
export const keyedRules: Rule[] = [
  {
    name: 'authorization-header',
    needs: ['authorization'],
    pattern:
      /authorization["'\\]{0,3}\s{0,3}[:=]\s{0,3}["'\\[]{0,3}(?:basic|bearer|token|apikey|negotiate|digest)\s{1,3}([^\s"'\\,]{8,400})/gi,
    isHit: notHarmless,
  },
  {
    name: 'session-cookie',
    needs: ['cookie'],
    pattern:
      /cookie["'\\]{0,3}\s{0,3}[:=][^\r\n]{0,200}?(?:sess|sid|auth|token|csrf|jwt)[A-Za-z0-9_.-]{0,40}=([^\s;,"'\\]{16,400})/gi,
    isHit: ([, value = '']) => looksSecret(value),
  },
  {
    name: 'keyed-secret',
    needs: [],
    pattern:
      /(?:password|passwd|passphrase|pwd|secret|credentials?|mot[_-]?de[_-]?passe|passwort|kennwort|contrase\S{1,4}a|senha|wachtwoord|api[_-]?key|access[_-]?key|account[_-]?key|auth[_-]?key|(?:private|encryption|signing|storage|master|shared|client|license|secret|service|server)[_-]?key|token)(?:[_-](?:base|value|prod|live|staging|\d{1,2}))?(?:["'\\\])]{0,4}\s{0,4}(?:=>|:{1,3}=|[?+.|^]{1,2}=|[:=]|,\s{0,2}(?=["']))|\s-)\s{0,4}(?:&?str\s=\s)?["'\\[`({]{0,3}([^\s"',;&<>{}\\)`]{8,200})/gi,
    isHit: ([, value = '']) => looksSecret(value),
  },
  {
    // "You find the secret x within": only what chance makes is believed without a sign.
    name: 'spoken-secret',
    needs: ['secret ', 'token ', 'password ', 'key ', 'credential ', 'kennwort ', 'passwort '],
    pattern:
      /(?<![\w-])(?:secret|token|password|api key|access key|passwort|kennwort)(?: is| was|:)? ["'`]?([A-Za-z0-9_-]{16,120})(?![\w./:])/gi,
    isHit: ([, value = '']) => !isHarmless(value) && looksDrawn(value) && !/^[0-9a-f-]+$/i.test(value),
  },
  {
    name: 'header-secret',
    needs: ['x-', 'apikey', 'api-', 'private-token'],
    pattern:
      /(?:x-[a-z-]{0,30}(?:key|token|secret|signature)|private-token|api-?key|api-token)["'\\]{0,3}\s{0,3}[:,]\s{0,3}["'\\[]{0,3}([^\s"',;\\\])]{12,400})/gi,
    isHit: ([, value = '']) => looksSecret(value),
  },
  {
    name: 'sql-password',
    needs: ['identified by', 'password'],
    pattern:
      /(?:(?:user|role|grant|alter) [^\r\n;]{1,120}?identified (?:with \w{1,40} )?by|(?:with|encrypted) password(?: =)?) n?["']([^"'\s]{6,120})["']/gi,
    isHit: notHarmless,
  },
  {
    name: 'setting-password',
    needs: ['requirepass', 'masterauth', 'bindpw', 'rootpw', 'wpa_passphrase', 'psk=', 'login '],
    pattern:
      /(?:requirepass|masterauth|bindpw|rootpw|wpa_passphrase=|psk=|login \S{1,60}\s{1,20}password) ?["']?([^\s"'<>[]{6,120})/gi,
    isHit: ([, value = '']) => !isHarmless(value) && !/^-|^\d{1,4}$/.test(value),
  },
  {
    name: 'element-password',
    needs: ['pass', 'secret', 'token'],
    pattern:
      /<(?:[\w:]{0,20}(?:password|passphrase|secret|token))(?: [^<>]{0,80})?>\s{0,20}([^<>\r\n]{6,400}?)\s{0,20}<\//gi,
    isHit: ([, value = '']) =>
      !isHarmless(value) && value.split(/\s/).some((word) => looksSecret(word.replace(/[{}]/g, ''))),
  },
  {
    name: 'secret-argument',
    needs: ['--'],
    pattern:
      /(?<![\w\]-])--[a-z-]{0,30}(?:password|passwd|passphrase|secret|token|key)\s{1,2}["']?([^\s"',;&<>{}\\)]{8,200})/gi,
    isHit: ([, value = '']) => looksSecret(value),
  },
  {
    name: 'uuid-secret',
    needs: [],
    pattern:
      /(?:api[_-]?key|secret|password|token)["'\\]{0,3}\s{0,2}(?:=>|:{0,3}=|[?+.|]{1,2}=|:)\s{0,2}["'\\]{0,3}[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
    isHit: ([found]) => !/00000000-0000/.test(found),
  },
  {
    // Clients that take a password in the middle of their options.
    name: 'client-password',
    needs: ['curl', 'mysql', 'wget', 'mariadb'],
    pattern:
      /\b(?:(?:curl|wget)[^\n|;]{0,120} -u ?[^\s:]{1,60}:|(?:mysql|mysqldump|mariadb)[^\n|;]{0,120} -p)([^\s"']{6,80})/g,
    isHit: notHarmless,
  },
  {
    // After a plain assignment to a password even a word is one, unless it stands for one.
    name: 'password-value',
    needs: [],
    pattern:
      /(?:(?:password|passwd|passphrase|pwd|passwort|kennwort)(?:=|["'\\\]]{0,3}\s{0,2}(?:=>|:=|[:=])\s{0,2}["'\\]{1,2})|[A-Z0-9]_PASSWORD:\s{1,2})["']?([^\s"',;&<>{}\\)(]{8,100})(?=[\s"',;&<}\\)]|$)/gi,
    isHit: ([, value = '']) => !isHarmless(value) && !/^[./~@$%]|:\/\/|^\d+$/.test(value) && !isExpression(value),
  },
  {
    name: 'aws-secret',
    needs: ['secret'],
    pattern:
      /secret[_ -]?(?:access[_ -]?)?key["'\\]{0,3}\s{0,3}[:=]\s{0,3}["'\\]{0,3}([A-Za-z0-9+/]{40})(?![A-Za-z0-9+/])/gi,
    isHit: notHarmless,
  },
  {
    name: 'signed-url',
    needs: ['signature=', 'sig='],
    pattern: /[?&](?:X-Amz-Signature|X-Goog-Signature|Signature|sig)=([A-Za-z0-9%+/=_-]{20,600})/gi,
    isHit: notHarmless,
  },
]

export const allRules: Rule[] = [...strongRules, ...keyedRules, ...placedRules, ...personalRules]

/** Calls `onHit` with the rule's name and the place of each hit. */
export function search(text: string, rules: Rule[], onHit: (rule: string, index: number) => void): void {
  searchNearKeys(text, onHit)
  const lower = text.toLowerCase()
  for (const { name, needs, pattern, isHit } of rules) {
    if (needs.length > 0 && !needs.some((literal) => lower.includes(literal))) continue
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const before = text.slice(Math.max(0, match.index - 24), match.index)
      if (isHit === undefined || isHit(match, before)) onHit(name, match.index)
    }
  }
}
