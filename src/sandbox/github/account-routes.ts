import type { SandboxApp, SandboxUser } from './api.ts'
import type { Gate } from './auth.ts'
import { ApiError } from './errors.ts'
import type { Model } from './model.ts'
import type { Pace } from './pace.ts'
import { isoTime, type Resources } from './resources.ts'
import { type Call, created, ok, type Route } from './routes.ts'

/** Who am I, how much may I still ask, and how an App becomes its installation. */
export function accountRoutes(model: Model, resources: Resources, app: SandboxApp, gate: Gate, pace: Pace): Route[] {
  function requireInstallation({ params }: Call) {
    if (Number(params.installation) !== app.installationId) throw ApiError.notFound()
  }

  const account = (user: SandboxUser) => ({
    ...resources.user(user),
    name: null,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: isoTime(model.state.repo.createdAt),
    updated_at: isoTime(model.state.repo.createdAt),
  })

  return [
    { method: 'GET', template: '/meta', as: 'nobody', handle: () => ok({ verifiable_password_authentication: false }) },
    { method: 'GET', template: '/rate_limit', as: 'nobody', handle: () => ok(rateOverview(pace.rate())) },
    {
      method: 'GET',
      template: '/user',
      as: 'user',
      handle: ({ by }) => {
        // An installation is not a user.
        if (by.viaApp) throw ApiError.forbidden('Resource not accessible by integration')
        return ok(account(by.user))
      },
    },
    {
      method: 'GET',
      template: '/users/:login',
      as: 'user',
      handle: ({ params }) => {
        const user = model.state.people.find(({ login }) => login.toLowerCase() === params.login!.toLowerCase())
        if (user === undefined) throw ApiError.notFound()
        return ok(account(user))
      },
    },
    { method: 'GET', template: '/app', as: 'app', handle: () => ok(resources.integration()) },
    { method: 'GET', template: '/app/installations', as: 'app', handle: () => ok([resources.installation()]) },
    {
      method: 'GET',
      template: '/app/installations/:installation',
      as: 'app',
      handle: (call) => {
        requireInstallation(call)
        return ok(resources.installation())
      },
    },
    {
      method: 'GET',
      template: '/repos/:owner/:repo/installation',
      as: 'app',
      handle: () => ok(resources.installation()),
    },
    {
      method: 'POST',
      template: '/app/installations/:installation/access_tokens',
      as: 'app',
      handle: (call) => {
        requireInstallation(call)
        const { token, until } = gate.newInstallationToken()
        const permissions = { issues: 'write', metadata: 'read' }
        return created({ token, expires_at: isoTime(until), permissions, repository_selection: 'selected' })
      },
    },
    {
      method: 'GET',
      template: '/installation/repositories',
      as: 'user',
      handle: () => ok({ total_count: 1, repository_selection: 'selected', repositories: [resources.repository()] }),
    },
  ]
}

function rateOverview(rate: { limit: number; used: number; remaining: number; reset: number }) {
  const other = { limit: 30, used: 0, remaining: 30, reset: rate.reset }
  return { resources: { core: rate, search: other, graphql: other }, rate }
}
