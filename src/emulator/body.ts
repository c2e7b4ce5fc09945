import { parseBody } from 'hono/utils/body'

/** Bytes of the largest body a request may have. */
const mostBytes = 4 * 1024 * 1024

/** The body of a request: the members of a form, or text. */
export interface Body {
  readonly form: URLSearchParams
  readonly text: string
}

/**
 * Reads the body of a request, however it is transferred. A form that cannot be parsed is as good as none.
 *
 * @returns `undefined` when it is too large.
 */
export async function readBody(request: Request): Promise<Body | undefined> {
  const bytes = await bytesOf(request)
  if (bytes === undefined) return undefined
  const type = request.headers.get('content-type') ?? ''
  if (/^multipart\/form-data\b/i.test(type)) return { form: await multipart(bytes, type), text: '' }
  const text = bytes.toString()
  return /^application\/x-www-form-urlencoded\b/i.test(type)
    ? { form: new URLSearchParams(text), text }
    : { form: new URLSearchParams(), text }
}

/** Hono's own limit makes a new request of the old one, which fails with those of its Node server. */
async function bytesOf(request: Request): Promise<Buffer | undefined> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > mostBytes) return undefined
    chunks.push(value)
  }
  return Buffer.concat(chunks)
}

async function multipart(bytes: Buffer, type: string): Promise<URLSearchParams> {
  const members = new URLSearchParams()
  const whole = new Request('http://localhost', {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
  })
  const parsed = await parseBody(whole, { all: true }).catch(() => ({}))
  for (const [name, values] of Object.entries(parsed)) {
    for (const value of [values].flat()) {
      if (typeof value === 'string') members.append(name, value)
    }
  }
  return members
}
