import { parseXml } from './parse-xml.js'
import { SamlFault } from './saml-fault.js'
import type { XmlElement } from './xml-element.js'

/**
 * Decodes the parameter `assertion`: UTF-8 XML in base64url, as the bearer flow has it, or in base64,
 * as the flow without an app does. Line breaks inside are fine.
 *
 * @throws {SamlFault} `Assertion Invalid`.
 * @see salesforce-oauth.md section 3.8, salesforce-oauth-2.md table A on section 3.9
 */
export function decodeAssertion(parameter: string | undefined): XmlElement {
  const encoded = (parameter ?? '').replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded)) throw new SamlFault('Assertion Invalid')
  try {
    // Node's decoder takes both alphabets.
    const bytes = Buffer.from(encoded, 'base64')
    return parseXml(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new SamlFault('Assertion Invalid', cause)
  }
}
