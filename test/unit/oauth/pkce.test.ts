import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { codeChallenge, newCodeVerifier, s256 } from '../../../src/oauth/pkce.js'

test('the challenge of RFC 7636 Appendix B', async () => {
  expect(await codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  )
})

test('a verifier has 256 bits and no tilde, which Salesforce refuses', () => {
  const random = {
    base64url: (bytes: number): string => randomBytes(bytes).toString('base64url'),
  }
  const verifiers = Array.from({ length: 500 }, () => newCodeVerifier(random))
  expect(verifiers.filter((verifier) => !/^[A-Za-z0-9_-]{43}$/.test(verifier))).toEqual([])
  expect(new Set(verifiers).size).toBe(500)
})

test('a verifier is nothing but what the random source gave', () => {
  const asked: number[] = []
  const random = {
    base64url: (bytes: number): string => {
      asked.push(bytes)
      return 'v'.repeat(43)
    },
  }
  expect([newCodeVerifier(random), asked]).toEqual(['v'.repeat(43), [32]])
})

describe('a verifier that no server would take', () => {
  test.each([
    ['too short', 'a'.repeat(42)],
    ['too long', 'a'.repeat(129)],
    ['with a space', `${'a'.repeat(43)} `],
    ['with a plus', `${'a'.repeat(43)}+`],
    ['with a line break', `${'a'.repeat(43)}\n`],
    ['not ASCII', 'ä'.repeat(43)],
    ['empty', ''],
  ])('%s', async (_what, verifier) => {
    await expect(codeChallenge(verifier)).rejects.toBeInstanceOf(RangeError)
  })

  test.each([43, 128])('but %i characters are taken', async (length) => {
    expect(await codeChallenge('~'.repeat(length))).toMatch(/^[\w-]{43}$/)
  })
})

test.each([43, 44, 45, 46, 63, 127, 128])(
  'a verifier of %i characters has just that many',
  (length) => {
    const random = { base64url: (bytes: number) => randomBytes(bytes).toString('base64url') }
    expect(newCodeVerifier(random, length)).toMatch(new RegExp(`^[A-Za-z0-9_-]{${length}}$`))
  },
)

test('S256 of what is no verifier is told all the same', () => {
  expect([s256('abc'), s256(Buffer.from([1]))]).toEqual([
    'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
    'S_USLzRFVMU73i67jNK349FgCtYxw4Wl18ziPHeFRZo',
  ])
})
