import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { GrantPorts } from '../../../src/flows/grant-ports.js'
import { samlAssertionGrant, samlBearerGrant } from '../../../src/flows/saml-grants.js'
import type { SamlAssertion } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { Secret } from '../../../src/kernel/secret.js'
import type { TextPlace } from '../../../src/kernel/text-place.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { selfSignedCertificate } from '../../../src/oauth/self-signed-certificate.js'
import { asItIs, clockAt, countingRandom, fields, never } from '../../support/fakes.js'
import { salesforce, secretClient } from '../../support/values.js'

const now = epochSeconds(1_794_000_000)
const assertion = '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion">ü</Assertion>'
const response = '<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol">ü</Response>'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const others = generateKeyPairSync('rsa', { modulusLength: 2048 })
const files: Readonly<Record<string, string>> = {
  '/a.xml': assertion,
  '/r.xml': response,
  '/key.pem': pemOf(keys),
  '/key.crt': certificateOf(keys),
  '/other.crt': certificateOf(others),
}
const built: SamlAssertion = {
  kind: 'built',
  subject: `o'neil & <sons>@example.com`,
  audience: 'https://login.salesforce.com',
  key: { place: at('/key.pem'), passphrase: undefined, id: undefined },
  certificate: at('/key.crt'),
}

describe('the SAML bearer grant', () => {
  it('sends a given assertion as it is, and nothing else: the assertion names the client', async () => {
    const request = await bearer({ kind: 'given', place: at('/a.xml') })
    expect(request).toMatchObject({ method: 'POST', url: salesforce.endpoints.token })
    expect(fields(request)).toEqual([
      ['grant_type', 'urn:ietf:params:oauth:grant-type:saml2-bearer'],
      ['assertion', Buffer.from(assertion).toString('base64url')],
    ])
  })

  it('builds an assertion from client, user, audience and token endpoint, and signs it', async () => {
    const xml = sent(await bearer(built))
    expect([
      /<saml:Issuer>(.*)<\/saml:Issuer>/.exec(xml)?.[1],
      /<saml:NameID [^>]*>(.*)<\/saml:NameID>/.exec(xml)?.[1],
      /<saml:Audience>(.*)<\/saml:Audience>/.exec(xml)?.[1],
      /Recipient="([^"]*)"/.exec(xml)?.[1],
      /IssueInstant="([^"]*)"/.exec(xml)?.[1],
    ]).toEqual([
      'client-1',
      `o'neil &amp; &lt;sons&gt;@example.com`,
      'https://login.salesforce.com',
      'https://login.salesforce.com/services/oauth2/token',
      '2026-11-06T21:20:00Z',
    ])
    expect(xml).toContain('<ds:SignatureValue>')
    expect(xml).toContain('<ds:X509Certificate>')
  })

  it('needs no certificate: the server has it', async () => {
    const xml = sent(await bearer({ ...built, certificate: undefined }))
    expect(xml).toContain('<ds:SignatureValue>')
    expect(xml).not.toContain('KeyInfo')
  })

  it('makes another assertion each time it runs', async () => {
    const ports = portsWith()
    const ids = [sent(await bearer(built, ports)), sent(await bearer(built, ports))].map(
      (xml) => / ID="([^"]*)"/.exec(xml)?.[1],
    )
    expect(new Set(ids).size).toBe(2)
  })

  it.each<[string, SamlAssertion, string]>([
    [
      'a response',
      { kind: 'given', place: at('/r.xml') },
      '/r.xml is no usable SAML document: its root element is Response, not a SAML 2.0 Assertion',
    ],
    [
      'a sealed text that is no XML',
      { kind: 'given', place: { kind: 'sealed', text: new Secret('hunter.2') } },
      'the SAML assertion is no usable SAML document: it is neither XML nor base64',
    ],
    [
      'the certificate of another key',
      { ...built, certificate: at('/other.crt') },
      '/other.crt holds no usable certificate: it belongs to another key',
    ],
    [
      'a user that XML cannot carry',
      { ...built, subject: 'a\0b' },
      'the username holds a character that XML cannot carry',
    ],
    [
      'a file that is gone',
      { kind: 'given', place: at('/gone') },
      'no the SAML assertion at /gone',
    ],
  ])('refuses %s before anything is sent', async (_, given, message) => {
    await expect(bearer(given)).rejects.toMatchObject({ code: 'bad_configuration', message })
  })
})

describe('the SAML assertion grant', () => {
  it.each([
    ['/r.xml', response],
    ['/a.xml', assertion],
  ])('sends %s in plain base64, and no client', async (path, xml) => {
    const request = await samlAssertionGrant(
      {
        profile: 'p',
        grant: 'saml_assertion',
        server: salesforce,
        client: secretClient,
        assertion: at(path),
      },
      portsWith(),
      never,
    )
    expect(request.url).toBe(salesforce.endpoints.token)
    expect(fields(request)).toEqual([
      ['grant_type', 'assertion'],
      ['assertion_type', 'urn:oasis:names:tc:SAML:2.0:profiles:SSO:browser'],
      ['assertion', Buffer.from(xml).toString('base64')],
    ])
  })
})

type Sent = Awaited<ReturnType<typeof samlBearerGrant>>

function bearer(given: SamlAssertion, ports = portsWith()): Promise<Sent> {
  const grant = {
    profile: 'p',
    grant: 'saml_bearer',
    server: salesforce,
    client: secretClient,
    assertion: given,
  } as const
  return samlBearerGrant(grant, ports, never)
}

/** The XML that the request carries. */
function sent(request: Sent): string {
  const value = new Map(fields(request)).get('assertion') ?? ''
  return Buffer.from(value, 'base64url').toString()
}

function portsWith(): GrantPorts {
  return {
    readText: (place, name) => {
      if (place.kind === 'sealed') return Promise.resolve(place.text)
      const path = place.kind === 'file' ? place.path : ''
      const text = files[path]
      return text === undefined
        ? Promise.reject(new AuthError('bad_configuration', `no ${name} at ${path}`))
        : Promise.resolve(new Secret(text))
    },
    clock: clockAt(now),
    random: countingRandom(),
    fetch: () => Promise.reject(new Error('nothing is sent')),
    prove: asItIs,
  }
}

function at(path: string): TextPlace {
  return { kind: 'file', path }
}

function pemOf({ privateKey }: typeof keys): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function certificateOf(pair: typeof keys): string {
  const notAfter = epochSeconds(now + 60)
  const serial = Buffer.alloc(16, 1)
  return selfSignedCertificate({ commonName: 'jo', notBefore: now, notAfter, serial }, pair)
}
