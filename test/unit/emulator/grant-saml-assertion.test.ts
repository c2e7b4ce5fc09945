import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { accepts, get, tokenCall, type Answer, type Params } from './support/client.js'
import { rsaKey } from './support/keys.js'
import {
  assertionXml,
  base64url,
  responseXml,
  signXml,
  type AssertionSays,
} from './support/saml.js'
import { sharedOrg } from './support/shared-org.js'
import { wrappedAssertions, wrappedResponses } from './support/wrapped.js'

const key = rsaKey()
const stranger = rsaKey()
const issuer = 'https://idp.example/metadata'

const org = sharedOrg({
  config: {
    users: [{ username: 'gone@acme.example', active: false }],
    org: {
      saml_providers: [
        { name: 'Corporate', issuer, certificate: key.certificate },
        { name: 'Button only', sso_url: 'https://other.example/sso' },
      ],
    },
  },
})

function says(more: Partial<AssertionSays> = {}): AssertionSays {
  return {
    id: `_${randomUUID()}`,
    issuer,
    username: 'user@acme.example',
    recipient: `${org.hosts.my_domain}?so=${org.id}`,
    audience: 'https://saml.salesforce.com',
    startsIn: -1000,
    endsIn: 300_000,
    confirmationEndsIn: 300_000,
    method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    version: '2.0',
    conditions: '',
    ...more,
  }
}

function good(more: Partial<AssertionSays> = {}): string {
  return signXml(assertionXml(says(more)), key.privateKey)
}

function post(
  xml: string,
  more: Params = {},
  host: 'my_domain' | 'login' | 'sandbox' | 'site' = 'my_domain',
): Promise<Answer> {
  return tokenCall(org.hosts[host], {
    grant_type: 'assertion',
    assertion_type: 'urn:oasis:names:tc:SAML:2.0:profiles:SSO:browser',
    assertion: Buffer.from(xml).toString('base64'),
    ...more,
  })
}

function validator(): string {
  return `${org.hosts.my_domain}/setup/secur/SAMLValidationPage.apexp`
}

function refused(description = 'invalid assertion'): object {
  return {
    status: 400,
    body: { error_uri: validator(), error: 'invalid_grant', error_description: description },
  }
}

async function fromTestIssuer(username = 'user@acme.example'): Promise<string> {
  const answer = await org.control('saml-response', { username })
  return ((await answer.json()) as { assertion: string }).assertion
}

describe('a response of the built-in test issuer', () => {
  test('is answered with a token for all APIs, without an app and without a refresh token', async () => {
    const { status, body } = await post('', { assertion: await fromTestIssuer() })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['access_token', 'scope', 'instance_url', 'id', 'token_type'])
    expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(true)
    const identity = await (await get(body['id']!, body['access_token'])).json()
    expect(identity).toMatchObject({ username: 'user@acme.example' })
    expect((await org.ledger()).tokens).toMatchObject([
      { kind: 'access', user: 'user@acme.example', client_id: '', active: true },
    ])
  })

  test('is good once, and not for long', async () => {
    const assertion = await fromTestIssuer()
    expect((await post('', { assertion })).status).toBe(200)
    expect(await post('', { assertion })).toMatchObject(refused())
    const late = await fromTestIssuer()
    await org.control('clock', { advance_s: 301 })
    expect(await post('', { assertion: late })).toMatchObject(refused())
    await org.control('clock', { advance_s: -301 })
  })

  test('may be about somebody with characters that XML has for itself, who is nobody here', async () => {
    const assertion = await fromTestIssuer(`<&"'>@acme.example`)
    expect(await post('', { assertion })).toMatchObject(refused())
    const page = await (await get(validator())).text()
    expect(page).toContain('Username Or SSO Id Invalid')
  })

  test('that cannot be made says which member is wrong', async () => {
    expect((await org.control('saml-response', { user: 'a' })).status).toBe(400)
  })
})

