import { parts } from './field-parts.ts'
import { fieldStems } from './rules/fields.ts'

const signs = [
  '\n',
  '\r',
  '<',
  ' xsi:',
  ',',
  '\t',
  '=',
  ':',
  '"',
  "'",
  ' =',
  ' :',
  '>',
  '\\',
  ' "',
  ']',
  '`',
  ' |',
  '*',
  '%3d',
]
/** Columns that may be the last of a table, or stand apart from what separates them. */
const lastColumns =
  'name phone mobile email iban ssn birthdate birth_date street address user username host hostname login owner account_id tenant_id subscription_id project_id'.split(
    ' ',
  )
/** Names that are set in a column of their own, with blanks up to the sign. */
const aligned = ['user', 'username', 'host', 'hostname', 'server', 'login', 'name']
/** Columns of tables that have semicolons between. */
const semicolons =
  'vorname nachname first_name last_name firstname lastname surname full_name email phone telefon mobil iban strasse street birthdate geburtsdatum'.split(
    ' ',
  )
const options =
  'computername user host username hostname login full-name domain phone mobile msisdn cell email first-name last-name iban ssn street owner db-user remote-user server-name node-name account-id tenant-id project-id date-of-birth birthdate lat lng latitude longitude'.split(
    ' ',
  )

/** What stands behind the name of a field, or ends with it, where a value may follow. */
export function fieldLiterals(): string[] {
  const stems = fieldStems.flatMap(cased).map((word) => Buffer.from(word).toString('latin1'))
  return [
    ' by:',
    ' by=',
    ...stems.flatMap((word) => signs.map((sign) => word + sign)),
    ...lastColumns.flatMap((word) => [')', '\n', '\r', '  '].map((sign) => word + sign)),
    ...parts.map((word) => `${word}"`),
    ...semicolons.map((word) => `${word};`),
    ...aligned.flatMap((word) => [`${word}    `, `${word}..`]),
    ...options.map((word) => `--${word} `),
  ]
}

/** Only ASCII's letters are found in any case. */
const cased = (word: string) =>
  /^[ -~]*$/.test(word) ? [word] : [...new Set([word, word[0]!.toUpperCase() + word.slice(1), word.toUpperCase()])]
