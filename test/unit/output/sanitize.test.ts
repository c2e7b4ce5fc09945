import { describe, expect, test } from 'vitest'
import { sanitize } from '../../../src/output/sanitize.js'

describe('nothing that moves a cursor, forges a line or hides text comes through', () => {
  test.each([
    ['CSI, clear the screen', '\u001b[2J\u001b[Hx'],
    ['CSI, colour', '\u001b[31mx\u001b[0m'],
    ['8-bit CSI', '\u009b2Jx'],
    ['OSC 0, the title', '\u001b]0;title\u0007x'],
    ['OSC 8, a hyperlink', '\u001b]8;;https://evil.test\u001b\\x\u001b]8;;\u001b\\'],
    ['OSC 52, the clipboard', '\u001b]52;c;ZXZpbA==\u0007x'],
    ['OSC 1337, a file', '\u001b]1337;File=name=eA==:eA==\u0007x'],
    ['8-bit OSC', '\u009d0;title\u009cx'],
    ['DCS', '\u001bP1$q"p\u001b\\x'],
    ['APC', '\u001b_x\u001b\\'],
    ['a line break', 'a\nerror: forged'],
    ['a carriage return', 'a\rforged'],
    ['a vertical tab and a form feed', 'a\u000b\u000cb'],
    ['NEL', 'a\u0085b'],
    ['LINE SEPARATOR', 'a\u2028b'],
    ['PARAGRAPH SEPARATOR', 'a\u2029b'],
    ['NUL', 'a\0b'],
    ['a bell', 'a\u0007b'],
    ['backspaces', 'safe\b\b\b\bevil'],
    ['DEL', 'a\u007fb'],
    ['RIGHT-TO-LEFT OVERRIDE', 'a\u202egnp.exe'],
    ['embeddings', '\u202aa\u202bb\u202cc\u202dd'],
    ['isolates', '\u2066a\u2067b\u2068c\u2069d'],
    ['direction marks', '\u200ea\u200fb\u061c'],
    ['zero-width characters', 'a\u200bb\u200cc\u200dd\u2060e\ufefff'],
    ['a soft hyphen', 'a\u00adb'],
    ['interlinear annotation', '\ufff9a\ufffab\ufffb'],
    ['tags', 'a\u{e0001}\u{e0041}\u{e007f}b'],
    ['private use', 'a\ue000\u{f0000}b'],
    ['a lone surrogate', 'a\ud800b'],
  ])('%s', (_what, text) => {
    expect(sanitize(text)).not.toMatch(/[^\x20-\x7e]/)
  })

  test('every control and format character of Unicode', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code)
      if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character)) continue
      if (sanitize(`a${character}b`) !== 'a b')
        expect(code.toString(16)).toBe('replaced by a space')
    }
  })
})

test('words of every script stay', () => {
  const text = 'Zugriff verweigert: ¿qué? Ошибка, エラー 错误 خطأ 🙈 (100 %)'
  expect(sanitize(text)).toBe(text)
})

test('what was taken out leaves one space, so that words do not grow together', () => {
  expect(sanitize('\u001b[1m a\r\n\t\0b \u200b')).toBe('[1m a b')
})

describe('a long text', () => {
  test('is cut', () => {
    expect(sanitize('a'.repeat(600))).toBe(`${'a'.repeat(500)}…`)
  })

  test('of just the longest length is not', () => {
    expect(sanitize('a'.repeat(500))).toBe('a'.repeat(500))
  })

  test('is not cut through a character', () => {
    expect(sanitize('aaa🙈', 4)).toBe('aaa…')
  })
})
