import { expect, test } from 'vitest'
import type { HttpRequest } from '../../../../src/kernel/ports.js'
import { Secret } from '../../../../src/kernel/secret.js'
import {
  changePasswordRequest,
  forgotPasswordRequest,
  passwordlessRequest,
  registrationRequest,
  type HeadlessAccess,
} from '../../../../src/salesforce/headless/init-request.js'

const site = 'https://acme.my.site.com'
const open: HeadlessAccess = { kind: 'open' }
const token = new Secret('TOKEN')
const recaptcha: HeadlessAccess = { kind: 'recaptcha', token, enterprise: undefined }
const json = { accept: 'application/json', 'content-type': 'application/json' }

function sent(request: HttpRequest): object {
  return { ...request, body: JSON.parse(request.body ?? '') as unknown }
}

test('a registration says who it is and how to be told', () => {
  const request = registrationRequest(
    site,
    {
      user: { firstName: 'Ada', lastName: 'L', email: 'ada@x.example', username: 'ada@y.example' },
      password: new Secret('PASSWORD'),
      customData: { plan: ['gold'] },
      verification: 'email',
    },
    recaptcha,
  )
  expect(sent(request)).toEqual({
    method: 'POST',
    url: `${site}/services/auth/headless/init/registration`,
    headers: json,
    body: {
      userdata: {
        firstName: 'Ada',
        lastName: 'L',
        email: 'ada@x.example',
        username: 'ada@y.example',
      },
      customdata: { plan: ['gold'] },
      password: 'PASSWORD',
      recaptcha: 'TOKEN',
      verificationmethod: 'email',
    },
  })
})

test('what a registration does not know is not sent', () => {
  const user = {
    firstName: undefined,
    lastName: 'L',
    email: 'a@x.example',
    username: 'a@y.example',
  }
  const start = { user, password: undefined, customData: undefined, verification: 'sms' } as const
  expect(sent(registrationRequest(site, start, open))).toMatchObject({
    headers: json,
    body: {
      userdata: { lastName: 'L', email: 'a@x.example', username: 'a@y.example' },
      verificationmethod: 'sms',
    },
  })
})

test.each<[HeadlessAccess, Record<string, string>, Record<string, unknown>]>([
  [open, {}, {}],
  [recaptcha, {}, { recaptcha: 'TOKEN' }],
  [
    { kind: 'recaptcha', token, enterprise: { siteKey: 'K', projectId: 'P' } },
    {},
    { recaptchaevent: { token: 'TOKEN', siteKey: 'K', expectedAction: 'login', projectId: 'P' } },
  ],
  [{ kind: 'integration-user', token }, { authorization: 'Bearer TOKEN' }, {}],
])('a login without a password is let in by %j', (access, headers, members) => {
  expect(sent(passwordlessRequest(site, 'ada', 'email', access))).toEqual({
    method: 'POST',
    url: `${site}/services/auth/headless/init/passwordless/login`,
    headers: { ...json, ...headers },
    body: { username: 'ada', ...members, verificationmethod: 'email' },
  })
})

test('a forgotten password takes one address for both steps', () => {
  const url = `${site}/services/auth/headless/forgot_password`
  expect(sent(forgotPasswordRequest(site, 'ada', recaptcha))).toEqual({
    method: 'POST',
    url,
    headers: json,
    body: { username: 'ada', recaptcha: 'TOKEN' },
  })
  const change = {
    username: 'ada',
    newPassword: new Secret('NEW'),
    oneTimePassword: new Secret('123456'),
  }
  expect(sent(changePasswordRequest(site, change, open))).toEqual({
    method: 'POST',
    url,
    headers: json,
    body: { username: 'ada', newpassword: 'NEW', otp: '123456' },
  })
})
