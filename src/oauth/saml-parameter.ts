/**
 * Encodes an assertion for the `assertion` parameter of the SAML bearer grant.
 *
 * @returns Base64url without padding.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7522#section-2.1 RFC 7522 §2.1}
 */
export function samlBearerParameter(xml: string): string {
  return Buffer.from(xml).toString('base64url')
}

/**
 * Encodes a response for the `assertion` parameter of `grant_type=assertion`.
 *
 * @returns Plain base64, which this flow wants where the bearer grant wants base64url
 * (salesforce-oauth-2.md A 3.9).
 */
export function samlResponseParameter(xml: string): string {
  return Buffer.from(xml).toString('base64')
}
