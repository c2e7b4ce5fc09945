import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { accepts, callback, get, tokenCall, type Answer, type Params } from './support/client.js'
import { rsaKey } from './support/keys.js'
import {
  assertionXml,
  base64url,
  enveloped,
  exclusiveC14n,
  responseXml,
  signXml,
  type AssertionSays,
} from './support/saml.js'
import { sharedOrg } from './support/shared-org.js'

const key = rsaKey()
const stranger = rsaKey()
const shared = { certificate: key.certificate, redirect_uris: [callback] }

const org = sharedOrg({
  config: {
    apps: [
      { name: 'mine', ...shared },
      { name: 'self', ...shared, preauthorized: [] },
      { name: 'admins', ...shared, permitted_users: 'admin_approved', preauthorized: [] },
      { name: 'keyless' },
    ],
    users: [{ username: 'gone@acme.example', active: false }],
  },
})

function says(more: Partial<AssertionSays> = {}, app = 'mine'): AssertionSays {
  return {
    id: `_${randomUUID()}`,
    issuer: org.app(app).client_id,
    username: 'user@acme.example',
    recipient: `${org.hosts.login}/services/oauth2/token`,
    audience: 'https://login.salesforce.com',
    startsIn: -1000,
    endsIn: 300_000,
    confirmationEndsIn: 300_000,
    method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    version: '2.0',
    conditions: '',
    ...more,
  }
}

function good(more: Partial<AssertionSays> = {}, app = 'mine'): string {
  return signXml(assertionXml(says(more, app)), key.privateKey)
}

function post(xml: string, more: Params = {}): Promise<Answer> {
  return tokenCall(org.hosts.login, {
    grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
    assertion: base64url(xml),
    ...more,
  })
}

function refused(error: string, description: string): object {
  return { status: 400, body: { error, error_description: description } }
}

const invalid = refused('invalid_grant', 'invalid assertion')
const unapproved = refused('invalid_grant', "user hasn't approved this consumer")

describe('an assertion signed with the key of the app’s certificate', () => {
  test('is answered like a JWT: no issued_at, no signature, no refresh token', async () => {
    const { status, body } = await post(good())
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['access_token', 'scope', 'instance_url', 'id', 'token_type'])
    expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(true)
    const identity = await (await get(body['id']!, body['access_token'])).json()
    expect(identity).toMatchObject({ username: 'user@acme.example' })
    expect((await org.ledger()).tokens).toMatchObject([
      { kind: 'access', client_id: org.app('mine').client_id },
    ])
  })

  test('may be base64 as well, with line breaks', async () => {
    const lines = Buffer.from(good())
      .toString('base64')
      .match(/.{1,76}/g)!
    expect((await post('', { assertion: lines.join('\r\n') })).status).toBe(200)
  })

  test.each(['sha1', 'sha256'] as const)('may be signed with RSA and %s', async (hash) => {
    const xml = signXml(assertionXml(says()), key.privateKey, { hash })
    expect((await post(xml)).status).toBe(200)
  })

  test('may have a signature without a prefix, comments, CDATA and characters by number', async () => {
    const xml = assertionXml(says({ username: 'us&#101;r@acme.example<!-- a -->' }))
    const quoted = xml.replace(says().issuer, `<![CDATA[${says().issuer}]]>`)
    const signed = signXml(quoted, key.privateKey, { prefix: '' })
    expect(
      (await post(`<?xml version="1.0" encoding="UTF-8"?>\r\n${signed}\n<!-- end -->`)).status,
    ).toBe(200)
  })

  test.each(['my_domain', 'login', 'sandbox', 'site'] as const)(
    'may be for the origin of %s and for its token endpoint',
    async (role) => {
      const origin = org.hosts[role].replace('127.0.0.1', 'localhost')
      const recipient = `${origin}/services/oauth2/token`
      for (const audience of [origin, `${origin}/`, 'https://test.salesforce.com']) {
        expect((await post(good({ audience, recipient }))).status).toBe(200)
      }
    },
  )

  test('is good once, and the same id by another app is another assertion', async () => {
    const id = `_${randomUUID()}`
    const xml = good({ id })
    expect((await post(xml)).status).toBe(200)
    expect(await post(xml)).toMatchObject(invalid)
    expect((await post(good({ id }, 'self'))).body).toMatchObject(
      (unapproved as { body: object }).body,
    )
  })
})

