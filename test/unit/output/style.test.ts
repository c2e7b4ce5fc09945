import { describe, expect, test } from 'vitest'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { ansi, plain, styleFor } from '../../../src/output/style.js'
import { relative, span } from '../../../src/output/times.js'

describe('colours', () => {
  test.each([
    ['a terminal', true, {}, false, ansi],
    ['no terminal', false, {}, false, plain],
    ['a dumb terminal', true, { TERM: 'dumb' }, false, plain],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false, plain],
    ['an empty NO_COLOR', true, { NO_COLOR: '' }, false, ansi],
    ['--no-color', true, {}, true, plain],
    ['FORCE_COLOR without a terminal', false, { FORCE_COLOR: '1' }, false, ansi],
    ['FORCE_COLOR=0', false, { FORCE_COLOR: '0' }, false, plain],
    ['NO_COLOR against FORCE_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false, plain],
    ['--no-color against FORCE_COLOR', true, { FORCE_COLOR: '1' }, true, plain],
  ])('%s', (_what, isTerminal, env, noColor, style) => {
    expect(styleFor(isTerminal, env, noColor)).toBe(style)
  })
})

test('plain text has no escapes', () => {
  expect([plain.strong('a'), plain.dim('a'), plain.good('a'), plain.bad('a')]).toEqual([
    'a',
    'a',
    'a',
    'a',
  ])
})

describe('time as people say it', () => {
  test.each([
    [1, '1 s'],
    [119, '119 s'],
    [120, '2 min'],
    [2520, '42 min'],
    [7_199, '120 min'],
    [7_200, '2 h'],
    [172_799, '48 h'],
    [172_800, '2 days'],
    [31_536_000, '365 days'],
  ])('%i seconds are %s', (seconds, text) => {
    expect([span(seconds), relative(epochSeconds(1000 + seconds), epochSeconds(1000))]).toEqual([
      text,
      `in ${text}`,
    ])
  })

  test('no time at all is now', () => {
    expect([span(0), relative(epochSeconds(5), epochSeconds(5))]).toEqual(['0 s', 'now'])
  })

  test('what is over was ago', () => {
    expect(relative(epochSeconds(0), epochSeconds(7_200))).toBe('2 h ago')
  })
})
