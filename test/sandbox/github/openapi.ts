import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { RecordedRequest } from '../../../src/sandbox/github/api.ts'

type Json = Record<string, unknown>

const specPath = '../shared/specs/github-openapi.json'

/** Tests that need the document skip with this line where it is absent. */
export const hasOpenApi = existsSync(specPath)

/**
 * GitHub's OpenAPI document as a judge of requests, answers and webhook payloads.
 * Each function lists what is wrong; an empty list is a yes.
 */
export function readOpenApi() {
  const spec = withNull(JSON.parse(readFileSync(specPath, 'utf8')) as Json) as Json
  const ajv = new Ajv2020({ strict: false, allErrors: true, discriminator: false, validateFormats: true })
  // The package is CommonJS; its types say `default` twice.
  const addAll = addFormats as unknown as (ajv: Ajv2020) => void
  addAll(ajv)
  ajv.addSchema(spec, 'github')
  const operations = readOperations(spec)
  const compiled = new Map<string, ValidateFunction>()

  function judge(pointer: string, data: unknown): string[] {
    let check = compiled.get(pointer)
    if (check === undefined) {
      check = ajv.compile({ $ref: `github#${pointer}` })
      compiled.set(pointer, check)
    }
    return check(data) ? [] : (check.errors ?? []).map(describe)
  }

  return {
    request({ method, path, body }: RecordedRequest): string[] {
      const operation = findOperation(operations, method, path)
      if (operation === undefined) return [`${method} ${path} is not in the document`]
      const pointer = operation.bodyPointer
      if (pointer === undefined) return body === undefined ? [] : [`${method} ${path} takes no body`]
      return body === undefined ? [] : judge(pointer, body)
    },

    response({ method, path, status, responseBody, responseHeaders }: RecordedRequest): string[] {
      const operation = findOperation(operations, method, path)
      if (operation === undefined) return []
      const pointer = operation.responsePointers.get(String(status))
      if (pointer !== undefined) {
        return judge(pointer, JSON.parse(JSON.stringify(responseBody)))
      }
      // An error that the document does not list for this operation still has the common shape.
      if (status >= 400) return judge('/components/schemas/basic-error', responseBody)
      if (status >= 300 && status < 400)
        return status === 304 || responseHeaders.location ? [] : ['redirect without location']
      return responseBody === undefined ? [] : [`${status} is not in the document, or has no body there`]
    },

    webhook(event: string, action: string | null, payload: unknown): string[] {
      const name = `webhook-${event.replace('_', '-')}${action === null ? '' : `-${action}`}`
      return judge(`/components/schemas/${name}`, payload)
    },
  }
}

interface Operation {
  method: string
  pattern: RegExp
  fixedParts: number
  bodyPointer: string | undefined
  responsePointers: Map<string, string>
}

function readOperations(spec: Json): Operation[] {
  const operations: Operation[] = []
  for (const [path, methods] of Object.entries(spec.paths as Record<string, Json>)) {
    for (const [method, value] of Object.entries(methods)) {
      const operation = value as Json
      const base = `/paths/${escaped(path)}/${method}`
      const responsePointers = new Map<string, string>()
      for (const [status, response] of Object.entries((operation.responses ?? {}) as Record<string, Json>)) {
        const at = typeof response.$ref === 'string' ? response.$ref.slice(1) : `${base}/responses/${status}`
        const content = (resolve(spec, at) as Json).content as Json | undefined
        if (content !== undefined)
          responsePointers.set(status, `${at}/content/${escaped(Object.keys(content)[0]!)}/schema`)
      }
      operations.push({
        method: method.toUpperCase(),
        pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
        fixedParts: path.split('/').filter((part) => !part.startsWith('{')).length,
        bodyPointer:
          operation.requestBody === undefined ? undefined : `${base}/requestBody/content/application~1json/schema`,
        responsePointers,
      })
    }
  }
  // `/issues/comments` is meant before `/issues/{issue_number}`.
  return operations.sort((a, b) => b.fixedParts - a.fixedParts)
}

function findOperation(operations: Operation[], method: string, path: string) {
  const plain = path.split('?')[0]!.replace(/^\/repositories\/\d+/, '/repos/o/r')
  return operations.find((operation) => operation.method === method && operation.pattern.test(plain))
}

function resolve(spec: Json, pointer: string): unknown {
  const parts = pointer.split('/').slice(1)
  return parts.reduce<unknown>((at, part) => (at as Json)[part.replaceAll('~1', '/').replaceAll('~0', '~')], spec)
}

const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1')

const describe = ({ instancePath, message }: ErrorObject) => `${instancePath} ${message}`

/**
 * OpenAPI 3.0's `nullable` as JSON Schema: `type: [T, null]`, or `anyOf` with null where no type is given
 * (specs/README: ajv refuses the second, and other tools then check nothing).
 */
function withNull(node: unknown, key = '', parent = ''): unknown {
  if (Array.isArray(node)) return node.map((item) => withNull(item, '', key))
  if (typeof node !== 'object' || node === null) return node
  const isData = ['example', 'examples', 'enum', 'default', 'required'].includes(key) && parent !== 'properties'
  if (isData) return node
  const schema: Json = {}
  for (const [name, value] of Object.entries(node)) schema[name] = withNull(value, name, key)
  // An answer names its variants (`discriminator`) by addresses that ajv does not follow.
  delete schema.discriminator
  if (schema.nullable !== true || key === 'properties') return schema
  delete schema.nullable
  if (schema.type === undefined) return { anyOf: [schema, { type: 'null' }] }
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null]
  return { ...schema, type: [schema.type, 'null'] }
}
