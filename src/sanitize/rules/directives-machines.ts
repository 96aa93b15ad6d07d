import type { Directive } from './directive.ts'

const name = '[A-Za-z_][\\w.-]{1,31}'

/** Users, hosts and accounts by their place in what the tools of a machine print. */
export const machineDirectives: readonly Directive[] = [
  {
    name: 'user',
    literals: '~pts/ ~tty ~?~~ ~:0~',
    from: 'line',
    pattern: new RegExp(
      `^(?:(?<user>${name})\\+? +\\d{1,8} +\\d{1,3}\\.\\d +\\d{1,3}\\.\\d +\\d{1,12} +\\d{1,12} |(?<user2>${name}) +\\d{1,8} +\\d{1,8} +\\d{1,3} +\\S{4,6} +(?:\\?|pts/\\d|tty)|(?<user3>${name}) +(?:pts/\\d{1,3}|tty\\d{1,2}|:0) )`,
    ),
    source: 'ps(1), who(1), last(1)',
    yes: [],
    no: ['console tty1 ready'],
  },
  {
    name: 'user',
    literals: 'chown~ useradd~ usermod~ gpasswd~ chage~ userdel~ adduser~ deluser~ setfacl~ uid:~( gid:~(',
    from: 'literal',
    pattern: new RegExp(
      `^(?:chown (?:-\\w{1,9} ){0,3}(?!failed|error|of\\b|is\\b|not\\b|the\\b)(?<user>${name})(?::(?<user2>${name}))?(?=[: ])|(?:useradd|usermod|gpasswd|chage|userdel|adduser|deluser) (?:-[\\w-]{1,20}(?:[ =][\\w/,.:-]{1,60})? ){0,6}(?<user3>${name})(?=\\s*(?:[\\r\\n]|$))|setfacl [^\\r\\n]{0,40}?u:(?<user4>${name}):|[ug]id: \\( {0,6}\\d{1,8}/ {0,16}(?<user5>${name})\\))`,
      'i',
    ),
    source: 'chown(1), useradd(8), setfacl(1), stat(1)',
    yes: [],
    no: ['chown failed for it', 'adduser is not installed'],
  },
  {
    name: 'user',
    literals:
      "~*~*~*~ ~all=( allowusers~ denyusers~ acl~setuser~ acl~deluser~ imap( pop3( lmtp( lda( @localhost~on~ user~[ add~' exceeded~for~ authenticating~user~ unlocked~login~keyring",
    from: 'near',
    pattern:
      /^(?:[\d*/,-]{1,12}(?:\s{1,4}[\w*/,-]{1,12}){4}\s{1,4}(?<login>[a-z_][\w-]{1,31})\s{1,4}(?:\/|\[ |cd |test )|(?<login2>[A-Za-z_][\w.-]{1,31})\s{1,8}ALL=\(|\s{0,8}(?:AllowUsers|DenyUsers) (?<login3>[A-Za-z_][\w.-]{1,31})(?: (?<login4>[A-Za-z_][\w.-]{1,31}))?(?: (?<login5>[A-Za-z_][\w.-]{1,31}))?|[^\r\n]{0,60}?(?:\bACL (?:SET|DEL)USER (?<login6>[A-Za-z_][\w.-]{1,31})|\b(?:imap|pop3|lmtp|lda)\((?<login7>[A-Za-z_][\w.-]{1,40})\)[<:]|\bConnect\s{1,4}(?<login8>[A-Za-z_][\w.-]{1,31})@localhost on |\buser \[(?<login9>[A-Za-z_][\w.-]{1,40})\](?: -> \[(?<login10>[A-Za-z_][\w.-]{1,40})\])?|\badd '(?<login11>[A-Za-z_][\w.-]{1,31})' to (?:shadow )?group|\battempts exceeded for (?<login12>[A-Za-z_][\w.-]{1,31}) from |\bauthenticating user (?<login13>[A-Za-z_][\w.-]{1,31}) |\blogin keyring for (?<login14>[A-Za-z_][\w.-]{1,31})$))/,
    source: 'crontab(5), sudoers(5), sshd_config(5); redis.io: ACL; dovecot.org; samba.org; usermod(8)',
    yes: [],
    no: [
      '*/5 * * * * root /usr/bin/test -x /usr/sbin/anacron',
      '%sudo ALL=(ALL:ALL) ALL',
      'root ALL=(ALL) ALL',
      'imap(): disabled',
    ],
  },
  {
    name: 'user',
    literals: 'kind:~user',
    from: 'literal',
    overLines: true,
    pattern:
      /^kind: User\r?\n[ \t]{1,12}(?:apiGroup: \S{1,60}\r?\n[ \t]{1,12})?name: ["']?(?<login>[A-Za-z_][\w.-]{1,60})/,
    source: 'kubernetes.io: RoleBinding',
    yes: [],
    no: ['kind: User\n'],
  },
  {
    name: 'user',
    literals: '(uid= net~user~ net~localgroup~',
    from: 'near',
    pattern:
      /^[^\r\n]{0,60}?\b(?:by (?<user>[\w.$-]{2,40})\(uid=|net user (?<login>[A-Za-z][\w.-]{1,40})(?= +(?:\/|\S{1,60} +\/)|\s*$)|net localgroup \S{1,40} (?<login2>[A-Za-z][\w.-]{1,40}) \/)/,
    source: 'pam_unix(8); learn.microsoft.com: net user',
    yes: [],
    no: ['session opened for user root by (uid=0)', 'net user /add'],
  },
  {
    name: 'host',
    literals: '~ready~ ~notready ready,scheduling',
    from: 'line',
    pattern: /^(?<host>[a-z0-9][\w.-]{2,100}) +(?:Not)?Ready(?:,\w+)? +(?:<none>|[\w,.-]+) +\d{1,5}[smhdy]\w{0,6} +v\d/,
    source: 'kubernetes.io: kubectl get nodes',
    yes: [],
    no: ['pod Ready after 3s'],
  },
  {
    name: 'host',
    literals:
      'server~ node~ host~ machine~ ~vm~ hypervisor~ router~ firewall~ printer~ get~node~ describe~node~ cordon~ drain~ uncordon~',
    from: 'literal',
    pattern:
      /^(?:(?:get|describe) node|cordon|drain|uncordon|server|node|host|machine| vm|hypervisor|router|firewall|printer) ['"]?(?!node-\d)(?<host>[a-z][a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,4})(?=(?:['"]? (?:is|was|has|went|became|not|unreachable|failed|rebooted|down|up|ready|joined|left|powered|finished|started|stopped|migrated)\b|$|\s*[\r\n]))/i,
    source: 'how a machine is spoken of',
    yes: [],
    no: ['server error is fatal', 'node modules is large', 'host unreachable is up'],
  },
  {
    name: 'host',
    literals: 'hostname~to~ host~name~( host~name~ data~source~name~',
    from: 'literal',
    pattern:
      /^(?:host ?|data source )name (?:to |is )?(?:["'\x60](?<machine>[a-z][\w.-]{2,100})["'\x60]|\((?<host2>[a-z][\w.-]{2,100})\)|(?<host3>[a-z][\w-]{1,40}\d[\w.-]{0,60})(?=[\s.,;:]|$))/i,
    source: 'how programs tell the name of their machine',
    yes: [],
    no: ['host name is not set', 'host name verification 2 failed', 'data source name not found'],
  },
  {
    name: 'host',
    literals: '~open~through~proxy~ ~close,~ ~error~:~',
    from: 'line',
    pattern:
      /^\[[\d.]{5} [\d:]{8}\] [^\r\n]{1,80}? - (?<machine>[a-z][\w.-]{1,120}):\d{1,5} (?:\([^)\r\n]{1,60}\) )?(?:open through|close,|error :)/i,
    source: 'proxifier.com: log',
    yes: [],
    no: ['[10.30 21:08:03] spoolsv.exe *64 - 127.0.0.1:135 error : Could not connect'],
  },
  {
    name: 'user',
    literals: ',ssh-connection)',
    from: 'line',
    pattern:
      /^[^\r\n]{0,160}?\((?<user>[^(),\s]{1,40}),ssh-connection\)(?: -> \((?<user2>[^(),\s]{1,40}),ssh-connection\))?/,
    source: 'openssh: auth2.c',
    yes: [],
    no: [],
  },
  {
    name: 'user',
    literals: ':assumed-role/ :federated-user/ :user/',
    from: 'literal',
    pattern:
      /^:(?:assumed-role\/[\w+=,.@-]{1,64}|federated-user|user(?:\/[\w+=,.-]{1,40}){0,3})\/(?<user>[\w+=,.@-]{2,64})/i,
    source: 'docs.aws.amazon.com: IAM identifiers',
    yes: [],
    no: ['see :user/ in the docs'],
  },
  {
    name: 'windows-account',
    literals: 's-1-5-21-',
    from: 'literal',
    pattern: /^S-1-5-21-(?<account>\d{5,10}-\d{5,10}-\d{5,10})(?!\d)/i,
    source: "learn.microsoft.com: security identifiers; the three numbers are the machine's or the domain's",
    yes: [],
    no: ['S-1-5-21-domain-500'],
  },
  {
    name: 'user',
    literals: '~log:~~ ~fatal:~~ ~error:~~ ~detail:~~ ~statement:~~ ~hint:~~ ~warning:~~',
    from: 'line',
    pattern:
      /^[^\r\n]{0,60}\[\d{1,8}\](?:: \[[\d-]{1,8}\])? (?<user>[\w.-]{2,60})@[\w.-]{1,60} (?:[\w.:()-]{1,100} )?(?:LOG|FATAL|ERROR|DETAIL|STATEMENT|HINT|WARNING): {2}/,
    source: 'postgresql.org/docs: log_line_prefix with %u@%d',
    yes: [],
    no: ['2024-03-11 [12] a LOG:  ready'],
  },
  {
    name: 'user',
    literals: 'alter~role~ create~role~ drop~role~ alter~user~ create~user~ drop~user~ owner~to~ owner:~ set~role~',
    from: 'literal',
    pattern:
      /^(?:(?:alter|create|drop) (?:role|user) (?:if (?:not )?exists )?(?!requires?|must|needs?|readonly|read_only)|owner to |owner: |set role )["'\x60]?(?<user>[a-z_][\w.-]{1,62})["'\x60]?(?=;|\s*(?:[\r\n]|$)| (?:with|password|login|nologin|superuser|set|in|valid|encrypted|cascade)\b|@)/i,
    source: 'postgresql.org/docs: CREATE ROLE; the comments of pg_dump',
    yes: [],
    no: ['create user mapping for public'],
  },
]
