import { describe, expect, test } from 'vitest'
import type { Demand } from '../../../src/flows/demand.js'
import { openOrg } from '../../../src/flows/open-org.js'
import type { Credential } from '../../../src/kernel/credential.js'
import type { HttpAnswer, HttpRequest } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import type { TokenSet } from '../../../src/kernel/token-set.js'
import { answer, fields, network, never } from '../../support/fakes.js'
import { idp, publicClient, salesforce, tokenSet } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

const instanceUrl = 'https://acme.my.salesforce.com'
const frontdoor = `${instanceUrl}/secur/frontdoor.jsp?otp=0Ab`

function credential(tokens: Partial<TokenSet> = {}, server = salesforce): Credential {
  return {
    profile: 'work',
    grant: 'authorization_code',
    server,
    client: publicClient,
    identity: { subject: undefined, username: undefined, userId: undefined, orgId: undefined },
    tokens: tokenSet({ instanceUrl, scopes: ['api', 'web'], ...tokens }),
    condition: { kind: 'live' },
  }
}

function world(
  reply: (request: HttpRequest) => HttpAnswer = () => answer({ frontdoor_uri: frontdoor }),
  tokens: readonly Credential[] = [credential()],
) {
  const net = network(reply)
  const demands: Demand[] = []
  const fresh = (demand: Demand): Promise<Credential> => {
    demands.push(demand)
    return Promise.resolve(tokens[demands.length - 1] ?? credential())
  }
  const open = (path?: string) => openOrg(path, { fetch: net.fetch, fresh }, never)
  return { net, demands, open }
}

test('the token travels in a header of a POST, the page in its body', async () => {
  const { net, open } = world()
  expect(await open('/lightning/page/home?a=b#c')).toEqual({
    url: frontdoor,
    host: 'acme.my.salesforce.com',
  })
  expect(net.requests).toEqual([
    {
      method: 'POST',
      url: `${instanceUrl}/services/oauth2/singleaccess`,
      headers: {
        accept: 'application/json',
        authorization: 'Bearer AT1',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: 'redirect_uri=%2Flightning%2Fpage%2Fhome%3Fa%3Db%23c',
    },
  ])
})

describe('the page', () => {
  test.each([
    [undefined, undefined],
    ['lightning/setup', '/lightning/setup'],
    ['/001000000000001', '/001000000000001'],
    [`${instanceUrl}/lightning/x?y=1`, '/lightning/x?y=1'],
    ['/a/../b', '/b'],
  ])('%j is sent as %j', async (path, sent) => {
    const { net, open } = world()
    await open(path)
    expect(Object.fromEntries(fields(net.requests[0]))['redirect_uri']).toBe(sent)
  })

  test.each([
    '//evil.test/',
    '/\\evil.test',
    'https://evil.test/x',
    'https://acme.my.salesforce.com.evil.test/',
    'https://acme.my.salesforce.com@evil.test/',
    '/a b',
    '/a\nb',
    '',
  ])('%j leads elsewhere and is refused unsent', async (path) => {
    const { net, open } = world()
    const fault = await faultOf(() => open(path))
    expect([fault.code, fault.exitStatus, net.requests]).toEqual(['usage', 2, []])
  })
})

describe('the scope web', () => {
  test.each([[['api']], [[]]])(
    '%j does not do, which is said before anything is sent',
    async (scopes) => {
      const { net, open } = world(undefined, [credential({ scopes })])
      const fault = await faultOf(() => open())
      expect([fault.code, fault.exitStatus, net.requests]).toEqual(['invalid_scope', 5, []])
      expect(fault.hint).toContain("oauthctl login --scope 'api web refresh_token'")
    },
  )

  test.each([[['full']], [['web']], [undefined]])('%j does', async (scopes) => {
    const { open } = world(undefined, [credential({ scopes })])
    expect((await open()).url).toBe(frontdoor)
  })

  test('missing by the word of the org is the same fix', async () => {
    const { open } = world(
      () => answer('Invalid_Scope', { status: 403 }),
      [credential({ scopes: undefined })],
    )
    const fault = await faultOf(() => open())
    expect([fault.code, fault.hint?.includes('(web)')]).toEqual(['invalid_scope', true])
  })
})

test('a token that the org no longer takes is refreshed once', async () => {
  const { net, demands, open } = world(
    ({ headers }) =>
      headers['authorization'] === 'Bearer AT2'
        ? answer({ frontdoor_uri: frontdoor })
        : answer('Bad_OAuth_Token', { status: 403 }),
    [credential(), credential({ accessToken: new Secret('AT2') })],
  )
  expect((await open()).url).toBe(frontdoor)
  expect(net.requests).toHaveLength(2)
  expect(demands.map((demand) => demand.kind)).toEqual(['min-ttl', 'not-this'])
})

test('a token refused twice is told, not tried for ever', async () => {
  const { net, open } = world(() => answer('Bad_OAuth_Token', { status: 403 }))
  expect([(await faultOf(open)).code, net.requests.length]).toEqual(['token_invalid', 2])
})

describe('an answer that cannot be followed', () => {
  test.each([
    ['a link to another host', answer({ frontdoor_uri: 'https://evil.test/x' }), 'untrusted_host'],
    ['no link', answer({}), 'bad_answer'],
    ['a page', answer('<html>', { status: 404 }), 'bad_answer'],
    ['another word', answer('No_Access', { status: 403 }), 'request_refused'],
    ['a redirect', answer('', { status: 302, headers: { location: '/x' } }), 'unexpected_redirect'],
    ['a broken server', answer('', { status: 503 }), 'server_error'],
  ])('%s', async (_what, reply, code) => {
    const { open } = world(() => reply)
    expect((await faultOf(open)).code).toBe(code)
  })
})

test('another server has no single access', async () => {
  const { net, open } = world(undefined, [credential({ instanceUrl: undefined }, idp)])
  expect([(await faultOf(open)).code, net.requests]).toEqual(['unsupported_by_server', []])
})
