import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { samlBearerAssertion } from '../../../src/oauth/saml-bearer-assertion.js'
import { selfSignedCertificate } from '../../../src/oauth/self-signed-certificate.js'
import { signSamlAssertion } from '../../../src/oauth/saml-signature.js'
import { countingRandom } from '../../support/fakes.js'

const now = epochSeconds(1_794_000_000)
const claims = { issuer: 'client-1', subject: 'jo', audience: 'aud', recipient: 'to' }
const xml = samlBearerAssertion(claims, now, countingRandom())
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const certificate = selfSignedCertificate(
  { commonName: 'jo', notBefore: now, notAfter: epochSeconds(now + 60), serial: Buffer.alloc(16) },
  keys,
)

// That the signature holds is for a stranger to say: test/interop/saml-xmlsec1.test.ts.
describe('a signed SAML assertion', () => {
  it('has the signature between issuer and subject, where the schema wants it', async () => {
    const signed = await signSamlAssertion(xml, keys.privateKey, certificate)
    expect(elements(signed)).toEqual([
      'saml:Assertion',
      'saml:Issuer',
      'ds:Signature',
      'ds:SignedInfo',
      'ds:CanonicalizationMethod http://www.w3.org/2001/10/xml-exc-c14n#',
      'ds:SignatureMethod http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      'ds:Reference',
      'ds:Transforms',
      'ds:Transform http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'ds:Transform http://www.w3.org/2001/10/xml-exc-c14n#',
      'ds:DigestMethod http://www.w3.org/2001/04/xmlenc#sha256',
      'ds:DigestValue',
      'ds:SignatureValue',
      'ds:KeyInfo',
      'ds:X509Data',
      'ds:X509Certificate',
      'saml:Subject',
      'saml:NameID',
      'saml:SubjectConfirmation',
      'saml:SubjectConfirmationData',
      'saml:Conditions',
      'saml:AudienceRestriction',
      'saml:Audience',
      'saml:AuthnStatement',
      'saml:AuthnContext',
      'saml:AuthnContextClassRef',
    ])
  })

  it('refers to the assertion by its id', async () => {
    const signed = await signSamlAssertion(xml, keys.privateKey, undefined)
    expect(/<ds:Reference URI="([^"]*)"/.exec(signed)?.[1]).toBe(`#_${'01'.repeat(16)}`)
  })

  it('is the assertion, untouched, but for the signature', async () => {
    const signed = await signSamlAssertion(xml, keys.privateKey, certificate)
    expect(signed.replace(/<ds:Signature .*<\/ds:Signature>/s, '')).toBe(xml)
  })

  it('carries the certificate, and nothing of the private key', async () => {
    const signed = await signSamlAssertion(xml, keys.privateKey, certificate)
    const carried = /<ds:X509Certificate>([^<]*)</.exec(signed)?.[1]
    expect(carried?.replace(/\s/g, '')).toBe(certificate.replace(/-----[^-]*-----|\s/g, ''))
    expect(signed).not.toContain('PRIVATE')
  })

  it('has no KeyInfo without a certificate', async () => {
    expect(await signSamlAssertion(xml, keys.privateKey, undefined)).not.toContain('KeyInfo')
  })

  it.each([
    ['EC', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
    ['Ed25519', generateKeyPairSync('ed25519').privateKey],
  ])('is not made with an %s key, which RSA-SHA256 would misname', async (_, key) => {
    await expect(signSamlAssertion(xml, key, undefined)).rejects.toMatchObject({
      code: 'bad_configuration',
      message: 'a SAML assertion is signed with an RSA key only',
      hint: 'use an RSA key: oauthctl jwt keygen',
    })
  })
})

/** The elements in document order, with the algorithm of those that have one. */
function elements(document: string): readonly string[] {
  return [...document.matchAll(/<([\w:]+)([^>]*)>/g)].map(([, name, attributes]) => {
    const algorithm = /Algorithm="([^"]*)"/.exec(attributes!)?.[1]
    return algorithm === undefined ? name! : `${name!} ${algorithm}`
  })
}
