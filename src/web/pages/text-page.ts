import type { LinkFacts } from '../link-facts.ts'
import { count, numberWords } from '../words.ts'

/** The page of a link for a terminal. */
export function textPage(facts: LinkFacts): string {
  const lines = [
    facts.name,
    `Sanitized diagnostic bundle of ${facts.ticketNumber}, ${facts.product} support`,
    '',
    `  size        ${facts.size} (${facts.sizeExact})`,
    `  sha-256     ${facts.sha256}`,
    `  works for   ${facts.expiresIn}, until ${facts.expiresAt}`,
    ...(facts.yoursUntil === undefined
      ? []
      : [`  yours       until ${facts.yoursUntil}: this address was given to you alone`]),
    `  downloads   ${facts.downloadsLeft} of ${numberWords(facts.downloadsTotal)} left`,
    '',
    'Download it (uses one; run it again after a break to resume):',
    '',
    `  ${facts.curl}`,
    '',
  ]
  const taken = facts.redactions.map(({ kind, count }) => `${numberWords(count)} ${kind}`).join(', ')
  lines.push(taken === '' ? 'Taken out: nothing private was found.' : `Taken out: ${taken}.`)
  if (facts.files.length > 0) {
    lines.push('', `Inside (${count(facts.files.length, 'file')}):`)
    for (const { path, size } of facts.files) lines.push(`  ${size.padStart(9)}  ${path}`)
  }
  if (facts.leftOut.length > 0) lines.push('', 'Left out:', ...facts.leftOut.map((line) => `  ${line}`))
  return `${lines.map(printable).join('\n')}\n`
}

/** No terminal takes an order from a file's name. */
const printable = (line: string) => line.replace(/[\p{Cc}\p{Cf}]/gu, '?')
