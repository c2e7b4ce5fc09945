import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { describe, expect, test } from 'vitest'
import { assetCommand } from '../../../src/commands/asset.js'
import { clientCredentialsCommand } from '../../../src/commands/client-credentials.js'
import { exchangeCommand } from '../../../src/commands/exchange.js'
import { jwtCommand } from '../../../src/commands/jwt.js'
import { passwordCommand } from '../../../src/commands/password.js'
import { runGrantCommand } from '../../../src/commands/run-grant.js'
import { samlCommand } from '../../../src/commands/saml.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { GrantOptions } from '../../../src/kernel/grant-options.js'
import type { StoreKind } from '../../../src/kernel/ports.js'
import type { ServerOptions } from '../../../src/kernel/server-options.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import type { View } from '../../../src/kernel/view.js'
import { faultOf, fullCredential } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

type Made = (run: (options: GrantOptions) => Promise<void>) => CommandUnknownOpts

const jwt: Made = (run) => jwtCommand(run, [])
const server: ServerOptions = {
  host: undefined,
  issuer: undefined,
  clientId: undefined,
  clientSecretFile: undefined,
  clientSecretStdin: false,
  keyFile: undefined,
  keyId: undefined,
  authMethod: undefined,
  scopes: [],
  sessionTimeout: undefined,
}
const none = { file: undefined, stdin: false }

/** What each command hands over when nothing optional was typed. */
const plainJwt = { grant: 'jwt_bearer', server, username: undefined, audience: undefined }
const plainCredentials = { grant: 'client_credentials', server, audience: undefined }
const plainExchange = {
  grant: 'token_exchange',
  server,
  audience: undefined,
  subject: none,
  subjectFrom: undefined,
  subjectType: 'jwt',
  actorFile: undefined,
  actorType: 'jwt',
  tokenHandler: undefined,
}
const plainSaml = {
  grant: 'saml_bearer',
  server,
  audience: undefined,
  assertionFile: undefined,
  certificate: undefined,
  username: undefined,
}
const plainSamlAssertion = {
  grant: 'saml_assertion',
  server,
  audience: undefined,
  assertionFile: undefined,
}
const plainAsset = {
  grant: 'asset_token',
  server,
  audience: undefined,
  subject: none,
  subjectProfile: undefined,
  deviceId: 'd1',
  deviceName: undefined,
  serialNumber: undefined,
  deviceKey: undefined,
  publicKey: undefined,
  show: false,
}
const plainPassword = {
  grant: 'password',
  server,
  audience: undefined,
  username: undefined,
  password: none,
  securityToken: none,
}

const every: readonly (readonly [string, Made, readonly string[], object])[] = [
  ['jwt', jwt, [], plainJwt],
  ['client-credentials', clientCredentialsCommand, [], plainCredentials],
  ['exchange', exchangeCommand, [], plainExchange],
  ['saml', samlCommand, [], plainSaml],
  ['saml assertion', samlCommand, ['assertion'], plainSamlAssertion],
  ['asset', assetCommand, ['--device-id', 'd1'], plainAsset],
  ['password', passwordCommand, [], plainPassword],
]

