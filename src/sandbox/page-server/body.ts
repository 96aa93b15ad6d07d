import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { NamedFile } from './chat.ts'

/** The page sent something that its server does not know. */
export class BadRequest extends Error {}

/**
 * Reads a request of the page: JSON, or multipart with the JSON in `request` and files beside it.
 *
 * @throws BadRequest when it does not fit `schema`
 */
export async function readRequest<Schema extends z.ZodType>(request: FastifyRequest, schema: Schema) {
  const files: NamedFile[] = []
  let body: unknown = request.body
  if (request.isMultipart()) {
    for await (const part of request.parts()) {
      if (part.type === 'field' && part.fieldname === 'request') body = parseJson(part.value)
      if (part.type === 'file') {
        const data = await part.toBuffer()
        files.push({ field: part.fieldname, name: part.filename || 'file', data, contentType: part.mimetype })
      }
    }
  }
  const asked = schema.safeParse(body)
  if (!asked.success) throw new BadRequest('The page and its server differ. Reload the page.')
  return { asked: asked.data as z.infer<Schema>, files }
}

function parseJson(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : undefined
  } catch {
    return undefined
  }
}
