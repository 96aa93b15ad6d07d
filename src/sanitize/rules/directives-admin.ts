import type { Directive } from './directive.ts'

const login = (group: string) => `(?<${group}>[A-Za-z_][\\w.-]{1,40})`
const machine = (group: string) => `(?<${group}>[A-Za-z][\\w.-]{1,62})`
/** What tells a machine's name from a word: a digit or a hyphen. */
const marked = (group: string) => `(?<${group}>(?=[\\w.-]*[\\d-])[A-Za-z][\\w.-]{2,62})`

/** Users and machines by what the tools of those who run them are told, and what they print. */
export const adminDirectives: readonly Directive[] = [
  {
    name: 'user',
    literals: '~+~/dev/pts ~-~/dev/pts ~+~/dev/tty ~-~/dev/tty ~+~pts/ ~-~pts/ ~+~???~',
    from: 'literal',
    pattern: new RegExp(
      `^ [+-] (?:\\/dev\\/)?(?:pts\\/\\d{1,3}|tty\\w{1,4}|\\?\\?\\?) ${login('user')}:${login('user2')}(?=\\s|$)`,
    ),
    source: 'su(1) of shadow',
    yes: [],
    no: [' + /dev/pts/0 root:root'],
  },
  {
    name: 'user',
    literals: ')~begin~edit~( )~end~edit~( )~replace~( )~list~( )~delete~(',
    from: 'near',
    pattern: new RegExp(
      `^[^\\r\\n]{0,60}?\\(${login('user')}\\) (?:BEGIN EDIT|END EDIT|REPLACE|LIST|DELETE) \\(${login('user2')}\\)`,
    ),
    source: 'crontab(1)',
    yes: [],
    no: ['crontab[12]: (root) LIST (root)'],
  },
  {
    name: 'user',
    literals:
      'add_user~ delete_user~ set_user_tags~ authenticate_user~ change_password~ clear_password~ list_user_permissions~ runuser~ doas~-u~ gosu~ su-exec~ --as=',
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:(?:add|delete|authenticate)_user|(?:change|clear)_password|set_user_tags|list_user_permissions) (?:--?[\\w-]{1,20} ){0,3}${login('login')}(?=\\s|$)|runuser (?:-l |--login )?(?:-u |--user[ =])?${login('login2')} (?=[-/\\w])|doas -u ${login('login3')} |(?:gosu|su-exec) ${login('login4')}(?::\\w{1,40})? [/\\w]|--as=["']?${login('login5')}(?=["'\\s]|$))`,
      'i',
    ),
    source: 'rabbitmq.com: rabbitmqctl; runuser(1), doas(1); kubernetes.io: kubectl --as',
    yes: [],
    no: ['add_user failed for it', '--as=json is known', 'change_password must be true'],
  },
  {
    name: 'user',
    literals: ']\\[ ]\\\\[',
    from: 'near',
    pattern: new RegExp(`^[^\\r\\n]{0,60}?\\[(?<machine>[A-Za-z][\\w.-]{1,30})\\]\\\\{1,2}\\[${login('user')}\\]`),
    source: 'samba.org: log of authentications',
    yes: [],
    no: ['[a-z]\\[0-9\\]'],
  },
  {
    name: 'host',
    literals: 'workstation~[ remote~machine~[ from~client~ client~machine~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:workstation|remote machine|client machine) \\[${machine('machine')}\\]|from client ${marked('peer')} port \\d)`,
      'i',
    ),
    source: 'samba.org; freeradius.org: log of authentications',
    yes: [],
    no: ['from client side port 3'],
  },
  {
    name: 'host',
    literals: 'dhcpack~ dhcprequest~ dhcpoffer~ dhcpdiscover~ dhcprelease~ dhcpinform~ dhcpdecline~ dhcpnak~',
    from: 'literal',
    pattern: new RegExp(
      `^DHCP[A-Z]{3,8} (?:on|for|from|of|to) [^\\r\\n]{5,70}? \\(${machine('machine')}\\)(?= via |:|$)`,
      'i',
    ),
    source: 'dhcpd(8): the name that a client gives',
    yes: [],
    no: ['DHCPACK on 10.1.1.7 to 52:54:00:12:34:56 via eth0'],
  },
  {
    name: 'host',
    literals: 'connection~to~',
    from: 'literal',
    pattern: new RegExp(`^[Cc]onnection to ${marked('peer')} (?:closed|timed out|lost|refused|reset|port \\d)`),
    source: 'ssh(1)',
    yes: [],
    no: ['Connection to server closed', 'connection to the host lost'],
  },
  {
    name: 'user',
    literals: '\n~~user~ \n\tuser~ \n~~~~user~',
    from: 'literal',
    pattern: new RegExp(`^\\n[ \\t]{1,8}User ${login('login')}[ \\t]*(?=\\r?\\n|$)`),
    source: 'ssh_config(5)',
    yes: [],
    no: ['\n  User Guide\n', '\n    user space\n'],
  },
  {
    name: 'host',
    literals: '\nhost~',
    from: 'literal',
    overLines: true,
    pattern: new RegExp(
      `^\\nHost ${machine('peer')}[ \\t]*\\r?\\n[ \\t]{1,8}(?:HostName|User|IdentityFile|Port|Proxy\\w{4,7}|ForwardAgent|LocalForward) `,
    ),
    source: 'ssh_config(5)',
    yes: [],
    no: ['\nHost key\n  verification failed'],
  },
  {
    name: 'host',
    literals: '~in~a~ ~in~aaaa~ ~in~cname~ ~in~a\t ~in~ptr~ ~in~srv~',
    from: 'line',
    pattern: new RegExp(
      `^(?!(?:www|mail|ftp|ns\\d?|smtp|imap|mx\\d?|localhost|autodiscover|api) )${machine('machine')}\\s{1,40}(?:\\d{1,8}\\s{1,20})?IN\\s{1,12}(?:A|AAAA|CNAME|PTR|SRV)\\s{1,12}\\S`,
    ),
    source: 'RFC 1035: master files',
    yes: [],
    no: ['There is one IN A row', 'www IN A 192.0.2.1'],
  },
  {
    name: 'cloud-account',
    literals: 'config~set~project~ core/project~ --billing-project~ set-quota-project~',
    from: 'literal',
    pattern:
      /^(?:config set project|core\/project|--billing-project|set-quota-project)[ =](?<account>[a-z][a-z0-9-]{4,28}[a-z0-9])(?=["'\s]|$)/,
    source: 'cloud.google.com: gcloud config set',
    yes: [],
    no: ['config set project YOUR_PROJECT'],
  },
  {
    name: 'cloud-account',
    literals: '/resourcegroups/',
    from: 'literal',
    pattern: /^\/resourceGroups\/(?!default|mygroup|my-?resource)(?<account>[\w.()-]{3,90})(?=\/|["'\s]|$)/i,
    source: 'learn.microsoft.com: identifiers of resources',
    yes: [],
    no: ['GET /resourceGroups/{name}/providers'],
  },
  {
    name: 'bank-account',
    literals: 'sort~code~ sort~code:~ sortcode:~',
    from: 'literal',
    pattern:
      /^sort ?code:? (?<account>\d\d-\d\d-\d\d)(?:,? (?:and )?acc(?:oun)?t(?: ?(?:no|number))?[.:]{0,2} (?<account2>\d{7,8}))?(?!\d)/i,
    source: 'vocalink.com: sort codes',
    yes: [],
    no: ['sort code by name'],
  },
  {
    name: 'birth-date',
    literals:
      'né~le~ née~le~ nacido~el~ nacida~el~ nato~il~ nata~il~ geboren~am~ geboren~op~ fecha~de~nacimiento: date~de~naissance~ data~di~nascita: data~de~nascimento: född~den~',
    from: 'literal',
    pattern:
      /^[a-z\x80-\xff]{2,7} (?:le|el|il|am|op|den|de nacimiento:|de naissance ?:|di nascita:|de nascimento:) ?(?<birth>\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.? [A-Za-z\x80-\xff]{3,12} \d{4})/i,
    source: 'how a date of birth is said',
    yes: [],
    no: ['né le jour même'],
  },
  {
    name: 'address',
    literals: '\nadr: \nadr; \nitem1.adr',
    from: 'literal',
    pattern: /^\n(?:item\d\.)?ADR(?:;[^:\r\n]{0,80})?:[^;\r\n]{0,40};[^;\r\n]{0,40};(?<place>[^;\r\n]{4,80});/i,
    source: 'RFC 6350: ADR',
    yes: [],
    no: ['\nADR: 7 of the board'],
  },
  {
    name: 'user',
    literals: '<saml:nameid <nameid <saml2:nameid <saml:assertion:nameid',
    from: 'literal',
    pattern: /^<(?:saml2?p?:)?NameID[^<>\r\n]{0,200}>(?<user>[A-Za-z][\w.\\-]{1,80})</i,
    source: 'docs.oasis-open.org: SAML 2.0 core, NameID',
    yes: [],
    no: ['<saml:NameID>_3f7b3dcf-1674-4ecd-92c8-1544f346baf8</saml:NameID>', '<NameIDFormat>x</NameIDFormat>'],
  },
  {
    name: 'mac',
    literals: 'chaddr~ bssid~ hwaddr~ hardware~address~ mac~address~ lladdr~ client-id~',
    from: 'literal',
    pattern: /^[A-Za-z -]{5,16} (?<mac>(?=[\da-f]{0,11}[a-f])(?=[\da-f]{0,11}\d)[\da-f]{12})(?![\w-])/i,
    source: 'dhcpd.leases(5), and switches: an address without separators',
    yes: [],
    no: ['hwaddr of the card'],
  },
  {
    name: 'person',
    literals: '\n--~\n --~\r\n',
    from: 'literal',
    overLines: true,
    pattern:
      /^(?:\n)?-- \r?\n(?<person>[A-Z][a-z\x80-\xff'-]{1,24}(?: [A-Z]\.)? [A-Z][a-z\x80-\xff'-]{1,24})[ \t]*(?=\r?\n|$)/,
    source: 'RFC 3676: signatures',
    yes: [],
    no: ['\n-- \nThe Team\n'],
  },
]
