import { describe, expect, test } from 'vitest'
import type { RevokedView } from '../../../src/kernel/service-views.js'
import { revokedJson, revokedText } from '../../../src/output/revoked.js'
import { plain } from '../../../src/output/style.js'

const view: RevokedView = {
  kind: 'revoked',
  profile: 'work',
  server: 'salesforce',
  host: 'acme.my.salesforce.com',
  token: 'refresh_token',
  outcome: 'revoked',
  marked: true,
  renewal: 'login',
  refreshTokenLeft: false,
}
const marked = '  the credential stays, marked as dead: oauthctl token -p work now exits with 4'

describe('the text says what died and how the profile stands', () => {
  test.each<[string, Partial<RevokedView>, readonly string[]]>([
    [
      'a refresh token at Salesforce',
      {},
      [
        'Revoked the refresh token of profile work at acme.my.salesforce.com',
        '  its access tokens died with it',
        marked,
        '  for another token: oauthctl login -p work',
      ],
    ],
    [
      'a refresh token elsewhere',
      { server: 'openid', host: 'idp.example' },
      [
        'Revoked the refresh token of profile work at idp.example',
        '  its access tokens die with it; a JWT may be taken until it expires',
        marked,
        '  for another token: oauthctl login -p work',
      ],
    ],
    [
      'the access token of a grant that runs again',
      { token: 'access_token', renewal: 'refresh' },
      [
        'Revoked the access token of profile work at acme.my.salesforce.com',
        marked,
        '  the grant needs no person: oauthctl refresh -p work runs it again',
      ],
    ],
    [
      'an access token whose refresh token lives on',
      { token: 'access_token', renewal: 'refresh', refreshTokenLeft: true },
      [
        'Revoked the access token of profile work at acme.my.salesforce.com',
        marked,
        '  the refresh token lives on: oauthctl refresh -p work gets another access token, oauthctl revoke ends it',
      ],
    ],
    [
      'the same elsewhere, where the server may have ended it too',
      { token: 'access_token', server: 'openid', renewal: 'refresh', refreshTokenLeft: true },
      [
        'Revoked the access token of profile work at acme.my.salesforce.com',
        marked,
        '  the refresh token may live on: oauthctl refresh -p work gets another access token, oauthctl revoke ends it',
      ],
    ],
    [
      'a token of somebody else',
      { token: 'token', marked: false },
      [
        'Revoked the given token at acme.my.salesforce.com',
        '  the login of the profile is untouched',
      ],
    ],
    [
      'T66: one that was dead already',
      { outcome: 'dead_already' },
      [
        'acme.my.salesforce.com does not know the refresh token of profile work: it was dead already, nothing was revoked',
        marked,
        '  for another token: oauthctl login -p work',
      ],
    ],
  ])('%s', (_what, change, lines) => {
    expect(revokedText({ ...view, ...change }, plain)).toBe(`${lines.join('\n')}\n`)
  })
})

test.each<[Partial<RevokedView>, object]>([
  [{}, { revoked: ['refresh_token'], forgotten: false }],
  [{ token: 'token' }, { revoked: ['token'], forgotten: false }],
  [{ outcome: 'dead_already' }, { revoked: [], forgotten: false }],
])('the JSON of %j', (change, json) => {
  expect(revokedJson({ ...view, ...change })).toEqual(json)
})
