import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { pkceMismatch, verifierWarnings } from '../../../src/oauth/pkce-mistakes.js'

// RFC 7636 Appendix B.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const digest = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest()
const of = (text: string | Buffer): string => digest(text).toString('base64url')

test('the pair of RFC 7636 Appendix B matches', () => {
  expect(pkceMismatch(verifier, challenge)).toBe(undefined)
})

describe('the mistake is told', () => {
  test.each([
    ['plain', verifier, /method plain/],
    ['a line break behind the challenge', `${challenge}\n`, /white space around it/],
    ['padding', `${challenge}=`, /padded with =/],
    ['plain base64', digest(verifier).toString('base64'), /plain base64/],
    ['plain base64, unpadded', challenge.replace('-', '+'), /plain base64/],
    ['hexadecimal', digest(verifier).toString('hex'), /hexadecimal digits/],
    [
      'hexadecimal, encoded',
      Buffer.from(digest(verifier).toString('hex')).toString('base64url'),
      /hexadecimal text of the hash was encoded/,
    ],
    ['hashed twice', of(digest(verifier)), /hashed twice/],
    ['hashed twice, as text', of(challenge), /hashed twice/],
    ['hashed twice, as hexadecimal text', of(digest(verifier).toString('hex')), /hashed twice/],
    ['echo without -n', of(`${verifier}\n`), /white space around the verifier/],
    ['a JSON string', of(`"${verifier}"`), /quotation marks/],
    ['bytes behind the verifier', of(Buffer.from(verifier, 'base64url')), /bytes behind/],
    ['lower case', challenge.toLowerCase(), /upper and lower case/],
    ['cut short', challenge.slice(0, 42), /cut short/],
    ['of another verifier', of('another'), /of another verifier/],
    ['of another length', 'abc', /has 3 characters where S256 gives 43/],
    ['empty', '', /has 0 characters/],
  ])('%s', (_what, wrong, reason) => {
    const told = pkceMismatch(verifier, wrong)
    expect(told?.reason).toMatch(reason)
    expect(told?.cure).not.toBe('')
  })

  test('verifier and challenge swapped', () => {
    expect(pkceMismatch(challenge, verifier)?.reason).toMatch(/changed places/)
  })

  test('a tilde that was percent-encoded before the hash', () => {
    const tilde = `${'a'.repeat(43)}~`
    expect(pkceMismatch(tilde, of(`${'a'.repeat(43)}%7E`))?.reason).toMatch(/percent-encoded/)
  })

  test('white space in the file of the verifier', () => {
    expect(pkceMismatch(`${verifier} `, challenge)?.reason).toMatch(/white space/)
  })

  test('quotation marks in the file of the verifier', () => {
    expect(pkceMismatch(`"${verifier}"`, challenge)?.reason).toMatch(/quotation marks/)
  })
})

describe('what servers refuse in a verifier whose challenge is right', () => {
  test.each([
    [verifier, []],
    ['a'.repeat(42), ['the verifier has 42 characters, and RFC 7636 wants 43 to 128']],
    ['a'.repeat(129), ['the verifier has 129 characters, and RFC 7636 wants 43 to 128']],
    [`${'a'.repeat(43)}~`, ['the verifier has a ~, which Salesforce refuses']],
    [
      `${'a'.repeat(43)}+/`,
      ['the verifier has characters that RFC 7636 does not allow: use [A-Za-z0-9-_]'],
    ],
  ])('%s', (given, warnings) => {
    expect(verifierWarnings(given)).toEqual(warnings)
  })
})
