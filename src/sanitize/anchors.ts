import { accountAnchors } from './accounts.ts'
import { commandAnchors } from './commands.ts'
import { directiveAnchors } from './directives.ts'
import { fieldAnchors } from './fields.ts'
import { hashAnchors } from './hashes.ts'
import { headerAnchors } from './headers.ts'
import { dottedAnchors } from './ipv4.ts'
import { colonAnchors } from './ipv6.ts'
import { keyAnchors } from './keyed.ts'
import { kubernetesAnchors } from './kubernetes.ts'
import { lineAnchors } from './lines.ts'
import { pemAnchors } from './pem.ts'
import { personalAnchors } from './personal.ts'
import { type Anchors, createAnchors } from './scan.ts'
import { tokenAnchors } from './tokens.ts'
import { urlAnchors } from './urls.ts'
import { userAnchors } from './users.ts'
import { viewAnchors } from './views.ts'

/** Every rule's literals in one machine. What claims long stretches comes first. */
export const anchors: Anchors = createAnchors([
  ...pemAnchors(),
  ...urlAnchors(),
  ...kubernetesAnchors(),
  ...tokenAnchors(),
  ...hashAnchors(),
  ...headerAnchors(),
  ...keyAnchors(),
  ...commandAnchors(),
  ...directiveAnchors(),
  ...fieldAnchors(),
  ...lineAnchors(),
  ...userAnchors(),
  ...accountAnchors(),
  ...personalAnchors(),
  ...dottedAnchors(),
  ...colonAnchors(),
  ...viewAnchors(),
])
