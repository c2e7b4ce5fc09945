import { describe, expect, test } from 'vitest'
import type { Identity } from '../../../src/kernel/credential.js'
import { identityRequest, readIdentity } from '../../../src/salesforce/identity.js'
import { answer } from '../../support/fakes.js'
import { salesforce, tokenSet } from '../../support/values.js'

const identity: Identity = {
  subject: 'https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA?x=1#y',
  username: undefined,
  userId: '005000000000001AAA',
  orgId: '00D000000000001EAA',
}

test('the identity path is called on the pinned instance, the token in a header', () => {
  const tokens = tokenSet({ instanceUrl: 'https://acme.my.salesforce.com' })
  expect(identityRequest(salesforce, tokens, identity)).toEqual({
    method: 'GET',
    url: 'https://acme.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA',
    headers: { accept: 'application/json', authorization: 'Bearer AT1' },
    body: undefined,
  })
})

test('the host that the answer names is never called', () => {
  const strange = { ...identity, subject: 'https://evil.test/id/a/b' }
  expect(identityRequest(salesforce, tokenSet(), strange)?.url).toBe(
    'https://login.salesforce.com/id/a/b',
  )
})

test.each([undefined, '', 'no URL'])('with subject %j nothing is called', (subject) => {
  expect(identityRequest(salesforce, tokenSet(), { ...identity, subject })).toBe(undefined)
})

describe('the answer', () => {
  test('tells the user name', () => {
    expect(readIdentity(answer({ username: 'ada@acme.example', user_id: 'x' }), identity)).toEqual({
      ...identity,
      username: 'ada@acme.example',
    })
  })

  test.each([
    ['a word', answer('Bad_OAuth_Token', { status: 403 })],
    ['a refusal with a name in it', answer({ username: 'evil' }, { status: 403 })],
    ['a redirect', answer('', { status: 302 })],
    ['a page', answer('<html>')],
    ['no name', answer({})],
    ['a name that is no string', answer({ username: 5 })],
    ['a name twice', answer('{"username":"a","username":"b"}')],
  ])('changes nothing when it is %s', (_what, given) => {
    expect(readIdentity(given, identity)).toEqual(identity)
  })
})
