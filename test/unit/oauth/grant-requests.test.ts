import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import {
  assertionRequest,
  clientCredentialsRequest,
  jwtBearerRequest,
  passwordRequest,
  samlBearerRequest,
  tokenExchangeRequest,
} from '../../../src/oauth/grant-requests.js'
import { idp, publicClient, secretClient } from '../../support/values.js'

const basicClient = { ...secretClient, authMethod: 'basic' as const }
const jwtType = 'urn:ietf:params:oauth:token-type:jwt'
const subject = { token: new Secret('sub.ject.token'), type: jwtType }

/** The whole request that carries that body. */
function post(body: string, headers: Readonly<Record<string, string>> = {}): HttpRequest {
  return {
    method: 'POST',
    url: 'https://idp.example/token',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      ...headers,
    },
    body,
  }
}

describe('an assertion speaks for its client: nothing else is sent', () => {
  test('as JWT', () => {
    expect(jwtBearerRequest(idp, new Secret('a.b-_.c'))).toEqual(
      post('grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=a.b-_.c'),
    )
  })

  test('as SAML', () => {
    expect(samlBearerRequest(idp, 'PHNhbWw-_')).toEqual(
      post(
        'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer&assertion=PHNhbWw-_',
      ),
    )
  })

  test('as anything else, in the order given, with base64 kept whole', () => {
    const fields = [
      ['grant_type', 'assertion'],
      ['assertion', 'a+b/c=='],
    ] as const
    expect(assertionRequest('https://idp.example/token', fields)).toEqual(
      post('grant_type=assertion&assertion=a%2Bb%2Fc%3D%3D'),
    )
  })
})

describe('client credentials', () => {
  test.each([undefined, []])('with no scopes (%j) no scope is sent', (scopes) => {
    expect(clientCredentialsRequest(idp, secretClient, scopes)).toEqual(
      post('grant_type=client_credentials&client_id=client-1&client_secret=s3cret'),
    )
  })

  test('scopes travel in one parameter, and a basic client in the header only', () => {
    expect(clientCredentialsRequest(idp, basicClient, ['api', 'read:all'])).toEqual(
      post('grant_type=client_credentials&scope=api+read%3Aall', {
        authorization: `Basic ${Buffer.from('client-1:s3cret').toString('base64')}`,
      }),
    )
  })
})

describe('token exchange', () => {
  const head =
    'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange' +
    '&subject_token=sub.ject.token&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt'

  test('sends what it must and no empty parameter', () => {
    const exchange = { subject, actor: undefined, scopes: undefined, extra: [] }
    expect(tokenExchangeRequest(idp, publicClient, exchange)).toEqual(
      post(`${head}&client_id=client-1`),
    )
  })

  test('sends actor, scopes and what the server has of its own', () => {
    const exchange = {
      subject,
      actor: { token: new Secret('act&or'), type: 'urn:x:y' },
      scopes: ['api', 'id'],
      extra: [['token_handler', 'My Handler']] as const,
    }
    expect(tokenExchangeRequest(idp, secretClient, exchange)).toEqual(
      post(
        `${head}&actor_token=act%26or&actor_token_type=urn%3Ax%3Ay&scope=api+id` +
          '&token_handler=My+Handler&client_id=client-1&client_secret=s3cret',
      ),
    )
  })
})

test('a password travels in the body, every character of it', () => {
  const password = new Secret('p&ss=w ö+rd%00TOKEN')
  expect(passwordRequest(idp, secretClient, 'ada+1@acme.example', password)).toEqual(
    post(
      'grant_type=password&username=ada%2B1%40acme.example' +
        '&password=p%26ss%3Dw+%C3%B6%2Brd%2500TOKEN&client_id=client-1&client_secret=s3cret',
    ),
  )
})
