import type { SandboxApp, SandboxComment, SandboxIssue, SandboxLabel, SandboxRepo, SandboxUser } from './api.ts'
import type { Model } from './model.ts'

export type Resources = ReturnType<typeof createResources>

/** GitHub writes whole seconds, so two changes in one second carry the same time. */
export const isoTime = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

const siteUrl = 'https://github.com'

/** The JSON in which GitHub shows its things, with the fields its OpenAPI document calls required. */
export function createResources(model: Model, app: SandboxApp, apiUrl: () => string) {
  const { repo } = model.state

  const fullName = () => `${repo.owner}/${repo.name}`
  const repoUrl = () => `${apiUrl()}/repos/${fullName()}`
  const repoPage = () => `${siteUrl}/${fullName()}`
  const issueUrl = (issue: SandboxIssue) => `${repoUrl()}/issues/${issue.number}`

  function user({ id, login, type }: SandboxUser) {
    const url = `${apiUrl()}/users/${encodeURIComponent(login)}`
    return {
      login,
      id,
      node_id: `U_${id}`,
      avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
      gravatar_id: '',
      url,
      html_url: type === 'Bot' ? `${siteUrl}/apps/${login.replace('[bot]', '')}` : `${siteUrl}/${login}`,
      followers_url: `${url}/followers`,
      following_url: `${url}/following{/other_user}`,
      gists_url: `${url}/gists{/gist_id}`,
      starred_url: `${url}/starred{/owner}{/repo}`,
      subscriptions_url: `${url}/subscriptions`,
      organizations_url: `${url}/orgs`,
      repos_url: `${url}/repos`,
      events_url: `${url}/events{/privacy}`,
      received_events_url: `${url}/received_events`,
      type,
      user_view_type: 'public',
      site_admin: false,
    }
  }

  const byLogin = (login: string) => user(model.person(login))

  const label = ({ id, nodeId, name, color, description }: SandboxLabel) => ({
    id,
    node_id: nodeId,
    url: `${repoUrl()}/labels/${encodeURIComponent(name)}`,
    name,
    color,
    default: ['bug', 'documentation', 'enhancement', 'question', 'wontfix'].includes(name),
    description,
  })

  const integration = () => ({
    id: app.id,
    slug: app.slug,
    node_id: `A_${app.id}`,
    client_id: 'Iv1.0123456789abcdef',
    owner: byLogin(repo.owner),
    name: app.slug,
    description: '',
    external_url: 'https://example.com',
    html_url: `${siteUrl}/apps/${app.slug}`,
    created_at: isoTime(repo.createdAt),
    updated_at: isoTime(repo.createdAt),
    permissions: { issues: 'write', metadata: 'read' },
    events: ['issues', 'issue_comment', 'label'],
  })

  const reactions = (url: string) => ({
    url: `${url}/reactions`,
    total_count: 0,
    '+1': 0,
    '-1': 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0,
  })

  function association(login: string) {
    if (login === repo.owner) return 'OWNER'
    return model.person(login).permission === 'read' ? 'NONE' : 'COLLABORATOR'
  }

  function issue(issue: SandboxIssue) {
    const url = issueUrl(issue)
    const assignees = issue.assignees.map(byLogin)
    return {
      url,
      repository_url: repoUrl(),
      labels_url: `${url}/labels{/name}`,
      comments_url: `${url}/comments`,
      events_url: `${url}/events`,
      html_url: `${repoPage()}/issues/${issue.number}`,
      id: issue.id,
      node_id: issue.nodeId,
      number: issue.number,
      title: issue.title,
      user: byLogin(issue.author),
      labels: issue.labels.map((name) => label(model.findLabel(name)!)),
      state: issue.state,
      locked: issue.locked,
      assignee: assignees[0] ?? null,
      assignees,
      milestone: null,
      comments: issue.comments.length,
      created_at: isoTime(issue.createdAt),
      updated_at: isoTime(issue.updatedAt),
      closed_at: issue.closedAt === null ? null : isoTime(issue.closedAt),
      author_association: association(issue.author),
      active_lock_reason: issue.lockReason,
      sub_issues_summary: { total: 0, completed: 0, percent_completed: 0 },
      body: issue.body,
      reactions: reactions(url),
      timeline_url: `${url}/timeline`,
      performed_via_github_app: issue.viaApp ? integration() : null,
      state_reason: issue.stateReason,
    }
  }

  function comment(of: SandboxIssue, comment: SandboxComment) {
    const url = `${repoUrl()}/issues/comments/${comment.id}`
    return {
      url,
      html_url: `${repoPage()}/issues/${of.number}#issuecomment-${comment.id}`,
      issue_url: issueUrl(of),
      id: comment.id,
      node_id: comment.nodeId,
      user: byLogin(comment.author),
      created_at: isoTime(comment.createdAt),
      updated_at: isoTime(comment.updatedAt),
      author_association: association(comment.author),
      body: comment.body,
      reactions: reactions(url),
      performed_via_github_app: comment.viaApp ? integration() : null,
    }
  }

  return {
    user,
    byLogin,
    label,
    integration,
    issue,
    issueDetails: (of: SandboxIssue) => ({
      ...issue(of),
      closed_by: of.closedBy === null ? null : byLogin(of.closedBy),
    }),
    comment,
    repository: () => repository(repo, byLogin(repo.owner), repoUrl(), repoPage(), model.state.issues),
    installation: () => ({
      id: app.installationId,
      account: byLogin(repo.owner),
      repository_selection: 'selected',
      access_tokens_url: `${apiUrl()}/app/installations/${app.installationId}/access_tokens`,
      repositories_url: `${apiUrl()}/installation/repositories`,
      html_url: `${siteUrl}/organizations/${repo.owner}/settings/installations/${app.installationId}`,
      app_id: app.id,
      app_slug: app.slug,
      target_id: model.person(repo.owner).id,
      target_type: 'Organization',
      permissions: { issues: 'write', metadata: 'read' },
      events: ['issues', 'issue_comment', 'label'],
      created_at: isoTime(repo.createdAt),
      updated_at: isoTime(repo.createdAt),
      single_file_name: null,
      suspended_by: null,
      suspended_at: null,
    }),
  }
}

/** Addresses below a repository: the field, and the path that follows the repository's own. */
const repoAddresses: Record<string, string> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
}

function repository(repo: SandboxRepo, owner: object, url: string, page: string, issues: SandboxIssue[]) {
  const openIssues = issues.filter((issue) => issue.state === 'open').length
  const addresses = Object.entries(repoAddresses).map(([field, path]) => [field, `${url}${path}`])
  return {
    id: repo.id,
    node_id: `R_${repo.id}`,
    name: repo.name,
    full_name: `${repo.owner}/${repo.name}`,
    private: repo.isPrivate,
    owner,
    html_url: page,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(addresses),
    clone_url: `${page}.git`,
    git_url: `git://github.com/${repo.owner}/${repo.name}.git`,
    ssh_url: `git@github.com:${repo.owner}/${repo.name}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: 'TypeScript',
    license: null,
    default_branch: 'main',
    visibility: repo.isPrivate ? 'private' : 'public',
    archived: repo.isArchived,
    disabled: false,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    has_issues: repo.hasIssues,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    size: 1,
    forks: 0,
    forks_count: 0,
    watchers: 0,
    watchers_count: 0,
    stargazers_count: 0,
    open_issues: openIssues,
    open_issues_count: openIssues,
    network_count: 0,
    subscribers_count: 0,
    pushed_at: isoTime(repo.createdAt),
    created_at: isoTime(repo.createdAt),
    updated_at: isoTime(repo.updatedAt),
  }
}
