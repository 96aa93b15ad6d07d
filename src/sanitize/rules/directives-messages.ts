import { type Directive, mixed } from './directive.ts'

const user = '[\\w.@-]{2,60}'

/** Secrets as people tell them to each other, and programs to people: in words, with no sign of a setting. */
export const messageDirectives: readonly Directive[] = [
  {
    name: 'login-pair',
    literals:
      'login~is~ logins~are~ credentials~are~ creds~are~ credentials~is~ creds~ login~with~ log~in~with~ log~in~as~ sign~in~with~ login~as~ zugangsdaten~sind~',
    from: 'literal',
    pattern: new RegExp(
      `^[a-z ]{5,18}: ?["'\\x60]?(?<user>${user}) ?(?:\\/|:|\\||,| - | and ) ?["'\\x60]?(?<secret>${mixed})(?=["'\\x60\\s,;.)]|$)|^[a-z ]{5,18} ["'\\x60]?(?<user2>${user}) ?(?:\\/|:|\\||,| - | and ) ?["'\\x60]?(?<secret2>${mixed})(?=["'\\x60\\s,;.)]|$)`,
      'i',
    ),
    source: 'how people write a name and a password in one sentence',
    yes: ['the login is root / {p}9', 'default credentials are admin/{p}9'],
    no: ['login is user / password', 'log in with google/github', 'credentials are base64/utf-8'],
  },
  {
    name: 'login-pair',
    literals:
      'id/p user/p username/p login/p account/p 계정/p 아이디/p id~/~p user~/~p id,p id&p id(p id:p id~pw id~p~ ids/p benutzer/p usuario/c id)/p id)~p login:p user:p 계정,비번 계정/비번',
    from: 'near',
    pattern:
      /^.{0,80}?(?:id|ids|user|username|login|account|benutzer(?:name)?|usuario|[\x80-\xff]{6,9})\)? {0,2}[/,&:|( -]{1,2} {0,2}\(?(?:p\/?w|pwd|pass(?:word|wd|wort|code)?|contrase\xc3\xb1a|clave|[\x80-\xff]{6,12})\)?(?:\/port)?(?: (?:for|of|to) \S{1,40}| are| is| sind)?(?: {0,2}(?:[:=-]|-{1,2}>|=>) {0,2}| {1,2}|(?=\())(?:[A-Za-z]{2,20}:)?\(?(?<login>[A-Za-z_][\w.@-]{0,60}?)(?: {0,2}(?:\/{1,2}|:|,|\|) {0,2}| {1,2}|\()(?<secret>(?=[^\s"'\x60,;()/]{0,60}[\d@!#$%&*])(?=[^\s"'\x60,;()/]{0,60}[A-Za-z])[^\s"'\x60,;()/]{5,60})(?=[\s"'\x60,;)/]|$)/i,
    source: 'how people list logins: ID/PW: name/password',
    yes: ['ID/PW: master/{p}9', 'user/password - app / {p}9', 'id/pw master/{p}9'],
    no: [
      'user/password is wrong',
      'GET /user/password/reset',
      'id, path and p2',
      'a username/password login form',
      'reads the username/password from $HOME/.pypirc',
    ],
  },
  {
    name: 'password',
    literals:
      'pw는 p/w는 password는 password설정 password은 p/w: p/w~: p/w~ (pw) (pwd) (password) \nPW~ password( passwd( pwd( passwort( passcode(',
    from: 'literal',
    inWord: true,
    pattern: new RegExp(
      `^(?:(?:p/?w|pwd|passw(?:or[dt]|d)|passcode)(?:[\\x80-\\xff]{3,20}[ :=(]{0,3}(?!getenv)(?<secret>${mixed})|\\((?:[a-z]{2,12}:)?(?<secret2>(?=[^\\s()"']{0,40}\\d)(?=[^\\s()"']{0,40}[A-Z@!#$%^&*])(?=[^\\s()"']{0,40}[a-z])[^\\s()"',=]{6,60})\\))|p/w(?: ?: ?| )(?<secret3>${mixed})|\\((?:pw|pwd|password)\\) ?:? ?(?<secret4>(?![/."'$])${mixed})|\\npw (?<secret5>${mixed})(?=\\s|$))`,
      'i',
    ),
    source: 'how people tell a password',
    yes: ['PASSWORD(Ab{p}9)', 'P/W: {p}9'],
    no: ['password(user2)', 'hashPassword(pw, salt)', '(password) required'],
  },
  {
    name: 'password',
    literals:
      '~as~the~password ~is~the~password ~ist~das~passwort ~as~password ~as~my~password ~as~your~password ~as~pw ~as~the~pw ~as~pass ~als~passwort',
    from: 'near',
    pattern: new RegExp(
      `^(?:.{0,60}[\\s"'\\x60(])?(?<secret>${mixed})["'\\x60]? (?:as|als|is|ist) (?:the |my |your |das )?(?:pass(?:word|wort)?|pw)(?![\\w ] ?(?:hash|type|algo|field|encod))\\b`,
      'i',
    ),
    source: 'how people tell a password',
    yes: ['try {p}9 as the password'],
    no: ['use the hash as password', 'use it as the password'],
  },
  {
    name: 'code',
    literals: 'pin~for~ pin~to~ pin~of~ passcode~for~ ,~pin~ ~code~de~ ~code~di~',
    from: 'literal',
    pattern:
      /^, pin:? (?<secret2>\d{4,8})(?![\w.])|^ code (?:de|di) [^\s\d]{3,20}(?: est| es| \xc3\xa8| \xc3\xa9)? ?:? (?<secret3>\d{4,8})(?![\w.])|^(?:pin|passcode) (?:for|to|of) (?:[\w-]{1,20} ){1,4}(?:is|=|:):? {0,2}(?<secret>\d{4,8})(?![\w.])/i,
    source: 'how people tell a code',
    yes: [],
    no: ['the pin for the chip is 12'],
  },
  {
    name: 'password',
    literals: "password's~ passwort's~ passphrase's~ key's~ pw's~ pwd's~ password’s~ key’s~",
    from: 'literal',
    inWord: true,
    pattern: new RegExp(
      `^\\w{2,10}(?:'|\\xe2\\x80\\x99)s (?:now )?["'\\x60]?(?<secret>${mixed})(?=["'\\x60\\s,;.)]|$)`,
      'i',
    ),
    source: 'how people tell a password',
    yes: ["the wifi key's {p}9"],
    no: ["the key's value", "a password's sha256 sum"],
  },
  {
    name: 'code',
    literals: 'backup~codes recovery~codes scratch~codes',
    from: 'literal',
    pattern:
      /^(?:backup|recovery|scratch) codes?(?: are| is)?:? {1,3}(?<secret>(?:\d{4}[ -]?\d{4}|[a-z\d]{4,5}-[a-z\d]{4,5})(?:[,; ]{1,3}(?:\d{4}[ -]?\d{4}|[a-z\d]{4,5}-[a-z\d]{4,5})){0,15})(?=[\s.,;]|$)/i,
    source: 'support.google.com: backup codes',
    yes: [],
    no: ['backup codes: none left'],
  },
  {
    name: 'code',
    literals: 'the~code~ your~code~ code:~ code~is~ user~code~ device~code~ one-time~code~',
    from: 'literal',
    pattern:
      /^(?:[Tt]he|[Yy]our|[Uu]ser|[Dd]evice|[Oo]ne-time)? ?[Cc]ode(?: is)?:? ["'\x60]?(?<secret>(?=[A-Z\d]{0,3}[A-Z])[A-Z\d]{4}-[A-Z\d]{4})(?![\w-])/,
    source: 'RFC 8628: user codes of the device flow',
    yes: [],
    no: ['enter the code here'],
  },
  {
    name: 'password',
    literals: 'it~to~',
    from: 'line',
    pattern: new RegExp(
      `^(?=[^\\r\\n]{0,300}(?:password|passwd|passwort|\\bpw\\b|\\bpin\\b))[^\\r\\n]{0,300}?\\b(?:set|reset|changed?|update[ds]?) it to ["'\\x60]?(?<secret>${mixed})(?=["'\\x60\\s,;.?)]|$)`,
      'i',
    ),
    source: 'how people tell a password that was changed',
    yes: ['can you reset it to {p}9? the old password does not work'],
    no: ['the password field was renamed, set it to utf'],
  },
  {
    name: 'password',
    literals:
      '密码是 密碼是 口令是 密码为 密碼為 パスワードは 비밀번호는 密码： 비번 암호 패스워드 비밀번호 пароль~— пароль~- пароль~от~ пароль~для~ пароль~это~',
    from: 'literal',
    pattern:
      /^[\x80-\xff]{4,30}(?: [\x80-\xff]{2,40}){0,3}[ \t:=(-]{0,4}(?:[A-Za-z]{2,12}:)?(?<secret>(?=[\x21-\x7e]{0,60}[\d@!#$%&*])(?=[\x21-\x7e]{0,60}[A-Za-z])[\x21-\x27\x2a-\x7e]{5,80})/,
    source: 'how people tell a password in Chinese, Japanese, Korean and Russian',
    yes: ['密码是 {p}9', 'パスワードは {p}9 です'],
    no: ['密码是 required'],
  },
  {
    name: 'password',
    literals: 'password~to~proceed~to~installation',
    from: 'literal',
    overLines: true,
    pattern: /^[a-z ]{20,40}:\s{0,8}(?<secret>[0-9a-f]{32})\b/i,
    source: 'jenkins.io: unlocking Jenkins',
    yes: [],
    no: ['no password to proceed with'],
  },
  {
    name: 'password',
    literals: 'auth~login\r auth~login\n',
    from: 'literal',
    overLines: true,
    pattern:
      /^auth login\r?\n(?:[^\r\n]{0,60}334[^\r\n]{0,40}\r?\n)?(?:[^\r\n]{0,60}[:>\] ] ?)?(?<encoded>[A-Za-z0-9+/]{4,100}={0,2})[ \t]{0,4}\r?\n(?:[^\r\n]{0,60}334[^\r\n]{0,40}\r?\n)?(?:[^\r\n]{0,60}[:>\] ] ?)?(?<encoded2>[A-Za-z0-9+/]{4,100}={0,2})[ \t]{0,4}(?=\r?\n|$)/i,
    source: 'learn.microsoft.com: AUTH LOGIN; a name and a password in base64',
    yes: [],
    no: ['250-AUTH LOGIN PLAIN'],
  },
]
