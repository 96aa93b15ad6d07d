import { createHmac, randomUUID } from 'node:crypto'
import type { SandboxApp, WebhookDelivery } from './api.ts'
import type { FaultBox } from './faults.ts'
import type { Change, Model } from './model.ts'
import type { Resources } from './resources.ts'

export interface Hook {
  id: number
  url: string
  secret: string
  events: string[]
  active: boolean
  createdAt: number
}

export type Webhooks = ReturnType<typeof createWebhooks>

/** GitHub gives a receiver so long, and does not try again by itself (docs: "Handling failed webhook deliveries"). */
const answerWithinMs = 10_000

interface Parts {
  model: Model
  resources: Resources
  app: SandboxApp
  faults: FaultBox
  now: () => number
  onDelivery: (delivery: WebhookDelivery) => void
}

/** Deliveries go out one after the other, in the order of the changes, unless a fault says otherwise. */
export function createWebhooks({ model, resources, app, faults, now, onDelivery }: Parts) {
  const hooks: Hook[] = []
  const deliveries: (WebhookDelivery & { hookId: number; numericId: number })[] = []
  let line: Promise<unknown> = Promise.resolve()
  let held: (() => Promise<unknown>)[] = []
  let lastHookId = 300
  let lastDeliveryId = 90_000
  const stopping = new AbortController()

  function queue(job: () => Promise<unknown>) {
    line = line.then(job)
    return line
  }

  function send(hook: Hook, event: string, action: string | null, payload: object) {
    const id = randomUUID()
    const body = JSON.stringify(payload)
    const go = () => deliver(hook, { id, event, action, body }, false)
    const fault = faults.strikeDelivery(event, action)
    if (fault === 'drop') return
    if (fault === 'reorder') {
      held.push(go)
      return
    }
    queue(go)
    if (fault === 'duplicate') queue(go)
    for (const late of held) queue(late)
    held = []
  }

  async function deliver(
    hook: Hook,
    { id, event, action, body }: { id: string; event: string; action: string | null; body: string },
    redelivery: boolean,
  ) {
    const headers = {
      accept: '*/*',
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/5a0d0de',
      'x-github-delivery': id,
      'x-github-event': event,
      'x-github-hook-id': String(hook.id),
      'x-github-hook-installation-target-id': String(app.id),
      'x-github-hook-installation-target-type': 'integration',
      'x-hub-signature-256': `sha256=${createHmac('sha256', hook.secret).update(body).digest('hex')}`,
    }
    const status = await post(hook.url, headers, body, stopping.signal)
    const numericId = ++lastDeliveryId
    const delivery = { id, event, action, at: now(), redelivery, body, headers, status, hookId: hook.id, numericId }
    deliveries.push(delivery)
    onDelivery(delivery)
    return delivery
  }

  function addHook(
    url: string,
    secret: string,
    events: string[] = ['issues', 'issue_comment', 'label'],
    active = true,
  ) {
    const hook: Hook = { id: ++lastHookId, url, secret, events, active, createdAt: now() }
    hooks.push(hook)
    ping(hook)
    return hook
  }

  function ping(hook: Hook) {
    const sender = resources.byLogin(model.state.repo.owner)
    const repository = resources.repository()
    send(hook, 'ping', null, {
      zen: 'Keep it logically awesome.',
      hook_id: hook.id,
      hook: hookResource(hook),
      repository,
      sender,
    })
  }

  const hookResource = (hook: Hook) => ({
    type: 'Repository',
    id: hook.id,
    name: 'web',
    active: hook.active,
    events: hook.events,
    config: { content_type: 'json', insecure_ssl: '0', url: hook.url, secret: '********' },
    updated_at: new Date(hook.createdAt).toISOString(),
    created_at: new Date(hook.createdAt).toISOString(),
    url: `${resources.repository().url}/hooks/${hook.id}`,
    test_url: `${resources.repository().url}/hooks/${hook.id}/test`,
    ping_url: `${resources.repository().url}/hooks/${hook.id}/pings`,
    deliveries_url: `${resources.repository().url}/hooks/${hook.id}/deliveries`,
    last_response: { code: null, status: 'unused', message: null },
  })

  return {
    hooks,
    deliveries,
    addHook,
    ping,
    hookResource,

    setWebhook(url: string, secret: string) {
      const [first] = hooks
      if (first === undefined) return void addHook(url, secret)
      Object.assign(first, { url, secret })
      ping(first)
    },

    /** The payload is fixed at the moment of the change, as GitHub does. */
    send(change: Change) {
      const listening = hooks.filter(
        (hook) => hook.active && hook.events.some((name) => [change.event, '*'].includes(name)),
      )
      if (listening.length === 0) return
      const payload = {
        action: change.action,
        ...(change.issue && { issue: resources.issue(change.issue) }),
        ...(change.comment && { comment: resources.comment(change.issue!, change.comment) }),
        ...(change.label && { label: resources.label(change.label) }),
        ...(change.assignee && { assignee: resources.user(change.assignee) }),
        ...(change.changes && { changes: change.changes }),
        repository: resources.repository(),
        sender: resources.user(change.by.user),
        installation: { id: app.installationId, node_id: `MDIz${app.installationId}` },
      }
      for (const hook of listening) send(hook, change.event, change.action, payload)
    },

    async redeliver(id: string): Promise<WebhookDelivery> {
      const first = deliveries.find((delivery) => delivery.id === id)
      const hook = hooks.find((hook) => hook.id === first?.hookId)
      if (first === undefined || hook === undefined)
        throw new Error(`There is no delivery ${id} of a webhook that exists.`)
      return deliver(hook, first, true)
    },

    async settled() {
      for (const late of held) queue(late)
      held = []
      let seen: unknown
      while (seen !== line) {
        seen = line
        await line
      }
    },

    stop: () => stopping.abort(),
  }
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  stop: AbortSignal,
): Promise<number | null> {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(answerWithinMs)])
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}
