import { describe, expect, test } from 'vitest'
import { scrub } from '../../../src/output/scrub.js'

const token = '5Aep861=!/+ü"x'
const secrets = [token, 'client-s3cret']

describe('a secret of ours that a server echoes is not shown', () => {
  test.each([
    ['as it is', token],
    ['twice', `${token} ${token}`],
    ['percent encoded', encodeURIComponent(token)],
    ['percent encoded in lower case', '5Aep861%3d!%2f%2b%c3%bc%22x'],
    ['form encoded', new URLSearchParams({ a: token }).toString()],
    ['in JSON', JSON.stringify({ token })],
    ['in base64', Buffer.from(token).toString('base64')],
    ['in base64url', Buffer.from(token).toString('base64url')],
    ['in a basic header', Buffer.from(`client-1:${token}`).toString('base64')],
    ['in base64, one byte off', Buffer.from(`a${token}zz`).toString('base64')],
    ['in base64, two bytes off', Buffer.from(`ab${token}z`).toString('base64')],
    ['in base64, three bytes off', Buffer.from(`abc${token}`).toString('base64')],
  ])('%s', (_spelling, text) => {
    const shown = scrub(`you sent ${text} to us`, secrets)
    expect(shown).toContain('«redacted»')
    for (const spelling of [token, '5Aep861', Buffer.from(token).toString('base64').slice(4, -4)]) {
      expect(shown).not.toContain(spelling)
    }
  })
})

test('the words around it stay', () => {
  expect(scrub('token client-s3cret is bad', secrets)).toBe('token «redacted» is bad')
})

test('the longer of two secrets goes first, so that no rest of it is left', () => {
  expect(scrub('abcdefghij', ['abcdef', 'abcdefghij'])).toBe('«redacted»')
})

test('text without a secret, or without secrets to look for, is left as it is', () => {
  expect([scrub('all is well', secrets), scrub('client-s3cret', [])]).toEqual([
    'all is well',
    'client-s3cret',
  ])
})

test('a word too short to be a secret does not eat the text', () => {
  expect(scrub('an error is an error', ['an', '', 'error'])).toBe('an error is an error')
})

test('a lone surrogate in a secret is no crash', () => {
  expect(scrub('text', ['abcdef\ud800'])).toBe('text')
})

test('what stands for replacement in a pattern is taken literally', () => {
  expect(scrub('a $&$1.*+?^ b', ['$&$1.*+?^'])).toBe('a «redacted» b')
})
