const list = (words: string) => new Set(words.split(/\s+/))

/** Accounts that every system or product brings along; they name nobody. */
export const systemUsers =
  list(`root admin administrator administrators guest user users nobody nogroup daemon bin sys sync games man lp mail news uucp proxy www-data www backup list irc gnats
systemd-network systemd-resolve systemd-timesync messagebus syslog sshd ntp chrony dbus polkitd avahi rtkit colord pulse gdm lightdm postgres postgresql mysql mariadb mongodb mongo redis rabbitmq
elasticsearch kibana logstash nginx apache httpd tomcat jetty jenkins git gitlab gitea docker containerd kubernetes kube prometheus grafana vault consul nomad zookeeper kafka hadoop hdfs yarn
mapred spark hive hbase flink airflow node app application service default system local public everyone anonymous ubuntu debian centos fedora ec2-user opc azureuser vagrant pi alpine core
core-user wheel staff sudo adm tty disk audio video plugdev netdev ssl-cert shadow utmp root:root nfsnobody rpc rpcuser dnsmasq named bind squid postfix dovecot exim smmsp mailnull nscd tss
abrt saslauth sa sysdba dba oracle oinstall informix db2inst1 trustedinstaller localsystem localservice networkservice network authority nt self owner group test shared all
oauth2 oauth oauth2accesstoken x-access-token token x-token-auth x-oauth-basic gitlab-ci-token build deploy ci bot runner api apikey me logs library public desktop appdata
__token__ _apt all.users defaultuser linuxbrew runner runneradmin gitpod codespace vscode jovyan nonroot kratos hydra keto nextcloud wordpress odoo keycloak sonarqube nexus artifactory unifi
default.migrated administrator. lost+found username login name youruser yourname your-user myuser none unset uid euid ruser logname true false`)

/** Words that go on a sentence behind "user"; none of them is a name. */
export const wordsAfterUser =
  list(`agent agents account accounts id ids name names data info information input interface space session sessions group groups role roles profile profiles
password passwords token tokens email e-mail is are was were has have had not does did can cannot could may must should will would who whose with without from for in on at by to of and or the a an
unknown invalid logged login logout request requests requested created deleted updated removed added locked unlocked disabled enabled found exists error errors failed failure denied
authentication authorization permission permissions settings preferences table database object objects list lists management manager service services store model mode level
defined specified provided supplied-by limit limits quota count counts connected disconnected connection connections process processes code experience guide manual story stories
type types key keys field fields value values event events action actions activity directory home path file files root admin error: id: name: agent: via using as
reads writes opens closes clicks wants types enters selects sees gets gives makes takes goes runs sends asks chooses presses needs uses tries logs leaves joins visits submits changes sets adds removes deletes creates edits saves signs starts stops expects knows finds views owns holds picks drags drops scrolls moves says calls puts pays buys
string int integer bool boolean varchar text process: command registry repository proxy smtp ldap keystore truststore encryption encrypted connecting every each all new this http https basic cgroup slice namespace namespaces accounts: daemon memory time cpu stack address script scripts query queries search prompt task tasks job jobs thread photo avatar theme feedback flow layout traffic behavior behaviour device devices browser click clicks clicked cancelled canceled comment comments message messages order orders report reports tree view views window windows zone mapping mappings stream streams state status switch switching access`)

/** Of the accounts above, names that people give themselves and each other: where somebody logs in, they say who it was. */
const takenNames =
  list(`admin administrator administrators guest user users test shared owner operator me self games news man list public local backup
deploy build bot ci api app application service default username login name youruser yourname your-user myuser`)

/** Accounts that stay where a session is told: they are a program's own. */
export const daemonUsers: ReadonlySet<string> = new Set([...systemUsers].filter((name) => !takenNames.has(name)))