describe('an assertion says', () => {
  test('for whom it is, or its audience is refused by name', async () => {
    expect(await post(good({ audience: 'https://other.example' }))).toMatchObject(
      refused('invalid_grant', 'Audience validation failed'),
    )
  })

  test.each<[string, Partial<AssertionSays>]>([
    ['that it has ended', { endsIn: -1 }],
    ['that it has not begun', { startsIn: 60_000 }],
    ['that its confirmation has ended', { confirmationEndsIn: -1 }],
    ['no end of its confirmation', { confirmationEndsIn: undefined }],
    ['another recipient', { recipient: 'https://login.example/services/oauth2/token' }],
    ['no recipient', { recipient: '' }],
    ['another confirmation', { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' }],
    ['another version', { version: '1.1' }],
    ['a condition nobody knows', { conditions: '<saml:Condition/>' }],
    ['a condition of somebody else', { conditions: '<x:Own xmlns:x="urn:x"/>' }],
  ])('%s, and is invalid', async (_, more) => {
    expect(await post(good(more))).toMatchObject(invalid)
  })

  test('no time but UTC', async () => {
    const xml = assertionXml(says()).replaceAll('Z"', '+00:00"')
    expect(await post(signXml(xml, key.privateKey))).toMatchObject(invalid)
  })

  test('all its audiences in one restriction, and each restriction counts', async () => {
    const other = '<saml:Audience>https://other.example</saml:Audience>'
    const xml = assertionXml(says()).replace('</saml:Audience>', `</saml:Audience>${other}`)
    expect((await post(signXml(xml, key.privateKey))).status).toBe(200)
    const conditions = `<saml:OneTimeUse/><saml:AudienceRestriction>${other}</saml:AudienceRestriction>`
    expect((await post(good({ conditions }))).body['error_description']).toBe(
      'Audience validation failed',
    )
    expect((await post(good({ conditions: '<saml:OneTimeUse/>' }))).status).toBe(200)
  })

  test('something about conditions, about a subject and about who it is from', async () => {
    for (const name of ['Conditions', 'Subject', 'AudienceRestriction', 'SubjectConfirmation']) {
      const without = assertionXml(says()).replace(
        new RegExp(`<saml:${name}[ >][\\s\\S]*?</saml:${name}>`),
        '',
      )
      expect((await post(signXml(without, key.privateKey))).body['error']).toBe('invalid_grant')
    }
  })
})

describe('the user of an assertion', () => {
  test('is judged as that of a JWT', async () => {
    for (const username of ['nobody@acme.example', 'customer@site.example', '']) {
      expect(await post(good({ username }))).toMatchObject(unapproved)
    }
    expect(await post(good({}, 'self'))).toMatchObject(unapproved)
    expect(await post(good({}, 'admins'))).toMatchObject(
      refused('invalid_app_access', 'user is not admin approved to access this app'),
    )
    expect(await post(good({ username: 'gone@acme.example' }))).toMatchObject(
      refused('invalid_grant', 'inactive user'),
    )
  })

  test('is the whole name, a comment in its middle notwithstanding', async () => {
    const username = 'admin@acme.example<!-- -->.evil.example'
    expect(await post(good({ username }))).toMatchObject(unapproved)
    // Planted after the signature was made, it changes nothing either.
    const signed = good({ username: 'user@acme.example.evil.example' })
    const planted = signed.replace('.evil', '<!-- -->.evil')
    expect(await post(planted)).toMatchObject(unapproved)
  })

  test('is no element within the name', async () => {
    const username = 'admin@acme.example<b/>'
    expect(await post(good({ username }))).toMatchObject(unapproved)
  })
})

describe('the app of an assertion', () => {
  test('has to be known and has to have a certificate', async () => {
    expect(await post(good({ issuer: '3MVG9nobody' }))).toMatchObject(
      refused('invalid_client_id', 'client identifier invalid'),
    )
    expect(await post(good({}, 'keyless'))).toMatchObject(invalid)
  })

  test('has to be the one that is named beside it, with its secret if any is sent', async () => {
    const { client_id } = org.app('self')
    expect((await post(good(), { client_id })).body['error']).toBe('invalid_client_id')
    expect((await post(good(), { client_secret: 'wrong' })).body['error']).toBe('invalid_client')
    expect((await post(good(), { client_id: org.app('mine').client_id })).status).toBe(200)
  })

  test('is told that the scope parameter is not supported', async () => {
    expect((await post(good(), { scope: 'api' })).body['error_description']).toBe(
      'scope parameter not supported',
    )
  })
})

describe('a signature counts for nothing', () => {
  test('by another key, whatever its KeyInfo says', async () => {
    const xml = signXml(assertionXml(says()), stranger.privateKey)
    expect(await post(xml)).toMatchObject(invalid)
    const info = `<ds:KeyInfo><ds:KeyName>${key.certificate}</ds:KeyName></ds:KeyInfo>`
    expect(await post(xml.replace('</ds:Signature>', `${info}</ds:Signature>`))).toMatchObject(
      invalid,
    )
  })

  test('when there is none, or the assertion was changed since', async () => {
    expect(await post(assertionXml(says()))).toMatchObject(invalid)
    const changes: [RegExp, string][] = [
      [/user@acme/, 'admin@acme'],
      [/ID="_/, 'ID="x_'],
      [/<saml:Audience>/, '<saml:Audience> '],
      [/<ds:DigestValue>./, '<ds:DigestValue>!'],
      [/<ds:SignatureValue>./, '<ds:SignatureValue>!'],
    ]
    for (const [from, to] of changes)
      expect(await post(good().replace(from, to))).toMatchObject(invalid)
  })

  test.each<[string, Parameters<typeof signXml>[2]]>([
    ['inclusive canonicalization', { c14n: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' }],
    ['canonicalization with comments', { c14n: `${exclusiveC14n}WithComments` }],
    ['SHA-512', { hash: 'sha512' }],
    ['a reference to the whole document, which names no id', { emptyUri: true }],
    ['one transform less', { transforms: [enveloped] }],
    ['transforms in another order', { transforms: [exclusiveC14n, enveloped] }],
  ])('made with %s', async (_, signing) => {
    const xml = signXml(assertionXml(says()), key.privateKey, signing)
    expect(await post(xml)).toMatchObject(invalid)
  })

  test('twice, of no id, or with something added', async () => {
    const xml = good()
    const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(xml)![0]
    const broken = [
      xml.replace(signature, signature + signature),
      xml.replace(signature, ''),
      xml.replace(/URI="#[^"]*"/, 'URI=""'),
      xml.replace('</ds:Signature>', '<ds:Object/></ds:Signature>'),
      xml.replace('<ds:SignedInfo>', '<ds:SignedInfo/><ds:SignedInfo>'),
      xml.replace(/(<ds:Reference [\s\S]*<\/ds:Reference>)/, '$1$1'),
      xml.replace(/rsa-sha256/, 'hmac-sha256'),
    ]
    for (const text of broken) expect(await post(text)).toMatchObject(invalid)
  })

  test('over a document with the same id twice, or a second signature', async () => {
    const insides = [
      (id: string) => `<x ID="${id}"/>`,
      (id: string) => `<x Id="${id}"/>`,
      (id: string) => `<x xml:id="${id}"/>`,
      () => '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>',
      () => '<Signature/>',
      () => '<saml:Assertion/>',
      () => '<saml:EncryptedAssertion/>',
    ]
    for (const inside of insides) {
      const id = `_${randomUUID()}`
      const advice = (content: string): string =>
        assertionXml(says({ id })).replace(
          '<saml:AuthnStatement',
          `<saml:Advice>${content}</saml:Advice><saml:AuthnStatement`,
        )
      expect((await post(signXml(advice('<x ID="other"/>'), key.privateKey))).status).toBe(200)
      // So that the id was not used yet.
      await org.control('reset')
      expect(await post(signXml(advice(inside(id)), key.privateKey))).toMatchObject(invalid)
    }
  })

  test('around a response, which belongs to the flow without an app', async () => {
    expect(await post(responseXml(says().issuer, good()))).toMatchObject(invalid)
  })
})

describe('what is no plain document is refused:', () => {
  test.each<[string, (xml: string) => string]>([
    ['a document type', (xml) => `<!DOCTYPE a>${xml}`],
    [
      'an entity of its own',
      (xml) => `<!DOCTYPE a [<!ENTITY e "x">]>${xml.replace('user@', '&e;@')}`,
    ],
    [
      'an entity that reads a file',
      (xml) => `<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>${xml}`,
    ],
    ['an unknown entity', (xml) => xml.replace('user@', '&nbsp;user@')],
    ['a processing instruction', (xml) => xml.replace('<saml:Subject>', '<?php x?><saml:Subject>')],
    ['another encoding', (xml) => `<?xml version="1.0" encoding="UTF-16"?>${xml}`],
    ['XML 1.1', (xml) => `<?xml version="1.1"?>${xml}`],
    ['two roots', (xml) => xml + xml],
    ['an attribute twice', (xml) => xml.replace(' Version=', ' Version="1" Version=')],
    ['an unknown prefix', (xml) => xml.replace('<saml:Subject>', '<x:Subject>')],
    ['an element that does not end', (xml) => xml.replace('</saml:Subject>', '')],
    ['an element that ends otherwise', (xml) => xml.replace('</saml:Subject>', '</saml:subject>')],
    ['a character XML does not have', (xml) => xml.replace('user@', 'user\u0001@')],
    ['such a character by number', (xml) => xml.replace('user@', 'user&#0;@')],
    ['a thousand elements in each other', () => '<a>'.repeat(1000) + '</a>'.repeat(1000)],
    ['nothing', () => ''],
    ['no XML', () => 'assertion'],
  ])('%s', async (_, change) => {
    expect(await post(change(good()))).toMatchObject(invalid)
  })

  test('text that is no base64, and bytes that are no UTF-8', async () => {
    for (const assertion of ['%%%', 'Zm9v!', Buffer.from([0xff, 0xfe]).toString('base64')]) {
      expect(await post('', { assertion })).toMatchObject(invalid)
    }
  })
})
