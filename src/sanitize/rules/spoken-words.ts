const list = (words: string) => new Set(words.split(/\s+/))

/** Words that stand where a sentence about logins would have a user's name. */
export const notLogins: ReadonlySet<string> =
  list(`user users account accounts client clients session sessions request requests token tokens password passwords service services server servers application applications
system systems the a an this that these those all any each every other another some many more most both its it he she they we you i who whom which what whose one two three
is are was were be been being has have had having do does did not no never none nobody nothing already also always currently previously recently successfully automatically manually anonymously
still just now then yet again only once when while after before during since until if unless because but and or nor so as at by for from in into of off on onto out over per to under until up upon via with without within
login logon logout signin signup log-in log-out sign-in access authentication authorization auth attempt attempts failure failures success reason reasons error errors unknown invalid illegal wrong expired missing
last first next new old current different same local remote public private internal external guest guests member members customer customers people person everyone everybody anyone anybody someone somebody
admin admins administrator administrators operator operators device devices browser mobile web app apps api bot bots job jobs task tasks host hosts node nodes group groups role roles name names email e-mail id ids
get gets got keep kept stay stays remain remains become becomes must should can cannot could may might will would shall please sorry welcome hello dear maximum minimum multiple several too many
oauth oauth2 oidc saml ldap sso mfa otp totp webauthn kerberos radius basic bearer digest cookie cookies csrf provider tenant realm scope resource resources object method path url uri page form field fields
true false null undefined empty unset default details security protocol policy network connection read write both everything data input security
erfolgreich informiert neu alle signing testing project nicht kein keine keinen unbekannt ung\u00fcltig ungueltig und oder mit ohne ist wird wurde hat kann konnte muss nur auch schon noch der die das den dem ein eine einen abgemeldet angemeldet gesperrt gefunden anmelden abmelden anmeldung
here everyone channel all team
inconnu inconnue invalide non pas aucun aucune est a ont et ou avec sans le la les un une des du de d\u00e9j\u00e0 requis requise connect\u00e9 connect\u00e9e introuvable d\u00e9sactiv\u00e9 obligatoire
no desconocido desconocida inv\u00e1lido invalido inv\u00e1lida el los las una unos y o con sin es son fue ha han se ya requerido existente encontrado conectado bloqueado autenticado registrado administrador
sconosciuto non valido valida il lo gli uno e \u00e8 sono niet onbekend ongeldig en of met zonder het een n\u00e3o desconhecido inv\u00e1lida`)

/** Words behind `on host`, `server` and the like that go on a sentence; no machine is called so. */
export const notPeers: ReadonlySet<string> =
  list(`network networks networking name names names: failure failures failover memory side bus bridge controller adapter adapters key keys header headers os ip ips port ports path paths machine machines
is are was were be been has have had not no never the a an this that it its at by for from in into of off on onto out over per to under up upon via with without within and or but as if when while after before during since until because
error errors response responses request requests start startup stop shutdown restart reboot exit crash timeout timeouts state status type types version versions config configuration configured settings setting pool pools group groups list lists
down unreachable available unavailable ready alive dead offline online busy idle healthy unhealthy unknown missing found lost local remote default public private internal external primary secondary master slave leader follower worker workers
mail connections days hours minutes candidate card cards board boards midplane chip rack linkcard modules module process processes thread threads time clock load cpu disk space volume cluster clusters count limit quota role roles label labels selector affinity pressure address addresses resolution lookup verification
certificate certificates cert certs cookie session sessions log logs message messages event events data cache queue connection connections socket sockets handshake hello push pull sync update updates upgrade maintenance
code codes call calls function functions method methods class object objects element elements tree graph index table tables driver drivers device devices interface interfaces channel channels stream streams
block blocks blacklist whitelist entry entries file files directory folder root home user users account accounts agent agents manager managers service services instance instances container containers pod pods
closed close opened open started stopped stopping starting running failed fails failing crashed rebooted joined left added removed created deleted updated changed restarted terminated registered refused rejected accepted
responded responds responding replied returned returns sent received says said reports reported took takes got gets did does will would can cannot could may must should
main prod production staging stage test testing qa demo dev development warten starten nicht ist wurde gefunden bereit pr\u00eat listo himself itself there here where which who what one two three other others another each every all any some many more most first second third last next new old current same different
nginx apache httpd tomcat jetty postgres postgresql mysql mariadb mongodb mongo redis memcached rabbitmq kafka zookeeper elasticsearch kibana logstash grafana prometheus consul vault etcd node nodes host hosts server servers
backend frontend database db api web app application gateway proxy broker replica shard standby localhost side's specific based level wide only mode selected model learning vision readable translation`)

/** Plain words of a sentence that have none of the endings below. */
const commonWords = list(
  `another though although environment environments classes mention mentions interfaces buffers algorithm algorithms command commands module modules types versions levels values fields names modes units items users hosts
property properties message messages package packages example examples option options window windows page pages image images table tables model models state states scope scopes value code text string number format
output input result results change changes check checks test tests build builds source target parent child children member members group groups owner creator author reader writer caller viewer editor`,
)
const endings =
  /(?:[a-z]{4}(?:ed|ing|ings|ive|ous|ly|ers|ors|ies|ces|ses|ism|ics)|[a-z]{3}(?:tion|tions|sion|sions|ment|ments|ness|able|ible|ful|less|ence|ance|ity|ship|ough|ther|thing|where|body|self|ware|ward|wise|ical|ally))$/

/** Whether a word in small letters is one of a language rather than somebody's name. */
export const soundsEnglish = (word: string) => /^[a-z]+$/.test(word) && (commonWords.has(word) || endings.test(word))

/** Words with a capital that are no part of a person's name. */
export const notPeople =
  /\b(?:World|Team|All|Everyone|Everybody|Sir|Madam|Customer|User|There|Support|Friend|Colleagues?|Folks|Administrator|Admin|Guest|Kitty|Server|Client|Valued|System|Service|Services|Account|Interface|Group|Control|Manager|Windows|Linux|Internet|Explorer|Google|Microsoft|Apple|Amazon|Thread|Main|Local|Remote|Tier|Level|One|Two|Three|Success|Profile|Name|Agent|Data|Default|Unknown|Anonymous|Help|Desk|Office|Active|Directory|Network|Security|Center|Centre|Operations|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|New|Old|Test|Error|Access|Denied|Not|Found|Ten|Experience|Guide|Guidelines|Portal|Application|Process|Session|Request|Response|Id|Side|Certificate|Authentication|Root|Version|Update|Queue|Bot|Engineering|Development|Department|Cloud|Studio|Code|Chrome|Firefox|Safari|Android|Phone|Machine|Hello|State|Relations|Care|Area|Zone|Policy|Mode|Settings|Registry|Installer|Library|Power|Point|Virtual|Private|Public|Committed|Yet|Domain|Domains|Users|Admins|Controllers?|Updates|Servers|Computers?|Clients|Web|Database|Backup|Print|Spooler|Firewall|Scheduler|Event|Log|Host)\b/i
