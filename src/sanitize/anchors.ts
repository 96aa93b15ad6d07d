import { accountAnchors } from './accounts.ts'
import { automatonOf } from './built-automaton.ts'
import { commandAnchors } from './commands.ts'
import { directiveAnchors } from './directives.ts'
import { emailAnchors } from './email.ts'
import { eventColumnAnchors } from './event-columns.ts'
import { fieldAnchors } from './fields.ts'
import { hashAnchors } from './hashes.ts'
import { headerAnchors } from './headers.ts'
import { hexDumpAnchors } from './hex-dump.ts'
import { homePathAnchors } from './home-paths.ts'
import { dottedAnchors } from './ipv4.ts'
import { colonAnchors } from './ipv6.ts'
import { kernelSocketAnchors } from './kernel-sockets.ts'
import { keyAnchors } from './keyed.ts'
import { knownPortAnchors } from './known-ports.ts'
import { kubernetesAnchors } from './kubernetes.ts'
import { lineAnchors } from './lines.ts'
import { loginAnchors } from './logins.ts'
import { machineNameAnchors } from './machine-names.ts'
import { pemAnchors } from './pem.ts'
import { personalNumberAnchors } from './personal-numbers.ts'
import { phoneAnchors } from './phones.ts'
import { printedTableAnchors } from './printed-tables.ts'
import type { Anchors } from './scan.ts'
import { syslogAnchors } from './syslog.ts'
import { tokenAnchors } from './tokens.ts'
import { urlAnchors } from './urls.ts'
import { userPhraseAnchors } from './user-phrases.ts'
import { userRecordAnchors } from './user-records.ts'
import { viewAnchors } from './views.ts'
import { w3cLogAnchors } from './w3c-log.ts'
import { windowsNameAnchors } from './windows-names.ts'

let built: Anchors | undefined

/** Every rule's literals in one machine, made when a text is read first. What claims long stretches comes first. */
export function anchors(): Anchors {
  if (built === undefined) {
    const list = allAnchors()
    built = { automaton: automatonOf(list.map(({ literal }) => literal)), list }
  }
  return built
}

/** For the build. */
export const literals = () => allAnchors().map(({ literal }) => literal)

const allAnchors = () => [
  ...pemAnchors(),
  ...urlAnchors(),
  ...kubernetesAnchors(),
  ...tokenAnchors(),
  ...hashAnchors(),
  ...headerAnchors(),
  ...keyAnchors(),
  ...commandAnchors(),
  ...loginAnchors(),
  ...directiveAnchors(),
  ...fieldAnchors(),
  ...eventColumnAnchors(),
  ...printedTableAnchors(),
  ...kernelSocketAnchors(),
  ...syslogAnchors(),
  ...w3cLogAnchors(),
  ...lineAnchors(),
  ...machineNameAnchors(),
  ...knownPortAnchors(),
  ...homePathAnchors(),
  ...userPhraseAnchors(),
  ...userRecordAnchors(),
  ...windowsNameAnchors(),
  ...accountAnchors(),
  ...emailAnchors(),
  ...phoneAnchors(),
  ...personalNumberAnchors(),
  ...dottedAnchors(),
  ...colonAnchors(),
  ...viewAnchors(),
  ...hexDumpAnchors(),
]