describe.each(every)('what was typed behind %s', (_name, command, first, plain) => {
  test.each<[readonly string[], Partial<ServerOptions>]>([
    [[], {}],
    [['acme'], { host: 'acme' }],
    [['-r', 'https://acme.example'], { host: 'https://acme.example' }],
    [['--instance-url', 'acme'], { host: 'acme' }],
    [['acme', '-r', 'other'], { host: 'acme' }],
    [['--issuer', 'https://idp.example'], { issuer: 'https://idp.example' }],
    [['-i', 'client', 'acme'], { clientId: 'client', host: 'acme' }],
    [['--client-id=client'], { clientId: 'client' }],
    [['--client-secret-file', '-'], { clientSecretFile: '-' }],
    [['--client-secret-stdin'], { clientSecretStdin: true }],
    [['--key-file', '-', '--key-id', 'k1'], { keyFile: '-', keyId: 'k1' }],
    [['-f', 'key.pem'], { keyFile: 'key.pem' }],
    [['--jwt-key-file', 'key.pem'], { keyFile: 'key.pem' }],
    [['--key-file', 'a.pem', '-f', 'b.pem'], { keyFile: 'a.pem' }],
    [['--auth-method', 'private-key-jwt'], { authMethod: 'private-key-jwt' }],
    [['-s', 'api', '--scope', 'web id', 'acme'], { scopes: ['api', 'web', 'id'], host: 'acme' }],
    [['--session-timeout', '7200'], { sessionTimeout: 7200 }],
  ])('about the server: %j', async (words, options) => {
    expect(await typed(command, [...first, ...words])).toEqual({
      ...plain,
      server: { ...server, ...options },
    })
  })

  test('does not stay for the next command in this process', async () => {
    await typed(command, [...first, '-s', 'api', '-i', 'client', 'acme'])
    expect(await typed(command, first)).toEqual(plain)
  })

  test.each([
    [['a', 'b'], /too many arguments/],
    [['--nope'], /unknown option/],
    [['--client-secret', 'x'], /unknown option/],
    [['--session-timeout', 'x'], /It takes a whole number of seconds/],
  ])('%j is not understood', async (words, message) => {
    expect(await misunderstood(command, [...first, ...words])).toMatch(message)
  })
})

describe('what each command has of its own', () => {
  test.each<[string, Made, readonly string[], object]>([
    ['jwt', jwt, ['-u', 'ada'], { ...plainJwt, username: 'ada' }],
    [
      'jwt',
      jwt,
      ['--username', 'ada', '--audience', 'https://a'],
      { ...plainJwt, username: 'ada', audience: 'https://a' },
    ],
    ['jwt flow', jwt, ['flow', '-u', 'ada'], { ...plainJwt, username: 'ada' }],
    [
      'exchange',
      exchangeCommand,
      ['--subject-token-file', '-', '--subject-token-type', 'id_token'],
      { ...plainExchange, subject: { file: '-', stdin: false }, subjectType: 'id_token' },
    ],
    [
      'exchange',
      exchangeCommand,
      ['--subject-token-stdin', '--actor-token-file', 'a', '--actor-token-type', 'urn:x'],
      {
        ...plainExchange,
        subject: { file: undefined, stdin: true },
        actorFile: 'a',
        actorType: 'urn:x',
      },
    ],
    [
      'exchange',
      exchangeCommand,
      ['--subject-from', 'command:vault read x', '--token-handler', 'H', '--audience', 'a'],
      {
        ...plainExchange,
        subjectFrom: 'command:vault read x',
        tokenHandler: 'H',
        audience: 'a',
      },
    ],
    [
      'saml',
      samlCommand,
      ['--certificate', 'c.crt', '-u', 'ada', '--audience', 'https://a'],
      { ...plainSaml, certificate: 'c.crt', username: 'ada', audience: 'https://a' },
    ],
    ['saml', samlCommand, ['--assertion-file', '-'], { ...plainSaml, assertionFile: '-' }],
    ['saml flow', samlCommand, ['flow', '-u', 'ada'], { ...plainSaml, username: 'ada' }],
    [
      'saml assertion',
      samlCommand,
      ['assertion', '--assertion-file', 'r.xml'],
      { ...plainSamlAssertion, assertionFile: 'r.xml' },
    ],
    [
      'asset',
      assetCommand,
      [
        ...['--device-id', 'd1', '--name', 'Pump', '--serial-number', 'S1'],
        ...['--device-key', 'd.pem', '--public-key', 'd.pub', '--subject-profile', 'work'],
        '--show',
      ],
      {
        ...plainAsset,
        deviceName: 'Pump',
        serialNumber: 'S1',
        deviceKey: 'd.pem',
        publicKey: 'd.pub',
        subjectProfile: 'work',
        show: true,
      },
    ],
    [
      'asset',
      assetCommand,
      ['--device-id', 'd1', '--subject-token-file', 't'],
      { ...plainAsset, subject: { file: 't', stdin: false } },
    ],
    [
      'asset',
      assetCommand,
      ['--device-id', 'd1', '--subject-token-stdin'],
      { ...plainAsset, subject: { file: undefined, stdin: true } },
    ],
    [
      'password',
      passwordCommand,
      ['-u', 'ada', '--password-file', 'p', '--security-token-file', 's'],
      {
        ...plainPassword,
        username: 'ada',
        password: { file: 'p', stdin: false },
        securityToken: { file: 's', stdin: false },
      },
    ],
    [
      'password',
      passwordCommand,
      ['--username', 'ada', '--password-stdin'],
      { ...plainPassword, username: 'ada', password: { file: undefined, stdin: true } },
    ],
  ])('%s', async (_name, command, words, options) => {
    expect(await typed(command, words)).toEqual(options)
  })

  test('a device needs an id', async () => {
    expect(await misunderstood(assetCommand, [])).toMatch(/--device-id/)
  })

  test.each([
    ['a password', passwordCommand, ['--password', 'p']],
    ['a security token', passwordCommand, ['--security-token', 't']],
    ['a subject token', exchangeCommand, ['--subject-token', 't']],
    ['an assertion', samlCommand, ['--assertion', 'a']],
  ])('%s is never taken from the command line', async (_what, command, words) => {
    expect(await misunderstood(command, words)).toMatch(/unknown option/)
  })
})

