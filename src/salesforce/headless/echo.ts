import { AuthError } from '../../kernel/errors.js'
import { parseJsonObject, type JsonObject } from '../../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../../kernel/ports.js'
import type { Secret } from '../../kernel/secret.js'
import { refuseBusy, refuseRedirect } from '../../oauth/answer.js'
import { echoUrl } from './site.js'

/**
 * Builds the request for what the echo endpoint makes of a callback URL: its query, on the site's own endpoint
 * whatever host the URL names.
 *
 * @throws {AuthError} `usage` when it is no URL or has no query.
 * @see salesforce-oauth.md §11
 */
export function echoRequest(site: string, callbackUrl: Secret): HttpRequest {
  const text = callbackUrl.expose().trim()
  const query = URL.canParse(text) ? new URL(text).search : ''
  if (query.length > 1) {
    return {
      method: 'GET',
      url: `${echoUrl(site)}${query}`,
      headers: { accept: 'application/json' },
      body: undefined,
    }
  }
  throw new AuthError('usage', 'the callback URL has no parameters', {
    hint: 'give the whole URL that the org redirected to, with everything behind the question mark',
  })
}

/** Judges what the echo endpoint returned. @throws {AuthError} `bad_answer`, `unsupported_by_server` and the like. */
export function processEcho(answer: HttpAnswer): JsonObject {
  const { host } = new URL(answer.url)
  refuseRedirect(answer)
  refuseBusy(answer, host)
  if (answer.status !== 200) {
    throw new AuthError(
      'unsupported_by_server',
      `${host} has no echo endpoint here (HTTP ${answer.status})`,
      { hint: 'check that the URL names an Experience Cloud site with its path' },
    )
  }
  return parseJsonObject(answer.text, {
    name: `the echo of ${host}`,
    code: 'bad_answer',
    hint: 'check that the URL names an Experience Cloud site with its path',
  })
}
