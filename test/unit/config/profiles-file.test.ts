import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import {
  profilesPath,
  readProfiles,
  type ProfilesDocument,
} from '../../../src/config/profiles-file.js'
import { writeProfiles } from '../../../src/config/write-profiles.js'
import type { Profile } from '../../../src/kernel/profile.js'
import { faultOf, freshFolder } from '../store/fixtures.js'

const work: Profile = {
  name: 'work',
  server: { kind: 'salesforce', url: 'https://acme.my.salesforce.com' },
  clientId: '3MVG9',
  grant: 'authorization_code',
  authMethod: 'post',
  scopes: ['api', 'refresh_token'],
  redirectUri: 'http://localhost:1717/OauthRedirect',
  sessionTimeout: 7200,
}

const idp: Profile = {
  name: 'idp',
  server: { kind: 'openid', url: 'https://idp.example/tenant/' },
  clientId: 'client-1',
  grant: 'authorization_code',
  authMethod: undefined,
  scopes: undefined,
  redirectUri: undefined,
  sessionTimeout: undefined,
}

const both: ProfilesDocument = {
  current: 'work',
  profiles: new Map([
    ['work', work],
    ['idp', idp],
  ]),
}

const entry = {
  host: 'https://acme.my.salesforce.com',
  client_id: 'c',
  grant: 'authorization_code',
}

/** A folder whose profiles file holds that. */
function edited(text: string): string {
  const folder = freshFolder()
  writeFileSync(profilesPath(folder), text)
  return folder
}

function withEntry(change: Record<string, unknown>): string {
  return edited(JSON.stringify({ version: 1, profiles: { work: { ...entry, ...change } } }))
}

test('what was written is read back', async () => {
  const folder = freshFolder()
  await writeProfiles(folder, both)
  expect(readProfiles(folder)).toEqual(both)
})