describe('the tools beside the JWT flow', () => {
  test('take their own options, and the flow does not run', async () => {
    const seen: unknown[] = []
    const tool = new Command('sign').option('--audience <aud>').action((flags) => {
      seen.push(flags)
    })
    const command = jwtCommand(() => Promise.reject(new Error('the flow ran')), [tool])
    await command.parseAsync(['sign', '--audience', 'x'], { from: 'user' })
    expect(seen).toEqual([{ audience: 'x' }])
  })
})

test.each(every)('the help of %s hides the aliases and tells the rest', (_name, make, first) => {
  const command = make(() => Promise.resolve())
  const [sub = 'flow'] = first.filter((word) => /^[a-z]+$/.test(word) && word !== 'd1')
  const flow = command.commands.find((one) => one.name() === sub) ?? command
  const help = flow.helpInformation()
  expect([
    help.includes('--instance-url'),
    help.includes('--jwt-key-file'),
    help.includes('--key-file'),
    help.includes('[host]'),
  ]).toEqual([false, false, true, true])
})

describe('a command runs', () => {
  const options: GrantOptions = {
    grant: 'client_credentials',
    server,
    audience: undefined,
  }

  test.each<[StoreKind, 'grant' | 'token']>([
    ['key-file', 'grant'],
    ['keychain', 'grant'],
    ['memory', 'token'],
  ])('and with the store %s it tells of a %s', async (store, told) => {
    const credential = fullCredential()
    const [asked, views]: [unknown[], View[]] = [[], []]
    await runGrantCommand(options, {
      obtain: (given) => {
        asked.push(given)
        return Promise.resolve({ credential, store })
      },
      now: () => epochSeconds(5),
      show: (view) => void views.push(view),
    })
    expect([asked, views]).toEqual([
      [options],
      [{ kind: 'tokens', told, credential, store, now: 5 }],
    ])
  })

  test('and shows nothing when it fails', async () => {
    const failure = new AuthError('access_denied', 'no')
    const shown: View[] = []
    const context = {
      obtain: () => Promise.reject(failure),
      now: () => epochSeconds(5),
      show: (view: View) => void shown.push(view),
    }
    expect(await faultOf(() => runGrantCommand(options, context))).toBe(failure)
    expect(shown).toEqual([])
  })
})
