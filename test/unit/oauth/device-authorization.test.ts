import { describe, expect, test } from 'vitest'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import {
  deviceAuthorizationRequest,
  type DeviceAuthorization,
} from '../../../src/oauth/device-authorization.js'
import { standardDeviceDialect } from '../../../src/oauth/device-dialect.js'
import type { Metadata } from '../../../src/oauth/metadata.js'
import { answer, refusal } from '../../support/fakes.js'
import { idp, publicClient, secretClient } from '../../support/values.js'
import { codeOf, faultOf, plain } from '../store/fixtures.js'

const body = {
  device_code: 'the-device-code',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://idp.example/device',
  verification_uri_complete: 'https://idp.example/device?user_code=WDJB-MJHT',
  expires_in: 900,
  interval: 7,
}

function processed(change: object = {}, server = idp): DeviceAuthorization {
  return standardDeviceDialect.processAuthorization(answer({ ...body, ...change }), server)
}

const metadata: Metadata = {
  issuer: idp.issuer,
  endpoints: idp.endpoints,
  deviceAuthorization: 'https://idp.example/device_authorization',
  scopesSupported: undefined,
  tokenAuthMethods: undefined,
  sendsIss: false,
}

describe('asking for a device code', () => {
  test.each([
    [publicClient, [], 'client_id=client-1'],
    [publicClient, ['openid', 'offline_access'], 'scope=openid+offline_access&client_id=client-1'],
    [secretClient, ['api'], 'scope=api&client_id=client-1&client_secret=s3cret'],
  ])('%#: names the client, its proof and the scopes', (client, scopes, form) => {
    expect(deviceAuthorizationRequest('https://idp.example/d', client, scopes)).toEqual({
      method: 'POST',
      url: 'https://idp.example/d',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: form,
    })
  })

  test('goes where the metadata says', () => {
    const { url } = standardDeviceDialect.authorizationRequest(idp, metadata, publicClient, [])
    expect(url).toBe('https://idp.example/device_authorization')
  })

  test('a server that names no device endpoint is told apart from one that refuses', async () => {
    const none = { ...metadata, deviceAuthorization: undefined }
    const fault = await faultOf(() =>
      standardDeviceDialect.authorizationRequest(idp, none, publicClient, []),
    )
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'unsupported_by_server',
      'idp.example names no device endpoint',
      'have the server switch its device flow on, or log in through the browser: oauthctl login --issuer https://idp.example',
    ])
  })
})

describe('the answer', () => {
  test('is read member by member', () => {
    expect(plain(processed())).toEqual(
      plain({
        deviceCode: processed().deviceCode,
        userCode: 'WDJB-MJHT',
        verificationUri: 'https://idp.example/device',
        verificationUriComplete: 'https://idp.example/device?user_code=WDJB-MJHT',
        lifetime: 900,
        interval: 7,
      }),
    )
    expect(processed().deviceCode.expose()).toBe('the-device-code')
  })

  test('may leave out what is optional, and spell the page as Google does', () => {
    const { verification_uri, ...rest } = body
    const older = { ...rest, verification_url: verification_uri, verification_uri_complete: null }
    const { verificationUri, verificationUriComplete } = standardDeviceDialect.processAuthorization(
      answer(older),
      idp,
    )
    expect([verificationUri, verificationUriComplete]).toEqual([verification_uri, undefined])
  })

  test('T64: the interval is 5 unless told, and between 1 and 300', () => {
    const told = [0, -5, 0.001, 2.5, 1e9, '5', '7', 'NaN', null, undefined]
    expect(told.map((interval) => processed({ interval }).interval)).toEqual([
      1, 1, 1, 3, 300, 5, 7, 5, 5, 5,
    ])
  })

  test('T64: an interval of NaN is no JSON', async () => {
    const text = JSON.stringify(body).replace('"interval":7', '"interval":NaN')
    expect(await codeOf(() => standardDeviceDialect.processAuthorization(answer(text), idp))).toBe(
      'bad_answer',
    )
  })

  test('T65: no code lives longer than half an hour, whatever the server says', () => {
    const told = [1e9, -1, 0, undefined, null, 'soon', 1_801, '600', 1]
    expect(told.map((expires_in) => processed({ expires_in }).lifetime)).toEqual([
      1_800, 1_800, 1_800, 1_800, 1_800, 1_800, 1_800, 600, 1,
    ])
  })

  test.each([
    ['spaces', 'WDJB MJHT'],
    ['10 KiB', 'A'.repeat(10_240)],
    ['emoji', 'WDJB-\u{1f600}'],
    ['look-alikes', 'WDJB-M\u0408HT'],
    ['an escape', 'WDJB\u001b[2J'],
    ['three characters', 'ABC'],
    ['21 characters', 'A'.repeat(21)],
    ['no text', 12_345_678],
    ['nothing', undefined],
    ['an empty text', ''],
  ])('T25: a user code of %s is refused', async (_what, user_code) => {
    const fault = await faultOf(() => processed({ user_code }))
    expect([fault.code, fault.message.startsWith('"user_code" of the device')]).toEqual([
      'bad_answer',
      true,
    ])
  })

  test.each(['verification_uri', 'verification_uri_complete'])(
    'T24, T27: a person is sent nowhere but to an https page by %s',
    async (member) => {
      const strange = [
        'http://idp.example/device',
        'http://127.0.0.1/device',
        'javascript:alert(1)',
        'file:///etc/passwd',
        'https://user@idp.example/',
        `https://idp.example/${'a'.repeat(2_048)}`,
        'device',
        '',
        1,
      ]
      for (const value of strange) {
        const fault = await faultOf(() => processed({ [member]: value }))
        expect([fault.code, fault.message.startsWith(`"${member}" of `)]).toEqual([
          'bad_answer',
          true,
        ])
      }
    },
  )

  test('T24: a page is shown as a URL parser writes it, without what could move a cursor', () => {
    const verification_uri = 'https://idp.example/a\u001b[2J\u202e b'
    expect(processed({ verification_uri }).verificationUri).toBe(
      'https://idp.example/a%1B[2J%E2%80%AE%20b',
    )
  })

  test('a server on loopback may have its page there', () => {
    const local = { ...idp, url: 'http://127.0.0.1:8080' }
    const verification_uri = 'http://127.0.0.1:8080/device'
    expect(processed({ verification_uri }, local).verificationUri).toBe(verification_uri)
  })

  test.each<[string, HttpAnswer, string]>([
    ['no device code', answer({ ...body, device_code: '' }), 'bad_answer'],
    ['no page', answer({ ...body, verification_uri: undefined }), 'bad_answer'],
    ['a page of HTML', answer('<html>'), 'bad_answer'],
    ['a refusal', refusal('unauthorized_client'), 'invalid_client'],
    ['a broken server', answer('', { status: 503 }), 'server_error'],
    ['a redirect', answer('', { status: 302 }), 'unexpected_redirect'],
  ])('%s ends it', async (_what, given, code) => {
    expect(await codeOf(() => standardDeviceDialect.processAuthorization(given, idp))).toBe(code)
  })
})
