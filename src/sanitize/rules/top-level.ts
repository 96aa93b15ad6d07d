/**
 * Last labels of host names. A dotted name in a log is far more often a file, a class or a setting than a host,
 * so each ending is trusted by how seldom it ends anything else.
 */
const list = (words: string) => new Set(words.split(' '))

/** Endings that mean a host wherever they stand (IANA root zone, September 2024, the common part). */
export const certainEndings = list(
  'com net org edu gov mil int io de fr uk nl eu us ca au jp cn kr tw hk sg br mx ar cl pe ve ec uy bo ru ua kz uz ge az lt lv ee fi se dk es pt gr tr cz sk hu ro bg hr si ba mk be ch li lu ie il ae sa qa kw om ir iq jo lb eg ma tn dz ng ke gh za zm zw tz ug et pk bd lk np th vn ph kh mm nz fj pf nc info biz tv ws su cat asia tel mobi xyz arpa onion',
)

/** Endings that only private networks use. */
export const privateEndings = list(
  'internal lan corp local localdomain intra intranet home private localnet k8s consul svc ad dmz prod stage staging lab ts priv office',
)

/** Endings that are words too: only behind three labels, or a label with a digit or a hyphen. */
export const wordEndings = list(
  'cloud dev app systems services network tech technology online site website store shop page team group company zone blog wiki email global digital agency solutions software host hosting space live world life news media design studio club pro top vip icu click bank finance money health care energy works tools support help center city academy school education university games fun art inc ltd llc gmbh limited partners consulting ventures capital fund insurance legal clinic dental hospital pharmacy travel hotels cafe restaurant pizza berlin london paris tokyo nyc amsterdam hamburg koeln wien brussels africa swiss nrw bayern aero museum coop jobs dental expert guru ninja rocks land estate rentals cleaning plumbing delivery express cab taxi auto cars bike fitness yoga social community foundation charity church red blue green pink black africa earth today plus one gold',
)

/** Country endings that are file endings or short words too. */
export const shortEndings = list(
  'rs co me it in is at to my no so sh py pl md cc ps id do as by am ml mo st ms pm ai la fm gg im je vc ag sc mu re gs tk cf ga gq nu cx cm ci sn bz hn gt sv ni cr pa cu ht jm bb tt lc tc vg ky bm gl fo ax sm va mc ad al mt cy',
)

/** What a reversed name starts with: a package, not a host. */
export const packageRoots = list(
  'org com net io java javax javafx jdk sun kotlin kotlinx scala akka android androidx dev edu gov cn de uk fr jp ru au ca ch nl it me co eu app clojure groovy play spring lombok reactor',
)
