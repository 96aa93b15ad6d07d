import { crashpoint } from '../crashpoint.ts'
import { fold, type Section, sectionsOf } from './folded.ts'
import { differenceOf, Issue, type IssueChange, RawComment, withMarker } from './issue-shape.ts'
import { createLabels, type LabelSpec } from './labels.ts'
import { createLookUp, type LookUpParts, type MadeComment, type MadeIssue, type Once } from './look-up.ts'
import { isLast, type Page } from './pages.ts'
import { GitHubProblem } from './problem.ts'

export interface IssueDraft {
  title: string
  body: string
  labels: string[]
  /** Logins. Who cannot be assigned is left out. */
  assignees: string[]
}

export interface Comment {
  id: number
  issueNumber: number
  url: string
  body: string
  /** Null when the account is gone. */
  author: string | null
  isOwn: boolean
  /** Of Bee's own operations, when Bee wrote it. */
  markers: string[]
  /** Unix milliseconds, in whole seconds. */
  updatedAt: number
}

/** Issues of one repository. Everything throws `GitHubProblem` and nothing else for what GitHub answers. */
export interface GitHubIssues {
  openIssue(draft: IssueDraft, once: Once): Promise<MadeIssue>
  /** Sends only what differs, and nothing when nothing does. The marker of the body is kept. @returns how it is then. */
  updateIssue(number: number, change: IssueChange | ((issue: Issue) => IssueChange)): Promise<Issue>
  /** @returns who is assigned then: GitHub leaves out whom it may not assign, and so it does all of them for a wrong login. */
  assign(issue: Issue, logins: string[]): Promise<string[]>
  getIssue(number: number): Promise<Issue>
  /**
   * @param sections asked for when it is its turn to be written, the first being that of `once`; those for which there is
   * room are in the answer
   */
  addComment(number: number, once: Once, sections: () => Promise<Section[]>): Promise<MadeComment>
  /** Undefined when it is gone. */
  getComment(id: number): Promise<Comment | undefined>
  /** Changes one message of a comment. The comment is left alone when the message is no longer in it, or it is gone. */
  editComment(id: number, section: Section): Promise<void>
  /** Takes one message out of a comment that carries others too. */
  cutComment(id: number, marker: string): Promise<void>
  /** One that is gone already counts as deleted. */
  deleteComment(id: number): Promise<void>
  /** Of the whole repository, changed since then (Unix ms), oldest first: what webhooks missed (F45). */
  listComments(since: number): Promise<Listed<Comment>>
  /** `marker`: which operation of Bee's made it; undefined for everybody else's issues. */
  listIssues(since: number): Promise<Listed<Issue & { marker: string | undefined }>>
  /** Creates the labels that are missing; changes and deletes none. */
  ensureLabels(labels: readonly LabelSpec[]): Promise<void>
  /** A delivery told of an issue of ours, perhaps before any list shows it (F40). */
  noteOwn(id: string, issue: MadeIssue): void
  isUnderPressure(): boolean
  /** Throws when the repository itself is out of sight. */
  lookAtRepository(): Promise<void>
  /** Closes it as a duplicate. One that is gone counts as closed. */
  closeTwin(number: number): Promise<void>
}

/** As much as is listed in one go. `isMore`: there is more than that. */
export interface Listed<T> {
  items: T[]
  isMore: boolean
}

/** A listing goes on next time after so many pages of a hundred: one sweep must not use up the hour's requests. */
const mostPages = 10