test('the file is made to be edited by hand', async () => {
  const folder = freshFolder()
  await writeProfiles(folder, both)
  expect(readFileSync(profilesPath(folder), 'utf8')).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "current": "work",
      "profiles": {
        "work": {
          "host": "https://acme.my.salesforce.com",
          "client_id": "3MVG9",
          "grant": "authorization_code",
          "auth_method": "post",
          "scope": "api refresh_token",
          "redirect_uri": "http://localhost:1717/OauthRedirect",
          "session_timeout": 7200
        },
        "idp": {
          "issuer": "https://idp.example/tenant/",
          "client_id": "client-1",
          "grant": "authorization_code"
        }
      }
    }
    "
  `)
})

test.each([
  [{ kind: 'fatal' }, 'fatal'],
  [{ kind: 'grace', seconds: 30 }, 'grace:30'],
  [{ kind: 'idempotent' }, 'idempotent'],
  [{ kind: 'none' }, 'none'],
] as const)('what a server does with a replaced refresh token: %j is %s', async (reuse, word) => {
  const folder = freshFolder()
  const document = { ...both, profiles: new Map([['work', { ...work, rotationReuse: reuse }]]) }
  await writeProfiles(folder, document)
  expect(readFileSync(profilesPath(folder), 'utf8')).toContain(`"rotation_reuse": "${word}"`)
  expect(readProfiles(folder)).toEqual(document)
})

test('no file is no profiles, and reading makes none', () => {
  const folder = join(freshFolder(), 'none')
  expect(readProfiles(folder)).toEqual({ current: undefined, profiles: new Map() })
  expect(existsSync(folder)).toBe(false)
})

test('thousands of profiles are read', async () => {
  const folder = freshFolder()
  const profiles = new Map(
    Array.from({ length: 2_000 }, (_, index) => {
      const name = `p${index}`
      return [name, { ...work, name }] as const
    }),
  )
  await writeProfiles(folder, { current: undefined, profiles })
  expect(readProfiles(folder).profiles.size).toBe(2_000)
})

describe('what a person wrote by hand', () => {
  test('may leave out what has a default', () => {
    expect(readProfiles(withEntry({}))).toEqual({
      current: undefined,
      profiles: new Map([
        [
          'work',
          {
            ...idp,
            name: 'work',
            clientId: 'c',
            server: { kind: 'salesforce', url: 'https://acme.my.salesforce.com' },
          },
        ],
      ]),
    })
  })

  test('may hold members that nobody knows', () => {
    const folder = withEntry({ note: 'mine', scope: ' api\n  web ' })
    expect(readProfiles(folder).profiles.get('work')?.scopes).toEqual(['api', 'web'])
  })

  test.each([
    [
      'no client id',
      { client_id: undefined },
      '"client_id" of profile work in PATH is not a string',
    ],
    [
      'a client id that is empty',
      { client_id: '' },
      '"client_id" of profile work in PATH is not a string',
    ],
    ['no host', { host: undefined }, '"host" of profile work in PATH is not a string'],
    [
      'a host that is no URL',
      { host: 'login' },
      '"host" of profile work in PATH is not an https URL',
    ],
    [
      'a host that is not https',
      { host: 'http://acme.my.salesforce.com' },
      '"host" of profile work in PATH is not an https URL',
    ],
    [
      'a host with a user name',
      { host: 'https://login.salesforce.com@evil.test' },
      '"host" of profile work in PATH is not an https URL',
    ],
    [
      'an issuer that is no URL',
      { issuer: 'idp' },
      '"issuer" of profile work in PATH is not an https URL',
    ],
    [
      'an issuer with a query',
      { issuer: 'https://idp.example?x' },
      '"issuer" of profile work in PATH is not an https URL',
    ],
    [
      'an unknown grant',
      { grant: 'magic' },
      '"grant" of profile work in PATH is not a grant this version knows',
    ],
    [
      'an unknown method',
      { auth_method: 'tls' },
      '"auth_method" of profile work in PATH is not one of none, post, basic, private-key-jwt',
    ],
    ['scopes in an array', { scope: ['api'] }, '"scope" of profile work in PATH is not a string'],
    [
      'a redirect that is no string',
      { redirect_uri: 1 },
      '"redirect_uri" of profile work in PATH is not a string',
    ],
    [
      'a timeout in words',
      { session_timeout: '2 h' },
      '"session_timeout" of profile work in PATH is not a number',
    ],
    [
      'an unknown policy',
      { rotation_reuse: 'lenient' },
      '"rotation_reuse" of profile work in PATH is not one of fatal, grace:SECONDS (1 to 86400), idempotent, none',
    ],
    [
      'a policy that is no string',
      { rotation_reuse: 30 },
      '"rotation_reuse" of profile work in PATH is not a string',
    ],
  ])('%s is told by file, profile and member', async (_what, change, message) => {
    const folder = withEntry(change)
    const path = profilesPath(folder)
    const fault = await faultOf(() => readProfiles(folder))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'bad_configuration',
      message.replace('PATH', path),
      `mend ${path}, or remove the profile: oauthctl profile remove work`,
    ])
  })

  test.each([
    ['no JSON', '{"version":1,', 'PATH is not JSON'],
    ['empty', '', 'PATH is not JSON'],
    ['an array', '[]', 'PATH is not a JSON object'],
    ['no version', '{"profiles":{}}', 'PATH has a format this version cannot read'],
    [
      'another version',
      '{"version":2,"profiles":{}}',
      'PATH has a format this version cannot read',
    ],
    ['a version in words', '{"version":"1"}', 'PATH has a format this version cannot read'],
    ['profiles in an array', '{"version":1,"profiles":[]}', '"profiles" of PATH is not an object'],
    [
      'a profile that is no object',
      '{"version":1,"profiles":{"work":1}}',
      'profile work in PATH is not a JSON object',
    ],
    [
      'a current one that is no name',
      '{"version":1,"current":1}',
      '"current" of PATH is not a string',
    ],
    ['a profile twice', '{"version":1,"profiles":{"a":{},"a":{}}}', 'PATH gives "a" twice'],
  ])('%s is told by the file', async (_what, text, message) => {
    const folder = edited(text)
    const fault = await faultOf(() => readProfiles(folder))
    expect([fault.code, fault.message]).toEqual([
      'bad_configuration',
      message.replace('PATH', profilesPath(folder)),
    ])
  })

  test('a http host on loopback is taken, for the emulator', () => {
    const folder = withEntry({ host: 'http://127.0.0.1:8787' })
    expect(readProfiles(folder).profiles.get('work')?.server.url).toBe('http://127.0.0.1:8787')
  })
})

describe('writing', () => {
  test('leaves one file that nobody else can read', async () => {
    const folder = join(freshFolder(), 'a', 'b')
    await writeProfiles(folder, both)
    expect([
      readdirSync(folder),
      statSync(profilesPath(folder)).mode & 0o777,
      statSync(folder).mode & 0o777,
    ]).toEqual([['profiles.json'], 0o600, 0o700])
  })

  test('keeps a link to the file a link, and writes where it points', async () => {
    const [folder, dotfiles] = [freshFolder(), freshFolder()]
    const target = join(dotfiles, 'oauthctl.json')
    writeFileSync(target, '{"version":1}')
    symlinkSync(target, profilesPath(folder))
    await writeProfiles(folder, both)
    expect([
      lstatSync(profilesPath(folder)).isSymbolicLink(),
      readlinkSync(profilesPath(folder)),
      lstatSync(target).isFile(),
      readProfiles(folder).profiles.size,
      readdirSync(folder),
      readdirSync(dotfiles),
    ]).toEqual([true, target, true, 2, ['profiles.json'], ['oauthctl.json']])
  })

  test('is never half done for a reader', async () => {
    const folder = freshFolder()
    await writeProfiles(folder, both)
    const one = { current: undefined, profiles: new Map([['work', work]]) }
    const seen = new Set<number>()
    const writing = (async () => {
      for (let round = 0; round < 40; round += 1) {
        await Promise.all([writeProfiles(folder, one), writeProfiles(folder, both)])
      }
      return 'done'
    })()
    const still = Symbol('still writing')
    while ((await Promise.race([writing, setImmediate(still)])) === still) {
      seen.add(readProfiles(folder).profiles.size)
    }
    expect([...seen].sort().filter((size) => size !== 1 && size !== 2)).toEqual([])
    expect(readdirSync(folder)).toEqual(['profiles.json'])
  })

  test.each([
    [
      'a file where the folder should be',
      (folder: string): string => {
        writeFileSync(join(folder, 'file'), '')
        return join(folder, 'file')
      },
    ],
    [
      'a folder where the file should be',
      (folder: string): string => {
        mkdirSync(join(profilesPath(folder), 'x'), { recursive: true })
        return folder
      },
    ],
    [
      'a path that cannot be made',
      (folder: string): string => {
        writeFileSync(join(folder, 'file'), '')
        return join(folder, 'file', 'below')
      },
    ],
  ])('on %s ends in a clear error and leaves nothing behind', async (_what, prepare) => {
    const root = freshFolder()
    const folder = prepare(root)
    const fault = await faultOf(() => writeProfiles(folder, both))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'bad_configuration',
      `${profilesPath(folder)} cannot be written`,
      `make ${folder} writable, or set OAUTHCTL_HOME`,
    ])
    expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})

test('a file that cannot be read is told', async () => {
  const folder = freshFolder()
  mkdirSync(profilesPath(folder))
  const fault = await faultOf(() => readProfiles(folder))
  expect([fault.code, fault.message]).toEqual([
    'bad_configuration',
    `${profilesPath(folder)} cannot be read`,
  ])
})

test('a laxer mode of an older file does not outlive the next write', async () => {
  const folder = edited('{"version":1}')
  chmodSync(profilesPath(folder), 0o644)
  await writeProfiles(folder, both)
  expect(statSync(profilesPath(folder)).mode & 0o777).toBe(0o600)
})
