import { keyQualifiers, passwordWords, productWords, secretWords, tailWords } from './key-words.ts'
import { serviceNames } from './service-names.ts'
import { systemUsers, wordsAfterUser } from './users.ts'
import { usualText } from './usual-text.ts'

/** What accounts are called after their job, their product or their place: words that a log also says of other things. */
const roles = `accounting accounts agent alert alerts analyst analytics animal anthem archive asset assets audit auditor author backend batch billing board branch broker browser budget
buffer builder bundle business buyer cable cache calendar camera campaign cargo cashier catalog center central channel chat checker checkout client cloud cluster collector
commerce company computer config console consumer contact contacts content contractor control controller corporate counter courier creator crawler customer customers cyrus
dashboard database dealer delivery demo design designer desktop detail develop developer developers device devops digital direct director discord dispatch display domain download
driver editor email employee enable engine engineer engineering enterprise entry errors event example executor export exporter external factory feature feedback field filter
finance financial fluent folder forum foundry frontend function gateway general github global handler health helpdesk helper hidden hosting import importer inbound index ingest
insert install installer instance insurance integration interface internal inventory invoice issuer keeper kernel laptop layer leader learn legal lender library license listener
loader local logger logistics machine mailer mailman maint maintenance maintainer management manager marketing market master media member members memory mentor merchant message
messages metrics migrate migration minion mirror mobile model moderator module monitor monitoring music namespace nessus network nobody normal notify notification observer office
online operator operations order orders organization outbound owner package packer parent parser partner patch patient payment payments payroll people person phone photo pipeline
planner platform player plugin policy portal poster prepare preview primary print printer private process processor producer product production professor profile program project
property protocol provider provision public publisher purchase puppet python query queue random reader readonly receiver recovery redmine region register registry relay release
remote render replica replication report reporter reporting reports request reseller reserve resource response restore result retail review reviewer rights robot rotate router
runtime sales sample sandbox scanner schedule scheduler schema school scraper screen script search season secondary secret secretary section secure security select seller sender
sensor server servers session settings setup shadow shared shipping shopper signal simple slave snapshot social source spam spider spool sponsor sports staging standard start
station statistics status storage store stream student submit super superuser supervisor supplier support survey switch syncer system systems target teacher team technician
telegram temporary tenant terminal terraform tester testing testuser theme thread ticket ticketing timer tools topic trace tracker trader trading traffic trainer training transfer
transport travel trigger tunnel tutor twitter unix update updater upgrade upload uploader vendor version video viewer virtual visitor voice volume volunteer wallet warehouse watch
watcher webadmin webapp webhook weblogic webmaster webmin website webuser weekly widget window windows winrm wizard worker workflow workspace writer zabbix zipkin`

/** Stems that numbers are put behind, for things that are no persons: `sha256`, `test01`, `worker2`. */
const stems = `base call case code core cpu data disk edge eth exit file flow gpu group host http https icmp image imap item ipv job lane level line link list load lock log loop mem mode
month name none note null num oauth object page pair part pass path peer phase pid pod point pool port quad queue rack rate rev role room row rule run safe scan seed shard sha site
size slot sock socks srv stage state step stop sub sum tab tag task temp term text tier time tls token total tree tty type unit user utf util value vert view vlan vm vol wait wave
web week win wlan word work year zone amd arm aes des dsa ecdsa ed gcm java kotlin node perl php rsa ruby rust swift linux macos mips sparc`

const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]{3,}/g) ?? []

/** Words of logs: a user called like one of them is only found beside a key that says so. */
export const roleWords: ReadonlySet<string> = new Set([
  ...wordsOf(roles),
  ...wordsOf(stems),
  ...wordsOf(usualText),
  ...[...systemUsers, ...wordsAfterUser, ...serviceNames].flatMap(wordsOf),
  ...[...passwordWords, ...secretWords, ...keyQualifiers, ...tailWords, ...productWords].flatMap(wordsOf),
])
