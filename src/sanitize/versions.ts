import { ALNUM, ALPHA, code, is } from './chars.ts'
import type { Scan } from './scan.ts'

const products =
  /(?:chrome|chromium|safari|firefox|edg|edge|edga|opr|opera|version|mobile|headlesschrome|crios|fxios|yabrowser|vivaldi|samsungbrowser|ucbrowser|electron|applewebkit|webkit|trident|msie|brave|whale|curl|wget|okhttp|nginx|apache|openssl|jetty|tomcat|java|go-http-client|python|requests|dalvik|agent|client|cfnetwork|darwin|build|release|v|lib|sdk)\/$/i
const versionWords = new Set(
  'ver version versions vers v release rev revision build firmware driver assembly fileversion productversion upgrade upgraded upgrading patch bios kernel sdk fw sw jdk jre api plugin package pkg installed requires tag section sections chapter chapters clause appendix paragraph figure table item step oid'.split(
    ' ',
  ),
)

/** The word before `at`, in lower case, and where it starts; signs and quotes between do not count. */
function wordBefore(scan: Scan, at: number): [string, number] {
  let end = at
  while (end > 0 && at - end < 6 && !is(scan.bytes[end - 1], ALNUM)) end--
  scan.dependsOn(end, at)
  let start = end
  while (start > 0 && end - start < 20 && is(scan.bytes[start - 1], ALPHA)) start--
  return [scan.text(start, end).toLowerCase(), start]
}

function followsVersionWord(scan: Scan, start: number): boolean {
  const [word, at] = wordBefore(scan, start)
  if (versionWords.has(word) || (word.startsWith('lib') && word.length > 4))
    return scan.bytes[start - 1] !== 47 || word.length > 3
  if (word !== 'to' && word !== 'from') return false
  // upgraded from 1.2.3.4 to 1.2.3.5
  return /upgrad\w{1,3}(?: from [\d.]{5,15}| \w{1,20})? (?:from |to )$/i.test(scan.text(at - 40, start))
}

/** Whether four numbers are a version and no address: by the word, the product or the package name before them. */
export function isVersion(
  scan: Scan,
  start: number,
  end: number,
  octets: readonly number[],
  runStart: number,
): boolean {
  if (followsVersionWord(scan, start)) return true
  // 2.5.29.37, 2.5.4.3, 1.3.6.1: arcs of object identifiers (oid-rep.orange-labs.fr), which name what certificates hold.
  if (octets[0] === 2 ? octets[1] === 5 && (octets[2] === 4 || octets[2] === 29) : octets.join('.') === '1.3.6.1')
    return true
  if (scan.bytes[start - 1] === 47 && is(scan.bytes[start - 2], ALPHA) && products.test(scan.text(start - 24, start)))
    return true
  if (scan.bytes[start - 1] === code('v') && !is(scan.bytes[start - 2], ALPHA)) return true
  const small = octets[0]! <= 30 && !(octets[0] === 10)
  const previous = scan.bytes[start - 1]
  // Package_for_KB2928120~31bf3856ad364e35~amd64~~6.1.1.2: how Windows names a part of itself.
  if (previous === code('~')) return true
  const joined = previous === code('-') || previous === code('_')
  if (joined && /\d\.\d{1,3}-$/.test(scan.text(start - 8, start))) return false
  if (joined && start > runStart && is(scan.bytes[start - 2], ALNUM) && small) return true
  const next = scan.bytes[end]
  // 10.1.2.3-10.1.2.9 is a range.
  if (next === code('-') && /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d/.test(scan.text(end + 1, end + 14))) return false
  // 2.20.2.5 (Release Date: Fri Jan 21)
  if (next === 32 && /^ \((?:release[ds]?|rev|build|built|version)\b/i.test(scan.text(end, end + 12))) return true
  // 1.3.4.0-19.el7, 2.4.1.0+dfsg, 1.2.3.4-rc1, 1.2.3.4~beta, 1.2.3.4.tar.gz
  if (
    (next === code('-') || next === code('+') || next === code('~') || next === code('_')) &&
    is(scan.bytes[end + 1], ALNUM)
  ) {
    return small || is(scan.bytes[end + 1], ALPHA)
  }
  if (next === 46 && is(scan.bytes[end + 1], ALPHA)) return small
  return false
}
