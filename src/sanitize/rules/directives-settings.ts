import { type Directive, mixed, quoted, word } from './directive.ts'

/** Secrets by their place in lines of settings and in what tools for security print. */
export const settingDirectives: readonly Directive[] = [
  {
    name: 'secret',
    literals: 'secrets:\n secrets:\r\n',
    from: 'literal',
    overLines: true,
    pattern:
      /^secrets:[ \t]*\r?\n[ \t]{1,8}(?:cookie|cipher|default|system|pagination):[ \t]*\r?\n[ \t]{1,12}- ["']?(?<secret>[^\s"'#:]{6,200})["']?[ \t]*(?:\r?\n[ \t]{1,12}- ["']?(?<secret2>[^\s"'#:]{6,200})["']?[ \t]*(?=\r?\n|$))?(?:\r?\n[ \t]{1,8}(?:cookie|cipher|default|system|pagination):[ \t]*\r?\n[ \t]{1,12}- ["']?(?<secret3>[^\s"'#:]{6,200}))?/i,
    source: 'ory.sh/docs: secrets of Kratos and Hydra',
    yes: ['secrets:\n  cookie:\n    - {p}\n  cipher:\n    - {p}2'],
    no: ['secrets:\n  cookie:\n    name: session'],
  },
  {
    name: 'password',
    literals:
      'mysql_servers~ pgsql_servers~ client_send~ sqlconnectinfo~ clear-text=" \ndigest~ auth_pair http_auth sst_auth',
    from: 'literal',
    inWord: true,
    pattern: new RegExp(
      `^(?:(?:my|pg)sql_servers = [^\\s/:]{1,60}/[^\\s/:]{1,60}/[^\\s/:]{1,60}/(?<secret>[^\\s/:]{3,120})|client_send = : ?\\S{1,80} ?: ?(?<secret2>${word}{3,120})|sqlconnectinfo \\S{1,80} \\S{1,60} (?<secret3>${word}{3,120})|clear-text="(?<secret4>[^"$\\r\\n]{3,120})"|\\ndigest [\\w.@-]{1,60}:(?<secret5>${mixed})[ \\t]*$|(?:auth_pair|http_auth|sst_auth)["']? {0,3}[:=] {0,3}["'](?<user>[\\w.@-]{1,60}):(?<secret6>[^"'\\r\\n]{3,120})["'])`,
      'i',
    ),
    source:
      'exim.org: mysql_servers, client_send; proftpd.org: SQLConnectInfo; docs.wildfly.org: credential-reference; zookeeper.apache.org: addauth digest; icinga.com: http_auth_pair',
    yes: [
      'hide mysql_servers = localhost/exim/exim/{p}',
      'SQLConnectInfo ftp@localhost ftpuser {p}',
      '<credential-reference clear-text="{p}"/>',
    ],
    no: ['mysql_servers = localhost', 'SQLConnectInfo is missing'],
  },
  {
    name: 'password',
    literals:
      '[+]~ *~ntlm~ *~sha1~ cvs~-d pserver: connect-network~ config~set~requirepass~ config~set~masterauth~ http-basic.',
    from: 'literal',
    pattern: new RegExp(
      `^(?:\\[\\+\\] [\\w.-]{1,40}\\\\{1,2}[\\w.$-]{1,60}:(?<secret>\\S{3,80})|\\* (?:NTLM|SHA1) +: (?<secret2>[0-9a-f]{32,40})\\b|pserver:(?<user>[\\w.-]{1,40}):(?<secret3>[^\\s@:/]{3,80})@|connect-network \\S{1,60} (?:wpa[23]|wep) (?<secret4>${word}{4,80})|config set (?:requirepass|masterauth) (?<secret5>${word}{3,120})|http-basic\\.[\\w.-]{1,80} \\S{1,60} (?<secret6>${word}{3,120}))`,
      'i',
    ),
    source:
      'netexec.wiki, github.com/gentilkiwi/mimikatz: what they print; cvs(1): CVSROOT; developer.android.com: cmd wifi; redis.io: CONFIG SET; getcomposer.org: http-basic',
    yes: [
      'SMB DC1 [+] CORP\\svc:{p}',
      'redis-cli CONFIG SET requirepass {p}',
      'composer config http-basic.repo.localhost ci {p}',
    ],
    no: ['[+] found 3 hosts', 'CONFIG SET maxmemory 1gb'],
  },
  {
    name: 'password',
    literals:
      'assword:" assword" assword*" assword:*" assword:~" assword?" assword]" assword\') assword") assword"] assword\']',
    from: 'literal',
    inWord: true,
    overLines: true,
    pattern:
      /^assword[:?* ]{0,4}["'][)\]}"' ;]{0,6}(?:\s{0,40}(?:;\s*)?send(?: --)? \{?"(?<secret>[^"\\\r\n$]{3,120})\\[rn]"|\.(?:type|send_keys|sendKeys|fill|setValue|set_value|clear\(\)\.type)\(\s{0,8}(?:"(?<secret2>[^"$\r\n]{3,120})"|'(?<secret3>[^'$\r\n]{3,120})')|, ?with: ?(?:"(?<secret4>[^"\r\n]{3,120})"|'(?<secret5>[^'\r\n]{3,120})'))/i,
    source: 'expect(1): send; docs.cypress.io: type; selenium.dev: send_keys; rubydoc.info: Capybara, fill_in',
    yes: [
      'expect "password:"; send "{p}\\r"',
      "cy.get('#password').type('{p}')",
      'driver.find_element(By.ID, "password").send_keys("{p}")',
      'fill_in "Password", with: "{p}"',
    ],
    no: ['expect "password:"; send "$pass\\r"', "cy.get('#password').type(pw)"],
  },
  {
    name: 'password',
    literals:
      'imap_open( simple_bind create_superuser( createuser( newstaticv4( newstaticcredentials( staticcredentials( .comparesync( .equals(" aes.encrypt( aes.decrypt( aes.new(b vms.encrypt(',
    from: 'literal',
    overLines: true,
    inWord: true,
    pattern: new RegExp(
      `^(?:imap_open\\(["'][^"'\\r\\n]{1,120}["'], ?["'](?<user>[^"'\\r\\n]{1,60})["'], ?${quoted('secret')}|simple_bind(?:_s)?\\(["'][^"'\\r\\n]{1,200}["'], ?["'](?<secret2>[^"'\\r\\n]{3,120})["']|create_?superuser\\(["'][\\w.@-]{1,60}["'], ?["'][^"'\\r\\n]{0,80}["'], ?["'](?<secret3>[^"'\\r\\n]{3,120})["']|newstaticv4\\("(?<secret4>[^"\\r\\n]{3,80})", ?"(?<secret5>[^"\\r\\n]{8,120})"|(?:new)?staticcredentials\\("(?<secret6>[^"\\r\\n]{3,80})", ?"(?<secret7>[^"\\r\\n]{8,120})"|\\.comparesync\\(["'](?<secret8>[^"'\\r\\n]{3,120})["'], ?\\w|aes\\.(?:en|de)crypt\\([^,\\r\\n]{1,120}, ?["'](?<secret9>[^"'\\r\\n]{3,120})["']|aes\\.new\\(b["'](?<more2>[^"'\\r\\n]{16,64})["'])`,
      'i',
    ),
    source:
      'php.net: imap_open; python-ldap.org: simple_bind_s; docs.djangoproject.com: create_superuser; pkg.go.dev: credentials.NewStaticV4; npmjs.com/crypto-js; pycryptodome.org',
    yes: [
      'imap_open("{localhost}", "svc", "{p}")',
      'con.simple_bind_s("cn=admin", "{p}")',
      "User.objects.create_superuser('admin', 'a', '{p}')",
      'credentials.NewStaticV4("{p}1", "{p}23456", "")',
      "CryptoJS.AES.encrypt(m, '{p}')",
    ],
    no: ['con.simple_bind_s(dn, password)', 'create_superuser(username, email, password)', 'AES.encrypt(data, key)'],
  },
  {
    name: 'password',
    literals:
      'pass.equals(" password.equals(" pwd.equals(" passwd.equals(" pw.equals(" "~==~pass \'~==~pass "~===~pass \'~===~pass ".equals(pass',
    from: 'near',
    pattern:
      /^.{0,120}?(?:(?:pass(?:word|wd)?|pwd?)\.equals\("(?<secret>(?=[^"]{0,40}\d)[^"\s]{5,80})"|["'](?<secret2>(?=[^"']{0,40}\d)[^"'\s]{5,80})["'](?: ={2,3} |\.equals\()pass(?:word|wd)?\b)/i,
    source: 'how programs compare a password with one that is written down',
    yes: ['if (password.equals("{p}2")) {', 'case "{p}2" == password'],
    no: ['if (password.equals(""))', '"pass2" == passed'],
  },
  {
    name: 'password',
    literals:
      'sp_addlinkedsrvlogin~ "|convertto-securestring "~|~convertto-securestring \'|convertto-securestring \'~|~convertto-securestring',
    from: 'near',
    pattern:
      /^(?:.{0,60}?sp_addlinkedsrvlogin (?:N?'[^'\r\n]{0,80}'|NULL)(?:, ?(?:N?'[^'\r\n]{0,80}'|NULL)){3}, ?N?'(?<secret>[^'\r\n]{3,120})'|.{0,60}?["'](?<secret2>[^"'\r\n$]{3,120})["'] ?\| ?convertto-securestring)/i,
    source: 'learn.microsoft.com: sp_addlinkedsrvlogin; ConvertTo-SecureString from the pipeline',
    yes: [
      "EXEC sp_addlinkedsrvlogin 's', 'false', NULL, 'sa', '{p}'",
      '$p = "{p}" | ConvertTo-SecureString -AsPlainText -Force',
    ],
    no: ['$p = "$plain" | ConvertTo-SecureString'],
  },
  {
    name: 'stream-key',
    literals: 'rtmp:// rtmps://',
    from: 'literal',
    pattern:
      /^rtmps?:\/\/[^\s/"']{1,120}\/[\w-]{1,40}\/(?<secret>(?:[a-z\d]{4}-){3,4}[a-z\d]{4}|live_\d{6,12}_[A-Za-z\d]{20,60}|FB-[\w-]{20,80}|[A-Za-z\d_-]{20,80})(?=["'\s?]|$)/i,
    source: 'support.google.com/youtube, help.twitch.tv: stream keys',
    yes: [],
    no: ['rtmp://localhost/live/channel'],
  },
  {
    name: 'password',
    literals: 'pragma~key pragma~rekey sqlite3_key(',
    from: 'literal',
    pattern: new RegExp(
      `^(?:pragma (?:re)?key ?[=(] ?${quoted('secret')}|sqlite3_key\\(\\w{1,30}, ?${quoted('more')})`,
      'i',
    ),
    source: 'zetetic.net/sqlcipher: PRAGMA key',
    yes: ["PRAGMA key = '{p}';"],
    no: ['PRAGMA key = x'],
  },
  {
    name: 'password',
    literals:
      'cachemgr_passwd~ l2tpd~ pptpd~ register~=>~ \nuser= basicauth= basicauth:~ basic-auth= basic_auth= routing_key routing-key smbuser=',
    from: 'literal',
    pattern: new RegExp(
      `^(?:cachemgr_passwd (?<secret>${word}{3,80})(?: |$)|(?:l2tpd|pptpd)[ \\t]{1,8}"?(?<secret2>(?!-)${word}{4,120})"?[ \\t]{1,8}(?:\\*|\\d{1,3}\\.)|register => (?<user>[^\\s:@]{1,60}):(?<secret3>[^\\s@:/]{3,80})@|\\nuser=["']?(?<user2>[A-Za-z_][\\w.@-]{1,60}):(?<secret4>(?=[^\\s"']{0,60}\\d)${word}{5,120})["']?[ \\t]*$|basic[-_]?auth(?:=|: )["']?(?<user3>[A-Za-z_][\\w.@-]{1,60}):(?<secret5>${word}{3,120})|routing[-_]key["']?[ \\t]{0,3}[:=][ \\t]{0,3}["']?(?<secret6>[0-9a-f]{32})(?![\\w-])|smbuser=[^\\s,]{1,60},smbpass(?:word)?=(?<secret7>${word}{3,120}))`,
      'i',
    ),
    source:
      'squid-cache.org: cachemgr_passwd; pppd(8): chap-secrets; asterisk.org: register; github.com/coturn: user; doc.traefik.io: basicAuth; pagerduty.com: routing key; nmap.org: script arguments',
    yes: [
      'cachemgr_passwd {p} all',
      '"eve" l2tpd "{p}" 10.0.0.3',
      'register => 100:{p}@localhost/100',
      '--api.basicauth=admin:{p}',
    ],
    no: ['\nuser=www-data:www-data', 'basicauth: realm', 'routing_key: orders.created'],
  },
  {
    name: 'password',
    literals: 'random_password" random_password\\" "bcrypt_hash',
    from: 'literal',
    overLines: true,
    pattern:
      /^(?:random_password\\?"[\s\S]{0,560}?"result\\?": ?\\?"(?<secret>[^"\\\r\n]{4,120})\\?"|"bcrypt_hash[\s\S]{0,560}?"result\\?": ?\\?"(?<secret2>[^"\\\r\n]{4,120})\\?")/,
    source: 'registry.terraform.io: random_password, which keeps what it made in the state',
    yes: ['"type": "random_password",\n"instances": [{"attributes": {"length": 16, "result": "{p}"}}]'],
    no: ['resource "random_password" "db" {\n  length = 16\n}'],
  },
  {
    name: 'password',
    literals: '|~default(\' |~default(" |default(\' |default(" |~default~"',
    from: 'line',
    pattern:
      /^[^\r\n]{0,300}?(?:pass(?:w(?:or)?d)?|pw|pwd|secret|token|api_?key)[\w-]{0,20}["']?\s{0,3}[:=][^\r\n]{0,200}?\| ?default[( ]["'](?<secret>(?=[^"'\r\n]{0,60}\d)[^"'\r\n]{6,120})["']/i,
    source: 'jinja.palletsprojects.com, helm.sh: default',
    yes: ["grafana_pw: {{ lookup('env', 'X') | default('{p}1') }}", 'password: {{ .Values.pw | default "{p}1" }}'],
    no: ["password: {{ x | default('') }}", 'port: {{ .Values.port | default "8080" }}'],
  },
]
