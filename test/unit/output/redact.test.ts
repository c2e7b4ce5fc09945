import { expect, test } from 'vitest'
import { fingerprint, redactAnswer } from '../../../src/output/redact.js'

test('a fingerprint tells secrets apart and gives nothing back', () => {
  expect([fingerprint('abc'), fingerprint('abc'), fingerprint('abd')]).toEqual([
    'sha256:ba7816bf',
    'sha256:ba7816bf',
    'sha256:a52d159f',
  ])
})

test('every secret of an answer is replaced, at any depth, and nothing else', () => {
  const secrets = [
    'access_token',
    'refresh_token',
    'id_token',
    'signature',
    'client_secret',
    'csrf_token',
    'parent_sid',
    'lightning_sid',
    'visualforce_sid',
    'content_sid',
    'cookie-sid_Client',
    'beacon_child_consumer_secret',
    'device_code',
    'code',
  ]
  const open = {
    token_type: 'Bearer',
    scope: 'api refresh_token',
    instance_url: 'https://acme.my.salesforce.com',
    id: 'https://login.salesforce.com/id/00D/005',
    expires_in: 3600,
    sidCookieName: '__Host-sid',
    nothing: null,
    access_token_count: 2,
  }
  const hidden = Object.fromEntries(secrets.map((name) => [name, 'CANARY']))
  const shown = Object.fromEntries(secrets.map((name) => [name, fingerprint('CANARY')]))
  const nested = { authed_user: { id: 'U', ...hidden }, list: [hidden, 'x', [hidden]] }
  expect(redactAnswer({ ...open, ...hidden, ...nested })).toEqual({
    ...open,
    ...shown,
    authed_user: { id: 'U', ...shown },
    list: [shown, 'x', [shown]],
  })
})

test('a member called __proto__ stays a member', () => {
  const answer = JSON.parse('{"__proto__":{"access_token":"CANARY"}}')
  expect(JSON.stringify(redactAnswer(answer))).toBe(
    `{"__proto__":{"access_token":"${fingerprint('CANARY')}"}}`,
  )
})
