import { randomUUID, type KeyObject } from 'node:crypto'
import { SignedXml } from 'xml-crypto'

/** What an assertion says; times in milliseconds from now, `undefined` for none. */
export interface AssertionSays {
  readonly id: string
  readonly issuer: string
  readonly username: string
  readonly recipient: string
  readonly audience: string
  readonly startsIn: number | undefined
  readonly endsIn: number | undefined
  readonly confirmationEndsIn: number | undefined
  readonly method: string
  readonly version: string
  /** More conditions, as XML. */
  readonly conditions: string
}

const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion'
const protocolNamespace = 'urn:oasis:names:tc:SAML:2.0:protocol'

/** An unsigned assertion, as the documents of Salesforce show it. */
export function assertionXml(says: AssertionSays): string {
  return `<saml:Assertion xmlns:saml="${assertionNamespace}" ID="${says.id}" IssueInstant="${instant(0)}" Version="${says.version}">
  <saml:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">${says.issuer}</saml:Issuer>
  <saml:Subject>
    <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">${says.username}</saml:NameID>
    <saml:SubjectConfirmation Method="${says.method}">
      <saml:SubjectConfirmationData${at('NotOnOrAfter', says.confirmationEndsIn)} Recipient="${says.recipient}"/>
    </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions${at('NotBefore', says.startsIn)}${at('NotOnOrAfter', says.endsIn)}>
    <saml:AudienceRestriction><saml:Audience>${says.audience}</saml:Audience></saml:AudienceRestriction>${says.conditions}
  </saml:Conditions>
  <saml:AuthnStatement AuthnInstant="${instant(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
</saml:Assertion>`
}

/** A response around an assertion. */
export function responseXml(issuer: string, assertion: string, more: ResponseSays = {}): string {
  const { status = 'Success', destination } = more
  return `<samlp:Response xmlns:samlp="${protocolNamespace}" ID="_${randomUUID()}" Version="2.0" IssueInstant="${instant(0)}"${destination === undefined ? '' : ` Destination="${destination}"`}>
  <saml:Issuer xmlns:saml="${assertionNamespace}">${issuer}</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status>
  ${assertion}
</samlp:Response>`
}

interface ResponseSays {
  readonly status?: string
  readonly destination?: string
}

/** How to sign. */
export interface Signing {
  readonly hash?: 'sha1' | 'sha256' | 'sha512'
  readonly c14n?: string
  readonly transforms?: readonly string[]
  readonly what?: 'Assertion' | 'Response'
  readonly prefix?: string
  /** Whether the reference names the whole document and no id. */
  readonly emptyUri?: boolean
}

export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** Signs with the library that most SAML software of Node uses; the emulator has none of it. */
export function signXml(xml: string, privateKey: KeyObject, signing: Signing = {}): string {
  const { hash = 'sha256', c14n = exclusiveC14n, what = 'Assertion', prefix = 'ds' } = signing
  const signed = new SignedXml({
    privateKey,
    canonicalizationAlgorithm: c14n,
    signatureAlgorithm:
      hash === 'sha1'
        ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
        : `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}`,
  })
  signed.addReference({
    xpath: `//*[local-name(.)='${what}']`,
    isEmptyUri: signing.emptyUri ?? false,
    transforms: [...(signing.transforms ?? [enveloped, exclusiveC14n])],
    digestAlgorithm:
      hash === 'sha1'
        ? 'http://www.w3.org/2000/09/xmldsig#sha1'
        : `http://www.w3.org/2001/04/xmlenc#${hash}`,
  })
  signed.computeSignature(xml, {
    prefix,
    location: {
      reference: `//*[local-name(.)='${what}']/*[local-name(.)='Issuer']`,
      action: 'after',
    },
  })
  return signed.getSignedXml()
}

export function base64url(xml: string): string {
  return Buffer.from(xml).toString('base64url')
}

function at(name: string, ms: number | undefined): string {
  return ms === undefined ? '' : ` ${name}="${instant(ms)}"`
}

function instant(ms: number): string {
  return new Date(Date.now() + ms).toISOString()
}
