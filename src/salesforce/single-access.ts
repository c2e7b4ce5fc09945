import { AuthError, type OAuthRefusal } from '../kernel/errors.js'
import { parseJsonObject, requiredString } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import { refuseBusy, refuseRedirect, refused } from '../oauth/answer.js'
import { encodeForm } from '../oauth/form-request.js'
import type { RefusalVerdict } from '../oauth/refusal.js'
import { trustedUrl } from './trust.js'

/**
 * Builds the request for a link that logs a browser in. The token travels in a header, never in a URL.
 *
 * @param instanceUrl Origin of the org or site, without a trailing slash.
 * @param path Where the link leads, relative to the org; `undefined` for its start page.
 * @see salesforce-oauth.md section 13.1
 */
export function singleAccessRequest(
  instanceUrl: string,
  accessToken: Secret,
  path: string | undefined,
): HttpRequest {
  return {
    method: 'POST',
    url: `${instanceUrl}/services/oauth2/singleaccess`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${accessToken.expose()}`,
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    },
    body: encodeForm(path === undefined ? [] : [['redirect_uri', path]]),
  }
}

const moreScope =
  'add the scope "Manage user data via Web browsers" (web) to the app, then log in again: oauthctl login --scope \'api web refresh_token\''

/** The words with which the endpoint refuses, one of them as plain text with 403 (section 13.1). */
const words: Readonly<Record<string, RefusalVerdict & { readonly meaning: string }>> = {
  Invalid_Scope: {
    code: 'invalid_scope',
    meaning: 'the access token has not the scope web',
    hint: moreScope,
  },
  Bad_OAuth_Token: {
    code: 'token_invalid',
    meaning: 'the access token has expired or was revoked',
    hint: 'get another one: oauthctl refresh',
  },
}

/**
 * Judges the answer and gives the link: good once, for 60 seconds.
 *
 * @param serverUrl The server that was named at login.
 * @throws {OAuthResponseError} `invalid_scope`, `token_invalid`, or as the word says.
 * @throws {AuthError} `bad_answer`; `untrusted_host` when the link leads to no host of the org.
 */
export function processSingleAccess(answer: HttpAnswer, serverUrl: string): string {
  refuseRedirect(answer)
  refuseBusy(answer, new URL(answer.url).host)
  if (answer.status !== 200) throw refusedWith(answer)
  const body = parseJsonObject(answer.text, {
    name: 'the single-access answer',
    code: 'bad_answer',
  })
  const member = 'frontdoor_uri'
  const uri = requiredString(body, member, {
    name: 'the single-access answer',
    code: 'bad_answer',
    hint: 'run the command again with -v to see the answer',
  })
  return trustedUrl(member, uri, new URL(serverUrl)).href
}

/** Says before anything is sent that a token cannot open a browser. */
export function withoutWebScope(): AuthError {
  return new AuthError('invalid_scope', 'the access token has not the scope web', {
    hint: moreScope,
  })
}

function refusedWith(answer: HttpAnswer): AuthError {
  const { host } = new URL(answer.url)
  const word = /^\s*([A-Za-z][A-Za-z_]{1,63})\s*$/.exec(answer.text)?.[1]
  if (word === undefined) {
    return new AuthError(
      'bad_answer',
      `${host} answered HTTP ${answer.status} without saying why`,
      {
        hint: 'single access exists on the My Domain and on sites; run the command again with -v to see the answer',
      },
    )
  }
  const known = Object.hasOwn(words, word) ? words[word] : undefined
  const refusal: OAuthRefusal = { error: word, description: known?.meaning, status: answer.status }
  return refused(refusal, host, () => known ?? otherRefusal)
}

const otherRefusal: RefusalVerdict = {
  code: 'request_refused',
  hint: 'run the command again with -v to see the request and the answer',
}
