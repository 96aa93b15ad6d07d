import { expect, it } from 'vitest'
import { loseDiscordReplies, loseGitHubReplies, type Tally, tallyLine } from './lost-replies.ts'

/** By hand and long, 10,000 things in all: `ROUNDS=3200 npx vitest run test/lost-replies.test.ts` */
const rounds = Number(process.env.ROUNDS ?? 24)

function expectOnce(tallies: Tally[]) {
  for (const tally of tallies) {
    console.log(tallyLine(tally))
    expect(tally).toMatchObject({ duplicates: 0, misses: 0 })
    expect(tally.lostAfter).toBeGreaterThan(0)
  }
}

it('F39: makes each issue and each comment once, whatever answers are lost', async () => {
  expectOnce(await loseGitHubReplies(rounds))
}, 7_200_000)

it('F30: sends each message and opens each thread once, whatever answers are lost', async () => {
  expectOnce(await loseDiscordReplies(rounds))
}, 7_200_000)
