/** How programs take a secret on their command line. */
export type Command = {
  names: string
  /** Options whose next word is a secret. */
  next?: string
  /** Options whose next word is a user. */
  user?: string
  /** Options with the secret glued to them: `-phunter2`. */
  glued?: string
  /** Options whose next word is `name:secret`; the separator. */
  pair?: string
  separator?: string
  /** Which plain word behind the options is a secret, counted from 0, after the words of `verbs`. */
  verbs?: string
  word?: number
}

export const commands: readonly Command[] = [
  {
    names: 'mysql mysqldump mysqladmin mysqlimport mysqlcheck mariadb mariadb-dump mariadb-admin mydumper',
    glued: '-p',
    user: '-u --user',
  },
  { names: 'sshpass', next: '-p', glued: '-p' },
  { names: 'curl http https xh wget curlie', pair: '-u --user -U --proxy-user --auth -a' },
  { names: 'smbclient rpcclient net smbget wbinfo smbcacls smbtree', pair: '-U --user -a', separator: '%' },
  { names: 'ldapsearch ldapmodify ldapadd ldapdelete ldappasswd ldapwhoami', next: '-w -s -y', glued: '-w' },
  { names: 'redis-cli', next: '-a --pass' },
  { names: 'docker podman nerdctl helm oras skopeo buildah crane', next: '-p', verbs: 'login', user: '-u --username' },
  {
    names: 'mongo mongosh mongodump mongorestore mongoexport mongoimport',
    next: '-p',
    glued: '-p',
    user: '-u --username',
  },
  { names: 'mosquitto_pub mosquitto_sub mosquitto_rr', next: '-P --pw', user: '-u --username' },
  { names: 'sqlcmd bcp osql', next: '-P', glued: '-P', user: '-U' },
  { names: 'isql tsql', next: '-P', glued: '-P' },
  { names: 'rabbitmqctl', verbs: 'add_user change_password', word: 1 },
  { names: 'htpasswd', verbs: '-b -cb -bc -Bb -bB -cbB -bcB -bm -bs', word: 2 },
  { names: 'htpasswd', verbs: '-nb -bn -nbB -nBb -bnB -nbBC -nbm -nbs -nbd -nbp', word: 1 },
  { names: 'samba-tool', verbs: 'create add', word: 1 },
  { names: 'rclone', verbs: 'obscure', word: 0 },
  { names: 'ssh-keygen', next: '-N -P' },
  { names: 'radtest', word: 1 },
  { names: 'grafana-cli grafana', verbs: 'reset-admin-password', word: 0 },
  { names: 'neo4j-admin', verbs: 'set-initial-password', word: 0 },
  { names: 'irssi weechat', next: '-w --password' },
  { names: 'zip unzip', next: '-P', glued: '-P' },
  { names: '7z 7za unrar rar', glued: '-p' },
  { names: 'xfreerdp wfreerdp mstsc rdesktop', glued: '/p:', next: '-p' },
  { names: 'snmpwalk snmpget snmpset snmpbulkwalk snmptable', next: '-c -A -X', user: '-u' },
  { names: 'ipmitool', next: '-P', glued: '-P' },
  { names: 'lftp ftp', pair: '-u', separator: ',' },
  { names: 'svn', next: '--password' },
  { names: 'twine certutil', next: '-p' },
  { names: 'doctl', next: '-t --access-token' },
  { names: 'etcdctl', pair: '--user' },
  { names: 'jenkins-cli.jar', pair: '-auth' },
  { names: 'az', next: '-p' },
  { names: 'vncviewer x11vnc', next: '-passwd' },
  { names: 'openssl', next: '-k -K -iv -pass -passin -passout' },
  { names: 'gpg gpg2', next: '--passphrase' },
  {
    names: 'keytool jarsigner',
    next: '-storepass -keypass -deststorepass -srcstorepass -destkeypass -srckeypass -new',
  },
  { names: 'useradd usermod', next: '-p' },
  { names: 'cqlsh', next: '-p' },
  { names: 'clickhouse-client', next: '--password' },
  { names: 'influx', next: '-password -t' },
  { names: 'vault', verbs: 'login', word: 0 },
  { names: 'ansible-vault', next: '--vault-password' },
  { names: 'mc', verbs: 'alias set', word: 3 },
  { names: 'mc', verbs: 'alias set', word: 2 },
  { names: 'psexec winexe evil-winrm crackmapexec nxc', next: '-p' },
  { names: 'impacket-secretsdump kinit', next: '--password' },
  { names: 'nmcli iwconfig', next: 'password key' },
  { names: 'wpa_passphrase', word: 1 },
  { names: 'kadmin kadmin.local addprinc', next: '-w -pw', user: '-p' },
  { names: 'transmission-remote', pair: '-n --auth' },
  { names: 'winrs', glued: '-p:', user: '-u' },
  { names: 'vncdo vncsnapshot', next: '-p' },
  { names: 'sentinel', verbs: 'auth-pass', word: 1 },
  { names: 'slappasswd', next: '-s' },
  { names: 'security', verbs: 'unlock-keychain set-keychain-password create-keychain import export', next: '-p -P -k' },
  { names: 'doveadm', verbs: 'pw', next: '-p' },
  { names: 'caddy', next: '--plaintext' },
  { names: 'choco', verbs: 'apikey push', next: '-k' },
  { names: 'conda', verbs: 'set', word: 0 },
  { names: 'odoo odoo-bin', next: '-w' },
  { names: 'ilorest redfishtool ipmicfg smcipmitool', next: '-p' },
  { names: 'qpdf', verbs: '--encrypt', word: 0 },
  { names: 'qpdf', verbs: '--encrypt', word: 1 },
  { names: 'net-snmp-create-v3-user', next: '-A -X -a -x' },
  { names: 'mkpasswd', next: '-m', word: 0 },
  { names: 'dscl', verbs: '-passwd', word: 1 },
  { names: 'networksetup', verbs: '-setairportnetwork', word: 2 },
  { names: 'gbak isql-fb gsec nbackup', next: '-pas -password' },
  { names: 'beeline cypher-shell couchbase-cli', next: '-p' },
  { names: 'plink pscp psftp putty', next: '-pw' },
  { names: 'swaks', next: '--auth-password -ap' },
  { names: 'sendemail', next: '-xp', user: '-xu' },
  { names: 'skopeo buildah podman oras', pair: '--creds --src-creds --dest-creds' },
  { names: 'ngrok snyk', verbs: 'authtoken add-authtoken auth', word: 0 },
  { names: 'cargo', verbs: 'login', word: 0 },
  { names: 'steghide qpdf pdftk', next: '-p user_pw owner_pw' },
  { names: 'psql pg_dump pg_dumpall pg_restore createdb dropdb pgbench vacuumdb pg_basebackup', user: '-U --username' },
  { names: 'ssh autossh sudo', user: '-l -u' },
]
