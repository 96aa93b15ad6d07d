import type { Directive } from './directive.ts'

const capital = `[A-Z\\x80-\\xff][\\w'\\x80-\\xff-]{1,30}`
const small = `(?: (?:van|von|de|der|den|da|di|del|la|le|bin|al|el)){0,2}`
const fullName = (group: string) => `(?<${group}>${capital}${small}(?: ${capital}){1,2})`
const login = (group: string) => `(?<${group}>[A-Za-z_][\\w.-]{1,40})`
/** A digit or a sign tells a name from a word. */
const marked = (group: string) => `(?<${group}>(?=[\\w.-]*[\\d_.-]\\w)[A-Za-z][\\w.-]{2,40})`
const verbs = `asked|asks|reported|reports|said|says|wrote|writes|wants|needs|cannot|could|was|is|has|had|called|opened|confirmed|approved`

/** What people say of themselves and of each other: names, where they live, when they were born, how to reach them. */
export const toldDirectives: readonly Directive[] = [
  {
    name: 'person',
    literals:
      "my~name~is~ i~am~ i'm~ mein~name~ist~ ich~hei\u00dfe~ ich~bin~ je~m'appelle~ je~suis~ mon~nom~est~ me~llamo~ mi~nombre~es~ mi~chiamo~ il~mio~nome~\u00e8~ meu~nome~\u00e9~ name~lautet~ this~is~",
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:[Mm]y name is|[Mm]ein [Nn]ame ist|[Nn]ame lautet|[Ii]ch hei\\xc3\\x9fe|[Jj]e m'appelle|[Mm]on nom est|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Ii]l mio nome \\xc3\\xa8|[Mm]eu nome \\xc3\\xa9) (?<person1>${capital}(?: ${capital}){0,2})(?=[\\s,.!;]|$)|(?:I am|I'm|[Ii]ch bin|[Jj]e suis) ${fullName('person2')}(?=,| (?:and|from|und|aus|von|et)\\b)|[Tt]his is ${fullName('person3')}(?= (?:from|calling|here|speaking|writing)\\b))`,
    ),
    source: 'how people say who they are',
    yes: [],
    no: [
      'I am running Windows 10',
      'my name is missing in the list',
      'this is Internet Explorer',
      'I am Windows user and it fails',
    ],
  },
  {
    name: 'person',
    literals:
      'requester~ reporter~ assignee~ manager~ supervisor~ colleague~ kollege~ kollegin~ coll\u00e8gue~ meeting~with~ call~with~ chat~with~ call~ vertreten~durch: gesch\u00e4ftsf\u00fchrer: gesch\u00e4ftsf\u00fchrerin: inhaber: rechnung~an: lieferung~an: vorstand: g\u00e9rant~: represented~by~ representative: on~call:~ speaker:~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:[Rr]equester|[Rr]eporter|[Aa]ssignee|[Mm]anager|[Ss]upervisor) ${fullName('person1')}(?= (?:${verbs})\\b)|(?:[Cc]olleague|[Kk]ollegin?|[Kk]ollege|[Cc]oll\\xc3\\xa8gue|(?:[Mm]eeting|[Cc]all|[Cc]hat) with) ${fullName('person2')}(?=[\\s,.;:!)]|$)|[Cc]all ${fullName('person3')}(?= (?:on|at|back|about|tomorrow|today|again|under)\\b)|(?:[Vv]ertreten durch|[Gg]esch\\xc3\\xa4ftsf\\xc3\\xbchrer(?:in)?|[Ii]nhaber|[Rr]echnung an|[Ll]ieferung an|[Vv]orstand|[Gg]\\xc3\\xa9rant|[Rr]epresentative|[Oo]n call|[Ss]peaker) ?: {0,2}${fullName('person4')}(?=[\\s,.;]|$)|[Rr]epresented by ${fullName('person5')}(?=[\\s,.;]|$))`,
    ),
    source: 'how notes and letterheads name people',
    yes: [],
    no: ['call Main Method on start', 'Meeting with Support Team', 'on call: Operations Center'],
  },
  {
    name: 'person',
    literals: '~schrieb~ ~a~\u00e9crit ~escribi\u00f3: ~ha~scritto: ~skrev~ ~schreef~ ~via~',
    from: 'line',
    pattern: new RegExp(
      `^[>\\s]{0,8}(?:Am [^\\r\\n]{6,40}? schrieb ${fullName('person1')}(?= <|:|\\s*$)|Le [^\\r\\n]{6,50}?, ${fullName('person2')} (?:<[^<>\\r\\n]{3,80}> )?a \\xc3\\xa9crit|El [^\\r\\n]{6,50}?, ${fullName('person3')} (?:<[^<>\\r\\n]{3,80}> |\\([^()\\r\\n]{3,80}\\) )?escribi|Il [^\\r\\n]{6,50}? ${fullName('person4')} (?:<[^<>\\r\\n]{3,80}> )?ha scritto|(?:From|Von|De): "?${fullName('person5')} via \\w)`,
    ),
    source: 'how mail programs quote in other languages, and how trackers send for somebody',
    yes: [],
    no: ['Am Montag schrieb er: fertig'],
  },
  {
    name: 'address',
    literals:
      'address:~ address~is~ address":~" adresse~ist~ wohnort:~ wohnhaft~ live~at~ lives~at~ living~at~ wohne~ residence:~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:[Aa]ddress(?:"?:| is)|[Aa]dresse ist|[Ww]ohnort:|[Ww]ohnhaft(?: in)?:?|[Ll]iv(?:es?|ing) at|[Ww]ohne in(?: der)?|[Rr]esidence:) ["']?(?<place>\\d{1,5}[a-z]?,? ${capital}(?: ${capital}){1,3}(?:, ?\\d{4,5} ${capital})?|${capital}(?:[ -]${capital}){0,2} \\d{1,4}[a-z]?,? \\d{4,5} ${capital})(?=["'\\s,.;]|$)`,
    ),
    source: 'upu.int: how postal addresses are written',
    yes: [],
    no: ['address: localhost:80', 'address: 0x7fff5fbff8c0', 'IP address is 4 bytes'],
  },
  {
    name: 'birth-date',
    literals: 'born:~ born~ geb.~ geb:~ geboren:~ geburtstag:~',
    from: 'literal',
    pattern:
      /^(?:born|geb\.|geb|geboren|geburtstag):? (?:on |am )?(?<birth>\d{1,2}\.\d{1,2}\.\d{2,4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2},? \d{4}|\d{1,2}\.? [A-Z][a-z\x80-\xff]{2,9} \d{4})/i,
    source: 'how a date of birth is said',
    yes: [],
    no: ['born ready', 'geb. in Wien'],
  },
  {
    name: 'national-id',
    literals:
      "ausweisnummer matrikel versichertennummer versicherungsnummer krankenversicher personnummer f\u00f8dselsnummer abn~ abn:~ hkid sin~ dl#~ medical~record~ mrn~ mrn:~ cpr-nummer driver's~licence licence~no license~no identity~card id~card~",
    from: 'literal',
    pattern:
      /^(?:ausweisnummer|matrikel(?:nummer)?|(?:kranken)?versicher(?:ten|ungs)nummer|personnummer|f\xc3\xb8dselsnummer|abn|hkid|sin|dl#|medical record(?: number)?|mrn|cpr-nummer|driver's licen[cs]e|licen[cs]e no\.?|identity card|id card)(?: (?:no|nr|number|is)\.?)?[\s.:#=]{1,3}(?<id>[A-Z0-9](?:[ ./-]?[A-Z0-9]){6,19}|[A-Z]{1,2}\d{6}\([\dA])(?![\w])/i,
    source: 'en.wikipedia.org: national identification number',
    yes: [],
    no: ['sin and cos of it', 'medical record number is missing', 'id card reader attached'],
  },
  {
    name: 'phone',
    literals:
      'pager~ pager:~ ~on~0 reachable~at~ erreichbar~unter~ call~me~at~ call~me~on~ reach~me~at~ r\u00fcckruf~ ruf~mich~',
    from: 'literal',
    pattern:
      /^(?:pager:?|reachable at|erreichbar unter|(?:call|reach) me (?:at|on)|r\xc3\xbcckruf(?: unter)?|ruf mich(?: unter)?) (?<phone>\+?\(?\d[\d ()./-]{6,20}\d)(?![\w:]|[.,]\d)/i,
    source: 'how people say where they can be called',
    yes: [],
    no: ['pager 12 of 30', 'reachable at 10.1.2.3'],
  },
  {
    name: 'user',
    literals: '/in/ skype:~ telegram~@ telegram:~ instagram:~ twitter:~ skype~id:~',
    from: 'near',
    pattern: new RegExp(
      `^[^\\r\\n]{0,60}?\\b(?:linkedin\\.com\\/in\\/(?<user>[A-Za-z][\\w.-]{2,60})|(?:skype(?: id)?: (?:live:)?|telegram @|(?:telegram|instagram|twitter): @?)${marked('login')})`,
      'i',
    ),
    source: 'how the pages of people are addressed there',
    yes: [],
    no: ['/usr/in/place', 'telegram: bot'],
  },
  {
    name: 'location',
    literals: 'coordinates":~[ coordinates":[ coordinates:~[ coordinates=[ latlng":[ latlng":~[',
    from: 'literal',
    pattern: /^\w{6,11}["']?\s?[:=]\s?\[\s?(?<place>-?\d{1,3}\.\d{3,},\s?-?\d{1,3}\.\d{3,})/i,
    source: 'RFC 7946: Position',
    yes: [],
    no: ['coordinates: [0, 0]'],
  },
  {
    name: 'user',
    literals:
      'login~as:~ welcome~back,~ login~attempt~by~ logged~in~to~ unix-user: assumed-role/ 331~ ~has~joined~ ~has~left~ user.name~ user.name=',
    from: 'near',
    pattern: new RegExp(
      `^[^\\r\\n]{0,60}?(?:\\b[Ll]ogin as: ${login('user')}(?=\\s|$)|\\b[Ww]elcome back, ${marked('login')}|\\b[Ll]og[io]n attempt by ${login('login1')}(?= (?:failed|from|on|denied|rejected|succeeded)\\b)|\\bLogged in to \\S{4,60} (?:account|as) ${login('user2')}|\\bunix-user:${login('login3')}|\\bassumed-role\\/[\\w+=,.@-]{1,64}\\/(?<user3>[\\w+=,.@-]{2,64})|\\b331 [^\\r\\n]{0,24}required for ${login('user4')}|(?:^|[\\s*])(?<login5>[A-Za-z_][\\w.-]{1,40}) has (?:joined|left) (?:the (?:channel|room|game|meeting|server|call)|#\\w)|\\buser\\.name[ =]["'](?<person>${capital}(?: ${capital}){1,2})["'])`,
    ),
    source: 'putty; github.com/cli: auth status; polkit(8); RFC 959: reply 331; git-config(1)',
    yes: [],
    no: ['A member has joined the cluster', 'login attempt by unknown user', 'Welcome back, user', 'login as: root'],
  },
]
