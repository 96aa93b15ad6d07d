import { type Directive, quoted, word } from './directive.ts'

/** What commands are fed with, and take as arguments of their own kind. */
export const commandDirectives: readonly Directive[] = [
  {
    name: 'command-line-password',
    literals:
      '|~sudo~-s passwd~--stdin --password-stdin --passphrase-fd~0 |~kinit --set-password |~cryptsetup |~passwd |~smbpasswd |~pdbedit secrets~create~ secret~create~ versions~add~ |~gh~auth~ |~ldappasswd |~vault~kv~ |~pass~insert |~openconnect -on-stdin |~vncpasswd |~ssh-add',
    from: 'line',
    pattern: new RegExp(
      `^.{0,200}?\\b(?:echo|printf)(?: -[ne]{1,2})? {1,3}(?:${quoted('secret')}|(?<secret2>${word}{3,120})) {0,3}\\|`,
      'i',
    ),
    source: 'sudo(8) -S, docs.docker.com: login --password-stdin, gpg(1) --passphrase-fd, kinit(1)',
    yes: ["echo '{p}' | sudo -S apt update", 'echo {p} | docker login -u ci --password-stdin'],
    no: [
      'echo $PASS | sudo -S true',
      'echo -n $X | docker secret create app -',
      'cat token.txt | docker login --password-stdin',
    ],
  },
  {
    name: 'command-line-password',
    literals:
      '-password~<<< -stdin~<<< -token~<<< cryptsetup~ luksopen~ luksformat~ luksaddkey~ vncpasswd~ kpasswd~ smbpasswd~',
    from: 'literal',
    pattern: new RegExp(`^.{0,120}?<<< {0,3}(?:${quoted('secret')}|(?<secret2>${word}{3,200}))`, 'i'),
    source: 'gnu.org/software/bash: here strings',
    yes: ['gh auth login --with-token <<< {p}'],
    no: ['gh auth login --with-token <<< "$TOKEN"'],
  },
  {
    name: 'command-line-password',
    literals: 'gh~secret~set~',
    from: 'literal',
    pattern: new RegExp(
      `^gh secret set [^\\r\\n|]{0,120}?(?:-b|--body)[ =](?:${quoted('secret')}|(?<secret2>${word}{3,300}))`,
    ),
    source: 'cli.github.com/manual: gh secret set',
    yes: ['gh secret set DB_PASS --body "{p}"'],
    no: ['gh secret set DB_PASS --body "$PASS"'],
  },
  {
    name: 'command-line-password',
    literals: 'printf~\'%s\' printf~"%s" printf~%s printf~\'%s\\n printf~"%s\\n',
    from: 'literal',
    pattern: new RegExp(
      `^printf ["']?%s(?:\\\\n)?["']? {1,3}(?:${quoted('secret')}|(?<secret2>(?!\\$)${word}{3,120})) {0,3}\\| {0,3}(?:sudo (?:-\\S{1,10} ){0,3})?(?:docker|podman|cryptsetup|passwd|chpasswd|kinit|gh|gpg|vault|pass|smbpasswd|su|base64|openssl|kubectl|npx|wrangler|aws|az|gcloud|flyctl|fly|heroku|mysql|psql|skopeo|helm|crane)\\b`,
    ),
    source: 'printf(1) before what reads a secret',
    yes: ["printf '%s' {p} | docker login -u ci --password-stdin"],
    no: ["printf '%s' $PASS | docker login", "printf '%s' done | tee log"],
  },
  {
    name: 'command-line-password',
    literals: 'passwd~ sudo~-s~ realm~join~ su~-~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:passwd|sudo -s|realm join|su -) [^\\r\\n|<]{0,80}?<<< {0,3}\\$?(?:'(?<secret>[^'\\\\\\r\\n]{3,120})(?:\\\\n(?<secret2>[^'\\\\\\r\\n]{3,120})(?:\\\\n)?)?'|"(?<secret4>[^"$\\\\\\r\\n]{3,120})"|(?<secret3>(?!["'$])${word}{3,120}))`,
      'i',
    ),
    source: 'gnu.org/software/bash: here strings',
    yes: ["realm join -U admin example.test <<< '{p}'", 'sudo -S <<< {p} true', "passwd bob <<< $'{p}\\n{p}'"],
    no: ['passwd bob <<< "$PASS"'],
  },
  {
    name: 'command-line-password',
    literals: 'argc=',
    from: 'literal',
    pattern:
      /^argc=\d{1,3} a0="[^"]{0,60}(?:mysql|mariadb|mysqldump|mysqladmin|sshpass|mongo|mongosh)"(?: a\d{1,2}="[^"]{0,200}"){0,20}? a\d{1,2}="-p(?:" a\d{1,2}=")?(?<secret>[^"]{3,120})"/,
    source: 'auditd: EXECVE records',
    yes: ['type=EXECVE msg=audit(1:2): argc=3 a0="mysql" a1="-uroot" a2="-p{p}"'],
    no: ['argc=2 a0="ls" a1="-l"'],
  },
  {
    name: 'command-line-password',
    literals: 'net~use~ net~user~',
    from: 'literal',
    pattern: new RegExp(
      `^net (?:use (?:[a-z]: |\\* )?\\\\{2,4}[\\w.$\\\\-]{3,120} (?:/user:\\S{1,80} (?<secret>${word}{4,120})|(?<more>(?!/)${word}{4,120}) /user:)|user [\\w.-]{1,60} (?<secret2>(?!/)${word}{4,120}) /add)`,
      'i',
    ),
    source: 'learn.microsoft.com: net use, net user',
    yes: ['net use Z: \\\\nas1\\share {p} /user:CORP\\svc', 'net user backup {p} /add'],
    no: ['net use Z: \\\\nas1\\share /persistent:yes', 'net user guest /active:no'],
  },
  {
    name: 'command-line-password',
    literals: '~/rp~ ~/pass: ~/p~ signtool~ cmdkey~ schtasks~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:(?:signtool|cmdkey|schtasks) [^\\r\\n|]{0,300}?| )/(?:rp |pass:)(?<secret>${word}{4,120})|^signtool [^\\r\\n|]{0,300}? /p (?<more>${word}{4,120})`,
      'i',
    ),
    source: 'learn.microsoft.com: schtasks /rp, cmdkey /pass, signtool /p',
    yes: ['schtasks /create /tn job /ru svc /rp {p}', 'signtool sign /f a.pfx /p {p} a.exe'],
    no: ['schtasks /query /tn job'],
  },
  {
    name: 'password',
    literals: 'reg_sz~',
    from: 'line',
    pattern: new RegExp(
      `^.{0,300}?password["']? {1,20}(?:/t {1,4})?reg_sz {1,20}(?:/d {1,4})?"?(?<secret>${word}{3,120})`,
      'i',
    ),
    source: 'learn.microsoft.com: automatic logon in Windows, DefaultPassword',
    yes: ['    DefaultPassword    REG_SZ    {p}'],
    no: ['    DefaultUserName    REG_SZ    kiosk'],
  },
  {
    name: 'command-line-password',
    literals: 'impdp~ expdp~ sqlldr~ rman~target~ connect~to~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:impdp|expdp|sqlldr|rman target) (?<user>[\\w$]{1,40})/(?<secret>[^\\s@/"']{3,80})(?=[\\s@]|$)|^connect to \\w{1,40} user \\w{1,60} using (?<more>${word}{3,120})`,
      'i',
    ),
    source: 'docs.oracle.com: Data Pump; ibm.com/docs/db2: CONNECT',
    yes: ['impdp system/{p} full=y', 'db2 connect to app user db2 using {p}'],
    no: ['connect to server using tls'],
  },
  {
    name: 'command-line-password',
    literals: 'openssl~passwd~ rclone~ kinit~ put-parameter~ add-generic-password~ add-internet-password~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:openssl passwd (?:-salt \\S{1,40} |-[a-z0-9]{1,12} ){0,6}(?<secret>(?!-)${word}{3,120})$|rclone (?:config|obscure)[^\\r\\n|]{0,200}?(?: pass(?:word)?[= ]| obscure )(?<more>(?!-)${word}{3,120})|kinit [^\\r\\n<|]{0,120}<<< ?["']?(?<secret2>${word}{3,120})|put-parameter [^\\r\\n|]{0,300}?(?:--value[= ](?:${quoted('value')}|(?<secret3>${word}{3,300}))(?=[^\\r\\n]*SecureString)|SecureString [^\\r\\n|]{0,200}?--value[= ](?:${quoted('text')}|(?<secret5>${word}{3,300})))|add-(?:generic|internet)-password [^\\r\\n|]{0,200}? -w (?<secret4>(?!-)${word}{3,120}))`,
      'i',
    ),
    source:
      'openssl-passwd(1), rclone.org: config create, kinit(1), docs.aws.amazon.com: ssm put-parameter, security(1)',
    yes: [
      'openssl passwd -6 -salt ab {p}',
      'rclone config create nas webdav pass {p}',
      'aws ssm put-parameter --name /app/x --value {p} --type SecureString',
      'security add-generic-password -a me -s svc -w {p}',
    ],
    no: ['openssl passwd -help', 'rclone copy a: b:', 'aws ssm put-parameter --name /x --value plain --type String'],
  },
  {
    name: 'command-line-password',
    literals: 'curl~',
    from: 'literal',
    pattern: new RegExp(
      `^curl [^\\r\\n|]{0,160}?(?:--(?:proxy-)?cert|-E)[ =]["']?[^\\s:"']{1,120}:(?<secret>${word}{3,120})`,
    ),
    source: 'curl(1): --cert certificate[:password]',
    yes: ['curl --cert client.pem:{p} https://localhost/'],
    no: ['curl --cert client.pem https://localhost/'],
  },
  {
    name: 'vault-role',
    literals: 'role_id= role-id= role_id: role_id"',
    from: 'line',
    pattern:
      /^(?=[^\r\n]{0,590}(?:approle|secret[_-]id|vault))[^\r\n]{0,400}?role[_-]id["']?[:= ]{1,3}["']?(?<secret>[0-9a-f]{8}-[0-9a-f-]{27})/i,
    source: 'developer.hashicorp.com/vault: AppRole, whose two halves are the role and its secret',
    yes: [],
    no: ['role_id=5 secret_id_ttl=10m'],
  },
  {
    name: 'command-line-password',
    literals: '<(echo~ <(printf~',
    from: 'line',
    pattern: new RegExp(
      `^[^\\r\\n]{0,300}?(?:pass|token|secret|cred|key|auth)[\\w-]{0,20}[ =]{0,2}<\\((?:echo|printf)(?: -[ne]{1,2})? {1,3}(?:${quoted('secret')}|(?<secret2>${word}{3,200}?))\\)`,
      'i',
    ),
    source: 'gnu.org/software/bash: process substitution',
    yes: ['rsync --password-file=<(echo {p}) a b'],
    no: ['diff <(echo a) <(echo b)', 'rsync --password-file=<(echo $PASS) a b'],
  },
  {
    name: 'command-line-password',
    literals: 'connect~ conn~ sqlplus~ rman~ imp~ exp~ userid=',
    from: 'literal',
    pattern:
      /^(?:conn(?:ect)? |sqlplus (?:-\w{1,12} ){0,4}|rman (?:target )?|imp |exp |userid=)["']?(?<user>[\w$]{1,40})\/(?<secret>[^\s@/"']{3,80})(?=@| as sysdba| as sysoper)/i,
    source: 'docs.oracle.com: CONNECT user/password@connect_identifier',
    yes: ['CONNECT app/{p}@//localhost:1521/ORCL', 'conn sys/{p} as sysdba'],
    no: ['connect /dev/x as root', 'connect a/b as c'],
  },
  {
    name: 'command-line-password',
    literals: '~-p~ -p~ ~-p,~',
    from: 'line',
    pattern: new RegExp(
      `^[^\\r\\n]{0,400}?[\\s[](?:-[uUl]|--?user(?:name)?)(?:[ =]|, )(?<user>["']?[A-Za-z_][^\\s"',]{1,60}["']?),?(?: -[a-zA-Z] [^\\s-]\\S{0,60})? -[pP],? (?!\\d{1,5}(?:[:/,-]\\d{1,5})*(?:\\s|$)|-|/|\\.|\\d{1,3}(?:\\.\\d{1,3}){3})(?:${quoted('secret')}|(?<secret2>${word}{4,120}))`,
    ),
    source: 'how most programs name a user and a password: -u USER -p PASSWORD',
    yes: ['racadm -r localhost -u root -p {p} getsysinfo', "esxcli -s localhost -u root -p '{p}' vm"],
    no: ['docker run -u app -p 8080:80 nginx', 'ssh -l app -p 2222 localhost', 'mkdir -m 700 -p data/x'],
  },
  {
    name: 'command-line-password',
    literals: 'pulumi~config~set~ sp_addlogin~ sp_password~ sp_addlinkedsrvlogin monitor~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:pulumi config set (?=[^\\r\\n]{0,200}--secret)(?:--\\S{1,40} ){0,4}[\\w:.-]{1,60} (?:--secret )?(?!-)(?<secret>${word}{3,200})|sp_addlogin N?'(?<user>[^'\\r\\n]{1,60})', ?N?'(?<more>[^'\\r\\n]{3,120})'|sp_password (?:N?'[^'\\r\\n]{0,120}'|NULL), ?N?'(?<secret2>[^'\\r\\n]{3,120})'|sp_addlinkedsrvlogin[^\\r\\n]{0,200}?@rmtpassword ?= ?N?'(?<secret3>[^'\\r\\n]{3,120})'|monitor \\S{1,60}@\\S{1,80} \\d{1,2} (?<user2>\\S{1,40}) (?<secret4>${word}{3,80}) (?:master|slave|primary|secondary))`,
      'i',
    ),
    source: 'pulumi.com: config set --secret; learn.microsoft.com: sp_addlogin; networkupstools.org: upsmon.conf',
    yes: [
      'pulumi config set --secret dbPassword {p}',
      "EXEC sp_addlogin 'app', '{p}'",
      'MONITOR ups@localhost 1 upsmon {p} master',
    ],
    no: ['pulumi config set region eu', 'sp_password is deprecated'],
  },
  {
    name: 'password-hash',
    literals: '~-h~ -hashes~ --hash~ /ntlm: /rc4: /aes256: ~lm:',
    from: 'literal',
    pattern:
      /^(?: -H|-{1,2}hash(?:es)?|\/(?:ntlm|rc4|aes256):| LM:)[ =]?["']?(?:LM:)?(?:[0-9a-f]{32}:|:)?(?<secret>[0-9a-f]{32}(?:[0-9a-f]{32})?)(?![0-9a-f])/i,
    source: 'learn.microsoft.com: NTLM; a hash serves as a password there',
    yes: [],
    no: ['git log --hash abc'],
  },
  {
    name: 'password',
    literals: 'crypt(',
    from: 'literal',
    inWord: true,
    pattern: /^crypt\((?:N?'(?<secret>[^'\r\n]{3,120})', ?(?:gen_salt|\w{1,30}\.?\w{0,30}\)))/i,
    source: 'postgresql.org/docs: pgcrypto, crypt(password, salt)',
    yes: ["SELECT crypt('{p}', gen_salt('bf'))"],
    no: ["crypt('x', 'y')"],
  },
]
