import { isIPv6 } from 'node:net'
import { isHarmless } from './harmless.ts'
import type { Rule } from './rules.ts'

/** Endings behind an `@` that belong to units, files and packages, not to people. */
const notMail =
  /\.(?:service|socket|slice|mount|target|timer|scope|device|png|jpe?g|gif|svg|webp|css|m?js|cjs|tsx?|json|ya?ml|log|conf|py|go|rs|java|sh|so|dll|exe|x|local|localhost|test|invalid|example)$|@(?:openssh\.com|libssh\.org|lists\.|example\.(?:com|org|net))/i
/** Accounts that systems have and people share. */
const sharedAccount =
  /^(?:user|users|ubuntu|debian|centos|fedora|ec2-user|root|admin|administrator|node|app|apps|runner|jenkins|git|gitlab|github|postgres|mysql|redis|nginx|www|www-data|kratos|ory|vault|docker|vagrant|pi|public|default|shared|all|guest|deploy|deployer|build|builder|ci|circleci|travis|test|tester|linuxbrew|nonroot|nobody|container|coder|vscode|codespace|azureuser|opc|service|svc|home|username|name|you|me|someone|desktop|library|applications|system)$/i
const versionBefore =
  /(?:version|ver\.?|release|build|firmware|driver|engine|\bv|\br|[A-Za-z]\/|@|#|[a-z]-|oid)[\s:="']{0,3}$/i
const publicResolvers = new Set(['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9', '1.3.6.1', '1.2.3.4'])

/** Six groups of four hexadecimal digits in a row are a dump or a table. */
const isOfTable = ({ 0: card, index, input }: RegExpExecArray) =>
  /(?:\b[0-9A-F]{4}[ -]){5}[0-9A-F]{4}\b/i.test(input.slice(Math.max(0, index - 12), index + card.length + 12))

export const personalRules: Rule[] = [
  {
    name: 'email',
    needs: ['@'],
    pattern:
      /(?<![A-Za-z0-9._%+/-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}(?![A-Za-z0-9-])/g,
    isHit: ([mail]) => isSomeonesMail(mail),
  },
  {
    name: 'ipv4',
    needs: ['.'],
    pattern: /(?<![\w.-])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w-]|\.\d)/g,
    isHit: ([address], before) => isSomeonesIpv4(address) && !versionBefore.test(before),
  },
  {
    name: 'ipv4-in-name',
    needs: ['ip-'],
    pattern: /(?<![\w-])ip-(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})(?![\w-])/g,
    isHit: (match) => isSomeonesIpv4(match.slice(1, 5).join('.')),
  },
  {
    name: 'internal-host',
    needs: ['.internal', '.corp', '.lan', '.intra', '.local', '.home.arpa'],
    pattern:
      /(?<![\w.-])[a-z0-9][a-z0-9-]{1,62}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:internal|corp|lan|intranet|intra|local|home\.arpa)(?![\w-]|\.[a-z]|\()/gi,
    isHit: ([host]) =>
      !/^(?:metadata\.google|[a-z]+\.docker|host\.containers)\.internal$|cluster\.local$|(?:^|\.)localhost\.local$/i.test(
        host,
      ) &&
      (!host.endsWith('.local') || /\d|-/.test(host)) &&
      !host.split('.').some(isHarmless),
  },
  {
    name: 'cloud-account',
    needs: ['arn:aws', '/subscriptions/'],
    pattern:
      /arn:aws[a-z-]{0,10}:[a-z0-9-]{0,30}:[a-z0-9-]{0,30}:\d{12}:|\/subscriptions\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
    isHit: ([found]) => !/:(?:000000000000|123456789012):|00000000-0000/.test(found),
  },
  {
    name: 'ipv6',
    needs: [':'],
    pattern: /(?<![\w:.])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])/gi,
    isHit: ([address]) => isSomeonesIpv6(address),
  },
  {
    name: 'mac',
    needs: [':', '-'],
    pattern: /(?<![\w:-])[0-9a-f]{2}(?:(?::[0-9a-f]{2}){5}|(?:-[0-9a-f]{2}){5})(?![\w:-])/gi,
    isHit: ([mac]) =>
      !/^(?:ff[:-]ff|00[:-]00[:-]00|01[:-]00[:-]5e|33[:-]33|01[:-]80[:-]c2)/i.test(mac) &&
      /[a-f].*\d|\d.*[a-f]/i.test(mac),
  },
  {
    name: 'payment-card',
    needs: [],
    pattern: /(?<![\w.-])[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?![\w-])/g,
    isHit: (match) => passesLuhn(match[0].replace(/\D/g, '')) && !isOfTable(match),
  },
  {
    name: 'payment-card',
    needs: [],
    pattern: /(?<![\w.:/-])(?:4\d{15}|5[1-5]\d{14}|3[47]\d{13})(?![\w.:-])/g,
    isHit: ([card]) => passesLuhn(card),
  },
  {
    name: 'iban',
    needs: [],
    pattern: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g,
    isHit: ([iban]) => passesMod97(iban.replaceAll(' ', '')),
  },
  {
    name: 'phone',
    needs: ['+'],
    pattern: /(?<![\w+.-])\+[1-9]\d{0,2}[ (-][\d (-]{1,3}[\d ()-]{5,13}\d(?![\w-])/g,
    isHit: ([phone]) => phone.replace(/\D/g, '').length >= 9,
  },
  {
    name: 'phone',
    needs: ['+'],
    pattern: /(?<![^\s"'=:(,>])\+[1-9]\d{9,13}(?![\w.+-])/g,
  },
  {
    name: 'phone',
    needs: ['phone', 'mobile', 'tel', 'fax', 'sms', 'whatsapp', 'mobil', 'handy'],
    pattern:
      /\b(?:phone|mobile?|handy|tele(?:phone|fon)[oe]?|tel|fax|sms|whatsapp)(?:[_ ]?(?:no|number|to))?["']{0,2}\.?\s{0,2}[:=]?\s{0,2}["']?(\+?\(?\d[\d ()./-]{6,20}\d)(?![\w:.]\d|\w)/gi,
    isHit: ([, phone = '']) => {
      const digits = phone.replace(/\D/g, '').length
      return (
        digits >= 9 && digits <= 15 && /^[+0(]|[ ()/-]/.test(phone) && !/^\d{4}-\d\d-\d\d|^\d+(?:\.\d+)+$/.test(phone)
      )
    },
  },
  {
    name: 'phone',
    needs: [') ', '-'],
    pattern: /(?<![\w.+/:-])(?:\([2-9]\d\d\) ?|[2-9]\d\d-)[2-9]\d\d-\d{4}(?![\w-])/g,
  },
  {
    name: 'national-id',
    needs: [],
    pattern:
      /(?<![\w.-])(?:(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}|\d{3}\.\d{3}\.\d{3}-\d{2}|[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z])(?![\w-])/g,
  },
  {
    name: 'national-id',
    needs: [
      'passport',
      'ssn',
      'dni',
      'nie',
      'nif',
      'cpf',
      'nino',
      'insurance',
      'social',
      'fiscal',
      'pesel',
      'bsn',
      'aadhaar',
      'steuer',
    ],
    pattern:
      /\b(?:passport|reisepass|ssn|dni|nie|nif|cpf|nino|(?:national|social)[_ ](?:insurance|security)|codice[_ ]fiscale|pesel|bsn|aadhaar|steuer-?id|tax[_ ]id)(?:[_ ]?(?:no|nr|number|id))?["']{0,2}\.?\s{0,2}[:=]?\s{0,2}["']?([A-Z0-9](?:[ .-]?[A-Z0-9]){6,17})(?!\w)/gi,
    isHit: ([, id = '']) => id === id.toUpperCase() && id.replace(/\D/g, '').length >= 5 && !isHarmless(id),
  },
  {
    name: 'birth-date',
    needs: ['birth', 'dob', 'geburt'],
    pattern:
      /(?:birth[_ ]?(?:date|day)|date[_ ]of[_ ]birth|\bdob|geburtsdatum)["']{0,2}\s{0,2}[:=]\s{0,2}["']?\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/gi,
  },
  {
    name: 'hidden-email',
    needs: ['(at)', '[at]'],
    pattern: /[\w.+-]{2,40} ?[([]at[)\]] ?[\w-]{2,40} ?(?:\.|[([]dot[)\]]) ?[a-z]{2,12}\b/gi,
  },
  {
    name: 'mac',
    needs: ['mac', 'hwaddr', '.'],
    pattern:
      /(?:\bmac(?:_?addr(?:ess)?)?|hwaddr)["']?\s{0,2}[:=]\s{0,2}["']?[0-9a-f]{12}(?!\w)|(?<![\w.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])/gi,
    isHit: ([mac]) => /\d/.test(mac) && /[a-f]/i.test(mac.slice(-12)),
  },
  {
    name: 'ipv4-port',
    needs: [' > '],
    pattern: /\b\d{1,3}(?:\.\d{1,3}){3}\.\d{1,5} > \d{1,3}(?:\.\d{1,3}){3}\.\d/g,
    isHit: ([found]) => found.split(' > ').some((part) => isSomeonesIpv4(part.split('.').slice(0, 4).join('.'))),
  },
  {
    name: 'windows-account',
    needs: ['s-1-5-21-'],
    pattern: /S-1-5-21-\d{6,10}-\d{6,10}-\d{6,10}/gi,
  },
  {
    name: 'cloud-account',
    needs: ['account', 'tenant', 'subscription', '.dkr.ecr.'],
    pattern:
      /\baccount(?:[_ ]?id)?["']?\s{0,2}[:= ]\s{0,2}["']?\d{12}(?!\d)|\b\d{12}\.dkr\.ecr\.|(?:tenant|subscription)(?:[_ -]?id)?["']?\s{0,2}[:= ]\s{0,2}["']?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi,
    isHit: ([found]) => !/0{12}|123456789012/.test(found),
  },
  {
    // A name with a number, where only a user stands.
    name: 'user',
    needs: ['user', 'login', 'sudo', 'uid='],
    pattern:
      /(?:\b(?:user|username|login|ruser|logname)["']?\s{0,2}[:=]\s{0,2}["']?|\b(?:for|invalid)(?: invalid)? user ["']?|\bsudo: {1,8}|\buid=\d{1,8}\()([a-z][a-z.]{2,24}\d{1,3})(?![\w-])/g,
    isHit: ([, user = '']) =>
      !sharedAccount.test(user) &&
      !isHarmless(user) &&
      !/^(?:version|v|ipv|sha|md|utf|oauth|http|db2inst)\d/.test(user),
  },
  {
    // A name of letters and a number, where only a machine stands.
    name: 'host',
    needs: ['hostname', '["', 'host', ' '],
    pattern:
      /(?:(?:^|\n)[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\bhostname["']?\s{0,2}[:=]\s{0,2}["']?)([a-z][a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,3})(?=["']?(?:[\s,}]|$))/g,
    isHit: ([, host = '']) => /\d/.test(host) && !isHarmless(host) && !/^(?:ip|localhost)/.test(host),
  },
  {
    name: 'user-in-path',
    needs: ['/home/', '/users/', '\\users\\'],
    pattern:
      /(?:(?<![A-Za-z0-9.])\/home\/|(?<![A-Za-z0-9.])\/Users\/|[A-Za-z]:(?:\\{1,4}|\/)Users(?:\\{1,4}|\/))([A-Za-z][A-Za-z0-9._-]{1,31})/g,
    isHit: ([, user = '']) => !sharedAccount.test(user) && !isHarmless(user),
  },
]

function isSomeonesMail(mail: string): boolean {
  if (mail.startsWith('git@') || mail.split('@').some(isHarmless)) return false
  // `anna@acme.se.log` is a file named after somebody; `getty@tty1.service` is not.
  const bare = mail.replace(notMail, '')
  return /@[^.]+\..*[A-Za-z]{2}$/.test(bare)
}

function isSomeonesIpv4(address: string): boolean {
  const parts = address.split('.').map(Number)
  const [a = 0, b = 0, c = 0, d = 0] = parts
  if (parts.some((part) => part > 255) || publicResolvers.has(address)) return false
  if (a === 0 || a === 127 || a >= 224 || (a === 169 && b === 254) || address.endsWith('.0.0')) return false
  // 5.2.0.1 and 12.0.3.0 are versions more often than hosts.
  return !(a < 30 && a !== 10 && b < 30 && c < 30 && d < 30)
}

function isSomeonesIpv6(address: string): boolean {
  if (!isIPv6(address) || /^(?:::1?$|ff0|fe80::$|::ffff:)/i.test(address)) return false
  return /\d/.test(address) && /[0-9a-f]{3,4}/i.test(address) && /[a-f]/i.test(address)
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)
  }
  return sum % 10 === 0 && new Set(digits).size > 3
}

/** ISO 13616: letters count from 10, the first four characters go last. */
function passesMod97(iban: string): boolean {
  if (iban.length < 15 || iban.length > 34) return false
  let rest = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97
  }
  return rest === 1
}
