import type { Readable } from 'node:stream'
import { AuthError } from '../kernel/errors.js'
import type { HttpRequest } from '../kernel/ports.js'

/** What undici is given to send of a request, and when the hooks of the request are called. */
export interface Sending {
  readonly body: string | Readable | null
  /** Those of the body; they win over the request's own. */
  readonly headers: Readonly<Record<string, string>>
  /** Tells that the head of an answer is here. @throws {AuthError} `network_error` when nothing was sent yet. */
  readonly answered: () => Promise<void>
  /** From here on nothing leaves any more. Waits for a hook that is under way, and throws what a hook threw. */
  readonly stop: () => Promise<void>
}

type Hook = (() => Promise<void>) | (() => void) | undefined

/**
 * Prepares the sending of a request; one with hooks is held back until they allow it.
 *
 * @param host For the sentence of an error.
 * @throws Whatever `beforeSend` of a request without a body throws.
 */
export async function sending(request: HttpRequest, host: string): Promise<Sending> {
  const { body, beforeSend, leaving, afterSend } = request
  const nothing = (): Promise<void> => Promise.resolve()
  const plain = { body: body ?? null, headers: {}, answered: nothing, stop: nothing }
  if (beforeSend === undefined && leaving === undefined && afterSend === undefined) return plain
  if (body !== undefined && body !== '') return heldBack(body, request, host)
  // Without a piece of a body there is nothing that undici could be made to wait for: the hook comes before the
  // connection, rather too early than not at all.
  await called(beforeSend)
  leaving?.()
  return { ...plain, answered: () => called(afterSend) }
}

/**
 * undici asks for the pieces of a body when the connection stands, tunnel and TLS included, and sends the head
 * together with the first one: so what delays the first piece delays it all.
 */
function heldBack(
  body: string,
  { beforeSend, leaving, afterSend }: HttpRequest,
  host: string,
): Sending {
  let held = true
  const stopping = new AbortController()
  let before: Promise<void> | undefined
  let after: Promise<void> | undefined

  async function* pieces(): AsyncGenerator<string> {
    await orGiveUp((before = called(beforeSend)))
    // To end without a piece would send the head alone.
    stopping.signal.throwIfAborted()
    held = false
    leaving?.()
    yield body
    // More is asked for, too, when the connection ended meanwhile.
    if (!stopping.signal.aborted) await orGiveUp((after = called(afterSend)))
  }

  return {
    // undici documents what its types leave out.
    body: pieces() as unknown as Readable,
    headers: { 'content-length': String(Buffer.byteLength(body)) },
    answered: () => (held ? Promise.reject(tooEarly(host)) : Promise.resolve()),
    stop: async () => {
      stopping.abort()
      await before
      await after
    },
  }
}

/** What a hook throws at once becomes what it throws later. */
async function called(hook: Hook): Promise<void> {
  await hook?.()
}

/** undici goes on waiting when what a body throws is no error at all. */
function orGiveUp(hook: Promise<void>): Promise<void> {
  return hook.catch((cause: unknown) => {
    throw new Error('a hook of the request failed', { cause })
  })
}

/** Mostly a server that tired of waiting (408, RFC 9110 §15.5.9): it cannot have acted on what it was not sent. */
function tooEarly(host: string): AuthError {
  return new AuthError('network_error', `${host} answered before the request was sent`, {
    hint: 'check the host name and the network, then try again',
  })
}
