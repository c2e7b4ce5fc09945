import { describe, expect, it } from 'vitest'
import { escapeXml } from '../../../src/oauth/saml-escape.js'

describe('escaping for XML', () => {
  it.each([
    [`<>&"'`, '&lt;&gt;&amp;&quot;&apos;'],
    ['&amp;', '&amp;amp;'],
    [']]>', ']]&gt;'],
    ['jörg+日本@exämple.com', 'jörg+日本@exämple.com'],
    ['🔑', '🔑'],
  ])('writes %s so that it is read again as it was', (value, written) => {
    expect(escapeXml(value, 'the username')).toBe(written)
  })

  it.each([
    '\0',
    '\t',
    '\n',
    '\r',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u2028',
    '\u2029',
    '\ud83d',
    '\udd11',
    '\ufffe',
  ])('refuses %j', (character) => {
    expect(() => escapeXml(`a${character}b`, 'the username')).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        message: 'the username holds a character that XML cannot carry',
        hint: 'give the username without control characters or line breaks',
      }),
    )
  })
})
