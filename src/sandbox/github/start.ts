import { once } from 'node:events'
import { accountRoutes } from './account-routes.ts'
import { createActor } from './actor.ts'
import type {
  GitHubSandbox,
  RecordedRequest,
  RepositoryControl,
  SandboxEvent,
  SandboxOptions,
  Violation,
} from './api.ts'
import { createApp, createGate } from './auth.ts'
import { createFaults } from './faults.ts'
import { issueRoutes } from './issue-routes.ts'
import { createModel } from './model.ts'
import { createPace, documentedLimits } from './pace.ts'
import { repoRoutes } from './repo-routes.ts'
import { createResources } from './resources.ts'
import { createRestServer } from './server.ts'
import { createWebhooks } from './webhooks.ts'

/** What a new repository on GitHub has. */
const firstLabels: [name: string, color: string, description: string][] = [
  ['bug', 'd73a4a', "Something isn't working"],
  ['documentation', '0075ca', 'Improvements or additions to documentation'],
  ['duplicate', 'cfd3d7', 'This issue or pull request already exists'],
  ['enhancement', 'a2eeef', 'New feature or request'],
  ['good first issue', '7057ff', 'Good for newcomers'],
  ['help wanted', '008672', 'Extra attention is needed'],
  ['invalid', 'e4e669', "This doesn't seem right"],
  ['question', 'd876e3', 'Further information is requested'],
  ['wontfix', 'ffffff', 'This will not be worked on'],
]

const keptRequests = 10_000

/** Starts a server that speaks GitHub's REST API and sends its webhooks, for one repository. */
export async function startGitHubSandbox(options: SandboxOptions): Promise<GitHubSandbox> {
  const now = options.now ?? Date.now
  const listeners = new Set<(event: SandboxEvent) => void>()
  const requests: RecordedRequest[] = []
  const violations: Violation[] = []
  const emit = (event: SandboxEvent) => {
    for (const listener of listeners) listener(event)
  }
  const report = (violation: Violation) => violations.push(violation)

  const faults = createFaults()
  const model = createModel(options.owner, options.repo, now, (change) => {
    webhooks.send(change)
    emit({
      event: change.event,
      action: change.action,
      actor: change.by.user.login,
      at: now(),
      ...(change.issue && { issueNumber: change.issue.number }),
      ...(change.comment && { commentId: change.comment.id }),
    })
  })
  model.person(options.owner, 'Organization', 'admin')
  const maintainer = model.person('maya', 'User', 'admin')
  const machineUser = model.person('bee-desk', 'User', 'write')
  const bot = model.person('bee-desk[bot]', 'Bot', 'write')

  const app = createApp('bee-desk')
  const gate = createGate(app, { user: machineUser, viaApp: false }, { user: bot, viaApp: true }, now)
  const resources = createResources(model, app, () => rest.origin())
  const webhooks = createWebhooks({
    model,
    resources,
    app,
    faults,
    now,
    onDelivery({ event, action, at }) {
      const what = action === null ? event : `${event}.${action}`
      emit({ event: 'delivery', action: what, actor: 'github', at })
    },
  })
  const limits = options.limits
    ? { ...documentedLimits, ...(options.limits === true ? {} : options.limits) }
    : undefined
  const pace = createPace(limits, now, report)
  let isHidden = false

  const rest = createRestServer({
    routes: [
      ...accountRoutes(model, resources, app, gate, pace),
      ...repoRoutes(model, resources, webhooks, () => rest.origin()),
      ...issueRoutes(model, resources, () => rest.origin()),
    ],
    model,
    gate,
    pace,
    faults,
    isHidden: () => isHidden,
    now,
    record(request) {
      requests.push(request)
      if (requests.length > keptRequests) requests.shift()
      options.onRequest?.(request)
    },
    report,
  })
  rest.server.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  await once(rest.server, 'listening')

  for (const [name, color, description] of firstLabels) {
    model.addLabel({ user: maintainer, viaApp: false }, name, color, description)
  }
  if (options.webhook !== undefined) webhooks.setWebhook(options.webhook.url, options.webhook.secret)

  const { repo } = model.state
  const repository: RepositoryControl = {
    disableIssues: () => {
      repo.hasIssues = false
    },
    enableIssues: () => {
      repo.hasIssues = true
    },
    rename(to) {
      repo.formerNames.push(`${repo.owner}/${repo.name}`)
      repo.owner = to.owner ?? repo.owner
      repo.name = to.repo
      model.person(repo.owner, 'Organization', 'admin')
    },
    hide: () => {
      isHidden = true
    },
    show: () => {
      isHidden = false
    },
    archive: () => {
      repo.isArchived = true
    },
    suspendApp: () => gate.suspend(true),
    unsuspendApp: () => gate.suspend(false),
    revokeTokens: () => gate.revoke(),
    setPermission(login, permission) {
      model.person(login).permission = permission
    },
  }

  return {
    apiUrl: rest.origin(),
    token: gate.token,
    app,
    state: model.state,
    maintainer: createActor(model, resources, maintainer),
    person: (login) => createActor(model, resources, model.person(login)),
    repository,
    events: {
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    requests,
    violations,
    deliveries: webhooks.deliveries,
    faults,
    setWebhook: webhooks.setWebhook,
    redeliver: webhooks.redeliver,
    settled: webhooks.settled,
    async close() {
      webhooks.stop()
      rest.server.close()
      rest.server.closeAllConnections()
      await once(rest.server, 'close')
    },
  }
}
