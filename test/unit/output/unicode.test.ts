import { expect, test } from 'vitest'
import { speaksUnicode } from '../../../src/output/unicode.js'

test.each<[Record<string, string>, boolean]>([
  [{}, false],
  [{ LANG: 'C' }, false],
  [{ LANG: 'POSIX' }, false],
  [{ LANG: 'de_DE.ISO-8859-1' }, false],
  [{ LANG: 'en_US.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
  [{ LC_ALL: '', LANG: 'en_US.UTF-8' }, true],
  [{ LC_CTYPE: 'UTF-8' }, true],
  [{ LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }, false],
  [{ LC_ALL: 'en_US.UTF-8', LC_CTYPE: 'C' }, true],
  [{ TERM: 'dumb', LANG: 'en_US.UTF-8' }, false],
  [{ TERM: 'xterm-256color', LANG: 'en_US.UTF-8' }, true],
  [{ WT_SESSION: 'f00' }, true],
])('%j: %s', (env, unicode) => {
  expect(speaksUnicode(env)).toBe(unicode)
})
