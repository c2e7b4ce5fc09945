/** Namespaces of XML that assertions are made of. */
export const namespaces = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const

/** The only canonicalization that SAML asks for. @see SAML 2.0 Core §5.4.3 */
export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** Leaves the signature out of what is signed. */
export const envelopedSignature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** What an assertion may be signed with, by URI, and its name in OpenSSL. Salesforce still takes SHA-1. */
export const signatureMethods: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'sha256'],
  ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'sha1'],
])

/** What the digest of an assertion may be made with. */
export const digestMethods: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2000/09/xmldsig#sha1', 'sha1'],
])
