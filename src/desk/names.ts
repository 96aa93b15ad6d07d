import type { z } from 'zod'
import type { DeskFile } from './schema.ts'

type DanglingName = { path: (string | number)[]; name: string; known: string[] }

/** Names in a desk that must be defined elsewhere in the same desk, and are not. */
export function danglingNames(desk: z.output<typeof DeskFile>): DanglingName[] {
  const services = desk.services.map(({ id }) => id)
  const categories = desk.categories.map(({ id }) => id)
  const tiers = desk.tiers.map(({ id }) => id)
  const collectors = desk.collectors.map(({ id }) => id)
  const profiles = Object.keys(desk.profiles)
  const sections = [...desk.form.fields.map(({ id }) => id), ...ownSections]
  const labels = desk.github?.labels

  const found: DanglingName[] = []
  const check = (known: string[], name: string, ...path: (string | number)[]) => {
    if (!known.includes(name)) found.push({ path, name, known })
  }
  for (const { id, services: used } of desk.categories) {
    for (const [at, name] of used.entries()) check(services, name, 'categories', id, 'services', at)
  }
  // A desk without profiles collects nothing, so there is nothing to name.
  for (const { id, profile } of profiles.length === 0 ? [] : desk.categories) {
    check(profiles, profile, 'categories', id, 'profile')
  }
  for (const [profile, used] of Object.entries(desk.profiles)) {
    for (const [at, name] of used.entries()) check(collectors, name, 'profiles', profile, at)
  }
  for (const { id, service } of desk.collectors) {
    if (service !== undefined) check(services, service, 'collectors', id, 'service')
  }
  for (const { id, service } of desk.analyzers) {
    if (service !== undefined) check(services, service, 'analyzers', id, 'service')
  }
  check(categories, desk.fallbackCategory, 'fallbackCategory')
  check(tiers, desk.defaultTier, 'defaultTier')
  for (const name of Object.keys(labels?.category ?? {})) check(categories, name, 'github', 'labels', 'category', name)
  for (const name of Object.keys(labels?.tier ?? {})) check(tiers, name, 'github', 'labels', 'tier', name)
  for (const name of Object.keys(desk.github?.assignees ?? {})) check(categories, name, 'github', 'assignees', name)
  for (const [at, { from }] of (desk.github?.sections ?? []).entries()) {
    check(sections, from, 'github', 'sections', at, 'from')
  }
  return found
}

/** Parts of an issue's body that Bee writes itself, besides the form's fields. */
const ownSections = ['description', 'triage', 'bundle', 'findings', 'pre-checks', 'links']
