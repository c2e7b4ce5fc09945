import { describe, expect, test } from 'vitest'
import { accepts, get } from './support/client.js'
import {
  authorize,
  basic,
  freshName,
  lastOtp,
  messages,
  namedUser,
  newcomer,
  otherThan,
  post,
  recaptcha,
  redeem,
  refusal,
  strongPassword,
  verified,
  type Attempt,
} from './support/headless.js'
import { sharedOrg } from './support/shared-org.js'

const path = 'init/registration'
const org = sharedOrg()

/** Starts a registration. @returns The identifier. */
async function started(body: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await post(org, path, body)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer))
  return answer.body['identifier']!
}

async function finish(identifier: string, otp: string, method = 'email'): Promise<Attempt> {
  return authorize(org, verified('user-registration', identifier, otp, method))
}

/** What a whole registration with these data comes to. */
async function registered(body: Readonly<Record<string, unknown>>): Promise<Attempt> {
  return finish(await started(body), await lastOtp(org))
}

describe('headless registration', () => {
  test('answers the first step in the order of the guide, and sends an email', async () => {
    const username = freshName()
    const { status, body } = await post(org, path, newcomer(username))
    expect(status).toBe(200)
    expect(Object.entries(body)).toEqual([
      ['status', 'success'],
      ['email', 'nell@mail.example'],
      ['identifier', expect.any(String)],
    ])
    const otp = await lastOtp(org)
    expect(otp).toMatch(/^\d{6}$/)
    expect(await messages(org)).toEqual([
      {
        at: expect.any(Number),
        channel: 'email',
        to: 'nell@mail.example',
        username,
        purpose: 'registration',
        otp,
        text: `Your verification code is ${otp}.`,
      },
    ])
  })

  test('ends in tokens of a new user that userinfo and the REST API accept', async () => {
    const username = freshName()
    const { status, body } = await redeem(org, await registered(newcomer(username)))
    expect(status).toBe(200)
    const token = body['access_token']!
    expect(await accepts(org.hosts.site, token)).toBe(true)
    const userinfo = await get(`${org.hosts.site}/services/oauth2/userinfo`, token)
    expect(await userinfo.json()).toMatchObject({
      preferred_username: username,
      given_name: 'Nell',
      family_name: 'New',
      email: 'nell@mail.example',
      active: true,
    })
    const identity = await get(body['id']!, token)
    expect(await identity.json()).toMatchObject({ username, asserted_user: true })
    const query = `SELECT Username FROM User WHERE Username = '${username}'`
    const found = await get(
      `${org.hosts.site}/services/data/v67.0/query?q=${encodeURIComponent(query)}`,
      token,
    )
    expect(await found.json()).toMatchObject({ totalSize: 1 })
  })

  test('makes a user who can log in with the password, until the org is reset', async () => {
    const username = freshName()
    await registered(newcomer(username))
    const login = (): Promise<Attempt> => authorize(org, namedUser(username, strongPassword))
    expect((await login()).status).toBe(302)
    await org.control('reset')
    expect(refusal(await login())).toBe('400 login_error: authentication failure')
    expect(await messages(org)).toEqual([])
  })

  test('makes no user before the one-time password came back', async () => {
    const username = freshName()
    await started(newcomer(username))
    expect(refusal(await authorize(org, namedUser(username, strongPassword)))).toBe(
      '400 login_error: authentication failure',
    )
  })

  test('sends a text where that was asked for', async () => {
    const identifier = await started({ ...newcomer(freshName()), verificationmethod: 'sms' })
    expect(await messages(org)).toMatchObject([{ channel: 'sms', to: '+1 555 0199' }])
    expect((await finish(identifier, await lastOtp(org), 'sms')).status).toBe(302)
  })

  test('needs no password', async () => {
    const attempt = await registered({ ...newcomer(freshName()), password: null })
    expect((await redeem(org, attempt)).status).toBe(200)
  })

  test('takes a token of reCAPTCHA Enterprise', async () => {
    const event = { token: recaptcha, siteKey: 'a', expectedAction: 'login', projectId: 'b' }
    const body = { ...newcomer(freshName()), recaptcha: null, recaptchaevent: event }
    expect((await post(org, path, body)).status).toBe(200)
  })
})

