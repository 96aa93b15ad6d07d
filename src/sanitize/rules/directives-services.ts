import type { Directive } from './directive.ts'

const user = '[A-Za-z_][\\w.$-]{1,40}'
/** A name with a digit, a hyphen or a dot in it: `web` alone may be anything. */
const machine = '(?=[A-Za-z\\d-]{0,40}[\\d.-])[A-Za-z][\\w-]{0,60}(?:\\.[\\w-]{1,60}){0,6}[A-Za-z\\d]'
const quad = '\\d{1,3}(?:\\.\\d{1,3}){3}'

/** Users and machines by their place in what servers and tools write of a connection, a session or a job. */
export const serviceDirectives: readonly Directive[] = [
  {
    name: 'host',
    literals:
      'connect~to~ connecting~to~ connected~to~ connection~to~ unknownhostexception:~ enotfound~ eai_again~ resolve~host:~ resolve~host~ resolve~hostname~ no~route~to~host~ lookup~ reach~host~ disconnected~from~ tunnel~to~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:connect(?:ing|ed|ion)? to (?:server |broker |peer |node )?["'\\x60]?(?<machine>${machine})(?=["'\\x60]?(?::\\d{2,5}\\b| port \\d| \\())|(?:unknownhostexception: |enotfound |eai_again |resolve host(?:name)?:? |route to host |reach host )["'\\x60]?(?<machine2>${machine})(?=["'\\x60]?(?::|[\\s,;)]|$))|lookup (?<machine3>${machine})(?= on |: no such))`,
      'i',
    ),
    source: 'what clients say of a server that they cannot reach',
    yes: [],
    no: ['connect to server failed', 'lookup table-2 is full of 3', 'connecting to utf-8 encoder'],
  },
  {
    name: 'host',
    literals:
      'fatal:~[ ok:~[ changed:~[ skipping:~[ unreachable:~[ ~ok= ansible_host= ansible_user= ansible_connection= ansible_port= ansible_ssh',
    from: 'line',
    pattern: new RegExp(
      `^(?:(?:fatal|ok|changed|skipping|unreachable|failed|included|rescued): \\[(?<machine>${machine})(?: -> (?<machine2>${machine}))?\\]|(?<machine3>${machine}) {1,60}: ok=\\d|(?<machine4>${machine})[ \\t]{1,20}(?:[\\w.]{2,40}=\\S{1,100} ){0,6}ansible_\\w{2,40}=)`,
    ),
    source: 'docs.ansible.com: what a play prints, inventories',
    yes: [],
    no: ['ok: [localhost]', 'changed: [localhost] => (item=tree)'],
  },
  {
    name: 'host',
    literals: '~alert:~ ~notification:~ ~downtime~alert:~ problem:~ resolved:~ recovery:~',
    from: 'literal',
    pattern: new RegExp(
      `^(?: (?:flapping |downtime )?alert: | notification: (?:[\\w.-]{1,40};)?)(?<machine>${machine});|^(?:problem|resolved|recovery): (?<machine2>${machine}) (?:has|is|was)\\b`,
      'i',
    ),
    source: 'nagios.org: log entries; zabbix.com: messages',
    yes: [],
    no: ['SERVICE ALERT: localhost;Disk Space;OK;HARD;1;DISK OK'],
  },
  {
    name: 'host',
    literals: 'data~source= datasource= (host= ~ashost= ~mshost= ~gwhost= server=tcp: identity~set~name= host-name~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:data ?source=(?:tcp:)?|\\(host=| (?:as|ms|gw)host=|server=tcp:|identity set name=|host-name )["']?(?<machine>${machine})(?=["']?(?:[;,\\s)\\\\:"']|$))`,
      'i',
    ),
    source:
      'connectionstrings.com; docs.oracle.com: net service names; sap.com: RFC connection; juniper.net: host-name',
    yes: [],
    no: ['Data Source=shop.db;', '(HOST=localhost)'],
  },
  {
    name: 'host',
    literals:
      'redis-cli~ mongo~ mongosh~ mongodump~ mongorestore~ mysql~ mysqldump~ psql~ pg_dump~ ldapsearch~ mosquitto_pub~ mosquitto_sub~ smbclient~ curl~ snmpwalk~ traceroute~ nslookup~ telnet~ sqlcmd~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:[\\w-]{3,20} (?:[^\\r\\n|;]{0,200}? )?(?:-h|-H|-S|--host(?:name)?)[ =]{1,2}(?:tcp:)?|smbclient (?:-\\S{1,10} ){0,3}\\/\\/|(?:traceroute|nslookup|telnet) (?:-\\S{1,6} (?:\\d{1,5} )?){0,4})(?<machine>${machine})(?=[\\s,:/]|$)`,
    ),
    source: 'redis.io, mongodb.com, postgresql.org, mosquitto.org: how their clients are called',
    yes: [],
    no: ['redis-cli -h localhost ping', 'curl -H "Accept: text/html"', 'ping -c 3 localhost'],
  },
  {
    name: 'host',
    literals: '~>~ ~ip~ ~ip6~',
    from: 'line',
    pattern: new RegExp(
      `^(?:\\d\\d:\\d\\d:\\d\\d\\.\\d{1,9} )?IP6? (?<machine>${machine})\\.(?:\\d{1,5}|[a-z][a-z-]{1,14}) > (?<machine2>${machine})\\.(?:\\d{1,5}|[a-z][a-z-]{1,14}): (?:Flags|UDP|TCP|\\d)`,
    ),
    source: 'tcpdump(1)',
    yes: [],
    no: [],
  },
  {
    name: 'user',
    literals: 'user=< login~user=<',
    from: 'literal',
    pattern: /^(?:login )?user=<(?<user>[\w.@+-]{2,80})>(?=,| )/,
    source: 'doc.dovecot.org: login processes',
    yes: [],
    no: ['user=<>, rip=127.0.0.1'],
  },
  {
    name: 'user',
    literals: '~ok~login: ~fail~login: ~ok~download: ~ok~upload: ~login~ok: login~incorrect: login~ok:',
    from: 'line',
    pattern: new RegExp(
      `^[^\\r\\n]{0,80}?(?:\\[(?<user>${user})\\] (?:OK|FAIL) (?:LOGIN|DOWNLOAD|UPLOAD|MKDIR|DELETE)|Login (?:OK|incorrect)(?: \\([^)\\r\\n]{0,80}\\))?: \\[(?<user2>[\\w.@\\\\-]{2,60})[\\]/])`,
    ),
    source: 'vsftpd.conf(5): log format; freeradius.org: auth log',
    yes: [],
    no: [],
  },
  {
    name: 'user',
    literals:
      '~multi:~ ~multi_ ~peer~info: ~tls:~ ~sent~control ~push:~ ~verify~ ~data~channel ~control~channel ~soft~reset ~push_request',
    from: 'line',
    pattern: new RegExp(
      `^[^\\r\\n]{0,60}?(?:^|[\\s:])(?<user>${user})/${quad}:\\d{1,5} (?:[A-Z]|peer info)(?:[^\\r\\n]{0,120}?-> (?<user2>${user})/${quad})?`,
    ),
    source: 'openvpn.net: common name and address of a client before each message',
    yes: [],
    no: ['client eth/1 MULTI: x'],
  },
  {
    name: 'user',
    literals:
      'sshd:~ ~on~pts/ ~on~tty denied~to~ powered~on~by~ powered~off~by~ @pam @pve ]~logged~in ,~owner~ owner~ users.users. uid~1',
    from: 'line',
    pattern: new RegExp(
      `^[^\\r\\n]{0,220}?(?:sshd: (?!(?:succeeded|failed|started|stopped|done)\\b)(?<user>${user})(?=@pts| \\[priv\\]|\\s*$)|\\(to [\\w-]{1,30}\\) (?<user2>${user}) on (?:pts|tty)|denied to (?<user3>${user})\\.?\\s*$|powered (?:on|off) by (?<user4>${user})\\b|user (?<user5>${user})@(?:pam|pve|ldap)\\b|(?<user6>[A-Za-z_]\\w{2,31})\\[\\/${quad}:\\d{1,5}\\] logged in|\\bowner (?<user7>${user})@(?<machine>${machine}) |users\\.users\\.(?<user8>${user}) = |uid \\d{4,6} (?<user9>${user})\\))`,
    ),
    source:
      'sshd(8), su(1), github.com, vmware.com, proxmox.com, minecraft.wiki: server logs, lpq(1), nixos.org, polkit(8)',
    yes: [],
    no: ['permission denied to access the file', 'sshd: no hostkeys available', 'owner group wheel on tty1'],
  },
  {
    name: 'user',
    literals: '"mysql "mysqldump "mariadb "psql "pg_dump "mongo "mongosh "redis-cli "sshpass "curl',
    from: 'literal',
    pattern:
      /^"(?:\/[\w/-]{0,40}\/)?[\w-]{3,12}"(?:, "(?!-[uUpa]"?)[^"\r\n]{0,80}"){0,8}?(?:, "-[uU](?:", ")?(?<user>[\w.-]{2,40})")?(?:, "(?!-[pa])[^"\r\n]{0,80}"){0,8}?, "-[pa](?:", ")?(?<secret>[^"\r\n]{4,120})"/,
    source: 'execve(2) as strace(1) prints it, and lists of arguments in JSON',
    yes: ['execve("/usr/bin/mysql", ["mysql", "-u", "app", "-p{p}", "shop"], 0x7ffd) = 0'],
    no: ['["psql", "-c", "select 1"]'],
  },
  {
    name: 'user',
    literals: '\nfrom~',
    from: 'literal',
    pattern:
      /^\\nFrom (?<user>[a-z_][\w.-]{1,31}) {1,2}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d/,
    source: 'mbox(5)',
    yes: [],
    no: [],
  },
  {
    name: 'user',
    literals: '~hier_ ~first_up_parent ~none/-',
    from: 'line',
    pattern: new RegExp(
      `^[^\\r\\n]{0,200}? TCP_\\w{3,30}/\\d{3} \\d{1,12} [A-Z]{3,9} \\S{1,300} (?<user>${user}) (?:HIER_|FIRST_UP|NONE)`,
    ),
    source: 'squid-cache.org: native access log',
    yes: [],
    no: [],
  },
  {
    name: 'user',
    literals: '~443~ ~80~ ~8080~ ~8443~',
    from: 'line',
    pattern: new RegExp(
      `^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?: \\S{1,60}){1,3} [A-Z]{3,9} /\\S{0,200} \\S{1,200} \\d{2,5} (?:[\\w-]{1,20}\\\\)?(?<user>${user})(?:@[\\w.-]{1,60})? `,
    ),
    source: 'learn.microsoft.com: W3C extended log of IIS',
    yes: [],
    no: [],
  },
  {
    name: 'user',
    literals: '\nuid:~ ~add~name=',
    from: 'literal',
    pattern: new RegExp(
      `^(?:\\nuid: (?<user>[A-Za-z][\\w.-]{1,40})(?=\\r?\\n|$)| add name="?(?<user2>${user})"? password=)`,
    ),
    source: 'RFC 2849: LDIF; help.mikrotik.com: PPP AAA',
    yes: [],
    no: ['/interface add name=bridge1 mtu=1500'],
  },
  {
    name: 'user',
    literals: '_user~ ~ipv4~ ~ipv6~ ~cwd~ ~txt~ proftpd[',
    from: 'line',
    pattern: new RegExp(
      `^(?:[ \\t]{0,8}(?:ENV|ARG) \\w{0,40}_USER (?<user>${user})(?=\\s*$)|[\\w.:-]{1,20} +\\d{1,8} +(?:\\d{1,8} +)?(?<user2>[a-z_][\\w.-]{1,31}) +(?:\\d{1,5}[ruwW]{0,2}|cwd|rtd|txt|mem) +(?:IPv[46]|REG|DIR|CHR|unix|FIFO|sock)\\b(?:[^\\r\\n]{0,60}? TCP (?<machine>${machine}):\\w)?|[^\\r\\n]{0,60}?proftpd\\[\\d{1,8}\\]:? (?<machine2>${machine}) \\()`,
    ),
    source: 'docs.docker.com: ENV; lsof(8); proftpd.org: logs',
    yes: [],
    no: ['COMMAND PID USER FD TYPE DEVICE', 'ENV APP_USER $USER'],
  },
  {
    name: 'user',
    literals: 'user@host:~ grant~ ;uid= authenticating~to~ ~scram-sha-256 ~peer ~md5\n \nusers:',
    from: 'literal',
    pattern: new RegExp(
      `^(?:user@host: (?<user>${user})\\[(?<user2>[\\w.-]{0,60})\\] @ (?<machine>${machine})?|grant [^\\r\\n;]{1,200}? to ["'\\x60]?(?<user3>${user})["'\\x60]?@["'\\x60]?(?<machine2>${machine})?|;uid=(?<user4>${user})(?=;|"|$)|authenticating to \\S{1,100} as '(?<user5>${user})'|\\nusers:\\r?\\n- name: (?<user6>[\\w.@-]{2,60})(?=\\r?\\n))`,
      'i',
    ),
    source:
      'mysql.com: slow query log, GRANT; connectionstrings.com; openssh: client messages; kubernetes.io: kubeconfig',
    yes: [],
    no: ['grant access to everyone', ';uid=0'],
  },
  {
    name: 'user',
    literals: '~scram-sha-256 ~reject ~trust ~md5',
    from: 'line',
    pattern: new RegExp(
      `^host(?:(?:no)?ssl|gssenc)?[ \\t]{1,20}[\\w.,-]{1,60}[ \\t]{1,20}(?!all\\b)(?<user>${user})[ \\t]{1,20}[\\da-f.:]{3,45}`,
    ),
    source: 'postgresql.org/docs: pg_hba.conf',
    yes: [],
    no: ['host    all    all    127.0.0.1/32    md5'],
  },
  {
    name: 'user',
    literals: '~user~< new~user:~ :$6$ :$5$ :$y$ :$1$ :!:1 :*:1',
    from: 'line',
    pattern: new RegExp(
      `^(?:[^\\r\\n]{0,120}? User <(?<user>[\\w.@\\\\-]{2,60})> |[^\\r\\n]{0,120}?new user: name=(?<user2>${user}),|(?<user3>[a-z_][\\w.-]{1,31}):(?:\\$[\\w]{1,10}\\$\\S{4,200}?|[!*]{1,2}):\\d{4,5}:\\d{1,5}:\\d{1,6}:)`,
    ),
    source: 'cisco.com: ASA syslog messages; useradd(8); shadow(5)',
    yes: [],
    no: ['daemon:*:19000:0:99999:7:::'],
  },
  {
    name: 'code',
    literals: 'cvv~ cvc~ cvv2~ cvc2~ cvv: cvc: "cvv" "cvc"',
    from: 'literal',
    pattern: /^"?cv[vc]2?"?:? {0,2}"?(?<secret>\d{3,4})(?=[\s",;.}]|$)/i,
    source: 'en.wikipedia.org: card security code',
    yes: [],
    no: ['cvv check 12'],
  },
]
