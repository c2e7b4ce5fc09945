import type { KeyObject } from 'node:crypto'
import type { RunAgainGrant, SamlAssertion } from '../kernel/credential.js'
import type { HttpRequest } from '../kernel/ports.js'
import type { TextPlace } from '../kernel/text-place.js'
import { epochSecondsOfMs, type EpochSeconds } from '../kernel/token-set.js'
import { assertionRequest, samlBearerRequest } from '../oauth/grant-requests.js'
import { readSamlDocument, type SamlRoot } from '../oauth/saml-document.js'
import { samlBearerParameter, samlResponseParameter } from '../oauth/saml-parameter.js'
import type { GrantPorts } from './grant-ports.js'

type SamlBearerGrant = Extract<RunAgainGrant, { grant: 'saml_bearer' }>
type SamlAssertionGrant = Extract<RunAgainGrant, { grant: 'saml_assertion' }>
type BuiltAssertion = Extract<SamlAssertion, { kind: 'built' }>

/**
 * Builds the request that trades an assertion in the client's name for a token: one that somebody else made,
 * or one that is made and signed now.
 *
 * @throws {AuthError} `bad_configuration` for an assertion, key or certificate that cannot be used.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7522#section-2.1 RFC 7522 §2.1}
 */
export async function samlBearerGrant(
  grant: SamlBearerGrant,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<HttpRequest> {
  const { server, assertion } = grant
  const xml =
    assertion.kind === 'given'
      ? await readyDocument(assertion.place, ['Assertion'], ports, signal)
      : await builtAssertion(grant, assertion, ports, signal)
  return samlBearerRequest(server, samlBearerParameter(xml))
}

/**
 * Builds the request that trades what the org's identity provider sent a browser for a token. The host tells
 * the org; no client takes part.
 *
 * @throws {AuthError} `bad_configuration` for a document that cannot be used.
 * @see salesforce-oauth.md §3.9
 */
export async function samlAssertionGrant(
  { server, assertion }: SamlAssertionGrant,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<HttpRequest> {
  const xml = await readyDocument(assertion, ['Response', 'Assertion'], ports, signal)
  return assertionRequest(server.endpoints.token, [
    ['grant_type', 'assertion'],
    ['assertion_type', 'urn:oasis:names:tc:SAML:2.0:profiles:SSO:browser'],
    ['assertion', samlResponseParameter(xml)],
  ])
}

async function readyDocument(
  place: TextPlace,
  roots: readonly SamlRoot[],
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<string> {
  const name = 'the SAML assertion'
  const text = await ports.readText(place, name, signal)
  return readSamlDocument(text.expose(), placeName(place, name), roots)
}

async function builtAssertion(
  { server, client }: SamlBearerGrant,
  { subject, audience, key: signingKey, certificate: place }: BuiltAssertion,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<string> {
  const { openKey } = await import('./sign-with.js')
  const { samlBearerAssertion } = await import('../oauth/saml-bearer-assertion.js')
  const { signSamlAssertion } = await import('../oauth/saml-signature.js')
  const key = await openKey(signingKey, ports.readText, signal)
  const now = epochSecondsOfMs(ports.clock.nowMs())
  const certificate =
    place === undefined ? undefined : await ownCertificate(place, key, now, ports, signal)
  const recipient = server.endpoints.token
  const xml = samlBearerAssertion(
    { issuer: client.id, subject, audience, recipient },
    now,
    ports.random,
  )
  return signSamlAssertion(xml, key, certificate)
}

async function ownCertificate(
  place: TextPlace,
  key: KeyObject,
  now: EpochSeconds,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<string> {
  const { readCertificate } = await import('../oauth/saml-certificate.js')
  const name = 'the certificate'
  const text = await ports.readText(place, name, signal)
  return readCertificate(text.expose(), key, placeName(place, name), now)
}

function placeName(place: TextPlace, otherwise: string): string {
  return place.kind === 'file' ? place.path : otherwise
}
