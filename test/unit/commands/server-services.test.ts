import { describe, expect, test } from 'vitest'
import { corsCommand, runCors, type CorsOptions } from '../../../src/commands/cors.js'
import {
  discoverCommand,
  runDiscover,
  type DiscoverContext,
  type DiscoverOptions,
} from '../../../src/commands/discover.js'
import { registerCommand, type RegisterContext } from '../../../src/commands/register.js'
import { webOrigin } from '../../../src/commands/web-origin.js'
import type { ServerTarget } from '../../../src/kernel/profile.js'
import type {
  CorsEndpoint,
  RegistrationView,
  ServerView,
} from '../../../src/kernel/server-views.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { codeOf, faultOf } from '../store/fixtures.js'
import { quiet, typed } from './typed.js'

const org: ServerTarget = { kind: 'salesforce', url: 'https://acme.my.salesforce.com' }
const idp: ServerTarget = { kind: 'openid', url: 'https://idp.example' }

describe('discover', () => {
  test.each([
    ['', { server: { host: undefined, issuer: undefined }, what: 'metadata' }],
    ['acme --keys', { server: { host: 'acme', issuer: undefined }, what: 'keys' }],
    ['-r acme --auth', { server: { host: 'acme', issuer: undefined }, what: 'auth' }],
    ['--issuer https://a', { server: { host: undefined, issuer: 'https://a' }, what: 'metadata' }],
  ])('%s', async (words, wanted) => {
    const argv = words.split(' ').filter((word) => word !== '')
    expect(await typed<DiscoverOptions>(discoverCommand, argv)).toEqual(wanted)
  })

  test('--auth and --keys together are exit 2', async () => {
    expect(await codeOf(() => typed(discoverCommand, ['--auth', '--keys']))).toBe('usage')
  })

  test('--auth at another server than Salesforce is exit 2 and asks nothing', async () => {
    const never = (): Promise<never> => Promise.reject(new Error('it asked'))
    const context: DiscoverContext = {
      target: () => Promise.resolve(idp),
      metadata: never,
      auth: never,
      keys: never,
      show: () => undefined,
    }
    const server = { host: undefined, issuer: idp.url }
    expect(await codeOf(() => runDiscover({ server, what: 'auth' }, context))).toBe('usage')
  })
})

describe('register', () => {
  const view: Omit<RegistrationView, 'kind' | 'told'> = {
    profile: 'work',
    host: 'idp.example',
    document: { client_id: 'c1' },
    hasSecret: false,
    secretExpiresAt: undefined,
    managed: true,
    store: 'key-file',
    now: epochSeconds(0),
  }

  /** Types words, and gives what was asked of the context and what was shown. */
  async function registering(words: readonly string[]): Promise<readonly unknown[]> {
    const told: unknown[] = []
    const asked = (...what: readonly unknown[]): Promise<typeof view> => {
      told.push(...what)
      return Promise.resolve(view)
    }
    const context: RegisterContext = {
      create: (options) => asked('create', options),
      read: () => asked('read'),
      update: (metadata) => asked('update', metadata),
      delete: async () => {
        await asked('delete')
        return { profile: 'work', host: 'idp.example', clientId: 'c1' }
      },
      show: (shown: ServerView) => {
        told.push(shown)
      },
    }
    const command = quiet(registerCommand((act) => act(context)))
    await command.parseAsync([...words], { from: 'user' })
    return told
  }

  const metadata = {
    name: undefined,
    redirectUris: [],
    grantTypes: [],
    responseTypes: [],
    contacts: [],
    applicationType: undefined,
    authMethod: undefined,
    scopes: [],
    parameters: [],
    metadataFile: undefined,
  }

  test('creates by default, with every flag where it belongs', async () => {
    const words =
      'acme --name Mine --redirect-uri a --redirect-uri b --grant-type g --response-type r --contact c --application-type web --auth-method post -s api -s openid --param k=v --metadata f --initial-access-token-file -'
    expect(await registering(words.split(' '))).toEqual([
      'create',
      {
        server: { host: 'acme', issuer: undefined },
        metadata: {
          name: 'Mine',
          redirectUris: ['a', 'b'],
          grantTypes: ['g'],
          responseTypes: ['r'],
          contacts: ['c'],
          applicationType: 'web',
          authMethod: 'post',
          scopes: ['api', 'openid'],
          parameters: ['k=v'],
          metadataFile: 'f',
        },
        initialAccessTokenFile: '-',
        initialAccessTokenStdin: false,
      },
      { kind: 'registration', told: 'registered', ...view },
    ])
  })

  test('shows, updates and deletes the client of the profile', async () => {
    expect(await registering(['show'])).toEqual([
      'read',
      { kind: 'registration', told: 'shown', ...view },
    ])
    expect(await registering(['update', '--name', 'New'])).toEqual([
      'update',
      { ...metadata, name: 'New' },
      { kind: 'registration', told: 'updated', ...view },
    ])
    expect(await registering(['delete'])).toEqual([
      'delete',
      { kind: 'deregistration', profile: 'work', host: 'idp.example', clientId: 'c1' },
    ])
  })
})

