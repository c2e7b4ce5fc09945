import { expect, test } from 'vitest'
import type { Json } from '../../../src/kernel/json.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { assetClaimsText } from '../../../src/output/asset-claims.js'
import { hostile } from './views.js'

const now = epochSeconds(1_790_000_600)

function text(payload: Record<string, Json>, header: Record<string, Json> = { kid: 'Assets' }) {
  return assetClaimsText({ header, payload }, now)
}

test('every claim of an asset token is shown and explained', () => {
  const payload = {
    iss: 'https://acme.my.salesforce.com',
    aud: ['https://backend.example'],
    did: 'device-1',
    cnf: { jwk: { kty: 'EC' } },
    iat: 1_790_000_000,
    exp: 1_790_007_800,
    Name: 'Pump',
    colour: 'blue',
  }
  expect(text(payload)).toBe(
    `Asset token, signed by the org's key Assets:
  iss                "https://acme.my.salesforce.com"
                     the org that issued it; its published keys verify it
  aud                ["https://backend.example"]
                     who may accept it: the audiences of the app, your backend among them
  did                "device-1"
                     id of the device
  cnf                {"jwk":{"kty":"EC"}}
                     the device's public key: whoever shows the token must prove it holds the private one
  iat                2026-09-21T14:13:20Z (10 min ago)
                     issued
  exp                2026-09-21T16:23:20Z (in 2 h)
                     valid until
  Name               "Pump"
                     name of the asset
  colour             "blue"
                     no meaning known here`,
  )
})

test('a key without a name is told as that', () => {
  expect(text({}, {})).toBe("Asset token, signed by the org's key unnamed:")
})

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'a claim named %s has no meaning of its own',
  (name) => {
    const payload = Object.fromEntries([[name, 1]])
    expect(text(payload)).toContain('no meaning known here')
  },
)

test.each([
  ['milliseconds', 1_790_000_000_000],
  ['a time beyond all calendars', 1e300],
  ['a negative time', -1e18],
])('%s instead of seconds are shown as they are', (_what, exp) => {
  expect(text({ exp })).toBe(
    `Asset token, signed by the org's key Assets:\n  exp                ${exp}\n${' '.repeat(21)}valid until`,
  )
})

test('a fraction of a second does not disturb', () => {
  expect(text({ iat: 1_790_000_000.9 })).toContain('2026-09-21T14:13:20Z')
})

test('neither names nor values nor the key can forge a line or move the cursor', () => {
  const shown = text({ [hostile]: hostile, deep: [hostile] }, { kid: hostile })
  expect(shown).not.toMatch(/[\u001b\u202e]/)
  expect(shown.split('\n')).toHaveLength(5)
})
