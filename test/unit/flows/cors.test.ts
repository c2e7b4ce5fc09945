import { describe, expect, test } from 'vitest'
import { checkCors } from '../../../src/flows/cors.js'
import { checkIssuerCors } from '../../../src/flows/cors-issuer.js'
import { askCors } from '../../../src/flows/cors-preflight.js'
import type { HttpAnswer, HttpRequest } from '../../../src/kernel/ports.js'
import type { CorsEndpoint } from '../../../src/kernel/server-views.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { answer, never, network } from '../../support/fakes.js'

const origin = 'https://app.example'
const open = {
  'access-control-allow-origin': origin,
  'access-control-allow-headers': '*, authorization, auth-request-type',
}

describe('a preflight', () => {
  const ask = async (
    headers: Record<string, string>,
    status = 200,
    asked: readonly string[] = ['authorization', 'x-own'],
  ): Promise<boolean> => {
    const net = network(() => answer('', { status, headers }))
    const request = { url: 'https://idp.example/token', method: 'POST', headers: asked } as const
    return (await askCors(request, origin, net, never)).open
  }
  const allow = (who: string, what = 'authorization, x-own'): Record<string, string> => ({
    'access-control-allow-origin': who,
    'access-control-allow-headers': what,
  })

  test('asks as a browser does, and sends nothing else', async () => {
    const net = network(() => answer(''))
    const headers = ['content-type', 'authorization']
    await askCors({ url: 'https://idp.example/token', method: 'POST', headers }, origin, net, never)
    expect(net.requests).toEqual([
      {
        method: 'OPTIONS',
        url: 'https://idp.example/token',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
        body: undefined,
      },
    ])
  })

  test.each([
    ['the origin', allow(origin), 200, true],
    ['any origin', allow('*'), 204, true],
    ['headers in another case', allow(origin, 'AUTHORIZATION,X-Own'), 200, true],
    ['another origin', allow('https://other.example'), 200, false],
    ['two origins', allow(`${origin}, https://other.example`), 200, false],
    ['a prefix of the origin', allow('https://app.exampl'), 200, false],
    ['no origin', {}, 200, false],
    ['too few headers', allow(origin, 'x-own'), 200, false],
    ['* for Authorization, which it does not stand for', allow(origin, '*'), 200, false],
    ['an error status', allow(origin), 403, false],
    ['a redirect', allow(origin), 302, false],
  ])('that answers with %s', async (_, headers, status, wanted) => {
    expect(await ask(headers, status)).toBe(wanted)
  })

  test('* stands for every other header, and the type of a form needs no permission', async () => {
    expect(await ask(allow(origin, '*'), 200, ['x-own'])).toBe(true)
    expect(await ask(allow(origin, ''), 200, ['content-type'])).toBe(true)
  })

  test('is not asked before a simple request, whose own answer counts, errors included', async () => {
    const net = network(() => answer('', { status: 400, headers: allow('*') }))
    const simple = { url: 'https://idp.example/keys', method: 'GET', headers: [] } as const
    expect(await askCors(simple, origin, net, never)).toEqual({ open: true, answered: false })
    expect(net.requests.map(({ method }) => method)).toEqual(['GET'])
  })
})

describe('the endpoints of a Salesforce host', () => {
  const verdicts = async (
    host: string,
    reply: (request: HttpRequest, path: string) => HttpAnswer,
  ): Promise<Readonly<Record<string, CorsEndpoint>>> => {
    const net = network((request) => reply(request, new URL(request.url).pathname))
    const endpoints = await checkCors(origin, host, net, never)
    return Object.fromEntries(
      endpoints.map((endpoint) => [endpoint.path.split('/').at(-1) ?? '', endpoint]),
    )
  }
  const bare = answer('')
  const isAlways = (path: string): boolean => /well-known|keys/.test(path)
  const my = 'https://acme.my.salesforce.com'

  test('listed and switched on: all is allowed but register', async () => {
    const told = await verdicts(my, (_, path) =>
      path.endsWith('register') ? bare : answer('', { headers: open }),
    )
    expect(Object.values(told).map(({ verdict }) => verdict)).toEqual([
      ...Array<string>(13).fill('allowed'),
      'refused',
    ])
    expect(told['register']).toEqual({
      path: '/services/oauth2/register',
      verdict: 'refused',
      expected: 'never',
    })
  })

  test('userinfo open and token closed is the setting', async () => {
    const told = await verdicts(my, (_, path) =>
      isAlways(path) || path.endsWith('userinfo') ? answer('', { headers: open }) : bare,
    )
    expect(told['token']).toMatchObject({ verdict: 'setting', expected: 'setting' })
    expect(told['userinfo']).toMatchObject({ verdict: 'allowed', expected: 'allow_list' })
    expect(told['forgot_password']).toMatchObject({ verdict: 'wrong_host', expected: 'wrong_host' })
  })

  test('both closed is the allow-list', async () => {
    const told = await verdicts('https://acme.my.site.com/partners', (_, path) =>
      isAlways(path) ? answer('', { headers: open }) : bare,
    )
    expect(told['userinfo']).toMatchObject({
      path: '/partners/services/oauth2/userinfo',
      verdict: 'allow_list',
    })
    expect(told['token']).toMatchObject({ verdict: 'allow_list', expected: 'setting' })
    expect(told['forgot_password']).toMatchObject({ verdict: 'allow_list', expected: 'setting' })
  })

  test('what is open to all and is not, is refused', async () => {
    const told = await verdicts(my, () => bare)
    expect(told['openid-configuration']).toMatchObject({ verdict: 'refused', expected: 'allowed' })
  })

  test('login and test are the wrong host for everything', async () => {
    const told = await verdicts('https://login.salesforce.com', () => bare)
    expect(new Set(Object.values(told).map(({ verdict }) => verdict))).toEqual(
      new Set(['wrong_host', 'refused']),
    )
  })

  test.each([
    ['rejects every preflight', () => 405, ['wrong_host', 'wrong_host']],
    [
      'rejects those of the headless flows',
      (path: string) => (path.includes('headless') ? 405 : 200),
      ['setting', 'wrong_host'],
    ],
    ['answers all of them', () => 200, ['setting', 'setting']],
  ])(
    'a host that its name does not tell is told by its answers: one that %s',
    async (_, status, wanted) => {
      const told = await verdicts('https://app.acme.example', ({ method }, path) =>
        answer('', { status: method === 'OPTIONS' ? status(path) : 200 }),
      )
      expect([told['token']?.expected, told['forgot_password']?.expected]).toEqual(wanted)
    },
  )
})

test('any other server is asked at the endpoints of its metadata that pages call', async () => {
  const issuer = 'https://idp.example'
  const document = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: 'https://keys.example/jwks',
    introspection_endpoint: `${issuer}/introspect`,
  }
  const net = network(({ method }) =>
    answer(document, method === 'OPTIONS' ? {} : { headers: open }),
  )
  const target = { kind: 'openid', url: issuer } as const
  expect(await checkIssuerCors(origin, target, openidProvider, net, never)).toEqual([
    { path: '/.well-known/openid-configuration', verdict: 'allowed', expected: 'allowed' },
    { path: 'https://keys.example/jwks', verdict: 'allowed', expected: 'allowed' },
    { path: '/token', verdict: 'refused', expected: 'allowed' },
  ])
})
