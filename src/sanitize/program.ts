import { ALPHA, code, is } from './chars.ts'
import type { Scan } from './scan.ts'

/** Names without digits, with dots, indexes or a call behind them: `config.pass`, `self.events[at]`, `await getToken()`. */
const expression =
  /^(?:(?:await|new|yield|typeof) )?[A-Za-z_$]{2,60}(?:(?:\??\.|->|::)[A-Za-z_$]{1,60}|\[[A-Za-z_$.'"]{0,40}\d{0,3}['"]?\]){0,8}(?:\(.{0,120})?$/
const compound = /^[a-z]+[A-Z]|[.[(]|^(?:await|new|yield|typeof) |^[A-Z]+(?:_[A-Z]+)+$/
const typeName = /^[A-Z][A-Za-z]*[a-z][A-Za-z]*$/
/** What goes on with a type: another one beside it, or what it is made of. */
const moreTypes =
  /^ [|&] (?:[A-Z][\w.]{1,60}|undefined|null|string|number|boolean|any|never|unknown|void|\{)(?:[;,)>}\s=<[|&]|$)|^<(?:["'{A-Z]|any\b|string\b|void\b)/
const operator = /^ (?:\?\?|\?|\|\||&&|===?|!==?|[+]) /
/** `type Token = OAuth2Token | …`: nothing in such a line is a value. */
const typeLine = /^\s{0,20}(?:export )?(?:declare )?type [A-Z]\w{0,60}(?:<[^=]{0,80}>)? =/
const declaration = /^\s{0,40}(?:const|let|var|final|auto) [^=]{1,80}=\s$/

/**
 * Whether an unquoted value is what a program says, and no secret: nothing but names, and the signs of a program around it. Looks
 * at the value's own line.
 *
 * @param at where the value starts, behind its sign
 */
export function isProgram(scan: Scan, at: number, end: number): boolean {
  const first = scan.bytes[at]
  if (!is(first, ALPHA) && first !== code('_') && first !== code('$') && first !== code('(')) return false
  const text = scan.text(at, Math.min(end, at + 200))
  const start = scan.lineStart(at, 160)
  const line = scan.text(start, at)
  if (typeLine.test(line)) return true
  const isAssigned = /[\w\])}"'!] = $/.test(line)
  const isNamed = /\S: {1,40}$/.test(line)
  // `Event<"found">`: what a type is made of is none of its name.
  const value = text.replace(/[<;].*$/, '')
  // `data['password'] = data['email'] = ''`: the quote ended it.
  if (isAssigned && /^[A-Za-z_$][\w$.]{0,60}\[$/.test(text) && /^["'`]/.test(scan.text(end, end + 1))) return true
  // `createToken: (id: string) => …`
  if ((isAssigned || isNamed) && /^\([A-Za-z_$]\w{0,40}[?:,)]/.test(text)) return true
  if (!expression.test(value)) return false
  if (/[=!]==? ?$/.test(line)) return true
  if (!isAssigned && !isNamed) return false
  const to = at + value.length
  const after = scan.text(to, Math.min(to + 80, scan.lineEnd(to, 80)))
  if (/^(?:;\s*(?:$|\/[/*])| = [[{A-Za-z_$"'])/.test(after))
    return isAssigned || typeName.test(value) || compound.test(value)
  if (/^,\s*$/.test(after) || operator.test(after)) return compound.test(value)
  if (/^\s?[})\]]/.test(after)) return /[.[(]/.test(value)
  if (/^\s*$/.test(after)) return declaration.test(line) && compound.test(value)
  return typeName.test(value) && moreTypes.test(after)
}
