import { fileName } from './sources/names.ts'

/** A service of the desk, with the words by which its logs are recognised. */
export interface KnownService {
  id: string
  synonyms: string[]
  /** Texts that only this service writes. */
  logs: string[]
}

/** Files that describe a machine rather than what a program wrote. */
const systemName =
  /^(?:df|du|free|uptime|uname|os-release|lsb-release|lscpu|lsblk|meminfo|cpuinfo|mounts?|ps|top|vmstat|iostat|netstat|ss|ip|ifconfig|route|resolv\.conf|hosts|hostname|env|environ|environment|versions?|docker-(?:ps|info|version|stats|images|compose-ps)|podman-(?:ps|info|version)|kubectl-(?:get|describe|version|top)|dmesg|sysctl|systemctl|ulimit|timedatectl|lsof|packages|dpkg|rpm)(?:[._-][a-z0-9._-]{0,40})?$/i

/**
 * The service that a file belongs to by its name, its folders and its archive. Only whole words count, so that
 * `application.log` is not `app`. The longest name wins, being the most telling (`kratos/app.log` is kratos'); of equally
 * long ones the one nearest to the file.
 */
export function serviceByName(from: string, services: KnownService[]): string | null {
  let best: { id: string; length: number } | undefined
  for (const part of from.toLowerCase().split(/[/›]/).reverse()) {
    const words = new Set(part.split(/[^a-z0-9]+/))
    for (const { id, synonyms, logs } of services) {
      for (const name of [id, ...synonyms, ...logs].map((name) => name.toLowerCase())) {
        const isThere = /^[a-z0-9]+$/.test(name) ? words.has(name) : part.includes(name)
        if (isThere && name.length > (best?.length ?? 0)) best = { id, length: name.length }
      }
    }
  }
  return best?.id ?? null
}

/** The service that wrote most of a text, when that is plain: at least two thirds of the marks that it bears. */
export function serviceByMarks(marks: Map<string, number>, services: KnownService[]): string | null {
  let total = 0
  let best: { id: string; count: number } | undefined
  for (const { id, count } of knownMarks(marks, services)) {
    total += count
    if (best === undefined || count > best.count) best = { id, count }
  }
  return best !== undefined && best.count * 3 >= total * 2 ? best.id : null
}

/** Names that stand in logs as writers → the desk's services, most frequent first. */
export function knownMarks(marks: Map<string, number>, services: KnownService[]): { id: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const [mark, count] of marks) {
    const id = serviceByName(mark, services)
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + count)
  }
  return [...counts].map(([id, count]) => ({ id, count })).sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
}

/** Where a text goes in the bundle. `name` must be sanitized already; `place` is a service, or `system`. */
export function pathFor(name: string, place: string | null): string {
  const file = fileName(name)
  if (place === 'system' || (place === null && systemName.test(file.replace(/\.(?:txt|log|out|json)$/i, ''))))
    return `system/${file}`
  return `logs/${place ?? 'other'}/${file}`
}
