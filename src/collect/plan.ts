import { z } from 'zod'
import { Analyzer } from '../desk/analyzers.ts'
import { collectorKinds, kindNames } from '../desk/collectors.ts'
import type { Desk } from '../desk.ts'

/** As a desk writes it, but with its time in milliseconds. */
const SentAnalyzer = Analyzer.in
  .omit({ within: true })
  .extend({ id: z.string(), withinMs: z.number().positive().optional() })
  .transform(({ withinMs, ...analyzer }) => ({ ...analyzer, withinMs }))

/** What has to be collected for a ticket, as a desk says it: enough to make its bundle on a machine without that desk. */
export const CollectPlan = z.object({
  desk: z.string(),
  category: z.string(),
  profile: z.string(),
  /** First part of the bundle's file name. */
  bundleName: z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/),
  services: z.array(z.object({ id: z.string(), synonyms: z.array(z.string()), logs: z.array(z.string()) })),
  collectors: z
    .array(
      z
        .object({
          ...collectorKinds,
          id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/),
          title: z.string().optional(),
          service: z.string().optional(),
          system: z.boolean(),
          timeoutMs: z.number().positive(),
          limitBytes: z.number().positive(),
        })
        .refine((collector) => kindNames.filter((kind) => collector[kind] !== undefined).length === 1),
    )
    .max(500),
  analyzers: z.array(SentAnalyzer).max(1000),
  /** The words and patterns that a desk always removes are not in here: they may name other customers. */
  allowedHosts: z.array(z.string()),
})
export type CollectPlan = z.output<typeof CollectPlan>

/** @returns undefined for a category that the desk does not have */
export function planOf(desk: Desk, categoryId: string): CollectPlan | undefined {
  const category = desk.categories.find(({ id }) => id === categoryId)
  if (category === undefined) return undefined
  const wanted = desk.profiles[category.profile] ?? []
  return {
    desk: desk.id,
    category: category.id,
    profile: category.profile,
    bundleName: category.bundleName,
    services: desk.services.map(({ id, synonyms, logs }) => ({ id, synonyms, logs })),
    collectors: wanted.flatMap((id) => desk.collectors.find((collector) => collector.id === id) ?? []),
    analyzers: desk.analyzers,
    allowedHosts: desk.sanitizer.allowedHosts,
  }
}
