import type { ExchangeHandler, TrustedIssuer } from '../exchange-handler.js'
import type { App } from '../app.js'
import { badConfig } from '../org-error.js'
import { certificate } from './certificate.js'
import { fields, flag, listOf, oneOf, text, texts, type Fields, type Parse } from './fields.js'
import { keySet } from './key-set.js'

const subjectTokenTypes = ['access_token', 'refresh_token', 'id_token', 'saml2', 'jwt'] as const

/** `token_exchange` of an app. A handler is its name, or its name and what it takes. */
export const tokenExchange: Parse<App['tokenExchange']> = (value, at) => {
  const given = fields(value, at, ['enabled', 'handlers'])
  return {
    enabled: given.optional('enabled', flag, true),
    handlers: given.optional('handlers', listOf(exchangeHandler), []),
  }
}

const keys = `name default subject_token_types issuer certificate jwks audience subject_claim
map`.split(/\s+/)

const exchangeHandler: Parse<ExchangeHandler> = (value, at) => {
  const given = fields(typeof value === 'string' ? { name: value } : value, at, keys)
  return {
    name: given.required('name', text),
    default: given.optional('default', flag, false),
    subjectTokenTypes: given.optional(
      'subject_token_types',
      listOf(oneOf(...subjectTokenTypes)),
      subjectTokenTypes,
    ),
    issuer: trustedIssuer(given, at),
    audience: given.optional('audience', text, undefined),
    subjectClaim: given.optional('subject_claim', text, 'sub'),
    map: given.optional('map', users, undefined),
  }
}

/** An issuer and its keys go together; without both it is the org's own test issuer. */
function trustedIssuer(given: Fields, at: string): TrustedIssuer | undefined {
  const issuer = given.optional('issuer', text, undefined)
  const pem = given.optional('certificate', certificate, undefined)
  const jwks = given.optional('jwks', keySet, undefined)
  if (issuer === undefined && pem === undefined && jwks === undefined) return undefined
  if (issuer === undefined) throw badConfig(`${at}.issuer`, 'is missing')
  if ((pem === undefined) === (jwks === undefined)) {
    throw badConfig(at, 'needs certificate or jwks, one of them, beside issuer')
  }
  return { name: issuer, certificate: pem, jwks }
}

/** User names by subjects. */
const users: Parse<Readonly<Record<string, string>>> = (value, at) =>
  Object.fromEntries(
    Object.entries(texts(value, at)).map(([subject, name]) => [subject, name.toLowerCase()]),
  )
