import type { Makers } from './makers.ts'

/** A text with a value in it that must not come out. */
export type Leak = { name: string; text: string; secrets: string[] }

type Template = string

/** Ways to write a password or a key beside its name. `{p}` is a password, `{t}` a random token, `{x}` 40 hex digits. */
const keyed: Template[] = [
  'DB_PASS={p}',
  'export PGPASSWORD="{p}"',
  'set -x API_TOKEN {t}',
  'setx STRIPE_SECRET {t}',
  '$env:AZURE_CLIENT_SECRET = "{t}"',
  '[Environment]::SetEnvironmentVariable("API_KEY", "{t}")',
  'ENV REDIS_PASSWORD {p}',
  'ARG NPM_TOKEN={t}',
  'password = "{p}"',
  'password: {p}',
  "password: '{p}'",
  '  db_password: !!str {p}',
  'spring.datasource.password={p}',
  'spring.datasource.password: {p}',
  'db.default.password="{p}"',
  '<password>{p}</password>',
  '<Password><![CDATA[{p}]]></Password>',
  '<add key="ApiSecret" value="{t}" />',
  '<add name="Main" connectionString="Server=sql1;Database=app;User Id=sa;Password={p};" />',
  '<property name="hibernate.connection.password">{p}</property>',
  '<property name="password" value="{p}"/>',
  '<entry key="db.password">{p}</entry>',
  '<Parameter Name="Password" Value="{p}"/>',
  '<key>ClientSecret</key>\n<string>{t}</string>',
  '<input type="password" name="password" value="{p}">',
  '{"name":"DB_PASSWORD","value":"{p}"}',
  '{"value":"{t}","name":"API_TOKEN"}',
  '{ "key": "client_secret", "value": "{t}" }',
  '      - name: SMTP_PASSWORD\n        value: {p}',
  '      - value: "{t}"\n        name: SIGNING_KEY',
  '{"Parameters":[{"ParameterKey":"DBPassword","ParameterValue":"{p}"}]}',
  '{\\"user\\":\\"x\\",\\"password\\":\\"{p}\\"}',
  '"{\\\\\\"auth\\\\\\":{\\\\\\"password\\\\\\":\\\\\\"{p}\\\\\\"}}"',
  "{'user': 'x', 'password': '{p}'}",
  "'password' => '{p}',",
  ':password => "{p}"',
  'password: "{p}",',
  "define('DB_PASSWORD', '{p}');",
  "putenv('API_SECRET={t}');",
  'os.environ["SECRET_KEY"] = "{t}"',
  "config['jwt_secret'] = '{t}'",
  'System.setProperty("javax.net.ssl.keyStorePassword", "{p}");',
  'java -Djavax.net.ssl.trustStorePassword={p} -jar app.jar',
  'ds.setPassword("{p}");',
  'private static final String API_KEY = "{t}";',
  'const apiKey: string = "{t}"',
  'let token = `{t}`;',
  'var secret []byte = []byte("{t}")',
  'client_secret := "{t}"',
  'val accessToken = "{t}"',
  'static const char *password = "{p}";',
  '#define WIFI_PASSWORD "{p}"',
  'local password = "{p}"',
  '$config["smtp_pass"] = "{p}";',
  "my $password = '{p}';",
  '{password, "{p}"}.',
  '{password, <<"{p}">>},',
  'User(name=x, password={p}, age=3)',
  '{Name:x Password:{p} Age:3}',
  'Config { user: "x", password: "{p}" }',
  '#<User id: 1, password: "{p}">',
  'password="{p}" user="x"',
  'level=info msg="db ready" password={p} user=x',
  'time="2024-01-02T03:04:05Z" level=debug msg=cfg secret_key={t}',
  '2024-01-02 03:04:05,123 DEBUG [main] Cfg - password={p}, url=x',
  '2024-01-02 03:04:05 DEBUG Using api key: {t}',
  'INFO: The token is {t}',
  'WARN password was "{p}"',
  'ERROR login with password {q} failed',
  'Your temporary password: {p}',
  'Default password for admin is: {p}',
  'passphrase: {p}',
  'password: >-\n    {p}\n',
  'db_password[0]={p}',
  'PASSWORD {q}',
  "ALTER USER app WITH PASSWORD '{p}';",
  "CREATE USER app IDENTIFIED BY '{p}';",
  'CREATE USER app IDENTIFIED BY {q};',
  "GRANT ALL ON *.* TO 'app'@'%' IDENTIFIED BY '{p}';",
  "SET PASSWORD FOR 'app' = '{p}';",
  "SET PASSWORD = PASSWORD('{p}');",
  "CREATE ROLE app LOGIN PASSWORD '{p}'",
  "ALTER LOGIN sa WITH PASSWORD = N'{p}';",
  "SECRET_KEY = '{p}'",
  'requirepass {p}',
  'masterauth {t}',
  'user default on >{t} ~* +@all',
  'machine git.corp login joe password {p}',
  'machine api\n  login joe\n  password {p}',
  'mysql -uroot -p{q} app',
  "mysqldump -u root -p'{p}' app",
  'mysql --password={p} app',
  'PGPASSWORD={p} psql -h x',
  'sshpass -p {q} ssh x',
  "sshpass -p '{p}' ssh x",
  'curl -u joe:{q} https://x/',
  'curl --user "joe:{p}" https://x/',
  'wget --http-password={p} https://x/',
  'http -a joe:{q} x',
  'ldapsearch -D cn=x -w {q} -b dc=x',
  'redis-cli -h x -a {q} ping',
  'docker login -u joe -p {q} x',
  'sqlcmd -S x -U sa -P {q}',
  'smbclient //x/y -U joe%{q}',
  'snmpwalk -v2c -c {q} x',
  'openssl rsa -passin pass:{q} -in k',
  'keytool -list -storepass {q} -keystore k',
  'htpasswd -b /etc/x joe {q}',
  'rabbitmqctl add_user joe {q}',
  "echo 'joe:{q}' | chpasswd",
  'vault login {t}',
  '7z x -p{q} a.7z',
  'zip -P {q} a.zip b',
  'kubectl create secret generic s --from-literal=password={p}',
  'helm upgrade x y --set auth.password={p}',
  'az login --service-principal -u x -p {t} --tenant y',
  'ansible-playbook x -e "db_password={p}"',
  'aws configure set aws_secret_access_key {t}',
  'app --password {q} --verbose',
  'app --api-key={t}',
  'app -Password {q}',
  'app /password:{q}',
  'username admin password 7 {x}',
  'enable secret {q}',
  'snmp-server community {q} RO',
  'tacacs-server key {q}',
  'ppp chap password {q}',
  '  psk="{p}"',
  'wpa_passphrase={p}',
  'PrivateKey = {k}=',
  'PresharedKey = {k}=',
  ': PSK "{p}"',
  'secret "{k}";',
  'bindpw {q}',
  'rootpw {q}',
  'userPassword:: {k}=',
  'userPassword: {p}',
  '//registry.npmjs.org/:_authToken={t}',
  '_auth = {k}',
  '[gitlab]\ntoken = {t}',
  'bearer_token: {t}',
  'jenkins_crumb_token={t}',
  '{"access_token":"{t}","token_type":"Bearer","expires_in":3600}',
  '{"refreshToken": "{t}"}',
  '{"idToken":"{t}"}',
  '{"password":"{p}","remember":true}',
  '{"credentials":{"accessKeyId":"x","secretAccessKey":"{t}"}}',
  '{"pin": {n}}',
  '{"otp":"{n}"}',
  'otp={n}',
  'grant_type=password&username=x&password={p}',
  'GET /login?user=x&password={u} HTTP/1.1',
  'GET /x?api_key={t}&y=1 HTTP/1.1',
  'POST /x?sig={t}&se=2024-01-01',
  'https://x.blob.core.windows.net/c/f?sv=2020&st=2020&sr=b&sig={k}%3D',
  'https://s3.amazonaws.com/b/k?AWSAccessKeyId=x&Expires=1&Signature={k}%3D',
  'https://storage.googleapis.com/b/k?X-Goog-Signature={x}',
  'https://discord.com/api/webhooks/123456789012345678/{t}',
  'https://hooks.zapier.com/hooks/catch/123456/{l}/',
  'https://api.telegram.org/bot123456789:{t}/getMe',
  'https://chat.googleapis.com/v1/spaces/x/messages?key={t}&token={t}',
  'https://outlook.office.com/webhook/{g}@{g}/IncomingWebhook/{x}/{g}',
  'https://app.x.io/reset-password/{t}',
  'https://app.x.io/invite/{t}',
  'X-Auth-Token: {t}',
  'x-api-key: {t}',
  'X-Vault-Token: {t}',
  'X-Amz-Security-Token: {t}',
  'Private-Token: {t}',
  'X-CSRF-Token: {t}',
  'Proxy-Authorization: Basic {c}',
  'Authorization: Basic {c}',
  'authorization: {t}',
  'Authorization: ApiKey {t}',
  'Authorization: Digest username="x", realm="y", nonce="{t}", response="{x}"',
  'Authorization: AWS4-HMAC-SHA256 Credential=x/20240101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature={x}',
  'Authorization: Hawk id="x", ts="1", nonce="y", mac="{k}="',
  '"Authorization": "Bearer {t}"',
  "-H 'Authorization: Bearer {t}'",
  "headers: { authorization: 'Bearer {t}' }",
  '{"headers":{"authorization":["Bearer {t}"]}}',
  'Cookie: lang=en; SESSION={t}',
  'Set-Cookie: PHPSESSID={l}; path=/; HttpOnly',
  'cookie: _session_id={x}; theme=dark',
  'JSESSIONID={x}.node1',
  '"set-cookie":["sid={t}; Path=/"]',
  'proxy_set_header Authorization "Basic {c}";',
  'auth_basic_user x:{t}',
  'AUTH PLAIN {c}',
  'PASS {q}',
  '+OK\nUSER joe\nPASS {q}',
  'connect postgres://joe:{u}@db:5432/x',
  'jdbc:mysql://db:3306/x?user=joe&password={u}',
  'jdbc:sqlserver://db;user=joe;password={p};encrypt=true',
  'jdbc:oracle:thin:joe/{q}@db:1521:x',
  'joe:{q}@tcp(db:3306)/x',
  'host=db user=joe password={p} dbname=x',
  "dsn: 'host=db user=joe password={q} dbname=x'",
  'Data Source=db;Initial Catalog=x;User ID=joe;Pwd={q};',
  'redis://:{u}@cache:6379/0',
  'amqp://joe:{u}@mq/%2f',
  'mongodb+srv://joe:{u}@c0.x.mongodb.net/y',
  'ftp://joe:{u}@files/x',
  'smtp://joe:{u}@mail:587',
  'git clone https://{t}@git.x/y.git',
  'https://x-access-token:{t}@git.x/y',
  'https://{x}@o12.ingest.sentry.io/34',
  'DefaultEndpointsProtocol=https;AccountName=x;AccountKey={k}==',
  'Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=y;SharedAccessKey={k}=',
  'HostName=x.azure-devices.net;DeviceId=y;SharedAccessKey={k}=',
  'SharedAccessSignature sr=x&sig={k}%3D&se=1',
  'kubeadm join 10.1.2.3:6443 --token {b}',
  '    token: {t}',
  '    password: |\n      {p}',
  'data:\n  password: {d}\nkind: Secret',
  'kind: Secret\nstringData:\n  whatever: {p}',
  '{"kind":"Secret","data":{"x":"{d}"}}',
  '{"auths":{"r.x":{"auth":"{c}"}}}',
  '| password | {q} |',
  '**Password:** {p}',
  '- Password: `{p}`',
  'Password (admin): {q}',
  'passwort: {p}',
  'Kennwort={p}',
  'contraseña: {p}',
  'mot de passe : {p}',
  'senha={p}',
  'пароль: {p}',
  '密码：{p}',
  'パスワード: {p}',
  'wachtwoord = {p}',
  'hasło: {p}',
  'DATADOG_APP_KEY={x}',
  'OPSGENIE_API_KEY={g}',
  'ALGOLIA_ADMIN_KEY={x}',
  'TF_VAR_db_password={p}',
  'ROLLBAR_ACCESS_TOKEN={x}',
  'SENTRY_AUTH_TOKEN={x}',
  'COVERALLS_REPO_TOKEN={t}',
  'CI_JOB_TOKEN={t}',
  'ACTIONS_RUNTIME_TOKEN={t}',
  'BUILDKITE_AGENT_ACCESS_TOKEN={x}',
  'MAILCHIMP_KEY={x}-us12',
  'PUSHER_APP_SECRET={x}',
  'FIREBASE_SERVER_KEY={t}',
  'LDAP_BIND_CREDENTIALS={p}',
  'RAILS_MASTER_KEY={x}',
  'APP_KEY=base64:{k}=',
  'AUTH_SALT={t}',
  "define('LOGGED_IN_KEY', '{t}');",
  'erlang cookie: {t}',
  '"license_key": "{t}"',
  'consumer_secret = {t}',
  'hmac_key: "{x}"',
  'encryption.key={k}=',
  'webhook secret: {t}',
  'seed phrase: {w} {w} {w} {w} {w} {w}',
]

