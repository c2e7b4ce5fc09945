import type { OAuthRefusal } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { HttpAnswer } from '../kernel/ports.js'
import { refused } from '../oauth/answer.js'
import { standardRefusal, type RefusalVerdict } from '../oauth/refusal.js'
import { processUserinfo } from '../oauth/userinfo.js'

const another = 'get another token: oauthctl refresh, then try again'

/** The words with which userinfo and the identity URL refuse (salesforce-oauth.md §7.2 and §16.1). */
const words: Readonly<Record<string, RefusalVerdict & { readonly meaning: string }>> = {
  Bad_OAuth_Token: {
    code: 'token_invalid',
    meaning: 'the access token has expired, was revoked or never was one',
    hint: another,
  },
  Missing_OAuth_Token: {
    code: 'token_invalid',
    meaning: 'no access token arrived',
    hint: 'look for a proxy that takes the Authorization header away',
  },
  Wrong_Org: {
    code: 'request_refused',
    meaning: 'the access token belongs to another org',
    hint: 'log in to the right org: oauthctl login MY-DOMAIN',
  },
  Bad_Id: {
    code: 'request_refused',
    meaning: 'there is no such user or org at this host',
    hint: "log in at the org's own host: oauthctl login MY-DOMAIN",
  },
  Inactive: {
    code: 'access_denied',
    meaning: 'the user is not active',
    hint: 'ask an administrator to activate the user',
  },
  No_Access: {
    code: 'access_denied',
    meaning: 'the access token may not show who its user is',
    hint: 'add the scope "Access the identity URL service" (id) or openid to the app, then log in again: oauthctl login',
  },
  HTTPS_Required: {
    code: 'request_refused',
    meaning: 'the org answers over https only',
    hint: 'log in with an https URL: oauthctl login https://MY-DOMAIN.my.salesforce.com',
  },
}

/**
 * Judges an answer of userinfo or the identity URL at Salesforce, whose refusals are one word of plain text.
 *
 * @throws {OAuthResponseError} With the word as the server's error; what {@link processUserinfo} throws.
 * @see salesforce-oauth.md §7
 */
export function processPlainUserinfo(answer: HttpAnswer): JsonObject {
  const word = /^\s*([A-Za-z][A-Za-z_]{1,63})\s*$/.exec(answer.text)?.[1]
  if (answer.status < 400 || answer.status > 499 || answer.status === 429 || word === undefined) {
    return processUserinfo(answer)
  }
  const known = Object.hasOwn(words, word) ? words[word] : undefined
  const refusal: OAuthRefusal = { error: word, description: undefined, status: answer.status }
  const told = known === undefined ? refusal : { ...refusal, description: known.meaning }
  throw refused(told, new URL(answer.url).host, () => known ?? standardRefusal(refusal))
}
