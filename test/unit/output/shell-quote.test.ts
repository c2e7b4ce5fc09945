import { spawnSync } from 'node:child_process'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { assignment } from '../../../src/output/shell-quote.js'
import { codeOf, faultOf } from '../store/fixtures.js'

/** Values that a careless quoting would change, split, expand or run. */
const awkward = [
  '00D000000000001!AQ.aB_c-d',
  'https://acme.my.salesforce.com',
  'plain',
  '',
  ' ',
  ' lead and trail ',
  "it's",
  "''",
  "'; touch x; '",
  '"quoted"',
  'a"b\'c',
  'back\\slash',
  'ends in \\',
  "\\'",
  '\\n\\t\\0',
  '$HOME ${HOME} $(id) `id`',
  '%PATH% %%',
  '!history !!',
  '# no comment',
  'a=b&c=d;e|f>g<h',
  '*?[a]{b,c}~',
  '-n',
  'tökén ☃ 𝒳',
  '(subshell)',
]

const shells = [
  { program: 'sh', format: 'env', args: ['-c'] },
  { program: 'bash', format: 'env', args: ['-c'] },
  { program: 'zsh', format: 'env', args: ['-f', '-c'] },
  { program: 'fish', format: 'fish', args: ['--no-config', '-c'] },
] as const

for (const { program, format, args } of shells) {
  const present = spawnSync(program, ['-c', 'true']).status === 0
  describe.skipIf(!present)(`${program} reads back exactly what was given`, () => {
    test.each(awkward)('%j', (value) => {
      const script = `${assignment(format, 'ACCESS_TOKEN', value)}\nprintenv ACCESS_TOKEN`
      const { stdout, stderr } = spawnSync(program, [...args, script], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: '/nonexistent', LC_ALL: 'C.UTF-8' },
      })
      expect([stdout, stderr]).toEqual([`${value}\n`, ''])
    })
  })
}

describe('a reader of dotenv files reads back exactly what was given', () => {
  const unquotable = (value: string): boolean => value.includes("'") && /["\\$`]/.test(value)

  test.each(awkward.filter((value) => !unquotable(value)))('%j', (value) => {
    const line = assignment('dotenv', 'ACCESS_TOKEN', value)
    expect(parseEnv(`A=1\n${line}\nB=2`)).toEqual({ A: '1', ACCESS_TOKEN: value, B: '2' })
  })

  test.each(awkward.filter(unquotable))('%j, which no quote holds, is refused', async (value) => {
    const fault = await faultOf(() => assignment('dotenv', 'ACCESS_TOKEN', value))
    expect([fault.code, fault.hint]).toEqual(['bad_answer', 'use -o json, which escapes it'])
  })

  test('where nothing is to be escaped, the value stands in double quotes', () => {
    expect(assignment('dotenv', 'ACCESS_TOKEN', '00D!AQ.a')).toBe('ACCESS_TOKEN="00D!AQ.a"')
  })

  test('a dollar is not expanded', () => {
    expect(assignment('dotenv', 'ACCESS_TOKEN', 'a$HOME')).toBe("ACCESS_TOKEN='a$HOME'")
  })
})

describe('PowerShell, which takes typographic quotes for plain ones', () => {
  test.each([
    ['plain', "$Env:A = 'plain'"],
    ["it's", "$Env:A = 'it''s'"],
    ['$(calc)`n', "$Env:A = '$(calc)`n'"],
    ['\u2019; calc; \u2018', "$Env:A = '\u2019\u2019; calc; \u2018\u2018'"],
    ['\u201a\u201b', "$Env:A = '\u201a\u201a\u201b\u201b'"],
  ])('%j', (value, line) => {
    expect(assignment('powershell', 'A', value)).toBe(line)
  })
})

describe('a value that could break out of its line is refused in every format', () => {
  const breaks = [
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\u001b[2J',
    '\u0085',
    '\u2028',
    '\u2029',
    '\t',
    '\u007f',
  ]

  test.each(['env', 'powershell', 'fish', 'dotenv'] as const)('%s', async (format) => {
    for (const mark of breaks) {
      expect(await codeOf(() => assignment(format, 'INSTANCE_URL', `a${mark}b`))).toBe('bad_answer')
    }
  })

  test('and the value is not in the message', async () => {
    const fault = await faultOf(() => assignment('env', 'ACCESS_TOKEN', 'CANARY\n'))
    expect(fault.message).toBe('the value of ACCESS_TOKEN carries a control character')
  })
})
