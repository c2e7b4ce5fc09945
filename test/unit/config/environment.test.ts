import { describe, expect, test } from 'vitest'
import { firstOf, oneOf } from '../../../src/config/choice.js'
import { inCi, switchedOn, variable } from '../../../src/config/environment.js'
import { faultOf } from '../store/fixtures.js'

test('an empty variable counts as unset', () => {
  expect(['a', '', undefined].map((A) => variable({ A }, 'A'))).toEqual(['a', undefined, undefined])
})

describe('a switch', () => {
  test.each([
    ['1', true],
    ['true', true],
    ['TRUE', true],
    ['0', false],
    ['false', false],
    ['False', false],
    ['', false],
    [undefined, false],
  ])('%j is %s', (A, on) => {
    expect(switchedOn({ A }, 'A')).toBe(on)
  })

  test.each(['yes', 'on', '2', ' ', 'no'])('%j is neither, and says so', async (A) => {
    const fault = await faultOf(() => switchedOn({ A }, 'A'))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'bad_configuration',
      'A is neither on (1, true) nor off (0, false)',
      'set A=1 or unset it',
    ])
  })
})

test.each([
  ['true', true],
  ['1', true],
  ['woodpecker', true],
  ['false', false],
  ['0', false],
  ['', false],
  [undefined, false],
])('CI=%j: %s', (CI, yes) => {
  expect(inCi({ CI })).toBe(yes)
})

test('the first place that has a value wins, and is remembered', () => {
  expect(
    firstOf(
      { origin: '--flag', value: undefined },
      { origin: 'VARIABLE', value: '' },
      { origin: 'profile', value: 'p' },
    ),
  ).toEqual({ origin: 'VARIABLE', value: '' })
  expect(firstOf({ origin: '--flag', value: undefined })).toBe(undefined)
})

test('a word out of a closed set is refused by its origin', async () => {
  const words = ['post', 'basic'] as const
  expect(oneOf({ origin: '--auth-method', value: 'post' }, words)).toBe('post')
  const fault = await faultOf(() => oneOf({ origin: '--auth-method', value: 'Post' }, words))
  expect([fault.code, fault.message, fault.hint]).toEqual([
    'usage',
    '--auth-method is "Post"',
    'use one of post, basic',
  ])
})
