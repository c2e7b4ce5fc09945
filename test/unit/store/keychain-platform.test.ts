import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keychainUnreachable } from '../../../src/store/keychain-platform.js'
import { freshFolder } from './fixtures.js'

describe('S5: whether a keychain can be reached', () => {
  test.each([
    [{}, 'there is no D-Bus session here'],
    [{ DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' }, 'there is no D-Bus session here'],
    [{ XDG_RUNTIME_DIR: '/nowhere' }, 'there is no D-Bus session here'],
    [
      { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus,guid=1' },
      'the D-Bus session that the environment names is gone',
    ],
    [
      { DBUS_SESSION_BUS_ADDRESS: 'unix:guid=1,path=/nowhere/a;unix:path=/nowhere/b' },
      'the D-Bus session that the environment names is gone',
    ],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/a;unix:path=/dev/null' }, undefined],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-x' }, undefined],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/no%20where' }, undefined],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=localhost' }, undefined],
  ])('the environment %j says %j', (given, reason) => {
    expect(keychainUnreachable(given, 'linux')).toBe(reason)
  })

  test('the bus of the runtime folder is enough; macOS and Windows need none', () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'bus'), '')
    expect(keychainUnreachable({ XDG_RUNTIME_DIR: folder }, 'linux')).toBeUndefined()
    expect(keychainUnreachable({}, 'darwin')).toBeUndefined()
    expect(keychainUnreachable({}, 'win32')).toBeUndefined()
  })
})
