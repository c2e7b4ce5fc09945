import { expect, test } from 'vitest'
import type { JsonObject } from '../../../src/kernel/json.js'
import { Secret } from '../../../src/kernel/secret.js'
import type { UserinfoView } from '../../../src/kernel/service-views.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { fingerprint } from '../../../src/output/redact.js'
import { plain } from '../../../src/output/style.js'
import { userinfoJson, userinfoText } from '../../../src/output/userinfo.js'
import { hostile } from './views.js'

const view = (document: JsonObject): UserinfoView => ({
  kind: 'userinfo',
  document,
  token: new Secret('AT-CANARY'),
  now: epochSeconds(1_790_000_000),
})
const text = (document: JsonObject): string => userinfoText(view(document), plain)

test('userinfo of Salesforce is a card of what people ask for', () => {
  const told = text({
    sub: 'https://login.salesforce.com/id/00D/005',
    user_id: '005',
    organization_id: '00D',
    preferred_username: 'ada@acme.example',
    nickname: 'ada',
    name: 'Ada Admin',
    email: 'ada@acme.example',
    email_verified: false,
    zoneinfo: 'Europe/Paris',
    photos: { picture: 'x' },
    urls: { rest: 'y' },
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'fr_FR',
    utcOffset: 3_600_000,
    custom_permissions: { Approve: true },
  })
  expect(told).toBe(
    [
      'name         Ada Admin',
      'username     ada@acme.example',
      'email        ada@acme.example (not verified)',
      'user         005',
      'org          00D',
      'type         STANDARD',
      'active       true',
      'locale       fr_FR',
      'language     en_US',
      'zone         Europe/Paris',
      'subject      https://login.salesforce.com/id/00D/005',
      'permissions  {"Approve":true}',
      '',
    ].join('\n'),
  )
})

test('the identity URL says the same in other words', () => {
  const told = text({
    id: 'https://login.salesforce.com/id/00D/005',
    username: 'ada@acme.example',
    display_name: 'Ada',
    timezone: 'Europe/Paris',
    mobile_phone: null,
    addr_city: '',
    last_modified_date: '2025-06-15T15:06:40Z',
  })
  expect(told.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['name', 'Ada'],
    ['username', 'ada@acme.example'],
    ['zone', 'Europe/Paris'],
    ['subject', 'https://login.salesforce.com/id/00D/005'],
    ['updated', '2025-06-15T15:06:40Z'],
    [''],
  ])
})

test('what else a server tells comes behind', () => {
  expect(text({ sub: 'ada', groups: ['a', 'b'], role: 'owner' })).toBe(
    'subject  ada\ngroups   ["a","b"]\nrole     owner\n',
  )
})

test('T24: no control characters of a server, and no echo of the token', () => {
  const told = text({ name: hostile, [hostile]: hostile, echo: 'AT-CANARY', sub: ['AT-CANARY'] })
  expect(told).toMatch(/^(?:[^\p{Cc}\p{Cf}]|\n)*$/u)
  expect(told.split('\n')).toHaveLength(5)
  expect(told).not.toContain('CANARY')
})

test('the JSON is the document as it came; redacted without an echo of the token', () => {
  const document = { sub: 'ada', echo: 'AT-CANARY', deep: { a: [null] } }
  expect(userinfoJson(view(document), false)).toEqual(document)
  expect(userinfoJson(view(document), true)).toEqual({
    ...document,
    echo: fingerprint('AT-CANARY'),
  })
})