describe('a response of an identity provider of the org', () => {
  test('may be signed as a whole, in its assertion, or in both', async () => {
    const assertion = assertionXml(says())
    const whole = signXml(responseXml(issuer, assertion), key.privateKey, { what: 'Response' })
    expect((await post(whole)).status).toBe(200)
    expect((await post(responseXml(issuer, good()))).status).toBe(200)
    const both = signXml(responseXml(issuer, good()), key.privateKey, { what: 'Response' })
    expect((await post(both)).status).toBe(200)
    const oneWrong = signXml(responseXml(issuer, good()), stranger.privateKey, { what: 'Response' })
    expect(await post(oneWrong)).toMatchObject(refused())
  })

  test('may be the assertion alone, in base64url, and signed with SHA-1', async () => {
    const xml = signXml(assertionXml(says()), key.privateKey, { hash: 'sha1' })
    expect((await post('', { assertion: base64url(xml) })).status).toBe(200)
  })

  test.each(['login', 'sandbox'] as const)(
    'may be posted at %s if it says for which org',
    async (host) => {
      for (const so of [org.id, org.id.slice(0, 15)]) {
        expect((await post(good(), { so }, host)).status).toBe(200)
      }
      expect((await post(good(), {}, host)).status).toBe(400)
    },
  )

  test.each<[string, () => string, Params, string]>([
    ['another org', () => good(), { so: '00D000000000062EAA' }, 'Missing/Invalid Organization Id'],
    ['an unknown issuer', () => good({ issuer: 'https://x.example' }), {}, 'Issuer Mismatched'],
    ['another audience', () => good({ audience: 'x' }), {}, 'Audience Invalid'],
    ['another recipient', () => good({ recipient: 'x' }), {}, 'Recipient Mismatched'],
    ['an end that has come', () => good({ endsIn: -1 }), {}, 'Assertion Expired'],
    ['a user nobody knows', () => good({ username: 'x' }), {}, 'Username Or SSO Id Invalid'],
    [
      'a user of the site',
      () => good({ username: 'customer@site.example' }),
      {},
      'Username Or SSO Id Invalid',
    ],
    [
      'an inactive user',
      () => good({ username: 'gone@acme.example' }),
      {},
      'Username Or SSO Id Invalid',
    ],
    ['another confirmation', () => good({ method: 'x' }), {}, 'Subject Confirmation Error'],
    [
      'another key',
      () => signXml(assertionXml(says()), stranger.privateKey),
      {},
      'Signature Invalid',
    ],
    ['no signature', () => responseXml(issuer, assertionXml(says())), {}, 'Signature Invalid'],
    [
      'no success',
      () => responseXml(issuer, good(), { status: 'Responder' }),
      {},
      'Status Invalid',
    ],
    [
      'another destination',
      () => responseXml(issuer, good(), { destination: 'https://x.example' }),
      {},
      'Recipient Mismatched',
    ],
    ['two issuers', () => responseXml('https://x.example', good()), {}, 'Issuer Mismatched'],
    [
      'an encrypted assertion',
      () =>
        responseXml(
          issuer,
          '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>',
        ),
      {},
      'Assertion Invalid',
    ],
    ['no assertion', () => responseXml(issuer, ''), {}, 'Assertion Invalid'],
  ])('with %s is refused, and only the validator says why', async (_, make, more, reason) => {
    const answer = await post(make(), more)
    expect(answer).toMatchObject(
      refused(reason === 'Audience Invalid' ? 'Audience validation failed' : undefined),
    )
    expect(Object.keys(answer.body)[0]).toBe('error_uri')
    expect(await (await get(answer.body['error_uri']!)).text()).toContain(reason)
  })

  test('that cannot be parsed is refused without error_uri', async () => {
    const xml = `<!DOCTYPE a>${good()}`
    for (const assertion of ['', '%', Buffer.from(xml).toString('base64')]) {
      expect(await post('', { assertion })).toMatchObject({
        status: 400,
        body: { error: 'invalid_grant', error_description: 'invalid assertion' },
      })
      expect((await post('', { assertion })).body).not.toHaveProperty('error_uri')
    }
  })

  test('has to come with its type', async () => {
    for (const assertion_type of [undefined, 'urn:oasis:names:tc:SAML:1.0:assertion']) {
      expect((await post(good(), { assertion_type })).body['error']).toBe('invalid_assertion_type')
    }
  })

  test('is nothing for a site', async () => {
    expect((await post(good(), {}, 'site')).body['error_description']).toBe(
      'request not supported on this domain',
    )
  })
})

describe('a signature of somebody else’s assertion', () => {
  const around = (content: string): string => responseXml(issuer, content)
  const forge = (xml: string): string => xml.replace('user@acme', 'admin@acme')
  const names = wrappedAssertions(
    '<saml:Assertion ID="a"><saml:Issuer></saml:Issuer><ds:Signature ></ds:Signature></saml:Assertion>',
    (xml) => xml,
    (xml) => xml,
  ).map(([name]) => name)

  test.each(names)('does not pass: %s', async (name) => {
    const signed = good()
    const [, xml] = wrappedAssertions(signed, forge, around).find(([other]) => other === name)!
    expect(await post(xml)).toMatchObject(refused())
    // The original would have passed.
    expect((await post(signed)).status).toBe(200)
  })

  test.each([0, 1, 2, 3])('does not pass around a response either (%i)', async (index) => {
    const signed = signXml(around(assertionXml(says())), key.privateKey, { what: 'Response' })
    const [, xml] = wrappedResponses(signed, forge)[index]!
    expect(await post(xml)).toMatchObject(refused())
    expect((await post(signed)).status).toBe(200)
  })
})

test('a forgotten org forgets what its validator said', async () => {
  await post(good({ audience: 'x' }))
  await org.control('reset')
  expect(await (await get(validator())).text()).toContain('No assertion was refused')
})
