import type { SandboxLabel, SandboxUser } from './api.ts'
import { ApiError } from './errors.ts'
import type { Model } from './model.ts'
import { isoTime, type Resources } from './resources.ts'
import { type Call, created, noContent, ok, page, type Route } from './routes.ts'
import { check, rules } from './rules.ts'
import type { Hook, Webhooks } from './webhooks.ts'

const repoPath = '/repos/:owner/:repo'

/** The repository itself, its labels, its people and its webhooks. */
export function repoRoutes(model: Model, resources: Resources, webhooks: Webhooks, apiUrl: () => string): Route[] {
  const { state } = model
  const members = () => state.people.filter((user) => user.permission !== 'read' && user.type === 'User')

  function labelOf({ params }: Call): SandboxLabel {
    const label = model.findLabel(params.name!)
    if (label === undefined) throw ApiError.notFound()
    return label
  }

  function memberOf({ params }: Call): SandboxUser {
    const user = members().find((user) => user.login.toLowerCase() === params.login!.toLowerCase())
    if (user === undefined) throw ApiError.notFound()
    return user
  }

  function hookOf({ params }: Call): Hook {
    const hook = webhooks.hooks.find((hook) => hook.id === Number(params.hook))
    if (hook === undefined) throw ApiError.notFound()
    return hook
  }

  const rights = ({ permission }: SandboxUser) => ({
    admin: permission === 'admin',
    maintain: permission === 'admin',
    push: permission !== 'read',
    triage: permission !== 'read',
    pull: true,
  })

  const collaborator = (user: SandboxUser) => ({
    ...resources.user(user),
    permissions: rights(user),
    role_name: user.permission,
  })

  const routes: [method: string, template: string, handle: Route['handle']][] = [
    ['GET', repoPath, ({ by }) => ok({ ...resources.repository(), permissions: rights(by.user) })],
    ['GET', `${repoPath}/labels`, (call) => page(call, state.labels, resources.label, apiUrl())],
    [
      'POST',
      `${repoPath}/labels`,
      ({ body, by }) => {
        check(body, rules.newLabel)
        const { name, color, description } = body as { name: string; color?: string; description?: string }
        return created(resources.label(model.addLabel(by, name, color, description)))
      },
    ],
    ['GET', `${repoPath}/labels/:name`, (call) => ok(resources.label(labelOf(call)))],
    [
      'PATCH',
      `${repoPath}/labels/:name`,
      (call) => {
        const label = labelOf(call)
        check(call.body, rules.labelChange)
        const { new_name: name, ...rest } = call.body as { new_name?: string; color?: string; description?: string }
        return ok(resources.label(model.changeLabel(call.by, label, { ...rest, ...(name !== undefined && { name }) })))
      },
    ],
    [
      'DELETE',
      `${repoPath}/labels/:name`,
      (call) => {
        model.deleteLabel(call.by, labelOf(call))
        return noContent
      },
    ],
    ['GET', `${repoPath}/assignees`, (call) => page(call, members(), resources.user, apiUrl())],
    [
      'GET',
      `${repoPath}/assignees/:login`,
      (call) => {
        memberOf(call)
        return noContent
      },
    ],
    ['GET', `${repoPath}/collaborators`, (call) => page(call, members(), collaborator, apiUrl())],
    [
      'GET',
      `${repoPath}/collaborators/:login`,
      (call) => {
        memberOf(call)
        return noContent
      },
    ],
    [
      'GET',
      `${repoPath}/collaborators/:login/permission`,
      ({ params }) => {
        const user = state.people.find((user) => user.login.toLowerCase() === params.login!.toLowerCase())
        if (user === undefined) throw ApiError.notFound()
        return ok({ permission: user.permission, role_name: user.permission, user: collaborator(user) })
      },
    ],
    ['GET', `${repoPath}/hooks`, (call) => page(call, webhooks.hooks, webhooks.hookResource, apiUrl())],
    [
      'POST',
      `${repoPath}/hooks`,
      ({ body }) => {
        check(body, rules.newHook)
        const { config = {}, events, active } = body as { config?: Hook; events?: string[]; active?: boolean }
        const { url, secret = '' } = config as { url?: string; secret?: string }
        if (url === undefined) throw ApiError.invalid('Hook', 'url', 'missing_field')
        return created(webhooks.hookResource(webhooks.addHook(url, secret, events, active)))
      },
    ],
    ['GET', `${repoPath}/hooks/:hook`, (call) => ok(webhooks.hookResource(hookOf(call)))],
    [
      'DELETE',
      `${repoPath}/hooks/:hook`,
      (call) => {
        webhooks.hooks.splice(webhooks.hooks.indexOf(hookOf(call)), 1)
        return noContent
      },
    ],
    [
      'POST',
      `${repoPath}/hooks/:hook/pings`,
      (call) => {
        webhooks.ping(hookOf(call))
        return noContent
      },
    ],
    [
      'GET',
      `${repoPath}/hooks/:hook/deliveries`,
      (call) => {
        const hook = hookOf(call)
        const ours = webhooks.deliveries.filter((delivery) => delivery.hookId === hook.id).reverse()
        return page(call, ours, (delivery) => deliveryResource(delivery), apiUrl())
      },
    ],
    [
      'POST',
      `${repoPath}/hooks/:hook/deliveries/:delivery/attempts`,
      (call) => {
        const delivery = webhooks.deliveries.find(({ numericId }) => numericId === Number(call.params.delivery))
        if (delivery === undefined) throw ApiError.notFound()
        void webhooks.redeliver(delivery.id)
        return { status: 202, body: {} }
      },
    ],
  ]

  const deliveryResource = (delivery: Webhooks['deliveries'][number]) => ({
    id: delivery.numericId,
    guid: delivery.id,
    delivered_at: isoTime(delivery.at),
    redelivery: delivery.redelivery,
    duration: 0.1,
    status: delivery.status === null ? 'timed out' : delivery.status < 300 ? 'OK' : 'Invalid HTTP Response',
    status_code: delivery.status ?? 0,
    event: delivery.event,
    action: delivery.action,
    installation_id: null,
    repository_id: state.repo.id,
  })

  return routes.map(([method, template, handle]) => ({ method, template, as: 'user', handle }))
}
