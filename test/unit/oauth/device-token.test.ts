import { describe, expect, test } from 'vitest'
import { OAuthResponseError } from '../../../src/kernel/errors.js'
import { Secret } from '../../../src/kernel/secret.js'
import { deviceTokenRequest, processDeviceToken } from '../../../src/oauth/device-token.js'
import { standardRefusal } from '../../../src/oauth/refusal.js'
import { answer, fields, refusal } from '../../support/fakes.js'
import { idp, secretClient } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'

test('a poll names the grant, the device code and the client with its proof', () => {
  const request = deviceTokenRequest(idp, secretClient, new Secret('DC'))
  expect([request.url, fields(request)]).toEqual([
    'https://idp.example/token',
    [
      ['grant_type', 'urn:ietf:params:oauth:grant-type:device_code'],
      ['device_code', 'DC'],
      ['client_id', 'client-1'],
      ['client_secret', 's3cret'],
    ],
  ])
})

describe('the answer to a poll', () => {
  test.each([
    ['tokens', answer({ access_token: 'AT' }), { kind: 'approved', body: { access_token: 'AT' } }],
    ['not yet', refusal('authorization_pending'), { kind: 'pending' }],
    ['not so fast', refusal('slow_down'), { kind: 'slow_down' }],
    ['not yet, with 200', answer({ error: 'authorization_pending' }), { kind: 'pending' }],
    ['not yet, with 403', refusal('authorization_pending', 'wait', 403), { kind: 'pending' }],
  ])('%s', (_what, given, read) => {
    expect(processDeviceToken(given, standardRefusal)).toEqual(read)
  })

  test.each([
    ['access_denied', 'access_denied'],
    ['expired_token', 'login_timed_out'],
    ['invalid_grant', 'request_refused'],
    ['invalid_client', 'invalid_client'],
    ['Authorization_Pending', 'request_refused'],
    ['whatever', 'request_refused'],
  ])('%s is final: %s', async (error, code) => {
    expect(await codeOf(() => processDeviceToken(refusal(error), standardRefusal))).toBe(code)
  })

  test('an expired code is told as such, with the words of the server', async () => {
    const fault = await faultOf(() =>
      processDeviceToken(refusal('expired_token', 'too late'), standardRefusal),
    )
    expect([
      fault.message,
      fault.hint,
      fault.exitStatus,
      fault instanceof OAuthResponseError && fault.refusal.error,
    ]).toEqual([
      'the code expired before anybody approved it; login.salesforce.com refused: too late',
      'run the command again for a new code',
      10,
      'expired_token',
    ])
  })

  test.each([
    ['429', answer({ error: 'slow_down' }, { status: 429 }), 'rate_limited'],
    ['a gateway', answer('<html>', { status: 502 }), 'server_error'],
    ['no JSON', answer('<html>'), 'bad_answer'],
  ])('%s says nothing about the person', async (_what, given, code) => {
    expect(await codeOf(() => processDeviceToken(given, standardRefusal))).toBe(code)
  })
})
