import { AuthError } from '../kernel/errors.js'
import { optionalString, requiredString, type JsonSource } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import { jsonOf } from '../oauth/answer.js'
import { s256 } from '../oauth/pkce.js'
import { readRefusal } from './refusals.js'

/** A verifier and its challenge, method `S256`. */
export interface PkcePair {
  readonly verifier: Secret
  readonly challenge: string
}

/** Builds the request for a pair. @param url Of an org's My Domain or a site. @see salesforce-oauth.md §10 */
export function pkceGeneratorRequest(url: string): HttpRequest {
  return {
    method: 'GET',
    url: `${url.replace(/\/+$/, '')}/services/oauth2/pkce/generator`,
    headers: { accept: 'application/json' },
    body: undefined,
  }
}

/**
 * Judges a generated pair: a challenge that is not `S256` of its verifier would fail at the token endpoint.
 *
 * @throws {AuthError} `bad_answer`; `unsupported_by_server` where there is no generator.
 */
export function processPkceGenerator(answer: HttpAnswer): PkcePair {
  const { host } = new URL(answer.url)
  if (answer.status === 404) {
    throw new AuthError('unsupported_by_server', `${host} has no PKCE generator`, {
      hint: "name the org's My Domain or a site, or make the pair here: oauthctl pkce",
    })
  }
  const body = jsonOf(answer, 'the generated pair', readRefusal)
  const source: JsonSource = {
    name: `the generated pair of ${host}`,
    code: 'bad_answer',
    hint: 'make the pair here: oauthctl pkce',
  }
  const verifier = requiredString(body, 'code_verifier', source)
  const challenge = requiredString(body, 'code_challenge', source)
  const method = optionalString(body, 'code_challenge_method', source)
  // Salesforce takes verifiers above the 128 characters of RFC 7636 (salesforce-oauth.md §2.5).
  if (!/^[A-Za-z0-9._~-]{43,1024}$/.test(verifier)) {
    throw new AuthError('bad_answer', `"code_verifier" of ${source.name} is no verifier`, {
      hint: source.hint,
    })
  }
  if (challenge !== s256(verifier) || (method ?? 'S256') !== 'S256') {
    throw new AuthError(
      'bad_answer',
      `the challenge that ${host} made is not S256 of its verifier`,
      {
        hint: source.hint,
      },
    )
  }
  return { verifier: new Secret(verifier), challenge }
}
