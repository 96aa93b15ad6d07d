/** One part of a multipart/form-data body. */
export interface Part {
  name: string
  filename: string | undefined
  contentType: string | undefined
  data: Buffer
}

/** @returns undefined when the body is not what its boundary promises */
export function readMultipart(body: Buffer, contentType: string): Part[] | undefined {
  const boundary = boundaryOf(contentType)
  if (boundary === undefined) return undefined
  const delimiter = Buffer.from(`--${boundary}`)
  const parts: Part[] = []
  let at = body.indexOf(delimiter)
  if (at === -1) return undefined
  for (;;) {
    at += delimiter.length
    if (body.subarray(at, at + 2).toString('latin1') === '--') return parts
    const headEnd = body.indexOf('\r\n\r\n', at)
    const next = headEnd === -1 ? -1 : body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), headEnd + 2)
    if (next === -1) return undefined
    const part = readPart(body.subarray(at + 2, headEnd).toString('utf8'), body.subarray(headEnd + 4, next))
    if (part === undefined) return undefined
    parts.push(part)
    at = next + 2
  }
}

function boundaryOf(contentType: string): string | undefined {
  const at = contentType.toLowerCase().indexOf('boundary=')
  if (at === -1) return undefined
  const value = contentType
    .slice(at + 'boundary='.length)
    .split(';')[0]!
    .trim()
  return value.startsWith('"') ? value.slice(1, -1) : value
}

function readPart(head: string, data: Buffer): Part | undefined {
  const headers = new Map<string, string>()
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  const disposition = headers.get('content-disposition') ?? ''
  const name = parameter(disposition, 'name')
  if (name === undefined) return undefined
  return { name, filename: parameter(disposition, 'filename'), contentType: headers.get('content-type'), data }
}

/** A quoted parameter, with the escapes that browsers and undici use for quotes and line breaks. */
function parameter(header: string, name: string): string | undefined {
  const start = header.indexOf(`; ${name}="`)
  if (start === -1) return undefined
  const from = start + name.length + 4
  const end = header.indexOf('"', from)
  if (end === -1) return undefined
  return header.slice(from, end).replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n')
}
