import { describe, expect, test } from 'vitest'
import { browser } from './support/browser.js'
import {
  authorize,
  freshName,
  lastOtp,
  messages,
  namedUser,
  newcomer,
  otherThan,
  post,
  recaptcha,
  refusal,
  verified,
  type JsonAnswer,
} from './support/headless.js'
import { sharedOrg } from './support/shared-org.js'

const customer = 'customer@site.example'
const better = 'Better-Horse-8'

const org = sharedOrg()

function start(username = customer): Promise<JsonAnswer> {
  return post(org, 'forgot_password', { username, recaptcha, newpassword: null, otp: null })
}

function finish(otp: string, newpassword = better, username = customer): Promise<JsonAnswer> {
  return post(org, 'forgot_password', { username, newpassword, otp, recaptcha: null })
}

const sent = { status: 200, body: { status: 'success', status_code: 'otp_sent' } }
const changed = { status: 200, body: { status: 'success', status_code: 'success' } }
const wrongOtp = {
  status: 400,
  body: { status_code: 'invalid_otp', otp_error: 'invalid OTP', status: 'failed' },
}
const deadOtp = {
  status: 400,
  body: { status_code: 'regenerate_otp', otp_error: 'OTP is no longer valid', status: 'failed' },
}

describe('a forgotten password', () => {
  test('is changed by the one-time password of an email', async () => {
    expect(await start()).toEqual(sent)
    expect(await messages(org)).toMatchObject([
      { channel: 'email', to: customer, username: customer, purpose: 'forgot_password' },
    ])
    expect(await finish(await lastOtp(org))).toEqual(changed)
    expect((await authorize(org, namedUser(customer, better))).status).toBe(302)
    expect(refusal(await authorize(org, namedUser(customer, org.user(2).password)))).toBe(
      '400 login_error: authentication failure',
    )
  })

  test('is changed on the login page of the site too, until the org is reset', async () => {
    await start()
    await finish(await lastOtp(org))
    const outcome = async (password: string): Promise<number> => {
      const person = browser(org.hosts.site)
      const page = await person.visit('/login')
      return (await person.submit(page, { username: customer, password })).status
    }
    expect([await outcome(better), await outcome(org.user(2).password)]).toEqual([302, 200])
    await org.control('reset')
    expect([await outcome(better), await outcome(org.user(2).password)]).toEqual([200, 302])
  })

  test('of somebody who registered is changed as well', async () => {
    const username = freshName()
    const { body } = await post(org, 'init/registration', newcomer(username))
    await authorize(org, verified('user-registration', body['identifier']!, await lastOtp(org)))
    await start(username)
    expect((await messages(org)).at(-1)).toMatchObject({ to: 'nell@mail.example' })
    expect(await finish(await lastOtp(org), better, username)).toEqual(changed)
    expect((await authorize(org, namedUser(username, better))).status).toBe(302)
  })

  test.each(['nobody@site.example', 'admin@acme.example'])(
    'tells nobody that %s is no user of the site, and sends nothing',
    async (username) => {
      expect(await start(username)).toEqual(sent)
      expect(await messages(org)).toEqual([])
      for (let attempt = 0; attempt < 3; attempt += 1) {
        expect(await finish('123456', better, username)).toEqual(wrongOtp)
      }
      expect(await finish('123456', better, username)).toEqual(deadOtp)
    },
  )

  test('may be tried with three wrong one-time passwords', async () => {
    await start()
    const otp = await lastOtp(org)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await finish(otherThan(otp))).toEqual(wrongOtp)
    }
    expect(await finish(otp)).toEqual(deadOtp)
    await start()
    expect(await finish(await lastOtp(org))).toEqual(changed)
  })

  test('wants a one-time password that is not over, not used and was asked for', async () => {
    expect(await finish('123456')).toEqual(wrongOtp)
    await start()
    const otp = await lastOtp(org)
    await org.control('clock', { advance_s: 600 })
    expect(await finish(otp)).toEqual(deadOtp)
    await start()
    expect(await finish(await lastOtp(org))).toEqual(changed)
    expect(await finish(await lastOtp(org))).toEqual(wrongOtp)
  })

  test.each([
    ['Ab1!', 'the password must have at least 8 characters'],
    [
      'alllower-7',
      'the password must mix uppercase and lowercase letters, numbers and special characters',
    ],
    ['X-1-Customer@site.example', 'the password must not contain the username'],
  ])('is not changed to %s, and the one-time password stays good', async (weak, expected) => {
    await start()
    const otp = await lastOtp(org)
    expect(await finish(otp, weak)).toEqual({
      status: 400,
      body: {
        status_code: 'password_policy_check_failure',
        password_error: expected,
        status: 'failed',
      },
    })
    expect(await finish(otp)).toEqual(changed)
  })

  test('is not changed to itself', async () => {
    await start()
    await finish(await lastOtp(org))
    await start()
    expect((await finish(await lastOtp(org))).body).toMatchObject({
      status_code: 'password_policy_check_failure',
      password_error: 'invalid repeated password',
    })
  })

  test.each([
    ['username is missing', { recaptcha }],
    ['otp is missing', { username: customer, newpassword: better }],
    ['newpassword is missing', { username: customer, otp: '123456' }],
    ['recaptcha or access token is missing', { username: customer }],
    ['invalid recaptcha', { username: customer, recaptcha: 'nonsense' }],
  ])('is refused with: %s', async (expected, body) => {
    expect(await post(org, 'forgot_password', body)).toEqual({
      status: 400,
      body: { invalid_request: expected },
    })
  })
})