describe('the one-time password of a registration', () => {
  const wrong = '400 invalid_otp: invalid OTP'

  test('may be wrong three times', async () => {
    const username = freshName()
    const identifier = await started(newcomer(username))
    const otp = await lastOtp(org)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(refusal(await finish(identifier, otherThan(otp)))).toBe(wrong)
    }
    expect(refusal(await finish(identifier, otp))).toBe('400 otp_error: too many invalid attempts')
  })

  test('is good after two wrong ones', async () => {
    const identifier = await started(newcomer(freshName()))
    const otp = await lastOtp(org)
    await finish(identifier, otherThan(otp))
    await finish(identifier, otherThan(otp))
    expect((await finish(identifier, otp)).status).toBe(302)
  })

  test('lives ten minutes', async () => {
    const identifier = await started(newcomer(freshName()))
    await org.control('clock', { advance_s: 599 })
    expect(refusal(await finish(identifier, otherThan(await lastOtp(org))))).toBe(wrong)
    await org.control('clock', { advance_s: 1 })
    expect(refusal(await finish(identifier, await lastOtp(org)))).toBe('400 otp_error: OTP expired')
  })

  test('works once', async () => {
    const identifier = await started(newcomer(freshName()))
    const otp = await lastOtp(org)
    expect((await finish(identifier, otp)).status).toBe(302)
    expect(refusal(await finish(identifier, otp))).toBe('400 otp_error: invalid identifier')
  })

  test('belongs to its identifier and to its flow', async () => {
    const identifier = await started(newcomer(freshName()))
    const otp = await lastOtp(org)
    const stranger = '400 otp_error: invalid identifier'
    expect(refusal(await finish('nobody', otp))).toBe(stranger)
    const other = await authorize(org, verified('passwordless-login', identifier, otp))
    expect(refusal(other)).toBe(stranger)
  })

  test.each(['sms', 'Email', undefined])(
    'is refused with the verification type %s when it went out by email',
    async (method) => {
      const identifier = await started(newcomer(freshName()))
      const headers = {
        'auth-request-type': 'user-registration',
        ...basic(identifier, await lastOtp(org)),
        ...(method === undefined ? {} : { 'auth-verification-type': method }),
      }
      expect(refusal(await authorize(org, headers))).toBe('400 invalid_request: invalid headers')
    },
  )
})

describe('a registration fails in the second half', () => {
  test.each(['customer@site.example', 'ADMIN@acme.example'])(
    'when the name %s is taken',
    async (username) => {
      expect(refusal(await registered(newcomer(username)))).toBe(
        '400 registration_error: duplicate username',
      )
    },
  )

  test('when somebody registered under that name before, in any case', async () => {
    const username = freshName()
    await registered(newcomer(username))
    expect(refusal(await registered(newcomer(username.toUpperCase())))).toBe(
      '400 registration_error: duplicate username',
    )
  })

  test('when the name has not the form of an email address', async () => {
    expect(refusal(await registered(newcomer('nell')))).toBe(
      '400 registration_error: invalid username',
    )
  })

  test.each(['Ab1!', 'alllower-7', 'NoDigits-here', 'NoSpecial77'])(
    'when the password is weak: %s',
    async (password) => {
      const attempt = await registered({ ...newcomer(freshName()), password })
      expect(refusal(attempt)).toMatch(/^400 registration_error: the password must /)
    },
  )
})

describe('the first step of a registration is refused', () => {
  test.each([
    ['userdata is missing', { userdata: null }],
    ['userdata is not an object', { userdata: 'Nell' }],
    ['username is missing', { userdata: { lastName: 'New', email: 'nell@mail.example' } }],
    ['email is missing', { userdata: { lastName: 'New', username: 'nell@new.example' } }],
    ['password is not a text', { password: 7 }],
    ['verificationmethod is neither email nor sms', { verificationmethod: 'pigeon' }],
    [
      'no phone number to send a text to',
      { verificationmethod: 'sms', customdata: { mobilePhone: null } },
    ],
    ['siteKey is missing', { recaptcha: null, recaptchaevent: { token: recaptcha } }],
  ])('with: %s', async (expected, more) => {
    const answer = await post(org, path, { ...newcomer('nell@new.example'), ...more })
    expect(answer).toEqual({ status: 400, body: { invalid_request: expected } })
    expect(await messages(org)).toEqual([])
  })

  test.each(['', 'nonsense', '[]', '"text"'])('with the body %s', async (body) => {
    expect(await post(org, path, body)).toEqual({
      status: 400,
      body: { invalid_request: 'the body is not an object' },
    })
  })

  test('as a GET', async () => {
    const answer = await fetch(`${org.hosts.site}/services/auth/headless/${path}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ invalid_request: 'must use HTTP POST' })
  })

  test.each(['my_domain', 'login', 'sandbox'] as const)('on the host %s', async (role) => {
    const answer = await fetch(`${org.hosts[role]}/services/auth/headless/${path}`, {
      method: 'POST',
      body: JSON.stringify(newcomer('nell@new.example')),
    })
    expect(answer.status).toBe(404)
  })
})
