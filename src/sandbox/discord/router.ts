import type { Upload } from './attachments.ts'
import type { World } from './world.ts'

/** One request of the bot's, read and found to be well-formed. */
export interface Call {
  world: World
  method: string
  path: string
  params: Record<string, string>
  query: URLSearchParams
  /** The JSON body; an empty object when there is none. */
  body: unknown
  files: Upload[]
  reason: string | undefined
}

export interface Reply {
  status: number
  body?: unknown
}

/** What a route returns: nothing is 204, a {@link Reply} by `reply(...)` is itself, anything else is 200 with that as JSON. */
export type Handler = (call: Call) => unknown

export interface Route {
  method: string
  /** `/channels/:channel/messages` */
  pattern: string
  handler: Handler
  /** Needs no bot token: the address itself is the secret. */
  open?: boolean
}

const replies = new WeakSet<object>()

export function reply(status: number, body?: unknown): Reply {
  const made = { status, body }
  replies.add(made)
  return made
}

export function asReply(result: unknown): Reply {
  if (typeof result === 'object' && result !== null && replies.has(result)) return result as Reply
  return result === undefined ? { status: 204 } : { status: 200, body: result }
}

interface Node {
  fixed: Map<string, Node>
  named: { name: string; node: Node } | undefined
  routes: Map<string, Route>
}

const emptyNode = (): Node => ({ fixed: new Map(), named: undefined, routes: new Map() })

export interface Router {
  /** `undefined` when nothing is there; a list of methods when something is, for other methods. */
  find(method: string, path: string): { route: Route; params: Record<string, string> } | string[] | undefined
}

export function createRouter(routes: Route[]): Router {
  const root = emptyNode()
  for (const route of routes) {
    let node = root
    for (const part of partsOf(route.pattern))
      node = part.startsWith(':') ? named(node, part.slice(1)) : fixed(node, part)
    node.routes.set(route.method, route)
  }
  return {
    find(method, path) {
      const params: Record<string, string> = {}
      const node = walk(root, partsOf(path), 0, params)
      if (node === undefined) return undefined
      const route = node.routes.get(method)
      return route === undefined ? [...node.routes.keys()] : { route, params }
    },
  }
}

const partsOf = (path: string) => path.split('/').filter((part) => part !== '')

function fixed(node: Node, part: string): Node {
  const next = node.fixed.get(part) ?? emptyNode()
  node.fixed.set(part, next)
  return next
}

function named(node: Node, name: string): Node {
  node.named ??= { name, node: emptyNode() }
  return node.named.node
}

function walk(node: Node, parts: string[], at: number, params: Record<string, string>): Node | undefined {
  if (at === parts.length) return node.routes.size > 0 ? node : undefined
  const part = parts[at]!
  const next = node.fixed.get(part)
  const exact = next === undefined ? undefined : walk(next, parts, at + 1, params)
  if (exact !== undefined) return exact
  if (node.named === undefined) return undefined
  const found = walk(node.named.node, parts, at + 1, params)
  if (found !== undefined) params[node.named.name] = decoded(part)
  return found
}

/** What percent signs stand for; as it is when they stand for nothing. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
