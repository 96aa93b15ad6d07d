import { Refusal } from '../src/errors.ts'
import { GitHubProblem } from '../src/github/problem.ts'
import { startGitHubSandbox } from '../src/sandbox/github/start.ts'
import { aTicket } from './core/a-ticket.ts'
import { connect, markers } from './github/connect.ts'
import { startWorld } from './world.ts'

/** What became of things whose first answers were lost: how many are there twice, how many not at all. */
export interface Tally {
  what: string
  rounds: number
  /** Answers that were lost after the thing was made, and requests that were lost before. */
  lostAfter: number
  lostBefore: number
  duplicates: number
  misses: number
}

type Loss = 'a 502' | 'a cut connection' | 'silence'

/** Half of the losses come after the effect, half before it, and one in four things loses two answers. */
function* losses(rounds: number, kinds: Loss[]) {
  for (let round = 0; round < rounds; round++) {
    const loss = kinds[round % kinds.length]!
    yield { round, loss, times: round % 4 === 3 ? 2 : 1, isAfter: round % 2 === 0 || round % 4 === 3 }
  }
}

const answers = { 'a 502': { status: 502 }, 'a cut connection': 'drop', silence: 'hang' } as const
const ruleOf = (loss: Loss, isAfter: boolean) => (isAfter ? { effectThen: answers[loss] } : answers[loss])

/** Tries as the outbox does: the same marker again, until it works. */
async function insist(attempt: (mayExist: boolean) => Promise<unknown>, wait: (ms: number) => void): Promise<void> {
  for (let tries = 0; tries < 12; tries++) {
    try {
      await attempt(tries > 0)
      return
    } catch (cause) {
      if (cause instanceof GitHubProblem && cause.kind === 'unavailable') wait(cause.retryAfterMs ?? 0)
      else if (!(cause instanceof Refusal && cause.code === 'DISCORD_UNAVAILABLE')) throw cause
    }
  }
}

function tally(what: string, planned: { isAfter: boolean; times: number }[], counts: Map<string, number>): Tally {
  const all = Array.from({ length: planned.length }, (_, round) => counts.get(`op-${round}`) ?? 0)
  const lost = (isAfter: boolean) => planned.reduce((sum, loss) => sum + (loss.isAfter === isAfter ? loss.times : 0), 0)
  return {
    ...{ what, rounds: planned.length, lostAfter: lost(true), lostBefore: lost(false) },
    duplicates: all.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    misses: all.filter((count) => count === 0).length,
  }
}

const count = (ids: (string | undefined)[]) => {
  const counts = new Map<string, number>()
  for (const id of ids) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

/** Issues and comments, by the real client over real sockets; waits for lists pass on a clock of their own. */
export async function loseGitHubReplies(rounds: number): Promise<Tally[]> {
  let now = Date.UTC(2026, 0, 5, 12)
  const sandbox = await startGitHubSandbox({ owner: 'octo', repo: 'hello', now: () => now })
  const wait = (ms: number) => {
    now += ms + 1
  }
  const { issues } = connect(sandbox, { now: () => now, timeoutMs: 250, relistAfterMs: [5000, 25_000, 60_000] })
  const plan = [...losses(rounds, ['a 502', 'a cut connection', 'silence'])]
  const lose = (path: string, { loss, isAfter, times }: (typeof plan)[number]) =>
    sandbox.faults.add({ match: { method: 'POST', path, times }, do: ruleOf(loss, isAfter) })
  const draft = { title: 'Cannot log in', body: 'It does not work.', labels: [], assignees: [] }
  try {
    for (const loss of plan) {
      const id = `op-${loss.round}`
      const fault = lose('/repos/*/*/issues', loss)
      await insist((mayExist) => issues.openIssue(draft, { id, mayExist }), wait)
      fault.remove()
    }
    const opened = tally('GitHub issues', plan, count(sandbox.state.issues.map(({ body }) => markers.read(body))))

    const parents = sandbox.state.issues.slice(0, Math.ceil(rounds / 50)).map(({ number }) => number)
    for (const loss of plan) {
      const id = `op-${loss.round}`
      const fault = lose('/repos/*/*/issues/*/comments', loss)
      const parent = parents[loss.round % parents.length]!
      const said = async () => [{ id, text: 'It still does not work.' }]
      await insist((mayExist) => issues.addComment(parent, { id, mayExist }, said), wait)
      fault.remove()
    }
    const comments = sandbox.state.issues.flatMap((issue) => issue.comments)
    return [opened, tally('GitHub comments', plan, count(comments.map(({ body }) => markers.read(body))))]
  } finally {
    await sandbox.close()
  }
}

/** Messages and threads, by the chat of a real Bee. */
export async function loseDiscordReplies(rounds: number): Promise<Tally[]> {
  const world = await startWorld({ hasGitHub: false })
  const { discord, bee } = world
  const { chat } = bee.app
  // Silence takes the client's fifteen seconds each; a cut connection looks the same to it.
  const plan = [...losses(rounds, ['a 502', 'a cut connection'])]
  const lose = (path: string, { loss, isAfter, times }: (typeof plan)[number]) =>
    discord.faults.add({ match: { method: 'POST', path, times }, do: ruleOf(loss, isAfter) })
  const mia = discord.as('mia')
  const { channel_id: channelId, author } = await mia.say('#general', 'hello everybody')
  const run = Date.now().toString(36)
  try {
    for (const loss of plan) {
      const reply = { say: 'ticket.noted', values: { number: `op-${loss.round}` } } as const
      const marker = `${run}-say-${loss.round}`
      const fault = lose('/channels/*/messages', loss)
      await insist(
        (mayExist) => chat.say(channelId, reply, { marker, mayExist }),
        () => {},
      )
      fault.remove()
    }
    const texts = discord.state.messages('#general').map(({ content }) => /op-\d+/.exec(content)?.[0])
    const said = tally('Discord messages', plan, count(texts))

    const threads = plan.slice(0, Math.max(1, Math.floor(rounds / 4)))
    for (const loss of threads) {
      const isUnder = loss.round % 2 === 0
      const { id: messageId } = await mia.say('#general', `request ${loss.round}`)
      const ticket = aTicket({ guildId: discord.guildId, channelId, messageId, threadId: null, requesterId: author.id })
      const place = isUnder ? ({ ...ticket, place: 'channel' } as const) : ({ ...ticket, place: 'command' } as const)
      const marker = `${run}-thread-${loss.round}`
      const fault = lose(isUnder ? '/channels/*/messages/*/threads' : '/channels/*/threads', loss)
      await insist(
        (mayExist) => chat.openThread(place, `op-${loss.round}`, { marker, mayExist }),
        () => {},
      )
      fault.remove()
    }
    return [
      said,
      tally('Discord threads', threads, count(discord.state.threads().map(({ name }) => name ?? undefined))),
    ]
  } finally {
    await world.stop()
  }
}

/** One line for each kind, for people. */
export const tallyLine = ({ what, rounds, lostAfter, lostBefore, duplicates, misses }: Tally) =>
  `${what}: ${rounds} made, ${lostAfter} answers lost after the effect and ${lostBefore} before it: ${duplicates} duplicates, ${misses} misses`
