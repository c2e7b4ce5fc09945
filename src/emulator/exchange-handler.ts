/** A public key as JSON: members that are texts. */
export type PublicJwk = Readonly<Record<string, string>>

/** Somebody whose tokens are believed. */
export interface TrustedIssuer {
  /** As in `iss`, or in the `Issuer` of an assertion. */
  readonly name: string
  /** PEM, a certificate or a public key. Either this or `jwks` is there. */
  readonly certificate: string | undefined
  readonly jwks: { readonly keys: readonly PublicJwk[] } | undefined
}

/**
 * One handler of the token exchange flow. At Salesforce it is a class of the customer's; here it is
 * the little that such a class decides.
 *
 * @see salesforce-oauth.md section 3.11
 */
export interface ExchangeHandler {
  /** Its API name, for `token_handler`. */
  readonly name: string
  /** Whether it is asked when the request names none. */
  readonly default: boolean
  /** The last part of the type's URN, lower case. */
  readonly subjectTokenTypes: readonly string[]
  /** Whose tokens it takes; `undefined` stands for the org's own test issuer. */
  readonly issuer: TrustedIssuer | undefined
  /** Who a token has to be for; `undefined` for anybody. */
  readonly audience: string | undefined
  /** The claim that says who the token is about. */
  readonly subjectClaim: string
  /** User names by subjects; `undefined` where the subject is the user name. */
  readonly map: Readonly<Record<string, string>> | undefined
}
