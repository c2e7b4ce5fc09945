import { createHash, randomUUID, sign, type KeyObject } from 'node:crypto'
import { xmlText } from '../answers.js'
import { envelopedSignature, exclusiveC14n, namespaces } from './algorithms.js'
import { canonical } from './canonical.js'
import { parseXml } from './parse-xml.js'

/** What a response says. Times are milliseconds. */
export interface ResponseContent {
  readonly issuer: string
  readonly username: string
  readonly audience: string
  readonly recipient: string
  readonly nowMs: number
  readonly endMs: number
}

/**
 * Writes the response of an identity provider to a single sign-on: one assertion, signed.
 *
 * @see SAML 2.0 Profiles §4.1.4.2
 */
export function signedResponse(content: ResponseContent, key: KeyObject): string {
  const id = `_${randomUUID()}`
  const unsigned = canonical(parseXml(assertion(id, content, '')))
  const digest = createHash('sha256').update(unsigned).digest('base64')
  const info = canonical(parseXml(signedInfo(id, digest)))
  const value = sign('sha256', Buffer.from(info), key).toString('base64')
  const signature = `<ds:Signature xmlns:ds="${namespaces.signature}">${info}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`
  return response(content, assertion(id, content, signature))
}

function assertion(id: string, content: ResponseContent, signature: string): string {
  const { issuer, username, audience, recipient, nowMs, endMs } = content
  const [now, end] = [nowMs, endMs].map((ms) => new Date(ms).toISOString())
  return `<saml:Assertion xmlns:saml="${namespaces.assertion}" ID="${id}" Version="2.0" IssueInstant="${now}">
<saml:Issuer>${xmlText(issuer)}</saml:Issuer>${signature}
<saml:Subject><saml:NameID>${xmlText(username)}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${xmlText(recipient)}" NotOnOrAfter="${end}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="${now}" NotOnOrAfter="${end}"><saml:AudienceRestriction><saml:Audience>${xmlText(audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="${now}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
</saml:Assertion>`
}

function signedInfo(id: string, digest: string): string {
  return `<ds:SignedInfo xmlns:ds="${namespaces.signature}">
<ds:CanonicalizationMethod Algorithm="${exclusiveC14n}"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
<ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${envelopedSignature}"/><ds:Transform Algorithm="${exclusiveC14n}"/></ds:Transforms>
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>
</ds:SignedInfo>`
}

function response({ issuer, recipient, nowMs }: ResponseContent, signed: string): string {
  return `<samlp:Response xmlns:samlp="${namespaces.protocol}" ID="_${randomUUID()}" Version="2.0" IssueInstant="${new Date(nowMs).toISOString()}" Destination="${xmlText(recipient)}">
<saml:Issuer xmlns:saml="${namespaces.assertion}">${xmlText(issuer)}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
${signed}
</samlp:Response>`
}
