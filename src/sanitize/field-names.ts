import { ownText } from './latin1.ts'
import { type Field, fieldNames, withoutMarks } from './rules/fields.ts'

/** What somebody does, in keys such as `approved_by`; `sorted_by` and `powered_by` name nobody. */
const doneBy = new Set(
  'created updated modified changed approved requested reported opened closed merged deleted removed locked unlocked executed started stopped triggered performed assigned submitted reviewed resolved edited uploaded owned invited granted revoked cancelled canceled signed verified invoked initiated published archived restored disabled enabled added rejected run sent'.split(
    ' ',
  ),
)
const known = new Map<string, Field | undefined>()

/** What kind of field a key names, if any: `full_name`, `DB_USER`, `targetHost`. */
export function fieldOf(name: string): Field | undefined {
  const found = known.get(name)
  if (found !== undefined || known.has(name)) return found
  const low = readable(name)
    .replace(/^[-_$.]+/, '')
    .replace(/[-_.]/g, '')
    .toLowerCase()
  let kind = fieldNames.get(low)
  // `DB_USER`, `smtp-host`, `PGUSER`, `targetHost`: the last word decides.
  if (kind === undefined) {
    const words = name
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[-_.]/)
    const last = words.at(-1) ?? ''
    const two = words.slice(-2).join('')
    kind =
      fieldNames.get(two) ??
      (last === 'user' ||
      last === 'username' ||
      last === 'host' ||
      last === 'hostname' ||
      last === 'email' ||
      last === 'phone' ||
      last === 'mobile' ||
      last === 'fqdn' ||
      last === 'iban' ||
      last === 'ssn' ||
      last === 'mac' ||
      last === 'login'
        ? fieldNames.get(last)
        : undefined)
    // `fax_no`, `passport-nr`, `phone_num`
    if (kind === undefined && /^(?:no|nr|num|number|nummer|numero)$/.test(last)) kind = numbered(words.at(-2))
    if (kind === undefined && last === 'ip') kind = 'ip'
    if (kind === undefined && last === 'by' && doneBy.has(words.at(-2) ?? '')) kind = 'user'
    if (kind === undefined && /^(?:pg|my|db)(?:user|host)$/.test(last)) kind = last.endsWith('user') ? 'user' : 'host'
  }
  if (known.size > 3000) known.clear()
  known.set(ownText(name), kind)
  return kind
}

/** What a word with a number behind is, if there are such numbers. */
function numbered(word: string | undefined): Field | undefined {
  const kind = fieldNames.get(word ?? '')
  return kind === 'phone' || kind === 'id' || kind === 'bank' || kind === 'card' || kind === 'plate' ? kind : undefined
}

/** A key of other letters than ASCII's as it was written, without accents. */
const readable = (name: string) =>
  /[\x80-\xff]/.test(name) ? withoutMarks(Buffer.from(name, 'latin1').toString()) : name
