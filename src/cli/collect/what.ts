import { policyOfDesk } from '../../bundle/desk-settings.ts'
import { type CollectPlan, planOf } from '../../collect/plan.ts'
import { printable } from '../../collect/preview.ts'
import type { UploadInfo } from '../../collect/protocol.ts'
import type { Desk } from '../../desk.ts'
import { readDesk } from '../../desk.ts'
import type { Policy } from '../../sanitize/index.ts'

export interface Wanted {
  plan: CollectPlan
  policy: Policy
  /** The server named it, so the person must agree before any of its programs runs here. */
  isForeign: boolean
}

/**
 * What is to be collected: by the desk that was named, else by the server, else by the desk that ships.
 *
 * @param known desks that are built in, where there are no files beside the program
 * @returns what is wrong, in words
 */
export function whatIsWanted(
  asked: { desk?: string | undefined; category?: string | undefined },
  info: UploadInfo | undefined,
  known?: Record<string, Desk>,
): Wanted | string {
  if (asked.desk === undefined && info !== undefined) {
    const { plan } = info
    if (asked.category !== undefined && asked.category !== plan.category) {
      return `This address is for ${plan.category}. Leave --category out, or name a desk as well: --desk sting-ce`
    }
    return { plan, policy: { allowedHosts: plan.allowedHosts }, isForeign: true }
  }
  const name = asked.desk ?? 'sting-ce'
  const desk = known?.[name] ?? readDesk(name)
  const plan = planOf(desk, asked.category ?? info?.plan.category ?? desk.fallbackCategory)
  if (plan === undefined) {
    const all = desk.categories.map(({ id }) => id).join(', ')
    return `There is no category "${asked.category ?? info?.plan.category}". This desk has: ${all}`
  }
  return { plan, policy: policyOfDesk(desk), isForeign: false }
}

/** What each collector will look at or run, for a person to agree to. */
export function sayWanted({ collectors }: CollectPlan): string {
  const lines = collectors.map((collector) => {
    const title = collector.title ?? collector.id
    if (collector.command) return `  - ${title}: runs ${collector.command.join(' ')}`
    if (collector.versions) return `  - ${title}: runs ${collector.versions.map((argv) => argv.join(' ')).join('; ')}`
    if (collector.files) return `  - ${title}: reads ${collector.files.join(', ')}`
    if (collector.containers) return `  - ${title}: reads logs of containers ${collector.containers.join(', ')}`
    if (collector.environment) return `  - ${title}: reads variables ${collector.environment.join(', ')}`
    const asked = collector.http ?? collector.tcp
    return asked ? `  - ${title}: asks ${asked.join(', ')}` : `  - ${title}`
  })
  return lines.map(printable).join('\n')
}
