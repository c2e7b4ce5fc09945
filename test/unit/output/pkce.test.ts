import { expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { pkceJson, pkceMatchJson, pkceMatchText, pkceText } from '../../../src/output/pkce.js'
import { fingerprint } from '../../../src/output/redact.js'
import { plain } from '../../../src/output/style.js'

const view = { kind: 'pkce', verifier: new Secret('v-CANARY'), challenge: 'E9' } as const

test.each([
  [false, 'v-CANARY'],
  [true, fingerprint('v-CANARY')],
])('the pair under its names on the wire, redacted: %s', (redact, verifier) => {
  expect(pkceText(view, redact, plain)).toBe(
    `code_verifier          ${verifier}\ncode_challenge         E9\ncode_challenge_method  S256\n`,
  )
  expect(pkceJson(view, redact)).toEqual({
    code_verifier: verifier,
    code_challenge: 'E9',
    code_challenge_method: 'S256',
  })
})

test('a match, and what servers may refuse all the same', () => {
  const match = { kind: 'pkce-match', warnings: ['the verifier has a ~'] } as const
  expect(pkceMatchText(match, plain)).toBe(
    'the challenge is S256 of the verifier\n  but the verifier has a ~\n',
  )
  expect(pkceMatchJson(match)).toEqual({ valid: true, warnings: ['the verifier has a ~'] })
})
