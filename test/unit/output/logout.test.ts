import { expect, test } from 'vitest'
import type { LogoutView } from '../../../src/kernel/view.js'
import { hostile, shown } from './views.js'

const view: LogoutView = {
  kind: 'logout',
  profile: 'work',
  revoked: ['refresh_token', 'access_token'],
  failed: [],
  forgotten: true,
  local: false,
}

test('revoked and forgotten', () => {
  expect(shown(view)).toMatchInlineSnapshot(`
    "Logged out of profile work
      revoked at the server: the refresh token
      revoked at the server: the access token
    "
  `)
  expect(shown(view, 'json')).toBe(
    '{"revoked":["refresh_token","access_token"],"forgotten":true}\n',
  )
})

test('forgotten here only', () => {
  const local = { ...view, revoked: [], local: true }
  expect(shown(local)).toMatchInlineSnapshot(`
    "Logged out of profile work
      forgotten here; the tokens still live at the server
    "
  `)
  expect(shown(local, 'json')).toBe('{"revoked":[],"forgotten":true}\n')
})

test('nothing to forget', () => {
  const nothing = { ...view, revoked: [], forgotten: false }
  expect(shown(nothing)).toMatchInlineSnapshot(`
    "Profile work had nothing to forget.
    "
  `)
  expect(shown(nothing, 'json')).toBe('{"revoked":[],"forgotten":false}\n')
})

test('what could not be revoked is said, on one line', () => {
  const failed = [{ token: 'refresh_token', reason: hostile }] as const
  expect(shown({ ...view, revoked: [], failed })).toMatchInlineSnapshot(`
    "Logged out of profile work
      not revoked: the refresh token (evil [2J forged: line)
    "
  `)
})
