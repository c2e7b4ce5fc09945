import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readSecret } from '../../../src/config/secret-input.js'
import { faultOf, freshFolder } from '../store/fixtures.js'

interface Given {
  readonly file?: string
  readonly stdin?: boolean
  readonly env?: Record<string, string>
  readonly input?: string
}

async function read(given: Given): Promise<string | undefined> {
  const secret = await readSecret(
    {
      name: 'the client secret',
      file: { flag: '--client-secret-file', path: given.file },
      stdin: { flag: '--client-secret-stdin', on: given.stdin === true },
      variable: 'OAUTHCTL_CLIENT_SECRET',
    },
    given.env ?? {},
    () => Promise.resolve(given.input ?? 'from stdin\n'),
  )
  return secret?.expose()
}

function fileWith(content: string | Uint8Array): string {
  const path = join(freshFolder(), 'secret')
  writeFileSync(path, content)
  return path
}

describe('where a secret is read from, the first that is given', () => {
  test('a file', async () => {
    const env = { OAUTHCTL_CLIENT_SECRET: 'variable' }
    expect(await read({ file: fileWith('from file\n'), env })).toBe('from file')
  })

  test('stdin, by its own flag or as a dash', async () => {
    const env = { OAUTHCTL_CLIENT_SECRET: 'variable' }
    expect([await read({ stdin: true, env }), await read({ file: '-', env })]).toEqual([
      'from stdin',
      'from stdin',
    ])
  })

  test('the variable before the file that another variable names', async () => {
    const OAUTHCTL_CLIENT_SECRET_FILE = fileWith('from named file\n')
    const variable = { OAUTHCTL_CLIENT_SECRET: 'variable', OAUTHCTL_CLIENT_SECRET_FILE }
    expect([
      await read({ env: variable }),
      await read({ env: { ...variable, OAUTHCTL_CLIENT_SECRET: '' } }),
    ]).toEqual(['variable', 'from named file'])
  })

  test('nowhere', async () => {
    const env = { OAUTHCTL_CLIENT_SECRET: '', OAUTHCTL_CLIENT_SECRET_FILE: '' }
    expect(await read({ env })).toBe(undefined)
  })
})

describe('the last line break is not part of a secret, everything else is', () => {
  test.each([
    ['s3cret', 's3cret'],
    ['s3cret\n', 's3cret'],
    ['s3cret\r\n', 's3cret'],
    ['s3cret\n\n', 's3cret\n'],
    [' s3 cret ', ' s3 cret '],
    ['line\nline\n', 'line\nline'],
    ['pässwörd☃', 'pässwörd☃'],
  ])('%j', async (text, secret) => {
    expect([
      await read({ file: fileWith(text) }),
      await read({ stdin: true, input: text }),
    ]).toEqual([secret, secret])
  })

  test('a variable is taken as it is', async () => {
    expect(await read({ env: { OAUTHCTL_CLIENT_SECRET: 'a\n' } })).toBe('a\n')
  })
})

test('a secret comes whole out of a pipe that gives it in pieces', async () => {
  const path = join(freshFolder(), 'pipe')
  expect(spawnSync('sh', ['-c', 'mkfifo "$0"', path]).status).toBe(0)
  const writer = spawn('sh', ['-c', 'exec >"$0"; printf s3; sleep 0.2; printf cret', path])
  onTestFinished(() => void writer.kill())
  expect(await read({ file: path })).toBe('s3cret')
})

test('64 KiB are read', async () => {
  expect(await read({ file: fileWith('x'.repeat(65_536)) })).toHaveLength(65_536)
})

describe('what cannot be a secret', () => {
  test('two flags that both give one', async () => {
    const fault = await faultOf(() => read({ stdin: true, file: 'x' }))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'usage',
      '--client-secret-stdin and --client-secret-file both give the client secret',
      'give one of them',
    ])
  })

  test('stdin named twice', async () => {
    expect((await faultOf(() => read({ stdin: true, file: '-' }))).code).toBe('usage')
  })

  test.each(['', '\n', '\r\n'])('a place that holds only %j', async (text) => {
    const path = fileWith(text)
    const faults = [
      await faultOf(() => read({ file: path })),
      await faultOf(() => read({ stdin: true, input: text })),
    ]
    expect(faults.map(({ code, message }) => [code, message])).toEqual([
      ['bad_configuration', `${path} holds no text where the client secret should be`],
      ['bad_configuration', 'stdin holds no text where the client secret should be'],
    ])
  })

  test.each([
    ['a file that is not there', (folder: string): string => join(folder, 'none')],
    [
      'a folder',
      (folder: string): string => {
        mkdirSync(join(folder, 'dir'))
        return join(folder, 'dir')
      },
    ],
  ])('%s', async (_what, place) => {
    const path = place(freshFolder())
    const fault = await faultOf(() => read({ file: path }))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'bad_configuration',
      `the client secret cannot be read from ${path}`,
      `check that ${path} exists and is yours to read`,
    ])
  })

  test('a file that goes on and on is refused, not cut', async () => {
    for (const path of [fileWith('x'.repeat(65_537)), '/dev/zero']) {
      const fault = await faultOf(() => read({ file: path }))
      expect([fault.code, fault.message]).toEqual([
        'bad_configuration',
        `${path} is too long to hold the client secret`,
      ])
    }
  })
})
