import type { IncomingMessage } from 'node:http'

/** The body of a request, or why there is none. */
export type Body =
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'cut-off' }

/** Reads a body of at most that many bytes, as UTF-8. What is longer is not read to its end. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Body> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    // Leaving the loop must not destroy the request: its socket has to carry the refusal.
    const pieces: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
    for await (const piece of pieces) {
      bytes += piece.length
      if (bytes > mostBytes) return { kind: 'too-long' }
      chunks.push(piece)
    }
  } catch {
    return { kind: 'cut-off' }
  }
  return { kind: 'whole', text: Buffer.concat(chunks).toString('utf8') }
}
