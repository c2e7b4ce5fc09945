import { describe, expect, test } from 'vitest'
import { accepts } from './support/client.js'
import {
  authorize,
  freshName,
  lastOtp,
  messages,
  newcomer,
  otherThan,
  post,
  recaptcha,
  redeem,
  refusal,
  verified,
  type Attempt,
  type JsonAnswer,
} from './support/headless.js'
import { sharedOrg } from './support/shared-org.js'

const path = 'init/passwordless/login'
const org = sharedOrg({
  config: {
    apps: [
      {
        name: 'headless',
        redirect_uris: ['https://app.example.com/callback'],
        code_credentials: { enabled: true },
        preauthorized: ['customer@site.example'],
      },
    ],
    users: [
      { username: 'gone@site.example', kind: 'external', active: false },
      { username: 'other@site.example', kind: 'external' },
    ],
  },
})

function start(username: string, method?: string): Promise<JsonAnswer> {
  return post(org, path, { username, recaptcha, verificationmethod: method ?? null })
}

function finish(identifier: string, otp: string, method = 'email'): Promise<Attempt> {
  const at = { redirect_uri: 'https://app.example.com/callback' }
  return authorize(org, verified('passwordless-login', identifier, otp, method), at)
}

describe('a headless login without a password', () => {
  test.each([
    ['email', 'customer@site.example'],
    ['sms', '+1 555 0100'],
  ])('ends by %s in tokens that the REST API accepts', async (method, to) => {
    const { status, body } = await start('Customer@site.example', method)
    expect(status).toBe(200)
    expect(body).toEqual({ identifier: expect.any(String), status: 'success' })
    expect(await messages(org)).toMatchObject([
      { channel: method, to, username: 'customer@site.example', purpose: 'passwordless_login' },
    ])
    const attempt = await finish(body['identifier']!, await lastOtp(org), method)
    const { client_secret } = org.app('headless')
    const answer = await redeem(org, {
      ...attempt,
      redeem: { ...attempt.redeem, client_secret },
    })
    expect(await accepts(org.hosts.site, answer.body['access_token']!)).toBe(true)
  })

  test.each(['nobody@site.example', 'admin@acme.example', 'gone@site.example'])(
    'tells nobody that %s cannot log in, and sends nothing',
    async (username) => {
      const { status, body } = await start(username)
      expect({ status, body }).toEqual({
        status: 200,
        body: { identifier: expect.any(String), status: 'success' },
      })
      expect(await messages(org)).toEqual([])
      expect(refusal(await finish(body['identifier']!, '123456'))).toBe(
        '400 invalid_otp: invalid OTP',
      )
    },
  )

  test('is refused to a user whom no administrator has approved', async () => {
    const { body } = await start('other@site.example')
    expect(refusal(await finish(body['identifier']!, await lastOtp(org)))).toBe(
      '400 invalid_app_access: user is not admin approved to access this app',
    )
  })

  test('is refused with a wrong, a used up and an expired one-time password', async () => {
    const identifier = (await start('customer@site.example')).body['identifier']!
    const otp = await lastOtp(org)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(refusal(await finish(identifier, otherThan(otp)))).toBe('400 invalid_otp: invalid OTP')
    }
    expect(refusal(await finish(identifier, otp))).toBe('400 otp_error: too many invalid attempts')
    const again = (await start('customer@site.example')).body['identifier']!
    await org.control('clock', { advance_s: 600 })
    expect(refusal(await finish(again, await lastOtp(org)))).toBe('400 otp_error: OTP expired')
  })

  test('sends no text to somebody without a phone number', async () => {
    const username = freshName()
    const { identifier } = (
      await post(org, 'init/registration', {
        ...newcomer(username),
        customdata: null,
      })
    ).body
    const at = { redirect_uri: 'https://app.example.com/callback' }
    const otp = await lastOtp(org)
    const attempt = await authorize(org, verified('user-registration', identifier!, otp), at)
    expect(attempt.status).toBe(302)
    const before = await messages(org)
    expect((await start(username, 'sms')).status).toBe(200)
    expect(await messages(org)).toEqual(before)
    expect((await start(username, 'email')).status).toBe(200)
    expect(await messages(org)).toHaveLength(before.length + 1)
  })

  test('wants a user name', async () => {
    expect(await post(org, path, { recaptcha })).toEqual({
      status: 400,
      body: { invalid_request: 'username is missing' },
    })
  })
})
