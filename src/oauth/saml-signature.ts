import type { KeyObject } from 'node:crypto'
import { AuthError } from '../kernel/errors.js'

const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/**
 * Signs an assertion: an enveloped signature over the root, right after the issuer, where the schema has it.
 *
 * @param xml An unsigned assertion with an `ID`.
 * @param certificate PEM of the key's certificate, to travel in `KeyInfo`.
 * @returns The signed XML: RSA-SHA256, SHA-256, exclusive canonicalization.
 * @throws {AuthError} `bad_configuration` for a key that is not RSA.
 * @see SAML 2.0 Core §5.4, XML Signature §4
 */
export async function signSamlAssertion(
  xml: string,
  key: KeyObject,
  certificate: string | undefined,
): Promise<string> {
  if (key.asymmetricKeyType !== 'rsa') {
    throw new AuthError('bad_configuration', 'a SAML assertion is signed with an RSA key only', {
      hint: 'use an RSA key: oauthctl jwt keygen',
    })
  }
  // By default: of a CommonJS package the bundle has no other export.
  const { SignedXml } = (await import('xml-crypto')).default
  const signed = new SignedXml({
    privateKey: key,
    ...(certificate === undefined ? {} : { publicCert: certificate }),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusiveC14n,
  })
  signed.addReference({
    xpath: '/*',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusiveC14n],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  })
  signed.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' },
  })
  return signed.getSignedXml()
}
