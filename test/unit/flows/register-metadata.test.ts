import { describe, expect, test } from 'vitest'
import {
  clientMetadata,
  defaultMetadata,
  loginRedirect,
  updatable,
} from '../../../src/flows/register-metadata.js'
import type { ClientMetadataOptions } from '../../../src/kernel/register-options.js'
import { codeOf } from '../store/fixtures.js'

const nothing: ClientMetadataOptions = {
  name: undefined,
  redirectUris: [],
  grantTypes: [],
  responseTypes: [],
  contacts: [],
  applicationType: undefined,
  authMethod: undefined,
  scopes: [],
  parameters: [],
  metadataFile: undefined,
}

describe('client metadata', () => {
  test('by default is a client that logs people in, as each kind of server wants it', () => {
    const salesforce = defaultMetadata('salesforce', 'http://localhost:1717/OauthRedirect')
    expect(salesforce).toEqual({
      client_name: 'oauthctl',
      redirect_uris: ['http://localhost:1717/OauthRedirect'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      application_type: 'web',
    })
    expect(defaultMetadata('openid', 'http://127.0.0.1:0/callback')).toEqual({
      ...salesforce,
      redirect_uris: ['http://127.0.0.1/callback'],
      application_type: 'native',
    })
  })

  test('every flag replaces its member and nothing else', () => {
    const before = { client_name: 'a', redirect_uris: ['x'], other: 1 }
    expect(
      clientMetadata(before, {
        ...nothing,
        name: 'Mine',
        redirectUris: ['https://a', 'https://b'],
        grantTypes: ['authorization_code'],
        responseTypes: ['code'],
        contacts: ['a@b.example'],
        applicationType: 'web',
        authMethod: 'private-key-jwt',
        scopes: ['api', 'openid'],
        parameters: ['default_max_age=60', 'require_auth_time=true', 'tos_uri=https://a/?b=c'],
      }),
    ).toEqual({
      client_name: 'Mine',
      redirect_uris: ['https://a', 'https://b'],
      other: 1,
      grant_types: ['authorization_code'],
      response_types: ['code'],
      contacts: ['a@b.example'],
      application_type: 'web',
      token_endpoint_auth_method: 'private_key_jwt',
      scope: 'api openid',
      default_max_age: 60,
      require_auth_time: true,
      tos_uri: 'https://a/?b=c',
    })
    expect(clientMetadata(before, nothing)).toEqual(before)
  })

  test.each([
    ['a=', { a: '' }],
    ['a=[1,"x"]', { a: [1, 'x'] }],
    ['a="1.0"', { a: '1.0' }],
    ['a=1,"b":2', { a: '1,"b":2' }],
    ['__proto__=1', JSON.parse('{"__proto__":1}')],
  ])('--param %s', (parameter, wanted) => {
    expect(clientMetadata({}, { ...nothing, parameters: [parameter] })).toEqual(wanted)
  })

  test('a --param without a name and an unknown method are exit 2', async () => {
    for (const wrong of [
      { parameters: ['=x'] },
      { parameters: ['x'] },
      { authMethod: 'toString' },
    ]) {
      expect(await codeOf(() => clientMetadata({}, { ...nothing, ...wrong }))).toBe('usage')
    }
  })

  test('an update takes from the server’s document what the client says of itself', () => {
    expect(
      updatable({
        client_id: 'c1',
        client_secret: 's',
        client_secret_expires_at: 0,
        client_id_issued_at: 1,
        registration_access_token: 't',
        registration_client_uri: 'https://a',
        client_name: 'Mine',
      }),
    ).toEqual({ client_id: 'c1', client_name: 'Mine' })
  })
})

describe('the redirect URI of later logins', () => {
  test.each([
    ['openid', ['http://127.0.0.1/callback'], undefined, 'http://127.0.0.1:0/callback'],
    ['openid', ['http://127.0.0.1:8400/cb'], undefined, 'http://127.0.0.1:8400/cb'],
    ['openid', ['https://app.example/cb'], undefined, 'https://app.example/cb'],
    ['salesforce', ['http://localhost/cb'], undefined, 'http://localhost/cb'],
    [
      'salesforce',
      ['http://localhost:1/a', 'http://localhost:2/b'],
      'http://localhost:2/b',
      'http://localhost:2/b',
    ],
    [
      'openid',
      ['https://x', 'http://127.0.0.1/cb'],
      'http://127.0.0.1:0/cb',
      'http://127.0.0.1:0/cb',
    ],
    ['salesforce', ['http://localhost:1/a'], 'http://localhost:9/gone', 'http://localhost:1/a'],
    ['salesforce', undefined, 'http://localhost:9/kept', 'http://localhost:9/kept'],
    ['salesforce', [], undefined, undefined],
  ] as const)('%s %o after %s is %s', (kind, registered, current, wanted) => {
    expect(loginRedirect(kind, registered, current)).toBe(wanted)
  })
})
