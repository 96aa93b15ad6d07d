import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { packageRoot } from '../../../src/paths.ts'
import type { RequestEntry, RequestValidator } from '../../../src/sandbox/discord/api.ts'

const documentPath = join(packageRoot, '../shared/specs/discord-openapi.json')

interface Content {
  content?: Record<string, { schema?: unknown }>
}

interface Operation {
  requestBody?: Content
  responses?: Record<string, Content>
}

interface Known {
  parts: string[]
  method: string
  pointer: string
  operation: Operation
}

interface Document {
  operationOf(method: string, path: string): Known | undefined
  /** What is wrong with a value against the schema at a JSON pointer. */
  problems(pointer: string, value: unknown): string[]
}

let shared: Document | undefined

function openDocument(): Document | undefined {
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

  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Known => {
      const pointer = `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`
      return { parts: path.split('/'), method: method.toUpperCase(), pointer, operation }
    }),
  )
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>()
  shared = {
    operationOf: (method, path) =>
      operations
        .filter((candidate) => candidate.method === method && fits(candidate.parts, path.split('/')))
        .sort((a, b) => fixedParts(b.parts) - fixedParts(a.parts))[0],
    problems: (pointer, value) => {
      const $ref = `d#${pointer.replaceAll('{', '%7B').replaceAll('}', '%7D')}`
      const validate = compiled.get(pointer) ?? ajv.compile({ $ref })
      compiled.set(pointer, validate)
      if (validate(value)) return []
      return (validate.errors ?? [])
        .slice(0, 8)
        .map((error) => `${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`)
    },
  }
  return shared
}

/** Holds request bodies against Discord's OpenAPI document; undefined, and said so, where that is not at hand. */
export function openApiValidator(): RequestValidator | undefined {
  const document = openDocument()
  if (document === undefined) return undefined
  return ({ method, path, body }) => {
    const known = document.operationOf(method, path)
    const hasSchema = known?.operation.requestBody?.content?.['application/json'] !== undefined
    if (known === undefined || !hasSchema || body === undefined) return []
    return document.problems(`${known.pointer}/requestBody/content/application~1json/schema`, body)
  }
}

/** What is wrong with the sandbox's own answer to a request; undefined where the document is not at hand or says nothing. */
export function answerProblems({ method, path, status, answer }: RequestEntry): string[] | undefined {
  const document = openDocument()
  const known = document?.operationOf(method, path)
  const answers = known?.operation.responses ?? {}
  const exact = String(status) in answers ? String(status) : '4XX'
  if (document === undefined || known === undefined || answers[exact]?.content?.['application/json'] === undefined)
    return undefined
  return document.problems(`${known.pointer}/responses/${exact}/content/application~1json/schema`, answer)
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