export function createGitHubIssues(parts: LookUpParts): GitHubIssues {
  const { repository, markers } = parts
  const labels = createLabels(repository)
  const { earlier, findIssue, findComment, isOurs, isOurApp, noteOwn } = createLookUp(parts)

  async function getIssue(number: number): Promise<Issue> {
    const { data } = await repository.read((octokit, name) =>
      octokit.rest.issues.get({ ...name, issue_number: number }),
    )
    return Issue.parse(data)
  }

  async function commentOf(data: unknown): Promise<Comment> {
    const raw = RawComment.parse(data)
    const author = raw.user?.login ?? null
    const body = raw.body ?? ''
    const carried = (await isOurs(author)) ? sectionsOf(body, markers).map(({ id }) => id) : []
    return {
      id: raw.id,
      issueNumber: Number(raw.issue_url.slice(raw.issue_url.lastIndexOf('/') + 1)),
      url: raw.html_url,
      body,
      author,
      // An App's account writes nothing but Bee's words; a person's own account, lent to Bee, does (F46).
      isOwn: carried.length > 0 || (await isOurApp(author)),
      markers: carried,
      updatedAt: Date.parse(raw.updated_at),
    }
  }

  async function assign(number: number, assignees: string[]) {
    if (assignees.length === 0) return
    // On its own: a wrong login would have GitHub refuse the whole issue, here it is only left out.
    await repository
      .write((octokit, name) =>
        octokit.rest.issues.addAssignees({ ...name, issue_number: number, assignees: assignees.slice(0, 10) }),
      )
      .catch((error) => {
        if (!(error instanceof GitHubProblem)) throw error
      })
  }

  async function pages<T>(ask: (page: number) => Promise<Page<T>>): Promise<Listed<T>> {
    const items: T[] = []
    for (let page = 1; page <= mostPages; page++) {
      const found = await ask(page)
      items.push(...found.data)
      if (isLast(found)) return { items, isMore: false }
    }
    return { items, isMore: true }
  }

  /** What each page of a listing of changes is asked for with. */
  const changes = (since: number, page: number) =>
    ({ sort: 'updated', direction: 'asc', since: new Date(since).toISOString(), per_page: 100, page }) as const

  async function rewrite(id: number, change: (sections: Section[]) => Section[]): Promise<void> {
    try {
      const { data } = await repository.read((octokit, name) =>
        octokit.rest.issues.getComment({ ...name, comment_id: id }),
      )
      const { body } = fold(change(sectionsOf(data.body ?? null, markers)), markers)
      if (body === '' || body === data.body?.replace(/\r\n/g, '\n')) return
      await repository.write((octokit, name) => octokit.rest.issues.updateComment({ ...name, comment_id: id, body }))
    } catch (error) {
      exceptGone(error)
    }
  }

  return {
    getIssue,
    ensureLabels: labels.ensure,

    async openIssue({ title, body, labels, assignees }, once) {
      const found = await earlier(once, () => findIssue(once.id))
      if (found !== undefined) return { number: found.number, url: found.url }
      const marked = withMarker(body, markers.make(once.id))
      const { data } = await repository.write(async (octokit, name) => {
        await once.sending?.()
        return octokit.rest.issues.create({ ...name, title, body: marked, labels: labels.slice(0, 100) })
      })
      crashpoint('issue: made')
      await assign(data.number, assignees)
      crashpoint('issue: assigned')
      return { number: data.number, url: data.html_url }
    },

    async updateIssue(number, change) {
      const issue = await getIssue(number)
      const changeOf = (issue: Issue) =>
        differenceOf(issue, typeof change === 'function' ? change(issue) : change, markers)
      if (Object.keys(changeOf(issue)).length === 0) return issue
      const { data } = await repository.write(async (octokit, name) => {
        // Others may have changed it while this waited for its turn.
        const now = await octokit.rest.issues.get({ ...name, issue_number: number })
        const still = changeOf(Issue.parse(now.data))
        if (Object.keys(still).length === 0) return now
        return octokit.rest.issues.update({ ...name, issue_number: number, ...still })
      })
      return Issue.parse(data)
    },

    async assign({ number, assignees }, logins) {
      const isSame = logins.length === assignees.length && logins.every((login) => assignees.includes(login))
      if (isSame) return assignees
      try {
        const { data } = await repository.write((octokit, name) =>
          octokit.rest.issues.update({ ...name, issue_number: number, assignees: logins.slice(0, 10) }),
        )
        return Issue.parse(data).assignees
      } catch (error) {
        if (error instanceof GitHubProblem && error.kind === 'invalid') return assignees
        throw error
      }
    },

    async addComment(number, once, sections) {
      const found = await earlier(once, () => findComment(number, once.id))
      if (found !== undefined) return found
      let carried: string[] = []
      const { data } = await repository.write(async (octokit, name) => {
        const { body, ids } = fold(await sections(), markers)
        carried = ids
        await once.sending?.()
        return octokit.rest.issues.createComment({ ...name, issue_number: number, body })
      })
      return { id: data.id, url: data.html_url, markers: carried }
    },

    async getComment(id) {
      try {
        const { data } = await repository.read((octokit, name) =>
          octokit.rest.issues.getComment({ ...name, comment_id: id }),
        )
        return await commentOf(data)
      } catch (error) {
        if (error instanceof GitHubProblem && error.kind === 'not-found') return undefined
        throw error
      }
    },

    editComment: (id, { id: marker, text }) =>
      rewrite(id, (sections) => {
        // The only message of a comment is found by the comment, also when somebody has edited its marker away (F42).
        if (sections.length <= 1) return [{ id: sections[0]?.id ?? marker, text }]
        return sections.map((section) => (section.id === marker ? { id: marker, text } : section))
      }),

    cutComment: (id, marker) => rewrite(id, (sections) => sections.filter((section) => section.id !== marker)),

    async deleteComment(id) {
      await repository
        .write((octokit, name) => octokit.rest.issues.deleteComment({ ...name, comment_id: id }))
        .catch(exceptGone)
    },

    async listComments(since) {
      const { items, isMore } = await pages((page) =>
        repository.read((octokit, name) =>
          octokit.rest.issues.listCommentsForRepo({ ...name, ...changes(since, page) }),
        ),
      )
      const comments: Comment[] = []
      for (const raw of items) comments.push(await commentOf(raw))
      return { items: comments, isMore }
    },

    async listIssues(since) {
      const { items, isMore } = await pages((page) =>
        repository.read((octokit, name) =>
          octokit.rest.issues.listForRepo({ ...name, state: 'all', ...changes(since, page) }),
        ),
      )
      const found: (Issue & { marker: string | undefined })[] = []
      for (const raw of items) {
        const issue = Issue.parse(raw)
        const marker = (await isOurs(issue.author)) ? markers.read(issue.body) : undefined
        if (!issue.isPullRequest) found.push({ ...issue, marker })
      }
      return { items: found, isMore }
    },

    noteOwn,
    isUnderPressure: () => parts.client.isUnderPressure(),
    async lookAtRepository() {
      await repository.read((octokit, name) => octokit.rest.repos.get({ ...name }))
    },

    async closeTwin(number) {
      const close = { state: 'closed', state_reason: 'duplicate' } as const
      await repository
        .write((octokit, name) => octokit.rest.issues.update({ ...name, issue_number: number, ...close }))
        .catch(exceptGone)
    },
  }
}

function exceptGone(error: unknown): void {
  if (!(error instanceof GitHubProblem) || !['not-found', 'moved'].includes(error.kind)) throw error
}
