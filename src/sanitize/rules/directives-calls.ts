import { type Directive, quoted } from './directive.ts'

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
      'networkcredential httpbasicauth basicauth( httpdigestauth usernamepasswordcredentials passwordauthentication pscredential',
    from: 'literal',
    pattern: new RegExp(`^\\w{0,20}(?:${login(0)}|${call(1)})`, 'i'),
    source: 'learn.microsoft.com: NetworkCredential(userName, password); requests.readthedocs.io: HTTPBasicAuth',
    yes: ['new NetworkCredential("svc", "{p}")', "auth=HTTPBasicAuth('app', '{p}')"],
    no: ['new NetworkCredential(user, password)', 'HTTPBasicAuth(username, config.password)'],
  },
  {
    name: 'password',
    literals:
      'mysqli_connect mysql_connect mysqli( ldap_bind ssh2_auth_password directoryentry( opendsobject( dbi->connect',
    from: 'literal',
    pattern: new RegExp(`^(?:\\w|->){0,20}(?:${login(1)}|${call(2)})`, 'i'),
    source: 'php.net: mysqli_connect(hostname, username, password), ldap_bind; metacpan.org: DBI->connect',
    yes: ['mysqli_connect("localhost", "app", "{p}", "shop")', 'DBI->connect("dbi:mysql:app", "app", "{p}")'],
    no: ['mysqli_connect($host, $user, $password, $name)'],
  },
  {
    name: 'password',
    literals:
      "pdo('mysql: pdo(\"mysql: pdo('pgsql: pdo(\"pgsql: pdo('sqlsrv: pdo(\"sqlsrv: .open~\"dsn= __construct('mysql: __construct('pgsql:",
    from: 'literal',
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
      '.login(" .login(\' .auth(" .auth(\' .auth~=~(" .auth~=~(\' .setcredentials( .authenticate(" .authenticate(\'',
    from: 'literal',
    pattern: new RegExp(`^\\.\\w{4,16}(?: = )?(?:${login(0)}|${call(1)})`, 'i'),
    source: 'docs.python.org: smtplib.SMTP.login(user, password); mongodb.com/docs: db.auth',
    yes: ['server.login("mailer", "{p}")', "session.auth = ('app', '{p}')"],
    no: ['server.login(user, password)', "expect(page.login('a', done)).toBe(1)"],
  },
  {
    name: 'password',
    literals: 'convertto-securestring',
    from: 'literal',
    pattern: new RegExp(`^convertto-securestring (?:-string )?${quoted('secret')}`, 'i'),
    source: 'learn.microsoft.com: ConvertTo-SecureString',
    yes: ['ConvertTo-SecureString "{p}" -AsPlainText -Force'],
    no: ['ConvertTo-SecureString "$plain" -AsPlainText'],
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
]
