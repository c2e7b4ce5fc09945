import { describe, expect, test } from 'vitest'
import { wrapHanging, wrapText } from '../../../src/output/wrap-text.js'

describe('a text is broken into lines', () => {
  test.each([
    ['at its spaces', 'one two three', 7, ['one two', 'three']],
    ['not at all when it fits', 'one two', 7, ['one two']],
    [
      'behind the slash of a long word',
      'POST /services/oauth2/token',
      16,
      ['POST /services/', 'oauth2/token'],
    ],
    ['anywhere when there is nothing else', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['that is empty when the text is', '', 5, ['']],
  ])('%s', (_, text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines)
  })

  test('that hang under the first', () => {
    expect(wrapHanging('one two three', 10, ' 1 ')).toEqual([' 1 one two', '   three'])
  })
})
