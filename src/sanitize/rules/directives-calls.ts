import { type Directive, quoted, word } from './directive.ts'

const argument = `\\s{0,40}(?:@?"[^"\\r\\n]{0,300}"|'[^'\\r\\n]{0,300}'|[\\w.$:()\\[\\]-]{1,80})\\s{0,10},\\s{0,40}`
const named = '\\s{0,40}["\'](?<user>[\\w.@-]{2,60})["\']\\s{0,10},\\s{0,40}'
/** The name and the password, behind so many others. */
const login = (before: number) => `\\s{0,4}\\(?(?:${argument}){${before}}${named}@?${quoted('more')}`
const call = (before: number) => `\\s{0,4}\\(?(?:${argument}){${before}}@?${quoted('secret')}`

/** Arguments that are a secret by their place in a call. */
export const callDirectives: readonly Directive[] = [
  {
    name: 'password',
    literals:
      'changeuserpassword( networkcredential httpbasicauth basicauth( basicauthentication( httpdigestauth crammd5auth( passwordcredentials( passwordcredential( passwordauthentication( passwordauthenticationtoken( pscredential',
    from: 'literal',
    overLines: true,
    inWord: true,
    pattern: new RegExp(`^\\w{0,28}(?:${login(0)}|${call(1)})`, 'i'),
    source:
      'learn.microsoft.com: NetworkCredential(userName, password); requests.readthedocs.io: HTTPBasicAuth; pkg.go.dev/net/http: SetBasicAuth',
    yes: [
      'new NetworkCredential("svc", "{p}")',
      "auth=HTTPBasicAuth('app', '{p}')",
      'req.SetBasicAuth("svc", "{p}")',
      'new UsernamePasswordCredentials("svc", "{p}")',
      'new PasswordAuthentication("svc", "{p}".toCharArray())',
    ],
    no: ['new NetworkCredential(user, password)', 'HTTPBasicAuth(username, config.password)', 'SetBasicAuth(u, p)'],
  },
  {
    name: 'password',
    literals:
      'mysqli_connect mysql_connect mysql_pconnect mysqli( ldap_bind ssh2_auth_password directoryentry( opendsobject( dbi->connect dbi.connect getconnection( managerdatasource( mysqldb.connect pymysql.connect jdbc_connect( .connectserver( odbc_connect oci_connect sqlsrv_connect ftp_login newconnection(',
    from: 'literal',
    overLines: true,
    inWord: true,
    pattern: new RegExp(`^(?:\\w|->|\\.){0,24}(?:${login(1)}|${call(2)})`, 'i'),
    source:
      'php.net: mysqli_connect(hostname, username, password), ldap_bind; metacpan.org: DBI->connect; docs.oracle.com: DriverManager.getConnection(url, user, password)',
    yes: [
      'mysqli_connect("localhost", "app", "{p}", "shop")',
      'DBI->connect("dbi:mysql:app", "app", "{p}")',
      'DriverManager.getConnection("jdbc:mysql://localhost/app", "app", "{p}");',
      'MySQLdb.connect("localhost", "app", "{p}", "shop")',
    ],
    no: ['mysqli_connect($host, $user, $password, $name)', 'DriverManager.getConnection(url, user, password)'],
  },
  {
    name: 'password',
    literals:
      "pdo('mysql: pdo(\"mysql: pdo('pgsql: pdo(\"pgsql: pdo('sqlsrv: pdo(\"sqlsrv: .open~\"dsn= __construct('mysql: __construct('pgsql:",
    from: 'literal',
    overLines: true,
    pattern: new RegExp(
      `^(?:pdo\\(|__construct\\(|\\.open )(?:${argument}(?:${named}${quoted('more')})|(?:${argument}){2}${quoted('secret')})`,
      'i',
    ),
    source: 'php.net: new PDO(dsn, username, password)',
    yes: ["new PDO('mysql:host=db;dbname=app', 'app', '{p}')"],
    no: ["new PDO('mysql:host=db', $user, $password)"],
  },
  {
    name: 'password',
    literals:
      '.login(" .login(\' .auth(" .auth(\' .auth~=~(" .auth~=~(\' ~auth=(" ~auth=(\' ,auth=(" ,auth=(\' (auth=(" (auth=(\' _auth=(" _auth=(\' .setcredentials( .authenticate(" .authenticate(\' credentials.basic( .signin(" .signin(\' .logon(" .logon(\'',
    from: 'literal',
    overLines: true,
    pattern: new RegExp(`^[ .,(_]?[\\w.]{4,20}(?: = |=)?(?:${login(0)}|${call(1)})`, 'i'),
    source:
      'docs.python.org: smtplib.SMTP.login(user, password); requests.readthedocs.io: auth; mongodb.com/docs: db.auth; square.github.io/okhttp: Credentials.basic',
    yes: [
      'server.login("mailer", "{p}")',
      "session.auth = ('app', '{p}')",
      "requests.get(url, auth=('app', '{p}'))",
      'Credentials.basic("app", "{p}")',
    ],
    no: ['server.login(user, password)', "expect(page.login('a', done)).toBe(1)", 'requests.get(url, auth=(user, pw))'],
  },
  {
    name: 'password',
    literals: 'convertto-securestring',
    from: 'literal',
    pattern: new RegExp(
      `^convertto-securestring (?:-(?:string|asplaintext|force) ){0,3}(?:${quoted('secret')}|(?<secret2>(?![-$"'(])${word}{4,120}?)(?=[\\s)]|$))`,
      'i',
    ),
    source: 'learn.microsoft.com: ConvertTo-SecureString',
    yes: ['ConvertTo-SecureString "{p}" -AsPlainText -Force', 'ConvertTo-SecureString -AsPlainText "{p}" -Force'],
    no: ['ConvertTo-SecureString "$plain" -AsPlainText', 'ConvertTo-SecureString $plain -Force'],
  },
  {
    name: 'password',
    literals: 'btoa(\' btoa(" base64encode(\' base64encode(" b64encode(b" b64encode(b\'',
    from: 'literal',
    pattern: /^\w{4,12}\(b?["'][\w.@-]{1,60}:(?<secret>[^"'\r\n]{3,120})["']/i,
    source: 'RFC 7617: user-id ":" password',
    yes: ["'Basic ' + btoa('app:{p}')"],
    no: ["btoa('text/plain')"],
  },
  {
    name: 'password',
    literals: 'plainauth(',
    from: 'literal',
    overLines: true,
    inWord: true,
    pattern: new RegExp(`^\\w{5,14}(?:${login(1)}|${call(2)})`, 'i'),
    source: 'pkg.go.dev/net/smtp: PlainAuth(identity, username, password, host)',
    yes: ['smtp.PlainAuth("", "mailer", "{p}", host)'],
    no: ['smtp.PlainAuth("", user, password, host)'],
  },
  {
    name: 'password',
    literals: 'basic_auth',
    from: 'literal',
    overLines: true,
    pattern: new RegExp(
      `^basic_auth[ (]\\s{0,20}["'](?<user>[\\w.@-]{1,60})["'](?:\\.\\w{2,10}\\(\\))?\\s{0,10},\\s{0,20}(?:Some\\()?${quoted('secret')}`,
      'i',
    ),
    source: 'docs.rs/reqwest: RequestBuilder::basic_auth; ruby-doc.org: Net::HTTPHeader#basic_auth',
    yes: [`.basic_auth("svc", Some("{p}"))`, "req.basic_auth 'svc', '{p}'"],
    no: ['.basic_auth(user, Some(password))', 'basic_auth "realm"'],
  },
  {
    name: 'password',
    literals: 'networkcredential]::new( pscredential]::new( credential]::new( redis:auth( :auth(" :auth(\'',
    from: 'literal',
    inWord: true,
    pattern: new RegExp(
      `^(?:[a-z]{4,20}\\]::new\\([^,()\\r\\n]{1,80},\\s{0,4}|(?:redis)?:auth\\()${quoted('secret')}`,
      'i',
    ),
    source: 'learn.microsoft.com: [type]::new(); github.com/openresty/lua-resty-redis: red:auth',
    yes: ["[System.Net.NetworkCredential]::new('svc','{p}')", 'red:auth("{p}")'],
    no: ['[pscredential]::new($user, $secure)', 'red:auth(password)'],
  },
  {
    name: 'password',
    literals: 'mysql_real_connect',
    from: 'literal',
    overLines: true,
    pattern: new RegExp(`^mysql_real_connect${login(2)}`, 'i'),
    source: 'dev.mysql.com: mysql_real_connect',
    yes: ['mysql_real_connect(con, "localhost", "app", "{p}", "shop", 0, NULL, 0)'],
    no: ['mysql_real_connect(con, host, user, password, db, 0, NULL, 0)'],
  },
  {
    name: 'password',
    literals: 'wifi.begin( wifimulti.addap( softap(',
    from: 'literal',
    overLines: true,
    pattern: new RegExp(`^[\\w.]{5,18}${call(1)}`, 'i'),
    source: 'docs.arduino.cc: WiFi.begin(ssid, pass)',
    yes: ['WiFi.begin("home", "{p}");'],
    no: ['WiFi.begin(ssid, pass);'],
  },
  {
    name: 'password',
    literals:
      'hash::make( bcrypt.hash hashpw( hash::check( password_verify( make_password( check_password( set_password(',
    from: 'literal',
    inWord: true,
    pattern: new RegExp(`^[\\w:.]{6,18}\\(\\s{0,4}b?${quoted('secret')}`, 'i'),
    source:
      'laravel.com: Hash::make; npmjs.com/bcrypt: hash(data, saltOrRounds); docs.djangoproject.com: make_password',
    yes: ["Hash::make('{p}')", 'bcrypt.hashSync("{p}", 10)', 'user.set_password("{p}")'],
    no: ['bcrypt.hash(password, 10)', 'make_password(raw)'],
  },
  {
    name: 'password',
    literals:
      'password~== password~!= password== password!= passwd~== passwd~!= passwd== passwd!= pwd~== pwd~!= pwd== pwd!= passphrase~== passphrase== _pass~== _pass~!= _pass== _pass!=',
    from: 'literal',
    inWord: true,
    pattern:
      /^\w{3,10} ?[!=]={1,2} ?(?:"(?<secret>(?=[^"\r\n]{0,60}\d)[^"\s]{6,80})"|'(?<secret1>(?=[^'\r\n]{0,60}\d)[^'\s]{6,80})')/i,
    source: 'how programs compare a password with one that is written down',
    yes: ['if (password === "{p}2")'],
    no: ['if (password == "")', 'password != null'],
  },
]
