import type { Triager } from './core/reading.ts'
import type { Desk } from './desk.ts'
import type { Sanitized } from './sanitize/sanitized.ts'
import { createTriage, type Triage } from './triage/index.ts'
import { retrainInThread } from './triage/retrain-thread.ts'
import { readTaughtKinds } from './triage/taught-kinds.ts'

export { createListener } from './triage/listener.ts'

/**
 * Triage as the core wants it: with reasons that have been through the sanitizer.
 *
 * @param dataDir where `bee learn` keeps what it has learned; nothing is looked for when left out.
 */
export function createTriager(desk: Desk, clean: (text: string) => Sanitized, dataDir?: string): Triager {
  let built: Triage | undefined
  let taught = 0
  /** Learning the desk's examples takes a moment, so it is not done before Bee is connected. */
  const triage = () => {
    const taught = built === undefined && dataDir !== undefined ? readTaughtKinds(dataDir) : undefined
    built ??= createTriage(desk, taught && { taught })
    return built
  }
  return {
    warm: () => void triage(),
    isUntaught: () => taught === 0,
    remember(corrections) {
      triage().remember(corrections)
      taught = corrections.length
    },
    async study(corrections, isKnown, signal) {
      const { examples, categories } = triage().lessonWith(corrections)
      const own = triage().lessonWith([]).examples.length
      const taught = [...corrections.keys()].filter((at) => categories.includes(corrections[at]!.category))
      // What the desk says itself comes first, and was always known.
      const known = [...examples.keys()].filter((at) => at < own || isKnown(taught[at - own]!))
      const job = { examples, categories, known, fit: triage().fit() }
      const { fit, model, ...losses } = await retrainInThread(job, signal)
      return { ...losses, adopt: () => triage().adopt(corrections, { fit, model }) }
    },
    read(request) {
      const { kind, category, services, priority, scope, language, confidence, reasons, likeliest } =
        triage().read(request)
      return { kind, category, services, priority, scope, language, confidence, likeliest, reasons: reasons.map(clean) }
    },
  }
}