export function keyedLeaks(m: Makers): Leak[] {
  return keyed.map((template) => {
    const secrets: string[] = []
    const text = template.replace(/\{(\w)\}/g, (_, kind: string) => {
      const [written, ...hidden] = made(m, kind)
      secrets.push(...(hidden.length > 0 ? hidden : [written!]))
      return written!
    })
    return { name: template, text, secrets }
  })
}

function made(m: Makers, kind: string): string[] {
  const password = m.password()
  const simple = m.Word(2) + m.int(100, 9999) + m.pick(['!', 'x', 'Z'])
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  switch (kind) {
    case 'p':
      return [password]
    case 'q':
      return [simple]
    case 't':
      return [m.an(m.int(24, 44))]
    case 'x':
      return [m.hex(40)]
    case 'k':
      return [m.b64(43)]
    case 'g':
      return [m.uuid()]
    case 'l':
      return [m.lo(26)]
    case 'n':
      return [m.dig(6)]
    case 'u':
      return [encodeURIComponent(simple)]
    case 'b':
      return [`${m.lo(6)}.${m.lo(16)}`]
    case 'w':
      return [m.word(3)]
    case 'd':
      return [base64(password), base64(password)]
    case 'c':
      return [base64(`joe:${simple}`), base64(`joe:${simple}`), simple]
    default:
      throw new Error(`no value for ${kind}`)
  }
}

