import { describe, expect, test } from 'vitest'
import { tokenWords } from '../../../src/app/token-words.js'

test.each([
  [['token'], {}, undefined],
  [['token', '-p', 'work'], { profile: 'work' }, undefined],
  [['--profile', 'work', 'token'], { profile: 'work' }, undefined],
  [['-o', 'json', 'token', '--redact'], { output: 'json', redact: true }, undefined],
  [['token', '--json', '-q'], { json: true, quiet: true }, undefined],
  [
    ['token', '--quiet', '--no-input', '--no-color'],
    { quiet: true, input: false, color: false },
    undefined,
  ],
  [['token', '-o', 'env', '-o', 'fish'], { output: 'fish' }, undefined],
  [['token', '--min-ttl', '300'], { minTtl: '300' }, 300],
])('%j is a plain token command', (argv, flags, minTtl) => {
  expect(tokenWords(argv)).toEqual({ flags, minTtl })
})

describe('is left to the real parser', () => {
  test.each([
    [[]],
    [['status']],
    [['-V']],
    [['token', '--help']],
    [['token', 'token']],
    [['token', 'more']],
    [['token', '--rejected', '-']],
    [['token', '--profile=work']],
    [['token', '-pwork']],
    [['token', '-p']],
    [['token', '-p', '-q']],
    [['token', '-p', '']],
    [['token', '--min-ttl', '-5']],
    [['token', '--min-ttl', '5s']],
    [['token', '--min-ttl', '99999999']],
    [['--min-ttl', '5', 'token']],
    [['token', '--', '-q']],
    [['token', '--timeout', '5']],
    [['token', '-v']],
    [['token', '--store', 'key-file']],
    [['token', 'toString']],
    [['token', '--client-secret', 'x']],
  ])('%j', (argv) => {
    expect(tokenWords(argv)).toBeUndefined()
  })
})
