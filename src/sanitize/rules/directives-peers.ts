import type { Directive } from './directive.ts'

/** A machine's name, which may be a plain word; those that go on a sentence are left out by the group `peer`. */
const peer = (group: string) => `(?<${group}>[A-Za-z][\\w-]{2,62}(?:\\.[\\w-]{1,62}){0,6})`
const thing =
  '(?:host|node|server|machine|instance|worker node|broker|hypervisor|rechner|knoten|serveur|servidor|nodo|machine)'

/** Machines by what is said of them, and by their place in what programs print. */
export const peerDirectives: readonly Directive[] = [
  {
    name: 'host',
    literals:
      'on~host~ from~host~ to~host~ of~host~ at~host~ with~host~ for~host~ on~node~ from~node~ to~node~ of~node~ for~node~ on~server~ from~server~ to~server~ for~server~ on~machine~ from~machine~ to~machine~ on~instance~ auf~rechner~ auf~server~ von~rechner~ auf~knoten~ sur~serveur~ du~serveur~ en~servidor~ del~servidor~ host~[ node~\\" host~\\" host~" host~\' node~" node~\' server~" server~\' machine~" machine~\' rechner~" knoten~"',
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:on|from|to|of|at|with|for|auf|von|sur|du|en|del) ${thing} (?:["'\\x60]${peer('peer')}["'\\x60]|${peer('peer1')}(?=:?\\s*$|[.,;)](?:\\s|$)|:\\d{2,5}\\b| \\(| (?:is|was|has|failed|received|at|in|with|after|for|by|port|due|because|did|does|as|using|via|and|since|is)\\b))|${thing} ["'\\x60]${peer('peer2')}["'\\x60])`,
      'i',
    ),
    source: 'how a machine is spoken of',
    yes: [],
    no: [
      'copy from host to device took 3 ms',
      'restart on node failure',
      'on host network mode',
      'error from server: not found',
      'from server side, in 3 ms',
      'Unable to connect to server',
      "server 'localhost' is used",
      'on node "default" of it',
    ],
  },
  {
    name: 'host',
    literals: 'server~ node~ host~ machine~ server: node: host: machine:',
    from: 'literal',
    pattern: new RegExp(
      `^${thing} ${peer('peer')} (?:is (?:down|up|unreachable|offline|online|not|now|back|healthy|unhealthy|dead|alive|ready|degraded)|was (?:rebooted|restarted|removed|added|drained|lost|stopped|terminated)|has (?:been|left|joined|failed|gone|no|rebooted|crashed)|did not (?:respond|answer|reply)|does not (?:respond|answer|reply|exist)|not (?:responding|reachable|available|ready)|went (?:down|offline|away)|came (?:up|back|online)|rebooted|restarted|crashed|joined|left|unreachable|timed out|failed (?:to|health|with|over))\\b`,
      'i',
    ),
    source: 'how a machine is spoken of',
    yes: [],
    no: [
      'Node card is not fully functional',
      'node modules is not ready',
      'the server connection timed out',
      'host header was removed',
      'server process crashed',
    ],
  },
  {
    name: 'host',
    literals:
      'ping:~ find~ connect~to~host~ resolve~host~ resolve~hostname~ resolve~host:~ lookup~ enotfound~ eai_again~ unknown~host:~ unknownhostexception:~ unknown~host~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:ping: ${peer('peer')}: (?:Name|Temporary|No address)|find ${peer('peer1')}: (?:NXDOMAIN|SERVFAIL|REFUSED)|connect to host ${peer('peer2')} port \\d|lookup ${peer('peer4')}(?= on |: )|(?:resolve host(?:name)?:?|enotfound|eai_again|unknown host:?|unknownhostexception:) ["'\\x60]?${peer('peer3')}(?=["'\\x60]?(?:[\\s;,.)]*$|:\\d| on |: | \\()))`,
      'i',
    ),
    source: 'ping(8), nslookup(1), ssh(1), getaddrinfo(3): names that are not found',
    yes: [],
    no: [
      'deny mach-lookup com.apple.network',
      'ping: connect: Network is unreachable',
      'lookup failed: timeout',
      'improves lookup speed.',
      'cannot find module: NXDOMAIN is odd',
    ],
  },
  {
    name: 'host',
    literals: '~:~ok= changed:~[ ok:~[ fatal:~[ skipping:~[ unreachable:~[ failed:~[',
    from: 'line',
    pattern: new RegExp(
      `^(?:${peer('peer')} +: ok=\\d+ +changed=\\d|(?:[^\\r\\n]{1,80}?[|:] )?(?:changed|ok|fatal|skipping|unreachable|failed): \\[${peer('peer1')}(?: -> ${peer('peer2')})?\\](?:\\s*$|:| =>))`,
    ),
    source: 'docs.ansible.com: the default callback',
    yes: [],
    no: ['ok: [localhost]', 'failed: [error] of it'],
  },
  {
    name: 'host',
    literals: 'hostname~',
    from: 'line',
    pattern: new RegExp(`^\\s{0,16}HostName[ \\t]{1,8}${peer('peer')}(?=\\s*$)`, 'i'),
    source: 'ssh_config(5)',
    yes: [],
    no: [' hostname verification\n'],
  },
  {
    name: 'host',
    literals: 'connect~from~ disconnect~from~ connection~from~ received:~from~ ~helo= ~ehlo~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:dis)?connect(?:ion)? from ${peer('peer')}\\[|Received: from ${peer('peer1')} \\(| helo=<?${peer('peer2')}>?| ehlo ${peer('peer3')}(?=\\s|$))`,
      'i',
    ),
    source: 'postfix.org; RFC 5321: EHLO and the Received field',
    yes: [],
    no: ['connect from unknown[198.51.100.7]'],
  },
  {
    name: 'host',
    literals: '~hello~',
    from: 'near',
    pattern: new RegExp(`^(?:\\S{0,20} )?250-${peer('peer')} Hello `, 'i'),
    source: 'RFC 5321: the answer to EHLO',
    yes: [],
    no: ['250-PIPELINING Hello', 'say hello to 250-users'],
  },
  {
    name: 'host',
    literals: '~type~nfs ~type~cifs ~cifs~ ~nfs~ ~nfs4~',
    from: 'line',
    pattern: new RegExp(
      `^(?:\\w{1,20}: )?(?:${peer('peer')}:\\/[\\w./-]{0,120} (?:on )?\\/\\S{1,160} (?:type )?nfs|\\/\\/${peer('peer1')}\\/\\S{1,120} (?:on )?\\/\\S{1,160} (?:type )?cifs)`,
    ),
    source: 'mount(8), fstab(5)',
    yes: [],
    no: ['sunrpc on /var/lib/nfs/rpc_pipefs type rpc_pipefs (rw)'],
  },
  {
    name: 'host',
    literals: 'haproxy[',
    from: 'literal',
    pattern: new RegExp(
      `^haproxy\\[\\d{1,8}\\]: (?:(?:Backup )?Server [\\w.-]{1,60}\\/${peer('peer')} is |[^\\r\\n]{0,160}?\\] \\S{1,80} [\\w.-]{1,60}\\/${peer('peer1')} [\\d-]{1,8}\\/)`,
      'i',
    ),
    source: 'docs.haproxy.org: log formats',
    yes: [],
    no: ['haproxy[812]: Proxy web started.'],
  },
  {
    name: 'host',
    literals: '][o.e.',
    from: 'literal',
    pattern: new RegExp(`^\\]\\[o\\.e\\.[\\w.$]{1,60} *\\] \\[${peer('peer')}\\]`),
    source: 'elastic.co/guide: the log names its node behind the logger',
    yes: [],
    no: [],
  },
  {
    name: 'host',
    literals: "rabbit@ nodename~ 'app@ node~app@",
    from: 'literal',
    pattern: new RegExp(`^(?:nodename )?['"]?(?:rabbit|app)@${peer('peer')}`),
    source: 'rabbitmq.com: node names',
    yes: [],
    no: ['rabbit@localhost is up'],
  },
  {
    name: 'host',
    literals: '127.0.1.1~ 127.0.1.1\t',
    from: 'literal',
    pattern: new RegExp(`^127\\.0\\.1\\.1[ \\t]{1,20}${peer('peer')}(?:[ \\t]{1,20}${peer('peer1')})?(?=\\s|$)`),
    source: 'debian.org/doc: /etc/hosts',
    yes: [],
    no: ['127.0.1.1 localhost'],
  },
  {
    name: 'host',
    literals:
      'ping~ valid~for~ drain~ cordon~ uncordon~ describe~node~ taint~node~ label~node~ computer~ sysname.0~ i~am~( exec_host= relay= nc~-',
    from: 'literal',
    pattern: new RegExp(
      `^(?:PING ${peer('peer')} \\(|valid for ${peer('peer1')}, not |(?:drain|cordon|uncordon|(?:describe|taint|label) node) ${peer('peer2')}(?=\\s{1,4}-|\\s*$)|computer ${peer('peer3')} (?:has )?(?:joined|left|was)\\b|sysName\\.0 = STRING: "?${peer('peer4')}|I am \\(${peer('peer5')}\\)|exec_host=${peer('peer6')}\\/\\d{1,4}(?:\\+${peer('peer7')}\\/\\d)?|relay=${peer('peer8')}\\[|nc (?:-\\w{1,6} ){1,3}${peer('peer9')} \\d)`,
      'i',
    ),
    source:
      'ping(8), nc(1); kubernetes.io: kubectl drain; postfix.org; SNMPv2-MIB; openpbs.org; patroni.readthedocs.io',
    yes: [],
    no: ['ping 3 ms (ok)', 'I am (not) here', 'drain connections -1', 'valid for 30 days, not more'],
  },
  {
    name: 'host',
    literals: '~became~leader ~became~follower ~became~candidate ~with~esmtp ~with~smtp cn~=~',
    from: 'near',
    pattern: new RegExp(
      `^[^\\r\\n]{0,60}?(?:(?:^|[: ])${peer('peer')} became (?:leader|follower|candidate)|\\bby ${peer('peer1')} (?:\\([^()]{0,40}\\) )?with E?SMTP|\\bCN = (?:(?<host>[A-Za-z][\\w-]{2,62})|(?<machine>[A-Za-z][\\w]{1,40}(?:[.-][\\w-]{1,40}){1,6}))(?=[\\s,/]|$))`,
      'i',
    ),
    source: 'etcd.io: raft; RFC 5321: the Received field; openssl-x509(1)',
    yes: [],
    no: ['CN = Root CA', 'the node became leader', 'sent by mail with SMTP'],
  },
]
