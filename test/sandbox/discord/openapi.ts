import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { packageRoot } from '../../../src/paths.ts'
import type { RequestValidator } from '../../../src/sandbox/discord/api.ts'

const documentPath = join(packageRoot, '../shared/specs/discord-openapi.json')

interface Operation {
  requestBody?: { content?: Record<string, { schema?: unknown }> }
}

type Compiled = { parts: string[]; method: string; check: (body: unknown) => string[] }

let shared: RequestValidator | undefined

/** Holds request bodies against Discord's OpenAPI document; undefined, and said so, where that is not at hand. */
export function openApiValidator(): RequestValidator | undefined {
  if (shared !== undefined) return shared
  if (!existsSync(documentPath)) {
    console.log(
      '../shared/specs/discord-openapi.json is not here: requests are checked against the written limits only.',
    )
    return undefined
  }
  const document = JSON.parse(readFileSync(documentPath, 'utf8')) as {
    paths: Record<string, Record<string, Operation>>
  }
  takePermissionsAsText(document)
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false })
  addFormats.default(ajv)
  ajv.addFormat('snowflake', /^(0|[1-9]\d*)$/)
  ajv.addFormat('nonce', true)
  ajv.addSchema(document, 'd')

  const operations: Compiled[] = []
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.requestBody?.content?.['application/json'] === undefined) continue
      const pointer = `d#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}/requestBody/content/application~1json/schema`
      let validate: ReturnType<typeof ajv.compile> | undefined
      operations.push({
        parts: path.split('/'),
        method: method.toUpperCase(),
        check: (body) => {
          validate ??= ajv.compile({ $ref: pointer.replaceAll('{', '%7B').replaceAll('}', '%7D') })
          if (validate(body)) return []
          return (validate.errors ?? []).slice(0, 5).map((error) => `${error.instancePath}: ${error.message}`)
        },
      })
    }
  }
  shared = ({ method, path, body }) => {
    const operation = operations
      .filter((candidate) => candidate.method === method && fits(candidate.parts, path.split('/')))
      .sort((a, b) => fixedParts(b.parts) - fixedParts(a.parts))[0]
    return operation === undefined || body === undefined ? [] : operation.check(body)
  }
  return shared
}

/** Permissions outgrow a JSON number: the documentation writes them as text, where the document still says integer. */
function takePermissionsAsText(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    const isPermission = ['allow', 'deny', 'permissions', 'default_member_permissions'].includes(key)
    const types = (value as { type?: unknown } | null)?.type
    if (isPermission && (types === 'integer' || (Array.isArray(types) && types.includes('integer')))) {
      Object.assign(value as object, { type: [types, 'string'].flat() })
    }
    takePermissionsAsText(value)
  }
}

const fits = (pattern: string[], path: string[]) =>
  pattern.length === path.length && pattern.every((part, at) => part.startsWith('{') || part === path[at])

const fixedParts = (pattern: string[]) => pattern.filter((part) => !part.startsWith('{')).length
