import { createSign } from 'node:crypto'
import { z } from 'zod'
import type { Config, GitHubSettings } from '../../config.ts'
import type { Desk } from '../../desk.ts'
import { type Asked, ask } from './ask.ts'
import { aside, type Check, ok, wrong } from './check.ts'

const part = 'GitHub'

const Repository = z.object({
  full_name: z.string(),
  has_issues: z.boolean().default(true),
  archived: z.boolean().default(false),
  permissions: z.record(z.string(), z.boolean()).default({}),
})
const Installed = z.object({ token: z.string(), permissions: z.record(z.string(), z.string()).default({}) })

/** Who Bee is on GitHub, or why it is nobody. */
type Identity = { token: string; mayWrite: boolean | undefined } | { check: Check }

export async function checkGitHub({ github }: Config, desk: Desk, now: number): Promise<Check[]> {
  if (desk.github === undefined) return [aside(part, 'this desk names no repository')]
  if (github === undefined) {
    const fix = 'Set GITHUB_TOKEN, or the three settings of an app: README, "Go to GitHub".'
    return [aside(part, 'not set up: tickets cannot become issues', fix)]
  }
  const who = await identify(github, now)
  if ('check' in who) return [who.check]
  const repository = await ask(`${github.apiUrl}/repos/${desk.github.repository}`, { headers: bearer(who.token) })
  return [
    ...checkRepository(repository, desk.github.repository, who.mayWrite),
    github.webhookSecret === undefined
      ? aside(
          part,
          'no GITHUB_WEBHOOK_SECRET: what maintainers do on GitHub reaches Discord once a minute only',
          'For at once: make a webhook to PUBLIC_URL/webhooks/github (README, "Go to GitHub") and set the same secret in both places.',
        )
      : ok(part, 'a secret for webhooks is set'),
  ]
}

async function identify({ auth, apiUrl }: GitHubSettings, now: number): Promise<Identity> {
  if ('token' in auth) return { token: auth.token, mayWrite: undefined }
  let jwt: string
  try {
    jwt = appToken(auth, now)
  } catch {
    const fix = 'Put the whole .pem file into it, in one line with \\n for the line ends, in double quotes.'
    return { check: wrong(part, 'GITHUB_APP_PRIVATE_KEY cannot be read', fix) }
  }
  const address = `${apiUrl}/app/installations/${auth.installationId}/access_tokens`
  const asked = await ask(address, { method: 'POST', headers: bearer(jwt) })
  if (asked.problem !== undefined) return { check: unreachable(asked.problem) }
  const installed = Installed.safeParse(asked.body)
  if (asked.status === 401) {
    const fix = 'They must belong together: look at the page "General" of the app, and make a new private key there.'
    return { check: wrong(part, 'GitHub does not know the app by GITHUB_APP_ID and its private key', fix) }
  }
  if (asked.status >= 400 || !installed.success) {
    const fix = 'Check GITHUB_APP_INSTALLATION_ID, and that the installation is not suspended.'
    return { check: wrong(part, `GitHub answers ${asked.status}: the app is not installed there`, fix) }
  }
  return { token: installed.data.token, mayWrite: installed.data.permissions.issues === 'write' }
}

/**
 * How an app signs in: a JWT of at most ten minutes, signed with its key, issued a minute ago against crooked clocks
 * (docs.github.com, "Generating a JSON Web Token (JWT) for a GitHub App").
 */
function appToken({ appId, privateKey }: { appId: string; privateKey: string }, now: number): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const at = Math.floor(now / 1000)
  const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iat: at - 60, exp: at + 540, iss: appId })}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
}

function checkRepository(asked: Asked, name: string, appMayWrite: boolean | undefined): Check[] {
  if (asked.problem !== undefined) return [unreachable(asked.problem)]
  if (asked.status === 401) {
    const fix = 'Make a new fine-grained token for the repository, with "Issues: read and write".'
    return [wrong(part, 'GitHub does not accept GITHUB_TOKEN', fix)]
  }
  if (asked.status === 404) {
    const fix = 'Check its name in the desk, and that the app is installed there or the token includes it.'
    return [wrong(part, `${name} cannot be seen`, fix)]
  }
  const found = Repository.safeParse(asked.body)
  if (asked.status >= 400 || !found.success) {
    const fix = 'Look at githubstatus.com, check GITHUB_API_URL, and try again.'
    return [wrong(part, `GitHub answers ${asked.status} to /repos/${name}`, fix)]
  }
  const { full_name, has_issues, archived, permissions } = found.data
  const mayWrite = appMayWrite ?? (permissions.push || permissions.triage || permissions.admin || permissions.maintain)
  const renamed = full_name.toLowerCase() === name.toLowerCase() ? '' : `, which is now ${full_name}`
  return [
    ok(part, `${name}${renamed} can be seen`),
    ...(archived
      ? [wrong(part, `${name} is archived: nothing can be written`, 'Unarchive it, or name another one.')]
      : []),
    has_issues
      ? ok(part, 'issues are switched on')
      : wrong(part, 'issues are switched off', `Switch them on: ${name}, Settings, General, Features, Issues.`),
    mayWrite
      ? ok(part, 'Bee may write issues')
      : wrong(part, 'Bee may not write issues', 'Give the app or token "Issues: read and write" for this repository.'),
  ]
}

const unreachable = (problem: string) =>
  wrong(part, `GitHub cannot be reached: ${problem}`, 'Check the network, a proxy or firewall, and GITHUB_API_URL.')

const bearer = (token: string) => ({
  Authorization: `Bearer ${token}`,
  Accept: 'application/vnd.github+json',
  'X-GitHub-Api-Version': '2022-11-28',
})