describe('cors', () => {
  const at = (
    verdict: CorsEndpoint['verdict'],
    expected: CorsEndpoint['expected'],
  ): CorsEndpoint => ({ path: '/x', verdict, expected })

  async function checking(
    endpoints: readonly CorsEndpoint[],
    target = org,
  ): Promise<readonly ServerView[]> {
    const shown: ServerView[] = []
    await runCors(
      { origin: 'https://app.example', server: { host: undefined, issuer: undefined } },
      {
        target: () => Promise.resolve(target),
        check: () => Promise.resolve(endpoints),
        show: (view) => {
          shown.push(view)
        },
      },
    )
    return shown
  }

  test('takes an origin and a host', async () => {
    expect(await typed<CorsOptions>(corsCommand, ['https://a.example', 'acme'])).toEqual({
      origin: 'https://a.example',
      server: { host: 'acme', issuer: undefined },
    })
  })

  test('all that can be open is: exit 0, whatever is never open', async () => {
    const endpoints = [
      at('allowed', 'allowed'),
      at('allowed', 'setting'),
      at('refused', 'never'),
      at('wrong_host', 'wrong_host'),
    ]
    expect(await checking(endpoints)).toEqual([
      { kind: 'cors', origin: 'https://app.example', target: org, endpoints },
    ])
  })

  test.each([
    ['allow_list', 'setting', 'Allowed Origins List'],
    ['setting', 'setting', 'Enable CORS for OAuth endpoints'],
    ['refused', 'allowed', '-v'],
    ['wrong_host', 'wrong_host', 'MY-DOMAIN'],
  ] as const)('%s is exit 5 and says what to change', async (verdict, expected, hint) => {
    const fault = await faultOf(() => checking([at(verdict, expected)]))
    expect(fault).toMatchObject({ code: 'request_refused', exitStatus: 5 })
    expect(fault.hint).toContain(hint)
  })

  test.each([
    ['https://App.Example:443', 'https://app.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is the origin %s', (text, wanted) => {
    expect(webOrigin(text)).toBe(wanted)
  })

  test.each([
    'app.example',
    'null',
    '*',
    'https://*.example',
    'http://app.example',
    'https://app.example/',
    'https://app.example/x',
    'https://app.example?',
    'https://app.example#',
    'https://me@app.example',
    'ftp://app.example',
    'https://',
  ])('%s is no origin', async (text) => {
    expect(await codeOf(() => webOrigin(text))).toBe('usage')
  })

  test('a path behind the origin is named in the correction', async () => {
    expect((await faultOf(() => webOrigin('https://app.example/x'))).hint).toContain(
      'https://app.example',
    )
  })
})
