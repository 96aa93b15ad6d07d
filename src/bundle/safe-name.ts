import type { Sanitizer } from '../sanitize/index.ts'

/** Endings that say what a file is; to a sanitizer `anna@acme.se.log` would be an unknown host's mail address. */
const ending =
  /(?:\.(?:log|txt|out|err|json|jsonl|ndjson|ya?ml|toml|xml|csv|tsv|md|html?|ini|conf|cfg|cnf|env|properties|sql|sh|py|[cm]?js|ts|service|gz|zip|tgz|tar|bak|old|orig|swp)(?:\.\d{1,8})?)+$/i

/**
 * Sanitizes a label such as `logs.zip › anna@acme.se/app.log`: file names hold user names, hosts and tokens too. Each part
 * is read by itself and without its ending, as neither belongs to the value.
 */
export function safeName(label: string, sanitizer: Pick<Sanitizer, 'text'>): string {
  return label
    .split(' › ')
    .map((archive) => {
      const parts = archive.split('/')
      return parts.map((part, i) => safePart(part, parts[i - 1], sanitizer)).join('/')
    })
    .join(' › ')
}

function safePart(part: string, folder: string | undefined, sanitizer: Pick<Sanitizer, 'text'>): string {
  const tail = ending.exec(part)?.[0] ?? ''
  const stem = part.slice(0, part.length - tail.length)
  if (stem === '') return part
  // A user's name shows only by the folder it lies in, and a label has lost its leading slash.
  const home = /^(?:home|users)$/i.test(folder ?? '') ? '/home/' : ''
  return `${sanitizer.text(`${home}${stem}`).slice(home.length)}${tail}`
}
