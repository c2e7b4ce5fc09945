import { describe, expect, test } from 'vitest'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import {
  clientDeleteRequest,
  clientReadRequest,
  clientUpdateRequest,
  registrationRequest,
} from '../../../src/oauth/registration.js'
import {
  processClientDeletion,
  processRegistration,
  type ClientInformation,
  type RegistrationDemand,
} from '../../../src/oauth/registration-answer.js'
import { standardRefusal } from '../../../src/oauth/refusal.js'
import { answer } from '../../support/fakes.js'
import { faultOf, plain } from '../store/fixtures.js'

const endpoint = 'https://idp.example/register'
const management = {
  uri: 'https://idp.example/register/c1',
  token: new Secret('registration-token'),
}
const document = {
  client_id: 'c1',
  client_secret: 's3cret',
  client_secret_expires_at: 1_800_000_000,
  client_id_issued_at: 1_700_000_000,
  registration_access_token: 'registration-token',
  registration_client_uri: 'https://idp.example/register/c1',
  token_endpoint_auth_method: 'client_secret_basic',
  redirect_uris: ['http://127.0.0.1/callback'],
}

function at(body: unknown, status = 201, headers = {}): HttpAnswer {
  return answer(body, { status, headers, url: endpoint })
}

function processed(body: unknown, demand: Partial<RegistrationDemand> = {}): ClientInformation {
  return processRegistration(at(body), {
    token: 'initial',
    redirectUris: ['http://127.0.0.1/callback'],
    read: standardRefusal,
    ...demand,
  })
}

describe('requests', () => {
  test('a registration is JSON, with the initial access token as bearer where there is one', () => {
    const metadata = { client_name: 'Mine' }
    expect(registrationRequest(endpoint, new Secret('iat'), metadata)).toEqual({
      method: 'POST',
      url: endpoint,
      headers: {
        accept: 'application/json',
        authorization: 'Bearer iat',
        'content-type': 'application/json',
      },
      body: '{"client_name":"Mine"}',
    })
    expect(registrationRequest(endpoint, undefined, metadata).headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
    })
  })

  test('read, update and delete go to the client’s own place with its own token', () => {
    const headers = { accept: 'application/json', authorization: 'Bearer registration-token' }
    const { uri } = management
    expect(clientReadRequest(management)).toEqual({
      method: 'GET',
      url: uri,
      headers,
      body: undefined,
    })
    expect(clientDeleteRequest(management)).toEqual({
      method: 'DELETE',
      url: uri,
      headers,
      body: undefined,
    })
    expect(clientUpdateRequest(management, { client_id: 'c1' })).toEqual({
      method: 'PUT',
      url: uri,
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"client_id":"c1"}',
    })
  })
})

describe('a registration answer', () => {
  test('is read member by member, its secrets as secrets', () => {
    expect(plain(processed(document))).toEqual({
      clientId: 'c1',
      clientSecret: { secret: 's3cret' },
      secretExpiresAt: 1_800_000_000,
      authMethod: 'basic',
      management: { uri: management.uri, token: { secret: 'registration-token' } },
      dropped: [],
      document,
    })
  })

  test('may say no more than the id', () => {
    expect(processed({ client_id: 'c1', client_secret: '', client_secret_expires_at: 0 })).toEqual({
      clientId: 'c1',
      clientSecret: undefined,
      secretExpiresAt: undefined,
      authMethod: undefined,
      management: undefined,
      dropped: [],
      document: { client_id: 'c1', client_secret: '', client_secret_expires_at: 0 },
    })
  })

  test('T63: redirect URIs that nobody asked for are refused, and the client is named', async () => {
    const swapped = { ...document, redirect_uris: ['https://evil.example/cb'] }
    const fault = await faultOf(() => processed(swapped))
    expect(fault).toMatchObject({ code: 'request_refused' })
    expect(fault.message).toContain('https://evil.example/cb')
    expect(fault.hint).toContain('c1')
    const added = {
      ...document,
      redirect_uris: [...document.redirect_uris, 'https://evil.example'],
    }
    expect((await faultOf(() => processed(added))).code).toBe('request_refused')
    expect((await faultOf(() => processed({ ...document, redirect_uris: [] }))).code).toBe(
      'request_refused',
    )
  })

  test('T63: a redirect URI that was left out is told', () => {
    const redirectUris = ['http://127.0.0.1/callback', 'http://localhost/callback']
    expect(processed(document, { redirectUris }).dropped).toEqual(['http://localhost/callback'])
  })

  test('T63: a place of management at another origin is refused', async () => {
    for (const uri of ['https://evil.example/c1', 'https://idp.example:8443/c1']) {
      const fault = await faultOf(() => processed({ ...document, registration_client_uri: uri }))
      expect(fault).toMatchObject({ code: 'untrusted_host' })
    }
    const plainHttp = { ...document, registration_client_uri: 'http://idp.example/c1' }
    expect((await faultOf(() => processed(plainHttp))).code).toBe('bad_metadata')
  })

  test('T11, T13: a member from the prototype or of another type is not taken', async () => {
    const fault = await faultOf(() => processed('{"__proto__":{"client_id":"x"}}'))
    expect(fault).toMatchObject({ code: 'bad_answer' })
    expect((await faultOf(() => processed({ client_id: ['x'] }))).message).toContain('"client_id"')
  })
})

describe('a refusal', () => {
  test.each([
    ['invalid_redirect_uri', 'request_refused', '--redirect-uri'],
    ['invalid_client_metadata', 'request_refused', '--metadata'],
    ['invalid_token', 'access_denied', 'initial access token'],
    ['exceeded_registration_limit', 'request_refused', '-v'],
  ])('%s says what to do', async (error, code, hint) => {
    const fault = await faultOf(() =>
      processRegistration(at({ error }, 400), {
        token: 'initial',
        redirectUris: undefined,
        read: standardRefusal,
      }),
    )
    expect(fault).toMatchObject({ code, refusal: { error, status: 400 } })
    expect(fault.hint).toContain(hint)
  })

  test('without a body is a token that was not accepted', async () => {
    for (const token of ['initial', 'registration'] as const) {
      const fault = await faultOf(() =>
        processRegistration(at('', 401, { 'www-authenticate': 'Bearer error="invalid_token"' }), {
          token,
          redirectUris: undefined,
          read: standardRefusal,
        }),
      )
      expect(fault).toMatchObject({ code: 'access_denied' })
      expect(fault.message).toContain(`${token} access token`)
    }
  })

  test('T14: a redirect is not followed', async () => {
    const redirect = at('', 302, { location: 'https://evil.example/' })
    const demand = { token: 'initial', redirectUris: undefined, read: standardRefusal } as const
    expect((await faultOf(() => processRegistration(redirect, demand))).code).toBe(
      'unexpected_redirect',
    )
    expect((await faultOf(() => processClientDeletion(redirect, standardRefusal))).code).toBe(
      'unexpected_redirect',
    )
  })
})

describe('a deletion', () => {
  test('is done with 204, and not with anything the server says instead', async () => {
    processClientDeletion(at('', 204), standardRefusal)
    const refused = at({ error: 'invalid_token' }, 401)
    expect(await faultOf(() => processClientDeletion(refused, standardRefusal))).toMatchObject({
      code: 'access_denied',
    })
    expect(
      await faultOf(() => processClientDeletion(at('<p>', 405), standardRefusal)),
    ).toMatchObject({ code: 'bad_answer' })
  })
})
