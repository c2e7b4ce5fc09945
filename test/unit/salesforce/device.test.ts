import { describe, expect, test } from 'vitest'
import type { DeviceAuthorization } from '../../../src/oauth/device-authorization.js'
import type { Metadata } from '../../../src/oauth/metadata.js'
import { Secret } from '../../../src/kernel/secret.js'
import { deviceDialect } from '../../../src/salesforce/device.js'
import { answer, fields, refusal } from '../../support/fakes.js'
import { publicClient, salesforce, secretClient } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const metadata: Metadata = {
  issuer: salesforce.issuer,
  endpoints: salesforce.endpoints,
  deviceAuthorization: 'https://evil.test/never-used',
  scopesSupported: undefined,
  tokenAuthMethods: undefined,
  sendsIss: false,
}
const body = {
  device_code: 'UGxhdGZvcm1DTEk',
  user_code: '08T3AY9D',
  interval: 5,
  verification_uri: 'https://login.salesforce.com/setup/connect',
}

function processed(change: object = {}, server = salesforce): DeviceAuthorization {
  return deviceDialect.processAuthorization(answer({ ...body, ...change }), server)
}

describe("Salesforce's dialect of the device flow", () => {
  test.each([
    [publicClient, [], []],
    [secretClient, ['api', 'refresh_token'], [['scope', 'api refresh_token']]],
  ])('%#: starts at the token endpoint and sends no secret', (client, scopes, scope) => {
    const request = deviceDialect.authorizationRequest(salesforce, metadata, client, scopes)
    expect([request.url, fields(request)]).toEqual([
      'https://login.salesforce.com/services/oauth2/token',
      [['response_type', 'device_code'], ...scope, ['client_id', 'client-1']],
    ])
  })

  test('polls with its own grant and parameter, and with the secret', () => {
    const request = deviceDialect.tokenRequest(salesforce, secretClient, new Secret('DC'))
    expect([request.url, fields(request)]).toEqual([
      'https://login.salesforce.com/services/oauth2/token',
      [
        ['grant_type', 'device'],
        ['code', 'DC'],
        ['client_id', 'client-1'],
        ['client_secret', 's3cret'],
      ],
    ])
  })

  test('the answer says no lifetime and no filled-in page: 10 minutes, and a page of our making', () => {
    const { deviceCode, ...rest } = processed()
    expect([deviceCode.expose(), rest]).toEqual([
      'UGxhdGZvcm1DTEk',
      {
        userCode: '08T3AY9D',
        verificationUri: 'https://login.salesforce.com/setup/connect',
        verificationUriComplete: 'https://login.salesforce.com/setup/connect?user_code=08T3AY9D',
        lifetime: 600,
        interval: 5,
      },
    ])
  })

  test('what the answer does say is believed', () => {
    const complete = 'https://login.salesforce.com/setup/connect?c=1'
    const { lifetime, verificationUriComplete } = processed({
      expires_in: 300,
      verification_uri_complete: complete,
    })
    expect([lifetime, verificationUriComplete]).toEqual([300, complete])
  })

  test('a page keeps what it had behind the question mark', () => {
    const verification_uri = 'https://login.salesforce.com/setup/connect?lang=de'
    expect(processed({ verification_uri }).verificationUriComplete).toBe(
      `${verification_uri}&user_code=08T3AY9D`,
    )
  })

  test.each([
    'https://login.salesforce.com.evil.test/setup/connect',
    'http://login.salesforce.com/setup/connect',
    'http://127.0.0.1/setup/connect',
    'https://evil.test/',
    'not a URL',
  ])('T4, T27: a person is not sent to %s', async (verification_uri) => {
    expect(await codeOf(() => processed({ verification_uri }))).toBe('untrusted_host')
  })

  test('an org on loopback has its page there', () => {
    const local = { ...salesforce, url: 'http://127.0.0.1:8787' }
    const verification_uri = 'http://127.0.0.1:8787/setup/connect'
    expect(processed({ verification_uri }, local).verificationUri).toBe(verification_uri)
  })
})

describe('what Salesforce says to a poll', () => {
  test.each([
    ['authorization_pending', { kind: 'pending' }],
    ['slow_down', { kind: 'slow_down' }],
  ])('%s', (error, read) => {
    expect(deviceDialect.processToken(refusal(error))).toEqual(read)
  })

  test.each([
    ['access_denied', 'end-user denied authorization', 'access_denied'],
    ['invalid_grant', undefined, 'login_timed_out'],
    ['invalid_grant', 'expired device code', 'login_timed_out'],
    ['invalid_grant', 'IP restricted', 'access_denied'],
    ['invalid_request', 'invalid device code', 'request_refused'],
    ['server_error', undefined, 'server_error'],
    ['invalid_client_id', undefined, 'invalid_client'],
    ['inactive_user', undefined, 'access_denied'],
  ])('%s, %s: %s', async (error, description, code) => {
    expect(await codeOf(() => deviceDialect.processToken(refusal(error, description)))).toBe(code)
  })

  test('a code that it does not know any more calls for a new one', async () => {
    const fault = await faultOf(() => deviceDialect.processToken(refusal('invalid_request')))
    expect(fault.hint).toBe('run the command again for a new code')
  })

  test('an app without the flow is refused at the start, which is no timeout', async () => {
    const refused = refusal('invalid_grant', 'device flow is not enabled for the app')
    const fault = await faultOf(() => deviceDialect.processAuthorization(refused, salesforce))
    expect([fault.code, fault.hint?.includes('Device Flow')]).toEqual(['request_refused', true])
  })
})
