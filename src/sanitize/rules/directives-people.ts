import type { Directive } from './directive.ts'

const between = `[\\s.:=#"'*]{0,4}(?:(?:no|nr|num(?:ber|mer|ero|\\xc3\\xa9ro)?|n(?:\\xc2\\xb0|\\xc2\\xba)|id|is|was|to|at|on)\\b[\\s.:=#"']{0,4}){0,2}`
const capital = `[A-Z\\x80-\\xff][\\w'\\x80-\\xff-]{1,30}`

/** What people write about people, with no sign that would make a field of it. */
export const peopleDirectives: readonly Directive[] = [
  {
    name: 'phone',
    literals:
      'phone telefon teléfono téléphone tél. tél~ mobile mobil: mobil~ handy sms~to whatsapp caller celular fax: fax~ fon: fon~ tel.: tel.~ tel~ tel: cell: тел. тел: телефон 電話 电话 手机 手機 携帯',
    from: 'literal',
    pattern: new RegExp(
      `^(?:phone|telefon[eo]?|t(?:e|\\xc3\\xa9)l(?:(?:e|\\xc3\\xa9)(?:fono|phone))?|mobile?|handy|sms|whatsapp|caller|celular|fax|fon|cell|\\xd1\\x82\\xd0\\xb5\\xd0\\xbb(?:\\xd0\\xb5\\xd1\\x84\\xd0\\xbe\\xd0\\xbd)?|[\\xe6\\xe9\\xe7][\\x80-\\xff]{5})${between}(?<phone>(?:\\+|00)?\\(?\\d[\\d ()./-]{6,22}\\d)(?![\\w:]|[.,]\\d)`,
      'i',
    ),
    source: 'en.wikipedia.org: national conventions for writing telephone numbers',
    yes: [],
    no: ['phone call took 1200 ms', 'mobile 2024-03-11 10:22', 'caller 10.1.2.3 is a host of ours'],
  },
  {
    name: 'national-id',
    literals:
      'passport reisepass pasaporte passeport personalausweis national~insurance nino~ social~security sécurité~sociale codice~fiscale dni~ dni: nie~ nif~ cpf~ cnpj~ curp~ steuer-id steuernummer aadhaar vat~ ust-id ustid tax~id tax~number imei~ iccid~ imsi~ licence~ license~ führerschein bsn~ pesel~ sozialversicherung ssn~ ssn: itin~ itin: nric~ nric: tfn~ tfn: medicare~ account~number routing~number nhs~n pan~is~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:passport|reisepass|pasaporte|passeport|personalausweis|national insurance|nino|social security|s\\xc3\\xa9curit\\xc3\\xa9 sociale|codice fiscale|dni|nie|nif|cpf|cnpj|curp|steuer-id|steuernummer|aadhaar|vat|ust-?id|tax (?:id|number)|imei|iccid|imsi|licen[cs]e|f\\xc3\\xbchrerschein|bsn|pesel|sozialversicherung|ssn|itin|nric|tfn|medicare|account|routing|nhs|pan(?= is))\\w{0,8}${between}(?<id>[A-Z0-9](?:[ ./-]?[A-Z0-9]){6,19})(?![\\w])`,
      'i',
    ),
    source: 'en.wikipedia.org: national identification number',
    yes: [],
    no: ['passport strategy jwt registered', 'license 2.0 of the Apache foundation', 'passport-local 1.0.0 installed'],
  },
  {
    name: 'birth-date',
    literals: 'born~ geboren~ nacido~ née~ date~of~birth~',
    from: 'literal',
    pattern:
      /^(?:born|geboren|nacido|n\xc3\xa9e?|date of birth) (?:on |am |le |el |is |was )?(?<birth>\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2} [A-Z][a-z]{2,9} \d{4})/i,
    source: 'how a date of birth is said',
    yes: [],
    no: ['born from parent 12'],
  },
  {
    name: 'person',
    literals:
      'dear~ hello~ \nhi~ \nhey~ \nhallo~ \nliebe~ \nlieber~ regards,\n regards,\r\n gr\u00fc\u00dfe\n gr\u00fc\u00dfen\n sehr~geehrte bonjour~ estimado~ estimada~ gentile~ frau~ herr~ signed-off-by:~ kind~regards best~regards sincerely thanks,\n thanks\n thanks!\n cheers,\n cheers\n gruss\n greetings,\n cordialement saludos',
    from: 'literal',
    pattern: new RegExp(
      `^(?:\\n?(?:Dear|Hello|Hi|Hey|Hallo|Liebe|Lieber|Bonjour|Estimad[oa]|Gentile|Sehr geehrter?) (?:(?:Mr|Mrs|Ms|Dr|Frau|Herr|Monsieur|Madame|Sra?|Sig)\\.? )?(?<person>${capital}(?: ${capital}){0,2})(?=[,!]|\\s*[\\r\\n]|$)|(?:Frau|Herr) (?<person2>${capital}(?: ${capital})?)|(?:(?:[Kk]ind |[Bb]est )?[Rr]egards|[Ss]incerely|[Tt]hanks|[Cc]heers|[Gg]reetings|Cordialement|Saludos|[Gg]russ|[Gg]r\\xc3\\xbc\\xc3\\x9fen?)[,!]?\\s{1,4}(?<person3>${capital}(?: ${capital}){1,2})(?=\\s*[\\r\\n]|$))`,
    ),
    source: 'how a letter begins and ends',
    yes: [],
    no: ['Hello World!', 'Dear Customer,', 'Hello Team,'],
  },
  {
    name: 'person',
    literals:
      "'s~iphone 's~ipad 's~macbook 's~mac~ 's~pc 's~laptop 's~phone 's~headphones 's~airpods 's~watch 's~galaxy 's~pixel 's~buds -iphone -ipad -macbook -mbp -imac -air \u2019s~iphone",
    from: 'line',
    pattern:
      /^[^\r\n]{0,200}?(?<![\w-])(?<person>[A-Z][a-z\x80-\xff]{2,20})(?:(?:'|\xe2\x80\x99)s (?:iPhone|iPad|MacBook|Mac|PC|Laptop|Phone|Headphones|AirPods|Watch|Galaxy|Pixel|Buds)\b|s-(?:iPhone|iPad|MacBook|MBP|iMac|Air)\b)/,
    source: 'support.apple.com: a new device is called after its owner',
    yes: [],
    no: ["the user's phone rang", 'New-iPad'],
  },
  {
    name: 'address',
    literals:
      'strasse~ stra\u00dfe~ str.~ allee~ gasse~ ~street ~avenue ~road, ~boulevard ~lane, ~ave. ~blvd weg~ platz~ ~rue~',
    from: 'line',
    pattern:
      /^[^\r\n]{0,200}?(?<![\w-])(?!51 Franklin |59 Temple )(?<place>[A-Z][a-z\x80-\xff]{2,24}(?:stra(?:ss|\xc3\x9f)e|str\.|allee|gasse|weg|platz) \d{1,4}[a-z]?(?=[\s,;]|$)|\d{1,5} (?:[NSEW]\.? )?[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})? (?:Street|Avenue|Boulevard|Road|Lane|Ave\.?|Blvd\.?|St\.|Rd\.)(?=,|\s*$)|\d{1,4},? (?:rue|avenue|boulevard) (?:de |du |des |de la |d')?[A-Z][\w\x80-\xff-]{2,24})/,
    source: 'upu.int: how postal addresses are written',
    yes: [],
    no: ['see the street map', '3 way road test', 'Auf dem Weg 12 mal'],
  },
  {
    name: 'person',
    literals: 'snmp-server~contact~ syscontact~ snmp~contact~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:snmp-server contact|syscontact|snmp contact) "?(?<person>${capital}(?: ${capital}){1,2})`,
      'i',
    ),
    source: 'cisco.com: snmp-server contact; snmpd.conf(5)',
    yes: [],
    no: [],
  },
  {
    name: 'person',
    literals: '~wrote: ~+0000~ ~+0100~ ~+0200~ ~+0300~ ~+0530~ ~+0800~ ~-0300~ ~-0400~ ~-0500~ ~-0600~ ~-0700~ ~-0800~',
    from: 'line',
    pattern: new RegExp(
      `^(?:On [^\\r\\n]{6,60}, (?<person>${capital}(?: ${capital}){1,2}) wrote:|\\^?[0-9a-f]{7,40} (?:[\\w./-]{1,80} +)?\\((?<person2>${capital}(?: ${capital}){1,2}) +\\d{4}-\\d\\d-\\d\\d \\d\\d:)`,
    ),
    source: 'how mail programs quote; git-blame(1)',
    yes: [],
    no: ['On Monday, he wrote: done', '3f786850 (Not Committed Yet 2024-03-11 10:22:33 +0000 12) x'],
  },
  {
    name: 'user',
    literals: 'thanks~@ thx~@ cc~@ cc:~@ ping~@ hi~@ hey~@ hello~@ assigned~to~@ reviewed-by:~@',
    from: 'literal',
    pattern:
      /^(?:(?:thanks|thx|cc:?|ping|hi|hey|hello) @(?<login>[A-Za-z][\w-]{1,38})|(?:assigned to|reviewed-by:) @(?<login2>[a-z][\w-]{1,38}))(?![\w/@.(])/i,
    source: 'docs.github.com: mentions',
    yes: [],
    no: ['hi @everyone', 'thanks @here', 'computed by @total_ordering'],
  },
  {
    name: 'phone',
    literals: 'wa.me/ api.whatsapp.com/send?phone=',
    from: 'literal',
    pattern: /^(?:wa\.me\/|api\.whatsapp\.com\/send\?phone=)(?<phone>\+?\d{8,15})(?!\d)/i,
    source: 'faq.whatsapp.com: click to chat',
    yes: [],
    no: ['wa.me/qr/ABC'],
  },
  {
    name: 'person',
    literals: '~~name:~',
    from: 'line',
    pattern: new RegExp(`^[^\\r\\n]{0,60}?\\bLogin: \\S{1,40}\\s{1,40}Name: (?<person>${capital}(?: ${capital}){1,2})`),
    source: 'finger(1)',
    yes: [],
    no: [],
  },
  {
    name: 'person',
    literals: '\nn: \nn; \nfn: \nbday: \npid| \nnk1|',
    from: 'literal',
    pattern: new RegExp(
      `^\\n(?:N(?:;[^:\\r\\n]{0,60})?:(?<person3>${capital}(?: ${capital})?);(?<person4>${capital}(?: ${capital})?)(?=;|\\s)|FN(?:;[^:\\r\\n]{0,60})?:(?<person>${capital}(?: ${capital}){0,3})|BDAY(?:;[^:\\r\\n]{0,60})?:(?<birth>[\\d-]{6,10})|(?:PID|NK1)\\|[^|\\r\\n]{0,20}\\|(?:[^|\\r\\n]{0,60}\\|){0,3}?(?<person2>[A-Z][\\w'\\x80-\\xff-]{1,30}\\^[A-Z][\\w'\\x80-\\xff-]{1,30})[^|\\r\\n]{0,40}(?:\\|[^|\\r\\n]{0,40}?\\|(?<birth2>\\d{8})(?:\\|[^|\\r\\n]{0,30}){3}\\|(?<place>[^|^\\r\\n]{5,60}))?)`,
    ),
    source: 'RFC 6350: vCard; hl7.org: PID, NK1',
    yes: [],
    no: [],
  },
  {
    name: 'email',
    literals: '(at) [at] {at} ~[dot]~ ~(dot)~ ~dot~com ~dot~org ~dot~net ~dot~de ~dot~io',
    from: 'line',
    pattern:
      /^[^\r\n]{0,300}?(?<email>(?<![\w.+-])[\w][\w.+-]{1,40} ?(?:[([{] ?at ?[)\]}]| AT ) ?[\w-]{2,40}(?:(?:\.| ?[([{] ?dot ?[)\]}] ?| (?:DOT|dot) )[\w-]{2,24}){1,4})/i,
    source: 'how people hide an address of e-mail from robots',
    yes: [],
    no: ['value[at] = 1', 'f(at)'],
  },
  {
    name: 'person',
    literals:
      'raised~by~ reported~by~ submitted~by~ opened~by~ requested~by~ approved~by~ created~by~ escalated~to~ assigned~to~ assigned~to:~ escalated~by~ forwarded~by~ called~by~ contacted~by~ reviewed~by~ signed~by~ owned~by~ handled~by~ spoke~with~ spoke~to~ call~from~ mail~from~ email~from~ message~from~ ticket~from~ behalf~of~ customer~ customer:~ client~ client:~ employee~ colleague~ patient~ contact~person bill~to:~ ship~to:~ sold~to:~ contact:~ caller~ caller:~ requester:~ reporter:~ assignee:~ engineer~ technician~ guest~ tenant~ passenger~ student~ teacher~ doctor~ nurse~ attention~ attn:~ attn~',
    from: 'literal',
    pattern:
      /^[A-Za-z]{4,10}(?:[ -](?:by|to|from|with|of|person))?:? {1,3}(?:(?:Mr|Mrs|Ms|Dr|Prof|Frau|Herr)\.? )?(?!(?:Credentials?|Certificates?|Authentication|Authorization|Registration|Access|Support|Service|Portal|Network|Server|Error)\b)(?<person>[A-Z][a-z\x80-\xff'-]{1,24} (?:[A-Z]\. )?(?:(?:de|da|van|von|del|di|le|la|el|bin|al) ){0,2}[A-Z][a-z\x80-\xff'-]{1,24})(?= ?(?:[,;.)(\r\n]|$| (?:at|on|in|from|and|who|is|was|has|had|said|says|says|reported|reports|wrote|writes|called|calls|asked|asks|complained|cannot|could|can|wants|needs|tried|opened|about|at|via|because|with|for|regarding)\b))/,
    source: 'how a note names the person that it is about',
    yes: [],
    no: [
      'Assigned to Tier Two',
      'client Windows Ten is slow',
      'Client Credentials Flow',
      'customer Success Team is here',
      'created by Jenkins',
      'call from Main Thread',
      'owned by Local System',
    ],
  },
  {
    name: 'person',
    literals: 'user~ user:~ users~',
    from: 'literal',
    pattern:
      /^users?:? (?<person>[A-Z][a-z\x80-\xff'-]{1,24} (?:[A-Z]\. )?[A-Z][a-z\x80-\xff'-]{1,24})(?= (?:reported|reports|said|says|wrote|writes|called|complained|complains|cannot|can't|could|couldn't|is|was|has|had|asked|asks|tried|tries|opened|wants|needs|sees|gets|got|logged|signed|uses)\b)/,
    source: 'how a note speaks of a user by name',
    yes: [],
    no: ['user Interface Guidelines is open', 'the user Account Control is on'],
  },
  {
    name: 'person',
    literals: 'cn=',
    from: 'literal',
    pattern:
      /^cn=(?<person>[A-Z][a-z\x80-\xff'-]{1,24} [A-Z][a-z\x80-\xff'-]{1,24}),(?: ?(?:OU|CN)=[^,=\r\n]{1,60},){0,8} ?DC=(?<machine>(?!com\b|net\b|org\b|local\b|example\b)[\w-]{2,60}),/i,
    source: 'RFC 4514: names of directories; their last parts are the domain',
    yes: [],
    no: [],
  },
]
