import { describe, expect, test } from 'vitest'
import type { Client } from '../../../src/kernel/credential.js'
import { Secret } from '../../../src/kernel/secret.js'
import { introspectionRequest } from '../../../src/oauth/introspection.js'
import { revocationRequest } from '../../../src/oauth/revocation.js'
import { authorizationCodeRequest, refreshTokenRequest } from '../../../src/oauth/token-request.js'
import { fields } from '../../support/fakes.js'
import { idp, publicClient, secretClient } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

const form = {
  accept: 'application/json',
  'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
}
const grant = {
  type: 'authorization_code',
  code: 'a=b+c',
  redirectUri: 'http://127.0.0.1:1/callback',
  codeVerifier: 'v',
} as const

test('a code is exchanged with its verifier and redirect URI, and no scope', () => {
  expect(authorizationCodeRequest(idp, publicClient, grant)).toEqual({
    method: 'POST',
    url: 'https://idp.example/token',
    headers: form,
    body:
      'grant_type=authorization_code&code=a%3Db%2Bc' +
      '&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback&code_verifier=v&client_id=client-1',
  })
})

test('a refresh sends the token and no scope, which Salesforce would refuse', () => {
  expect(refreshTokenRequest(idp, secretClient, new Secret('5Aep861'))).toEqual({
    method: 'POST',
    url: 'https://idp.example/token',
    headers: form,
    body: 'grant_type=refresh_token&refresh_token=5Aep861&client_id=client-1&client_secret=s3cret',
  })
})

test('a hybrid code and a hybrid refresh differ by their grant type alone', () => {
  const code = authorizationCodeRequest(idp, publicClient, { ...grant, type: 'hybrid_auth_code' })
  const refresh = refreshTokenRequest(idp, publicClient, new Secret('5Aep'), 'hybrid_refresh')
  expect([fields(code)[0], fields(refresh)]).toEqual([
    ['grant_type', 'hybrid_auth_code'],
    [
      ['grant_type', 'hybrid_refresh'],
      ['refresh_token', '5Aep'],
      ['client_id', 'client-1'],
    ],
  ])
})

test('a revocation names the kind of token', () => {
  const request = revocationRequest(
    'https://idp.example/revoke',
    publicClient,
    new Secret('RT'),
    'refresh_token',
  )
  expect(request).toEqual({
    method: 'POST',
    url: 'https://idp.example/revoke',
    headers: form,
    body: 'token=RT&token_type_hint=refresh_token&client_id=client-1',
  })
})

test('an introspection asks about an access token', () => {
  expect(
    introspectionRequest('https://idp.example/introspect', secretClient, new Secret('AT')),
  ).toEqual({
    method: 'POST',
    url: 'https://idp.example/introspect',
    headers: form,
    body: 'token=AT&token_type_hint=access_token&client_id=client-1&client_secret=s3cret',
  })
})

describe('a client proves itself', () => {
  const awkward = 'a b:ü%+&=/~*'
  const awkwardClient: Client = { ...secretClient, id: awkward, secret: new Secret(awkward) }

  test('by basic, both halves form encoded before they are joined (RFC 6749 §2.3.1)', () => {
    const client: Client = { ...awkwardClient, authMethod: 'basic' }
    const request = refreshTokenRequest(idp, client, new Secret('RT'))
    const encoded = 'a+b%3A%C3%BC%25%2B%26%3D%2F%7E*'
    expect(request).toEqual({
      method: 'POST',
      url: 'https://idp.example/token',
      headers: {
        ...form,
        authorization: `Basic ${Buffer.from(`${encoded}:${encoded}`).toString('base64')}`,
      },
      body: 'grant_type=refresh_token&refresh_token=RT',
    })
  })

  test('by post, in the body only', () => {
    const client: Client = { ...awkwardClient, authMethod: 'post' }
    const { headers, body } = refreshTokenRequest(idp, client, new Secret('RT'))
    expect(headers).toEqual(form)
    expect([...new URLSearchParams(body)].slice(2)).toEqual([
      ['client_id', awkward],
      ['client_secret', awkward],
    ])
  })

  test('by an assertion made for this request, and without its secret', () => {
    const client = { ...secretClient, authMethod: 'private-key-jwt' as const }
    const proven = { ...client, assertion: new Secret('a.b.c') }
    expect(fields(refreshTokenRequest(idp, proven, new Secret('RT')))).toEqual([
      ['grant_type', 'refresh_token'],
      ['refresh_token', 'RT'],
      ['client_id', 'client-1'],
      ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
      ['client_assertion', 'a.b.c'],
    ])
  })

  test('not at all when it is public, even if it has a secret', () => {
    const client: Client = { ...secretClient, authMethod: 'none' }
    expect(refreshTokenRequest(idp, client, new Secret('RT')).body).toBe(
      'grant_type=refresh_token&refresh_token=RT&client_id=client-1',
    )
  })

  test.each(['post', 'basic'] as const)('by %s not without a secret', async (authMethod) => {
    const client: Client = { ...publicClient, authMethod }
    const fault = await faultOf(() => refreshTokenRequest(idp, client, new Secret('RT')))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'input_required',
      'the client client-1 has no secret',
      'give it with --client-secret-file FILE or --client-secret-stdin',
    ])
  })
})
