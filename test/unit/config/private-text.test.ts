import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readKeyFile, readTextFile } from '../../../src/config/private-text.js'
import { faultOf, freshFolder } from '../store/fixtures.js'

const posix = process.platform !== 'win32'
const readers = [
  ['a text', readTextFile],
  ['a key', readKeyFile],
] as const

function file(content: string | Uint8Array, mode = 0o600): string {
  const path = join(freshFolder(), 'text')
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}

describe.each(readers)('%s', (_what, read) => {
  test('is read without the white space around it', async () => {
    const secret = await read(file('\n -----BEGIN\r\nöä \n\n'), 'the text')
    expect([secret.expose(), String(secret)]).toEqual(['-----BEGIN\r\nöä', '[secret]'])
  })

  test('may be behind a link', async () => {
    const path = file('content')
    symlinkSync(path, `${path}-link`)
    expect((await read(`${path}-link`, 'the text')).expose()).toBe('content')
  })

  test('as large as it may be', async () => {
    expect((await read(file('x'.repeat(262_144)), 'the text')).expose()).toHaveLength(262_144)
  })

  test.each([
    ['is empty', ''],
    ['is empty', ' \n\t'],
    ['is too large', 'x'.repeat(262_145)],
  ])('%s, which is told with the place', async (reason, content) => {
    const path = file(content)
    const error = await faultOf(() => read(path, 'the text'))
    expect([error.code, error.message, error.hint]).toEqual([
      'bad_configuration',
      `${path}, which should hold the text, ${reason}`,
      `put the text into ${path}`,
    ])
  })

  test('that is a folder, is told so, whoever may read it', async () => {
    const path = join(freshFolder(), 'folder')
    mkdirSync(path, { mode: 0o755 })
    const error = await faultOf(() => read(path, 'the text'))
    expect([error.code, error.message]).toEqual([
      'bad_configuration',
      `${path}, which should hold the text, is no regular file`,
    ])
  })

  test.runIf(posix).each(['600', '644'])(
    'that is a FIFO of mode %s does not hang',
    async (mode) => {
      const path = join(freshFolder(), 'fifo')
      execFileSync('mkfifo', ['-m', mode, path])
      const error = await faultOf(() => read(path, 'the text'))
      expect([error.code, error.message]).toEqual([
        'bad_configuration',
        `${path}, which should hold the text, is no regular file`,
      ])
    },
  )

  test.runIf(posix)('that is a device is not read', async () => {
    expect((await faultOf(() => read('/dev/zero', 'the text'))).message).toBe(
      '/dev/zero, which should hold the text, is no regular file',
    )
  })

  test.each(['gone', 'a\0b', 'not/there'])('at %j cannot be read', async (name) => {
    const path = join(freshFolder(), name)
    const error = await faultOf(() => read(path, 'the text'))
    expect([error.code, error.message, error.hint]).toEqual([
      'bad_configuration',
      `the text cannot be read from ${path}`,
      `check that ${path} exists and is yours to read`,
    ])
  })
})

describe.runIf(posix)('who else may read it', () => {
  test.each(['644', '640', '604', '620', '601'])(
    'a key of mode %s is refused, its content unread',
    async (mode) => {
      const path = file('key-CANARY', parseInt(mode, 8))
      const error = await faultOf(() => readKeyFile(path, 'the private key'))
      expect([error.code, error.message, error.hint]).toEqual([
        'bad_configuration',
        `${path} can be read by others than its owner`,
        `chmod 600 ${path}, or give the key on stdin: --key-file -`,
      ])
    },
  )

  test('a link does not hide the mode of the key behind it', async () => {
    const path = file('key-CANARY', 0o644)
    symlinkSync(path, `${path}-link`)
    expect((await faultOf(() => readKeyFile(`${path}-link`, 'the private key'))).message).toBe(
      `${path}-link can be read by others than its owner`,
    )
  })

  test.each(['600', '400', '700'])('a key of mode %s is read', async (mode) => {
    expect((await readKeyFile(file('key', parseInt(mode, 8)), 'the private key')).expose()).toBe(
      'key',
    )
  })

  test('any other text may be open to all', async () => {
    expect((await readTextFile(file('text', 0o644), 'the text')).expose()).toBe('text')
  })
})
