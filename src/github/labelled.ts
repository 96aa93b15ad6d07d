import { assigneesFor, type Labelled, type Staff } from '../core/labelled.ts'
import type { Ticket } from '../core/types.ts'
import type { Desk, Label } from '../desk.ts'

/** The desk's labels on an issue, both ways: what a ticket is called there, and what an issue's labels say. */
export function labelledBy({ github }: Pick<Desk, 'github'>) {
  const { labels, assignees = {} } = github ?? {}
  const staff = staffOf({ github })
  const byCategory = ({ triage }: Ticket) => assignees[triage.category] ?? []

  /** The values whose labels are among these names. GitHub does not tell small letters from capitals. */
  function said<Value extends string>(group: Partial<Record<Value, Label>> | undefined, names: Set<string>): Value[] {
    const entries = Object.entries(group ?? {}) as [Value, Label][]
    return entries.filter(([, { name }]) => names.has(name.toLowerCase())).map(([value]) => value)
  }

  function read({ labels: names, assignees }: { labels: string[]; assignees: string[] }): Labelled {
    const all = new Set(names.map((name) => name.toLowerCase()))
    return {
      kind: said(labels?.kind, all),
      category: said(labels?.category, all),
      priority: said(labels?.priority, all),
      assignees,
    }
  }

  function labelsFor({ triage, tier, status, closedAs }: Ticket): Label[] {
    const shownStatus = closedAs === 'solved' ? 'solved' : status
    const found = [
      labels?.kind[triage.kind],
      labels?.category[triage.category],
      labels?.priority[triage.priority],
      labels?.status[shownStatus],
      labels?.tier[tier],
    ]
    return found.filter((label) => label !== undefined)
  }

  return {
    read,
    labelsFor,
    /** Every label that Bee may take off. */
    every: Object.values(labels ?? {}).flatMap((group: Record<string, Label>) => Object.values(group)),
    byCategory,
    assigneesFor: (ticket: Ticket, now: string[]) => assigneesFor(ticket, now, byCategory(ticket), staff),
    bornAs: (ticket: Ticket): Labelled =>
      read({ labels: labelsFor(ticket).map(({ name }) => name), assignees: byCategory(ticket) }),
  }
}

/** Who of the staff is who on GitHub, as the desk says. */
export const staffOf = ({ github }: Pick<Desk, 'github'>): Staff =>
  new Map(Object.entries(github?.people ?? {}).map(([login, id]) => [login.toLowerCase(), id]))
