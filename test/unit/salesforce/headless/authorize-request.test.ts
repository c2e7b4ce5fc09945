import { describe, expect, test } from 'vitest'
import { Secret } from '../../../../src/kernel/secret.js'
import {
  codeCredentialsRequest,
  guestTokenRequest,
  type CodeCredentials,
} from '../../../../src/salesforce/headless/authorize-request.js'
import type { HeadlessProof, Visitor } from '../../../../src/salesforce/headless/proof.js'
import { fields } from '../../../support/fakes.js'
import { codeOf } from '../../store/fixtures.js'

const site = 'https://acme.my.site.com/partners'
const uvid = '2b1c9a3e-8d1c-4a6e-9a53-0b9c7c0c1f11'
const common = {
  accept: 'application/json',
  'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
}
const asked: CodeCredentials = {
  clientId: 'client-1',
  redirectUri: `${site}/services/oauth2/echo`,
  scopes: [],
  state: 'STATE',
  codeChallenge: 'CHALLENGE',
  proof: { kind: 'guest', uvid },
  visitor: undefined,
}
const base = [
  ['response_type', 'code_credentials'],
  ['client_id', 'client-1'],
  ['redirect_uri', `${site}/services/oauth2/echo`],
  ['code_challenge', 'CHALLENGE'],
  ['code_challenge_method', 'S256'],
  ['state', 'STATE'],
]
const password = new Secret('pä:ss+w%')
const otp = new Secret('123456')

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

describe('a request for a code without a browser', () => {
  test.each<[string, HeadlessProof, Record<string, string>, (readonly [string, string])[]]>([
    [
      'user name and password go into the header',
      { kind: 'password', username: 'ada@acme.example', password, inBody: false },
      {
        'auth-request-type': 'Named-User',
        authorization: `Basic ${base64('ada@acme.example:pä:ss+w%')}`,
      },
      [],
    ],
    [
      'or into the body where the app wants them there',
      { kind: 'password', username: 'ada@acme.example', password, inBody: true },
      { 'auth-request-type': 'Named-User' },
      [
        ['username', 'ada@acme.example'],
        ['password', 'pä:ss+w%'],
      ],
    ],
    [
      'a user to be discovered is told by a hint, in the body',
      { kind: 'user-discovery', loginHint: '0171 23', password, customData: '{"locale":"de"}' },
      { 'auth-request-type': 'Named-User' },
      [
        ['login_hint', '0171 23'],
        ['password', 'pä:ss+w%'],
        ['customdata', '{"locale":"de"}'],
      ],
    ],
    [
      'who registers proves it by identifier and one-time password',
      {
        kind: 'one-time-password',
        flow: 'user-registration',
        verification: 'email',
        identifier: 'MFF0',
        password: otp,
      },
      {
        'auth-request-type': 'user-registration',
        'auth-verification-type': 'email',
        authorization: `Basic ${base64('MFF0:123456')}`,
      },
      [],
    ],
    [
      'who logs in without a password as well',
      {
        kind: 'one-time-password',
        flow: 'passwordless-login',
        verification: 'sms',
        identifier: 'MFF0',
        password: otp,
      },
      {
        'auth-request-type': 'passwordless-login',
        'auth-verification-type': 'sms',
        authorization: `Basic ${base64('MFF0:123456')}`,
      },
      [],
    ],
    [
      'a guest is a visitor id with its prefix',
      { kind: 'guest', uvid },
      { 'auth-request-type': 'guest', 'uvid-hint': `UVID ${uvid}` },
      [],
    ],
  ])('%s', (_, proof, headers, more) => {
    const request = codeCredentialsRequest(site, { ...asked, proof })
    expect({ ...request, body: fields(request) }).toEqual({
      method: 'POST',
      url: `${site}/services/oauth2/authorize`,
      headers: { ...common, ...headers },
      body: [...base, ...more],
    })
  })

  test.each<[Visitor, string]>([
    [{ kind: 'uvid', uvid }, `UVID ${uvid}`],
    [{ kind: 'token', token: new Secret('eyJ.a.b') }, 'JWT eyJ.a.b'],
  ])('a login carries on what a guest began: %j', (visitor, hint) => {
    const proof: HeadlessProof = { kind: 'password', username: 'ada', password, inBody: true }
    expect(codeCredentialsRequest(site, { ...asked, proof, visitor }).headers).toEqual({
      ...common,
      'auth-request-type': 'Named-User',
      'uvid-hint': hint,
    })
  })

  test('scopes are one field', () => {
    const request = codeCredentialsRequest(site, { ...asked, scopes: ['api', 'refresh_token'] })
    expect(fields(request)).toEqual([...base, ['scope', 'api refresh_token']])
  })

  test('a name that the header would cut in two is refused', async () => {
    const proof: HeadlessProof = { kind: 'password', username: 'a:b', password, inBody: false }
    expect(
      await codeOf(() => Promise.resolve(codeCredentialsRequest(site, { ...asked, proof }))),
    ).toBe('usage')
  })
})

test('a guest exchanges the code with the bare visitor id', () => {
  const exchange = { method: 'POST', url: `${site}/t`, headers: common, body: 'code=C' } as const
  expect(guestTokenRequest(exchange, uvid)).toEqual({
    ...exchange,
    headers: { ...common, 'auth-request-type': 'guest', 'uvid-hint': uvid },
  })
})
