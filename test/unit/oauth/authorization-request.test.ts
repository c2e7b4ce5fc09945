import { describe, expect, test } from 'vitest'
import {
  authorizationUrl,
  type AuthorizationRequest,
} from '../../../src/oauth/authorization-request.js'
import { idp } from '../../support/values.js'

const request: AuthorizationRequest = {
  responseType: 'code',
  clientId: 'client-1',
  redirectUri: 'http://127.0.0.1:8000/callback',
  state: 'the-state',
  codeChallenge: 'the-challenge',
  nonce: 'the-nonce',
  scopes: ['openid', 'offline_access'],
  prompt: 'consent',
  loginHint: 'ada+1@example.com',
  extra: [
    ['audience', 'https://api.example/?a=b&c=d'],
    ['ui', 'ü'],
  ],
}

test('the URL carries everything, encoded, in a fixed order', () => {
  expect(authorizationUrl(idp, request)).toBe(
    'https://idp.example/authorize?response_type=code&client_id=client-1' +
      '&redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Fcallback&scope=openid+offline_access' +
      '&state=the-state&code_challenge=the-challenge&code_challenge_method=S256&nonce=the-nonce' +
      '&prompt=consent&login_hint=ada%2B1%40example.com' +
      '&audience=https%3A%2F%2Fapi.example%2F%3Fa%3Db%26c%3Dd&ui=%C3%BC',
  )
})

test('what was not asked for is not sent', () => {
  const bare = {
    ...request,
    nonce: undefined,
    scopes: [],
    prompt: undefined,
    loginHint: undefined,
    extra: [],
  }
  expect(authorizationUrl(idp, bare)).toBe(
    'https://idp.example/authorize?response_type=code&client_id=client-1' +
      '&redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Fcallback' +
      '&state=the-state&code_challenge=the-challenge&code_challenge_method=S256',
  )
})

test('an implicit request has no code challenge', () => {
  const url = authorizationUrl(idp, {
    ...request,
    responseType: 'token id_token',
    codeChallenge: undefined,
    extra: [],
  })
  const { searchParams } = new URL(url)
  expect(searchParams.get('response_type')).toBe('token id_token')
  expect([...searchParams.keys()].filter((name) => name.startsWith('code_'))).toEqual([])
})

describe("the endpoint's own query", () => {
  function urlAt(authorization: string): URL {
    const server = { ...idp, endpoints: { ...idp.endpoints, authorization } }
    return new URL(authorizationUrl(server, { ...request, extra: [] }))
  }

  test('stays', () => {
    expect(urlAt('https://idp.example/authorize?tenant=a').searchParams.get('tenant')).toBe('a')
  })

  test('cannot plant a state, a challenge or another client', () => {
    const planted = 'state=evil&state=evil2&code_challenge_method=plain&client_id=evil'
    const { searchParams } = urlAt(`https://idp.example/authorize?${planted}`)
    expect(
      ['state', 'code_challenge_method', 'client_id'].map((name) => searchParams.getAll(name)),
    ).toEqual([['the-state'], ['S256'], ['client-1']])
  })
})
