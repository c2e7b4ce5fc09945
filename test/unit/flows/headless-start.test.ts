import { expect, test } from 'vitest'
import { headlessChangePassword } from '../../../src/flows/headless-change-password.js'
import { headlessEcho } from '../../../src/flows/headless-echo.js'
import { startHeadless, type HeadlessStart } from '../../../src/flows/headless-start.js'
import { Secret } from '../../../src/kernel/secret.js'
import { answer, network, never } from '../../support/fakes.js'
import { codeOf } from '../store/fixtures.js'

const target = { kind: 'salesforce', url: 'https://acme.my.site.com' } as const
const open = { kind: 'open' } as const
const user = { firstName: 'Ada', lastName: 'L', email: 'a@x.example', username: 'a@y.example' }
const starts: readonly (readonly [HeadlessStart, string, string])[] = [
  [
    { kind: 'registration', user, password: undefined, customData: undefined, verification: 'sms' },
    '/services/auth/headless/init/registration',
    'MFF0',
  ],
  [
    { kind: 'passwordless', username: 'a@y.example', verification: 'email' },
    '/services/auth/headless/init/passwordless/login',
    'MFF0',
  ],
  [
    { kind: 'forgot-password', username: 'a@y.example' },
    '/services/auth/headless/forgot_password',
    'a@y.example',
  ],
]

test.each(starts)('$kind gives what the one-time password belongs to', async (start, path, id) => {
  const net = network(() => answer({ status: 'success', identifier: 'MFF0' }))
  expect((await startHeadless(target, start, open, net, never)).expose()).toBe(id)
  expect(net.requests.map(({ url }) => new URL(url).pathname)).toEqual([path])
})

test.each(starts)('$kind at a host that is no site sends nothing', async (start) => {
  const net = network(() => answer({}))
  const pool = { kind: 'salesforce', url: 'https://login.salesforce.com' } as const
  expect(await codeOf(() => startHeadless(pool, start, open, net, never))).toBe('usage')
  expect(net.requests).toEqual([])
})

test('a user who does not exist begins to change the password like any other', async () => {
  const net = network(() => answer({ status_code: 'otp_sent' }))
  const start = { kind: 'forgot-password', username: 'nobody' } as const
  expect((await startHeadless(target, start, open, net, never)).expose()).toBe('nobody')
})

test('a changed password is told in the words of the site', async () => {
  const net = network(() => answer({ status: 'success', status_code: 'success' }))
  const change = {
    username: 'ada',
    newPassword: new Secret('NEW'),
    oneTimePassword: new Secret('123456'),
  }
  expect(await headlessChangePassword(target, change, open, net, never)).toEqual({
    status: 'success',
    status_code: 'success',
  })
})

test('an echo is asked at the site', async () => {
  const net = network(() => answer({ code: 'C' }))
  const url = new Secret('https://elsewhere.example/cb?code=C')
  expect(await headlessEcho(target, url, net, never)).toEqual({ code: 'C' })
  expect(net.requests.map((sent) => sent.url)).toEqual([
    'https://acme.my.site.com/services/oauth2/echo?code=C',
  ])
})
