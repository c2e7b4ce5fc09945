import type { TextDecoder } from 'node:util'
import { AuthError } from '../kernel/errors.js'

/**
 * Reads a body whole, up to a limit.
 *
 * Leaving the loop destroys the stream, and with it the connection: not one more byte is read.
 *
 * @param maxBytes Largest accepted size in bytes.
 * @param onChunk Called for each piece that arrives.
 * @throws {AuthError} `bad_answer` when the body is larger, or not UTF-8.
 */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  decoder: TextDecoder,
  { host, maxBytes, onChunk }: { host: string; maxBytes: number; onChunk: () => void },
): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    onChunk()
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge(host, maxBytes)
    chunks.push(chunk)
  }
  try {
    return decoder.decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new AuthError('bad_answer', `the answer of ${host} is not UTF-8`, { cause })
  }
}

/** The error for an answer that is larger than it may be. */
export function tooLarge(host: string, maxBytes: number): AuthError {
  return new AuthError('bad_answer', `the answer of ${host} is larger than ${maxBytes} bytes`, {
    hint: 'check that the URL is that of an OAuth server',
  })
}
