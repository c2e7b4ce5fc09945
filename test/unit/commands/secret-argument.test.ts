import { describe, expect, test } from 'vitest'
import { refuseSecretArgument } from '../../../src/commands/secret-argument.js'
import { faultOf } from '../store/fixtures.js'

describe('what looks like a secret is no file name', () => {
  test.each([
    ['a session', '00D000000000001!AQ.x'],
    ['a JWT', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln'],
    ['a refresh token of Salesforce', '5Aep861TSESvWeug_xvFHRBTTbf_YrTWgEyjBJrqNWJ9s.x=='],
    ['an opaque token', 'kX2bq9tPz0aYcV7mW4sLd8rN1uHfJ3eGiT6oQyRwZ5A'],
    ['a code_verifier', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'],
  ])('%s', async (_what, argument) => {
    const fault = await faultOf(() => refuseSecretArgument(argument, 'oauthctl revoke FILE'))
    expect([fault.code, fault.exitStatus]).toEqual(['secret_on_argv', 2])
    expect(fault.hint).toContain('oauthctl revoke FILE')
    expect(`${fault.message} ${fault.hint ?? ''}`).not.toContain(argument)
  })
})

test.each([
  undefined,
  '-',
  'token',
  'token.txt',
  './dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  '/run/secrets/2f6b1c0a-9d3e-4a57-8c11-5e0f7a9b3d42',
  'the-access-token-of-the-production-org-of-acme',
])('%s is a file', (argument) => {
  expect(() => refuseSecretArgument(argument, 'x')).not.toThrow()
})
