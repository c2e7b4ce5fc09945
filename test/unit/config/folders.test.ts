import { describe, expect, test } from 'vitest'
import { folders, type FolderFacts } from '../../../src/config/folders.js'
import { faultOf } from '../store/fixtures.js'

function facts(
  env: FolderFacts['env'],
  accountHome?: string,
  platform: NodeJS.Platform = 'linux',
): FolderFacts {
  return { env, platform, accountHome: () => accountHome }
}

describe('where files live on Unix', () => {
  test.each([
    [
      'below HOME',
      facts({ HOME: '/home/ada' }),
      '/home/ada/.config/oauthctl',
      '/home/ada/.local/state/oauthctl',
    ],
    [
      'below XDG',
      facts({ HOME: '/home/ada', XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' }),
      '/c/oauthctl',
      '/s/oauthctl',
    ],
    [
      'one of XDG only',
      facts({ HOME: '/home/ada', XDG_STATE_HOME: '/s' }),
      '/home/ada/.config/oauthctl',
      '/s/oauthctl',
    ],
    [
      'XDG without any home',
      facts({ XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' }),
      '/c/oauthctl',
      '/s/oauthctl',
    ],
    [
      'a relative XDG is ignored',
      facts({ HOME: '/home/ada', XDG_CONFIG_HOME: 'c', XDG_STATE_HOME: './s' }),
      '/home/ada/.config/oauthctl',
      '/home/ada/.local/state/oauthctl',
    ],
    [
      'an empty XDG is ignored',
      facts({ HOME: '/home/ada', XDG_CONFIG_HOME: '', XDG_STATE_HOME: '' }),
      '/home/ada/.config/oauthctl',
      '/home/ada/.local/state/oauthctl',
    ],
    [
      'XDG as the root is ignored',
      facts({ HOME: '/home/ada', XDG_CONFIG_HOME: '/', XDG_STATE_HOME: '/' }),
      '/home/ada/.config/oauthctl',
      '/home/ada/.local/state/oauthctl',
    ],
    ...['', undefined, 'home/ada', '.', '/'].map(
      (HOME) =>
        [
          `HOME is ${JSON.stringify(HOME)}, the account's home counts`,
          facts({ HOME }, '/home/account'),
          '/home/account/.config/oauthctl',
          '/home/account/.local/state/oauthctl',
        ] as const,
    ),
    [
      'OAUTHCTL_HOME for both',
      facts({ HOME: '', OAUTHCTL_HOME: '/o', XDG_CONFIG_HOME: '/c' }),
      '/o',
      '/o',
    ],
    [
      'an empty OAUTHCTL_HOME is none',
      facts({ HOME: '/home/ada', OAUTHCTL_HOME: '' }),
      '/home/ada/.config/oauthctl',
      '/home/ada/.local/state/oauthctl',
    ],
    [
      'macOS like the rest',
      facts({ HOME: '/Users/ada' }, undefined, 'darwin'),
      '/Users/ada/.config/oauthctl',
      '/Users/ada/.local/state/oauthctl',
    ],
  ] as const)('%s', (_what, given, config, state) => {
    expect(folders(given)).toEqual({ config, state })
  })
})

describe('where files live on Windows', () => {
  const roaming = String.raw`C:\Users\ada\AppData\Roaming`
  const local = String.raw`C:\Users\ada\AppData\Local`
  const both = {
    config: String.raw`C:\Users\ada\AppData\Roaming\oauthctl`,
    state: String.raw`C:\Users\ada\AppData\Local\oauthctl`,
  }

  test.each([
    ['AppData', { APPDATA: roaming, LOCALAPPDATA: local }, undefined],
    ['the profile folder', { USERPROFILE: String.raw`C:\Users\ada` }, undefined],
    ["the account's home", {}, String.raw`C:\Users\ada`],
    [
      'relative folders are ignored',
      { APPDATA: 'AppData', LOCALAPPDATA: '.', USERPROFILE: '' },
      String.raw`C:\Users\ada`,
    ],
    ['HOME means nothing', { HOME: '/home/x', USERPROFILE: String.raw`C:\Users\ada` }, undefined],
    [
      'the root of a drive is ignored',
      { APPDATA: 'D:\\', LOCALAPPDATA: local },
      String.raw`C:\Users\ada`,
    ],
  ])('%s', (_what, env, account) => {
    expect(folders(facts(env, account, 'win32'))).toEqual(both)
  })
})

describe('never in the current folder', () => {
  test.each([
    ['no home at all', facts({})],
    ['an empty home', facts({ HOME: '' }, '')],
    ['a relative home', facts({ HOME: 'x' }, 'y')],
    ['the root as home', facts({ HOME: '/' }, '/')],
    ['no home on Windows', facts({}, undefined, 'win32')],
  ])('%s is refused', async (_what, given) => {
    const fault = await faultOf(() => folders(given))
    expect([fault.code, fault.exitStatus, fault.hint]).toEqual([
      'bad_configuration',
      3,
      'set OAUTHCTL_HOME to a folder of your own',
    ])
  })

  test.each(['state', './state', '..', '~/.oauthctl'])(
    'OAUTHCTL_HOME=%s is refused',
    async (own) => {
      const fault = await faultOf(() => folders(facts({ OAUTHCTL_HOME: own, HOME: '/home/ada' })))
      expect([fault.code, fault.message]).toEqual([
        'bad_configuration',
        `OAUTHCTL_HOME is not an absolute path: ${own}`,
      ])
    },
  )
})
