import type { App } from '../app.ts'
import { isNoWorse, isRetrainDue } from '../core/retrain-due.ts'
import { mostLearned } from '../store/corrections.ts'

/**
 * Lets triage learn anew when enough was corrected, in a thread of its own, and keeps what was learned as a version. It
 * comes into use only if held-back requests are read no worse with it. Goes back when somebody chose another version.
 */
export function createRetraining(app: Pick<App, 'corrections' | 'lessons' | 'versions' | 'triage' | 'log'>) {
  const { corrections, lessons, versions, triage, log } = app
  const stopping = new AbortController()
  let inUse: number | undefined
  let turn: Promise<void> | undefined

  async function retrain(): Promise<void> {
    const said = await corrections.latest()
    const kept = [...(await lessons.ofCategories()), ...said]
    const all = await versions.all()
    const current = all.find(({ state }) => state === 'current')
    const wasLearned = new Set(current?.corrections)
    if (current?.id !== inUse) {
      const { adopt } = await triage.study(
        kept.filter(({ key }) => wasLearned.has(key)),
        () => true,
        stopping.signal,
      )
      adopt()
      inUse = current?.id
      log.info({ version: inUse ?? null }, 'triage reads with what it had learned')
    }

    const keys = kept.map(({ key }) => key)
    if (!isRetrainDue(keys, all[0]?.corrections ?? [], said.length >= mostLearned)) return
    const { loss, oldLoss, adopt } = await triage.study(kept, (at) => wasLearned.has(keys[at]!), stopping.signal)
    if (!isNoWorse(loss, oldLoss)) {
      const version = await versions.keep({ corrections: keys, loss, state: 'refused' })
      log.warn({ version, loss, oldLoss }, 'triage learned, but would read worse: what it knew before stays in use')
      return
    }
    inUse = await versions.keep({ corrections: keys, loss, state: 'current' })
    adopt()
    log.info({ version: inUse, loss, oldLoss, corrections: keys.length }, 'triage has learned from corrections')
  }

  return {
    /** Does what is due; one turn at a time. Does not throw. */
    turn(): Promise<void> {
      turn ??= retrain()
        .catch((cause: unknown) => {
          if (!stopping.signal.aborted) log.error({ err: cause }, 'triage could not learn; it is tried again later')
        })
        .finally(() => {
          turn = undefined
        })
      return turn
    },
    async stop(): Promise<void> {
      stopping.abort()
      await turn
    },
  }
}
