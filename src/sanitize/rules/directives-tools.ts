import type { Directive } from './directive.ts'

/** What tells a machine's name from a word: a digit or a hyphen. */
const marked = (group: string) => `(?<${group}>(?=[\\w.-]*[\\d-]\\w)[A-Za-z][\\w.-]{2,62})`
const machine = (group: string) => `(?<${group}>[A-Za-z][\\w.-]{1,62})`

/** Machines by what tools for networks and virtual machines are told, and what they print. */
export const toolDirectives: readonly Directive[] = [
  {
    name: 'host',
    literals:
      'host~name~. dns~suffix~. dns-suffix~. hostname~. hostname~to~< static~hostname: transient~hostname: pinging~ nslookup~ -connect~ host~address~ startvm~ controlvm~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:host ?name|dns[- ]suffix)(?: ?\\.){2,30} ?: ${machine('machine')}|hostname to <${machine('machine1')}>|(?:static|transient) hostname: ${machine('machine2')}|pinging ${machine('peer')} \\[|nslookup (?:-\\S{2,30} ){0,3}${machine('peer1')}(?=\\s|$)|-connect ${machine('peer2')}:\\d{2,5}|host address ["'\\x60\\xe2\\x80\\x98]{0,3}${machine('peer3')}(?=["'\\x60\\xe2]|\\s*$)|(?:start|control)vm ["']?${machine('peer4')})`,
      'i',
    ),
    source:
      'learn.microsoft.com: ipconfig, ping; hostnamectl(1), nslookup(1), openssl-s_client(1); virtualbox.org: VBoxManage',
    yes: [],
    no: ['host address is invalid', 'Host Name . . . . : ', 'nslookup failed', 'pinging the server [x]'],
  },
  {
    name: 'host',
    literals: 'scheduled~on~ connected~to~ member~ neighbor~ peer~ node~ kubelet~ domain~ backend~ ~vm~ \nvm~',
    from: 'literal',
    pattern: new RegExp(
      `^\\s?(?:scheduled on ${marked('peer')}(?=[\\s,.]|$)|connected to ${marked('peer1')}(?:\\.$|\\.\\s*[\\r\\n]| \\(| port \\d)|(?:member|neighbor|peer|node|kubelet) ["']?(?!node-\\d)${marked('peer2')}["']? (?:is |was |has |status\\b|dis?connected|NotReady|Ready|went |joined|left|down|up|unreachable|timed out|not )|domain '?${marked('peer3')}'? (?:started|destroyed|is being|shut|resumed|saved|has been)|backend [\\w.-]{1,60}\\/${marked('peer4')} (?:is )?(?:DOWN|UP|MAINT|no check)|vm \\d{2,9} \\(${machine('peer5')}\\)|vm ${marked('peer6')} (?:powered|is |was |started|stopped|migrated))`,
      'i',
    ),
    source: 'kubernetes.io, etcd.io, libvirt.org, docs.haproxy.org, pve.proxmox.com: what they say of machines',
    yes: [],
    no: [
      'connected to web-socket server',
      'peer certificate-1 missing',
      'node 18-alpine is old',
      'connected to localhost (127.0.0.1)',
    ],
  },
  {
    name: 'host',
    literals: '~<00>~ ~<20>~ ~<03>~ ~<1d>~ ~<1b>~',
    from: 'line',
    pattern: new RegExp(
      `^[^\\r\\n]{0,30}?${machine('machine')}\\s{1,20}<[01][\\dA-F]>\\s{1,8}(?:UNIQUE|GROUP)\\b|^[^\\r\\n]{0,30}?${machine('machine1')}\\s{1,20}<20>\\s{1,8}UNIQUE`,
    ),
    source: 'learn.microsoft.com: nbtstat',
    yes: [],
    no: ['__MSBROWSE__ x'],
  },
  {
    name: 'cloud-account',
    literals: 's3.amazonaws.com/ /_git/ /_build/ /_apis/ ?project= &project=',
    from: 'near',
    pattern:
      /^[^\r\n]{0,60}?(?:\bs3\.amazonaws\.com\/(?<account>[a-z0-9][a-z0-9.-]{2,62})(?=\/)|\bdev\.azure\.com\/(?<account2>[A-Za-z0-9][\w-]{1,60})(?=\/)|[?&]project=(?<account3>[a-z][a-z0-9-]{4,28}-\d{3,8})(?![\w-]))/,
    source:
      'docs.aws.amazon.com: path-style requests; learn.microsoft.com: organizations; cloud.google.com: project IDs',
    yes: [],
    no: ['?project=web', 'https://s3.amazonaws.com/ is down'],
  },
  {
    name: 'wifi-network',
    literals: 'ssid":" ssid":~" ssid:~ ssid~~~ wifi~network~',
    from: 'literal',
    pattern:
      /^ssid(?:": ?"(?<network>[^"\r\n]{2,32})"|: (?!"|'|0x|[\da-f]{2}:)(?<network2>[\w][\w .-]{1,31})(?=\s*$)| {2,30}: (?<network3>[\w][\w .-]{1,31})(?=\s*$))/i,
    source: 'learn.microsoft.com: netsh wlan; iw(8)',
    yes: [],
    no: ['ssid: 0x1234', 'SSID "" is hidden'],
  },
]
