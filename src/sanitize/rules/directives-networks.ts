import { type Directive, quoted, word } from './directive.ts'

/** Lines of configurations of networks, hosts and directories. */
export const networkDirectives: readonly Directive[] = [
  {
    name: 'snmp-community',
    literals: 'rocommunity~ rwcommunity~ rocommunity6~ com2sec~ trapcommunity~ snmp-server~host~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:r[ow]community6?|trapcommunity) (?<secret>${word}{3,64})|com2sec (?:-Cn \\S{1,30} )?\\w{1,40} \\S{1,60} (?<more>${word}{3,64})|snmp-server host \\S{1,80} (?:traps |informs )?(?:version \\S{1,6} )?(?<secret2>(?!traps|informs|version)${word}{3,64})$)`,
      'i',
    ),
    source: 'net-snmp.org: snmpd.conf(5); cisco.com: SNMP commands',
    yes: ['rocommunity {p} 10.0.0.0/8', 'com2sec readonly default {p}'],
    no: ['view systemonly included .1.3.6.1'],
  },
  {
    name: 'snmp-password',
    literals: 'createuser~',
    from: 'literal',
    pattern: new RegExp(
      `^createuser (?:-e \\w{1,40} )?(?<user>\\w{1,40}) (?:MD5|SHA\\S{0,8}) "?(?<secret>${word}{8,120})"?(?: (?:DES|AES\\S{0,8}) "?(?<more>${word}{8,120}))?`,
      'i',
    ),
    source: 'net-snmp.org: snmpd.conf(5), createUser',
    yes: ['createUser alice SHA {p} AES {p}'],
    no: ['createuser --superuser alice'],
  },
  {
    name: 'network-key',
    literals:
      'isakmp~key~ tacacs-server~ radius-server~ message-digest-key~ pac~key~ authentication-key~ key-string~ md5~key~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:isakmp key|pac key|(?:tacacs|radius)-server (?:host \\S{1,80} )?(?:\\S{1,20} \\d{1,5} ){0,3}key|message-digest-key \\d{1,3} md5|authentication-key \\d{1,3} md5|key-string|md5 key) (?:[0-9] )?(?<secret>${word}{3,120})`,
      'i',
    ),
    source: 'cisco.com: security command reference',
    yes: ['tacacs-server key {p}', 'crypto isakmp key {p} address 10.1.1.1', ' ip ospf message-digest-key 1 md5 {p}'],
    no: ['radius-server timeout 5'],
  },
  {
    name: 'password',
    literals:
      'password~cipher~ password~simple~ password~irreversible-cipher~ rootpw~--plaintext~ rootpw~ -password~password~ _password~password~ password-again~password~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:password (?:cipher|simple|irreversible-cipher)|rootpw(?: --plaintext)?|[-_]?(?:password|again) password) (?!--)(?<secret>${word}{3,200})`,
      'i',
    ),
    source: 'support.huawei.com: local-user; pykickstart.readthedocs.io: rootpw; debian.org: preseed',
    yes: ['local-user admin password cipher {p}', 'rootpw --plaintext {p}', 'd-i passwd/root-password password {p}'],
    no: ['rootpw --lock'],
  },
  {
    name: 'preshared-key',
    literals: ':~psk~ :~eap~ :~xauth~ :~ntlm~',
    from: 'literal',
    pattern: new RegExp(`^: (?:psk|eap|xauth|ntlm) ${quoted('secret')}`, 'i'),
    source: 'docs.strongswan.org: ipsec.secrets',
    yes: ['10.1.2.3 10.4.5.6 : PSK "{p}"', 'alice : EAP "{p}"'],
    no: [': PSK mode is not supported'],
  },
  {
    name: 'password',
    literals: '"~*~" "~*~\'',
    from: 'literal',
    pattern: /^" \* ["'](?<secret>[^"'\r\n]{3,120})["'](?= \*|\s|$)/i,
    source: 'ppp.samba.org: pppd(8), chap-secrets',
    yes: ['"alice" * "{p}" *'],
    no: ['"a" * "b"'],
  },
  {
    name: 'redis-password',
    literals: 'acl~setuser~ user~default~on~ ~on~>',
    from: 'literal',
    pattern: new RegExp(
      `^(?:acl setuser|user) [^\\r\\n>]{1,80}>(?<secret>${word}{3,120})|^ on >(?<more>${word}{3,120})`,
      'i',
    ),
    source: 'redis.io/docs: ACL',
    yes: ['user default on >{p} ~* +@all', 'ACL SETUSER app on >{p} +get'],
    no: ['user default on nopass ~* +@all'],
  },
  {
    name: 'password',
    literals: 'loginhash {plain} {cleartext}',
    from: 'literal',
    pattern: /^\{(?:plain|cleartext)\}(?<secret>[^\s:"']{3,120})/i,
    source: 'doc.dovecot.org: password schemes',
    yes: ['alice:{PLAIN}{p}:1000:1000::/home'],
    no: ['{plain} text'],
  },
  {
    name: 'network-key',
    literals:
      'ascii-text~ psksecret~ encrypted-password~ plain-text-password-value~ secret~0~ secret~5~ secret~7~ secret~8~ secret~9~ password~0~ password~7~ key~0~ key~7~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:ascii-text|psksecret|encrypted-password|plain-text-password-value|(?:secret|password|key) [05-9]) (?:enc )?(?:"(?<secret>[^"\\r\\n]{3,200})"|(?<secret2>(?=\\S*\\d)${word}{4,200}))`,
      'i',
    ),
    source: 'juniper.net: pre-shared-key; fortinet.com: psksecret; cisco.com: username … secret',
    yes: ['pre-shared-key ascii-text "{p}"', 'set psksecret {p}9', 'username admin privilege 15 secret 0 {p}9'],
    no: ['retry with key 0 of 5'],
  },
  {
    name: 'wifi-network',
    literals: 'ssid~\' ssid=\' ssid~" ssid=" ssid:"',
    from: 'literal',
    pattern:
      /^ssid[ =:](?!.?(?:your|my|any|none|default|string|ssid|null)\b)(?:'(?<place>[^'\r\n$<{]{1,32})'|"(?<place1>[^"\r\n$<{]{1,32})")/i,
    source: 'w1.fi: wpa_supplicant.conf, iwconfig(8); maps show where a network of that name is',
    yes: [],
    no: ['ssid="your-network"', "SSID 'none'", 'ssid: string'],
  },
  {
    name: 'apple-account',
    literals: '~dsid~ ~dsid=',
    from: 'literal',
    pattern: /^ dsid[ =](?<account>\d{8,12})(?!\d)/i,
    source: 'support.apple.com: the number of an Apple account, Directory Services Identifier',
    yes: [],
    no: ['no DSID 12 given'],
  },
  {
    name: 'password',
    literals: 'stats~auth~ insecure-password~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:stats +auth +(?<user>[^\\s:]{1,60}):(?<secret>${word}{3,120})|insecure-password +(?<more>${word}{3,120}))`,
      'i',
    ),
    source: 'docs.haproxy.org: stats auth, userlist',
    yes: ['    stats auth admin:{p}', '    user app insecure-password {p}'],
    no: ['stats auth is off'],
  },
  {
    name: 'preshared-key',
    literals: 'wpa-psk~ascii~ wpa-psk~hex~ wpa-passphrase~ security~passphrase~',
    from: 'literal',
    pattern: new RegExp(
      `^[a-z]{3,8}-?\\w{0,10} (?:(?:ascii|hex|passphrase) )?(?:[0-9] )?(?<secret>${word}{8,120})`,
      'i',
    ),
    source: 'cisco.com: wpa-psk {ascii | hex} key',
    yes: [],
    no: ['wpa-psk ascii is set'],
  },
  {
    name: 'password',
    literals: '~*~" "~*~ \t*\t',
    from: 'line',
    pattern:
      /^["']?(?<user>[^\s"'#]{2,60})["']?[ \t]{1,8}\*[ \t]{1,8}["']?(?<secret>[^\s"']{4,120})["']?[ \t]{1,8}["']?(?:\*|\d{1,3}(?:\.\d{1,3}){3})["']?\s*$/,
    source: 'pppd(8): chap-secrets, pap-secrets',
    yes: ['"alice" * "{p}" *'],
    no: ['a * b * c'],
  },
  {
    name: 'password',
    literals: 'cache_peer~',
    from: 'literal',
    pattern: new RegExp(`^cache_peer [^\\r\\n]{0,200}? login=(?<user>[^\\s:]{1,60}):(?<secret>${word}{3,120})`, 'i'),
    source: 'squid-cache.org: cache_peer login=user:password',
    yes: ['cache_peer proxy parent 3128 0 login=app:{p}'],
    no: ['cache_peer proxy parent 3128 0 login=PASS'],
  },
]
