import { expect, test } from 'vitest'
import { loginCommand } from '../../../src/flows/login-command.js'

test.each([
  ['authorization_code', 'oauthctl login -p work'],
  ['hybrid_auth_code', 'oauthctl login -p work'],
  ['device_code', 'oauthctl device -p work'],
  ['code_credentials', 'oauthctl headless login -p work'],
  ['oauth1', 'oauthctl oauth1 -p work'],
] as const)('a credential of %s is got again by %s', (grant, command) => {
  expect(loginCommand({ grant, profile: 'work' })).toBe(command)
})