type Maker = (m: Makers) => { text: string; secrets: string[] }

const one = (text: string, ...secrets: string[]) => ({ text, secrets })

/** Addresses, hosts, people and accounts, in the places where logs and files have them. */
const others: Record<string, Maker> = {
  'ipv4 in an access log': (m) => {
    const v = m.ip()
    return one(`${v} - - [12/Mar/2024:10:22:11 +0000] "GET / HTTP/1.1" 200 5 "-" "curl/8.5.0"`, v)
  },
  'ipv4 with a port': (m) => {
    const v = m.ip()
    return one(`accepted connection from ${v}:54321`, v)
  },
  'ipv4 behind a slash': (m) => {
    const v = m.ip()
    return one(`Received block src: /${v}:54106 dest: /${v}:50010`, v)
  },
  'ipv4 of java': (m) => {
    const v = m.ip()
    return one(`Connecting to worker-3/${v}:8030`, v)
  },
  'ipv4 in brackets': (m) => {
    const v = m.ip()
    return one(`reverse mapping checking getaddrinfo for x [${v}] failed`, v)
  },
  'ipv4 in json': (m) => {
    const v = m.ip()
    return one(`{"remote_addr":"${v}","n":1}`, v)
  },
  'ipv4 forwarded': (m) => {
    const [a, b] = [m.ip(), m.ip()]
    return one(`X-Forwarded-For: ${a}, ${b}`, a, b)
  },
  'ipv4 range': (m) => {
    const [a, b] = [m.ip(), m.ip()]
    return one(`range ${a}-${b}`, a, b)
  },
  'ipv4 network': (m) => {
    const v = m.ip()
    return one(`ip route add ${v}/24 dev eth0`, v)
  },
  'ipv4 of iptables': (m) => {
    const [a, b] = [m.ip(), m.ip()]
    return one(`[UFW BLOCK] IN=eth0 SRC=${a} DST=${b} LEN=40`, a, b)
  },
  'ipv4 in an arpa name': (m) => {
    const v = m.ip()
    const back = v.split('.').reverse().join('.')
    return one(`PTR ${back}.in-addr.arpa`, back)
  },
  'ipv4 of aws': (m) => {
    const v = m.ip().replaceAll('.', '-')
    return one(`ip-${v}.ec2.internal kubelet[1]: ok`, v)
  },
  'ipv4 in a provider name': (m) => {
    const v = m.ip().replaceAll('.', '-')
    return one(`client dsl-${v}.provider.net connected`, v)
  },
  'ipv4 mapped': (m) => {
    const v = m.ip()
    return one(`peer ::ffff:${v} closed`, v)
  },
  'ipv4 in a file name': (m) => {
    const v = m.ip()
    return one(`wrote backup_${v}.log`, v)
  },
  'ipv4 in parentheses': (m) => {
    const v = m.ip()
    return one(`ping statistics (${v}): 5 packets`, v)
  },
  'ipv4 at the end': (m) => {
    const v = m.ip()
    return one(`cannot reach ${v}.`, v)
  },
  'ipv4 url encoded': (m) => {
    const v = m.ip()
    return one(`GET /r?u=http%3A%2F%2F${v}%3A8080%2F`, v)
  },
  'ipv4 escaped line break': (m) => {
    const v = m.ip()
    return one(`{"msg":"a\\n${v}\\nb"}`, v)
  },
  'ipv6 full': (m) => {
    const v = m.ip6()
    return one(`from ${v} ok`, v)
  },
  'ipv6 bracket port': (m) => {
    const v = m.ip6()
    return one(`https://[${v}]:8443/x`, v)
  },
  'ipv6 prefix': (m) => {
    const v = m.ip6().split(':').slice(0, 4).join(':')
    return one(`route ${v}::/64 via x`, v)
  },
  'ipv6 short': (m) => {
    const g = m.ip6().split(':')
    const v = `${g[0]}:${g[1]}::${g[7]}`
    return one(`peer=${v} up`, v)
  },
  'ipv6 zone': (m) => {
    const g = m.ip6().split(':').slice(4).join(':')
    return one(`addr fe80::${g}%eth0 link`, g)
  },
  'ipv6 upper': (m) => {
    const v = m.ip6().toUpperCase()
    return one(`src ${v}`, v)
  },
  'ipv6 with port unbracketed': (m) => {
    const v = m.ip6()
    return one(`tcp6 0 0 ${v}:443 LISTEN`, v)
  },
  'mac colon': (m) => {
    const v = m.mac(':')
    return one(`link/ether ${v} brd ff:ff:ff:ff:ff:ff`, v)
  },
  'mac dash': (m) => {
    const v = m.mac('-').toUpperCase()
    return one(`Physical Address. . . : ${v}`, v)
  },
  'mac cisco': (m) => {
    const d = m.mac('')
    const v = `${d.slice(0, 4)}.${d.slice(4, 8)}.${d.slice(8)}`
    return one(`10 ${v} DYNAMIC Gi1/0/1`, v)
  },
  'mac dhcp': (m) => {
    const v = m.mac(':')
    return one(`DHCPREQUEST for x from ${v} via eth0`, v)
  },
  'host in a url': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`GET https://${v}:8443/v1/x?y=1 200`, v)
  },
  'host in prose': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`connection to ${v} refused`, v)
  },
  'host with port': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`dial tcp: lookup ${v}:5432: no such host`, v)
  },
  'host in syslog': (m) => {
    const v = m.label()
    return one(`Mar  5 10:22:11 ${v} sshd[812]: Server listening`, v)
  },
  'host in iso syslog': (m) => {
    const v = m.label()
    return one(`2024-03-05T10:22:11.123456+00:00 ${v} sshd[812]: Server listening`, v)
  },
  'host in rfc5424': (m) => {
    const v = m.label()
    return one(`<34>1 2024-03-05T10:22:11.123Z ${v} app 812 ID47 - started`, v)
  },
  'host kernel': (m) => {
    const v = m.label()
    return one(`Mar 15 10:22:11 ${v} kernel: [ 1.0] usb 1-1`, v)
  },
  'host keyed': (m) => {
    const v = m.label()
    return one(`hostname=${v} pid=1`, v)
  },
  'host json': (m) => {
    const v = m.label()
    return one(`{"host":"${v}","level":"info"}`, v)
  },
  'host header': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`> Host: ${v}`, v)
  },
  'host server': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`2024/03/11 10:22:11 [error] 7#7: x, server: ${v}, request: "GET /"`, v)
  },
  'host of a certificate': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`subject=C = DE, O = x, CN = ${v}`, v)
  },
  'host of a SAN': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`X509v3 Subject Alternative Name: DNS:${v}, DNS:*.${v}`, v)
  },
  'host in known_hosts': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`${v},1.2.3.4 ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ`, v)
  },
  'host in a prompt': (m) => {
    const [u, v] = [m.user().toLowerCase().replace('svc-', ''), m.label()]
    return one(`${u}@${v}:~$ ls`, u, v)
  },
  'host of uname': (m) => {
    const v = m.label()
    return one(`Linux ${v} 5.15.0-91-generic #101-Ubuntu SMP x86_64 GNU/Linux`, v)
  },
  'host of ssh': (m) => {
    const [u, v] = [m.user(), `${m.label()}.${m.domain()}`]
    return one(`ssh ${u}@${v}`, u, v)
  },
  'host of nginx': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`  server_name ${v};`, v)
  },
  'host of kubernetes': (m) => {
    const v = m.label()
    return one(`Normal Scheduled pod/x Successfully assigned default/x to ${v}`, v)
  },
  'host of a node name': (m) => {
    const v = m.label()
    return one(`"nodeName": "${v}",`, v)
  },
  'host in etc hosts': (m) => {
    const v = m.label()
    return one(`10.22.33.44 ${v}.corp ${v}`, v)
  },
  'host of an mx': (m) => {
    const v = `${m.label()}.${m.domain()}`
    return one(`relay=${v}[10.2.3.4]:25, delay=1`, v)
  },
  'user at home': (m) => {
    const v = m.user()
    return one(`open /home/${v}/app/x.yaml: permission denied`, v)
  },
  'user on a mac': (m) => {
    const v = m.user()
    return one(`/Users/${v}/Library/Logs/x.log`, v)
  },
  'user on windows': (m) => {
    const v = m.user()
    return one(`C:\\Users\\${v}\\AppData\\Local`, v)
  },
  'user on windows in json': (m) => {
    const v = m.user()
    return one(`{"path":"C:\\\\Users\\\\${v}\\\\x"}`, v)
  },
  'user on wsl': (m) => {
    const v = m.user()
    return one(`/mnt/c/Users/${v}/x`, v)
  },
  'user of a file url': (m) => {
    const v = m.user()
    return one(`file:///home/${v}/x.html`, v)
  },
  'user of sshd': (m) => {
    const v = m.user()
    return one(`Failed password for invalid user ${v} from 10.2.3.4 port 22 ssh2`, v)
  },
  'user of sshd ok': (m) => {
    const v = m.user()
    return one(`Accepted publickey for ${v} from 10.2.3.4 port 22 ssh2`, v)
  },
  'user of pam': (m) => {
    const v = m.user()
    return one(`pam_unix(sshd:session): session opened for user ${v} by (uid=0)`, v)
  },
  'user of sudo': (m) => {
    const v = m.user()
    return one(`sudo:   ${v} : TTY=pts/0 ; PWD=/tmp ; USER=root ; COMMAND=/bin/ls`, v)
  },
  'user of id': (m) => {
    const v = m.user()
    return one(`uid=1001(${v}) gid=1001(${v}) groups=1001(${v}),27(sudo)`, v)
  },
  'user of ls': (m) => {
    const v = m.user()
    return one(`-rw-r--r-- 1 ${v} ${v} 1024 Mar 11 10:22 x.log`, v)
  },
  'user of passwd': (m) => {
    const v = m.user()
    return one(`${v}:x:1001:1001:Max Muster,,,:/home/${v}:/bin/bash`, v, 'Muster')
  },
  'user of windows domain': (m) => {
    const v = m.user()
    return one(`Logon failed for CORP\\${v}`, v)
  },
  'user of event log': (m) => {
    const v = m.user()
    return one(`Account Name:\t\t${v}`, v)
  },
  'user of postgres': (m) => {
    const v = m.user()
    return one(`FATAL:  password authentication failed for user "${v}"`, v)
  },
  'user of mysql': (m) => {
    const v = m.user()
    return one(`Access denied for user '${v}'@'10.2.3.4' (using password: YES)`, v)
  },
  'user keyed': (m) => {
    const v = m.user()
    return one(`level=info user=${v} action=login`, v)
  },
  'user json': (m) => {
    const v = m.user()
    return one(`{"username":"${v}","ok":true}`, v)
  },
  'user yaml': (m) => {
    const v = m.user()
    return one(`login: ${v}`, v)
  },
  'user env': (m) => {
    const v = m.user()
    return one(`DB_USER=${v}`, v)
  },
  'user ldap': (m) => {
    const v = m.user()
    return one(`uid=${v},ou=people,dc=corp,dc=com`, v)
  },
  'user cron': (m) => {
    const v = m.user()
    return one(`Mar 11 10:22:11 web1 CRON[123]: (${v}) CMD (x)`, v)
  },
  'user git': (m) => {
    const v = m.user()
    return one(`Author: ${v} <${v}@corp-x1.com>`, `${v}@corp-x1.com`)
  },
  'email plain': (m) => {
    const v = `${m.user()}@${m.domain()}`
    return one(`mail to ${v} bounced`, v)
  },
  'email angle': (m) => {
    const v = `${m.user()}@${m.domain()}`
    return one(`to=<${v}>, relay=x`, v)
  },
  'email in a url': (m) => {
    const v = `${m.user()}@${m.domain()}`
    return one(`GET /reset?email=${encodeURIComponent(v)}&x=1`, encodeURIComponent(v))
  },
  'email mailto': (m) => {
    const v = `${m.user()}@${m.domain()}`
    return one(`<a href="mailto:${v}">`, v)
  },
  'email in json': (m) => {
    const v = `${m.user()}@${m.domain()}`
    return one(`{"to":["${v}"]}`, v)
  },
  'phone international': (m) => {
    const v = `+49 ${m.dig(3)} ${m.dig(7)}`
    return one(`call ${v} now`, v)
  },
  'phone grouped': (m) => {
    const v = `+44 20 ${m.dig(4)} ${m.dig(4)}`
    return one(`tel ${v}`, v)
  },
  'phone dashed': (m) => {
    const v = `${m.int(201, 989)}-${m.int(201, 989)}-${m.dig(4)}`
    return one(`contact: ${v}`, v)
  },
  'phone keyed': (m) => {
    const v = `0${m.dig(3)} ${m.dig(7)}`
    return one(`"phone": "${v}"`, v)
  },
  'phone french': (m) => {
    const v = `06 ${m.int(10, 99)} ${m.int(10, 99)} ${m.int(10, 99)} ${m.int(10, 99)}`
    return one(`tél. ${v}`, v)
  },
  'name keyed': (m) => {
    const v = `${m.Word(2)} ${m.Word(3)}`
    return one(`full_name=${v} id=3`, v)
  },
  'name json': (m) => {
    const v = `${m.Word(2)} ${m.Word(3)}`
    return one(`{"firstName":"${v.split(' ')[0]}","lastName":"${v.split(' ')[1]}"}`, v.split(' ')[1]!)
  },
  'street keyed': (m) => {
    const v = `${m.int(1, 99)} ${m.Word(3)} Street`
    return one(`{"address1":"${v}"}`, v)
  },
  'birth keyed': () => one('{"date_of_birth":"1984-03-12"}', '1984-03-12'),
  'cpf keyed': (m) => {
    const v = `${m.dig(3)}.${m.dig(3)}.${m.dig(3)}-${m.dig(2)}`
    return one(`cpf: ${v}`, v)
  },
  'location keyed': (m) => {
    const v = `48.${m.dig(6)}`
    return one(`{"lat":${v},"lng":11.5}`, v)
  },
  'cloud account': (m) => {
    const v = m.dig(12)
    return one(`arn:aws:sts::${v}:assumed-role/x/y`, v)
  },
  'cloud account keyed': (m) => {
    const v = m.dig(12)
    return one(`"AccountId": "${v}"`, v)
  },
  'cloud registry': (m) => {
    const v = m.dig(12)
    return one(`${v}.dkr.ecr.eu-west-1.amazonaws.com/app:1`, v)
  },
  'cloud subscription': (m) => {
    const v = m.uuid()
    return one(`/subscriptions/${v}/resourceGroups/x`, v)
  },
  'cloud tenant': (m) => {
    const v = m.uuid()
    return one(`https://login.microsoftonline.com/${v}/oauth2/token`, v)
  },
  'cloud tenant keyed': (m) => {
    const v = m.uuid()
    return one(`tenantId=${v}`, v)
  },
  'bare token with a prefix nobody knows': (m) => {
    const v = m.an(36)
    return one(`using acme_live_${v} for sync`, v)
  },
  'bare random token': (m) => {
    const v = m.an(40)
    return one(`got ${v} from x`, v)
  },
  'base64 of a login': (m) => {
    const p = m.an(14)
    const v = Buffer.from(`{"username":"x","password":"${p}"}`).toString('base64')
    return one(`payload ${v} sent`, v)
  },
  'hex of a login': (m) => {
    const p = m.an(14)
    const v = Buffer.from(`user=x&password=${p}`).toString('hex')
    return one(`body ${v}`, v)
  },
  'base64 twice': (m) => {
    const p = m.an(14)
    const v = Buffer.from(Buffer.from(`password=${p} user=x`).toString('base64')).toString('base64')
    return one(`d=${v}`, v)
  },
  'url encoded twice': (m) => {
    const p = m.an(14)
    return one(`GET /x?next=%252Flogin%253Fpassword%253D${p}%2526a%253D1`, p)
  },
  'html entities': (m) => {
    const p = m.an(14)
    return one(`&lt;password&gt;${p}&lt;/password&gt;`, p)
  },
  'unicode escapes': (m) => {
    const p = m.an(14)
    return one(`{"\\u0070assword":"${p}"}`, p)
  },
  'zero width': (m) => {
    const p = m.an(14)
    return one(`pass\u200bword=${p}`, p)
  },
  'full width': (m) => {
    const p = m.an(14)
    return one(`ｐａｓｓｗｏｒｄ=${p}`, p)
  },
  'cyrillic letters': (m) => {
    const p = m.an(14)
    return one(`pаsswоrd=${p}`, p)
  },
  'ansi inside': (m) => {
    const p = m.an(20)
    return one(`password=\u001b[31m${p}\u001b[0m`, p)
  },
  'quoted printable': (m) => {
    const p = m.an(24)
    return one(`password=3D${p.slice(0, 10)}=\n${p.slice(10)}\n`, p.slice(0, 10), p.slice(10))
  },
  'shell continuation': (m) => {
    const p = m.an(24)
    return one(`export TOKEN=${p.slice(0, 10)}\\\n${p.slice(10)}`, p.slice(0, 10), p.slice(10))
  },
  'joined literals': (m) => {
    const p = m.an(24)
    return one(`token = "${p.slice(0, 10)}" +\n  "${p.slice(10)}"`, p.slice(0, 10), p.slice(10))
  },
  'joined literals on a line': (m) => {
    const p = m.an(24)
    return one(`token = "${p.slice(0, 10)}" + "${p.slice(10)}"`, p.slice(0, 10), p.slice(10))
  },
  'split by a log': (m) => {
    const p = m.an(32)
    return one(
      `Mar 11 10:22:11 web1 app: token=${p.slice(0, 14)}\nMar 11 10:22:11 web1 app: ${p.slice(14)}`,
      p.slice(0, 14),
      p.slice(14),
    )
  },
}

export function otherLeaks(m: Makers): Leak[] {
  return Object.entries(others).map(([name, make]) => ({ name, ...make(m) }))
}
