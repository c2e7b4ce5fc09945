import { describe, expect, test } from 'vitest'
import { listsOrigin } from '../../../src/emulator/cors-origin.js'
import type { Role } from '../../../src/emulator/index.js'
import { sharedOrg, type SharedOrg } from './support/shared-org.js'

const page = 'https://app.example.com'
const allRoles: readonly Role[] = ['my_domain', 'login', 'sandbox', 'site']

const unlisted = sharedOrg({ config: { org: { cors_oauth_endpoints: true } } })
const listed = sharedOrg({ config: { org: { cors_allow_list: [page] } } })
const open = sharedOrg({ config: { org: { cors_allow_list: [page], cors_oauth_endpoints: true } } })

interface Reply {
  readonly status: number
  readonly text: string
  readonly cors: Record<string, string>
  readonly vary: string | null
}

async function reply(
  org: SharedOrg,
  role: Role,
  path: string,
  init: RequestInit = {},
): Promise<Reply> {
  const answer = await fetch(`${org.hosts[role]}${path}`, { redirect: 'manual', ...init })
  return {
    status: answer.status,
    text: await answer.text(),
    cors: Object.fromEntries(
      [...answer.headers].filter(([name]) => name.startsWith('access-control-')),
    ),
    vary: answer.headers.get('vary'),
  }
}

function preflight(org: SharedOrg, role: Role, path: string, origin = page): Promise<Reply> {
  return reply(org, role, path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'Authorization,Content-Type',
    },
  })
}

function call(org: SharedOrg, role: Role, path: string, origin = page): Promise<Reply> {
  return reply(org, role, path, { headers: { origin } })
}

const toAny = {
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': 'false',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
}
const toPage = {
  'access-control-allow-origin': page,
  'access-control-allow-credentials': 'false',
}
const answerToPreflight = {
  status: 200,
  text: '',
  cors: {
    ...toPage,
    'access-control-allow-methods': 'HEAD, GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'authorization,content-type',
  },
  vary: 'Origin',
}

const always = [
  '/.well-known/openid-configuration',
  '/.well-known/auth-configuration',
  '/services/oauth2/id/keys',
]
const byList = [
  '/services/oauth2/userinfo',
  '/services/data',
  '/services/data/v67.0/query?q=SELECT+Id+FROM+User',
]
const bySwitch = [
  '/services/oauth2/token',
  '/services/oauth2/revoke?token=x',
  '/services/oauth2/introspect',
  '/services/oauth2/authorize?client_id=x',
  '/services/oauth2/authorize/brand',
  '/services/oauth2/pkce/generator',
]
const siteByList = ['/services/oauth2/echo?code=x']
const siteBySwitch = [
  '/services/auth/headless/init/registration',
  '/services/auth/headless/init/passwordless/login',
  '/services/auth/headless/forgot_password',
]
const orgHosts: readonly Role[] = ['my_domain', 'site']
const loginHosts: readonly Role[] = ['login', 'sandbox']

function at(roles: readonly Role[], paths: readonly string[]): (readonly [Role, string])[] {
  return roles.flatMap((role) => paths.map((path) => [role, path] as const))
}

describe('to a page of any origin', () => {
  test.each(at(orgHosts, always))(
    '%s opens %s, whether it is listed or not',
    async (role, path) => {
      expect(await call(unlisted, role, path)).toMatchObject({ status: 200, cors: toAny })
      expect(await preflight(unlisted, role, path)).toMatchObject({
        status: 200,
        text: '',
        cors: { ...toAny, 'access-control-allow-headers': 'authorization,content-type' },
      })
    },
  )

  test('the headers are there for who names no origin too, as was recorded', async () => {
    const { cors } = await reply(unlisted, 'my_domain', '/.well-known/auth-configuration')
    expect(cors).toEqual(toAny)
  })
})

describe('to a page whose origin is listed', () => {
  const opened = [...at(orgHosts, byList), ...at(['site'], siteByList)]
  test.each(opened)('%s opens %s without the switch of the org', async (role, path) => {
    expect(await preflight(listed, role, path)).toEqual(answerToPreflight)
    expect(await call(listed, role, path)).toMatchObject({ cors: toPage, vary: 'Origin' })
  })

  test.each(opened)('%s opens %s to no other', async (role, path) => {
    for (const origin of ['https://other.example.com', `${page}.evil.example`, 'null']) {
      expect(await preflight(listed, role, path, origin)).toMatchObject({ status: 200, cors: {} })
      expect((await call(listed, role, path, origin)).cors).toEqual({})
    }
    expect((await call(unlisted, role, path)).cors).toEqual({})
  })
})

describe('to a page whose origin is listed, in an org with CORS for OAuth endpoints', () => {
  const opened = [...at(orgHosts, bySwitch), ...at(['site'], siteBySwitch)]
  test.each(opened)('%s opens %s', async (role, path) => {
    expect(await preflight(open, role, path)).toEqual(answerToPreflight)
    expect(await call(open, role, path)).toMatchObject({ cors: toPage, vary: 'Origin' })
  })

  test.each(opened)('%s opens %s only if both are so', async (role, path) => {
    for (const org of [listed, unlisted]) {
      expect(await preflight(org, role, path)).toMatchObject({ status: 200, text: '', cors: {} })
      expect((await call(org, role, path)).cors).toEqual({})
    }
    expect((await call(open, role, path, 'https://other.example.com')).cors).toEqual({})
  })

  test('an error can be read as well as a success', async () => {
    const refused = await reply(open, 'my_domain', '/services/oauth2/token', {
      method: 'POST',
      headers: { origin: page },
      body: new URLSearchParams({ grant_type: 'nonsense' }),
    })
    expect(refused).toMatchObject({ status: 400, cors: toPage })
    const unknown = await call(open, 'my_domain', '/services/oauth2/userinfo')
    expect(unknown).toMatchObject({ status: 403, text: 'Missing_OAuth_Token', cors: toPage })
  })
})

describe('no page gets anything', () => {
  test.each(at(loginHosts, [...always, ...byList, ...bySwitch, ...siteBySwitch]))(
    'at %s from %s, which rejects the preflight',
    async (role, path) => {
      expect(await preflight(open, role, path)).toMatchObject({ status: 405, cors: {}, vary: null })
      expect(await call(open, role, path)).toMatchObject({ cors: {}, vary: null })
    },
  )

  test.each(at(['my_domain'], [...siteByList, ...siteBySwitch]))(
    'at %s from %s, which is open on sites only',
    async (role, path) => {
      expect(await preflight(open, role, path)).toMatchObject({ status: 405, cors: {} })
    },
  )

  test.each(
    at(allRoles, ['/services/oauth2/register', '/services/oauth2/register/x', '/id/keys', '/']),
  )('at %s from %s', async (role, path) => {
    expect((await preflight(open, role, path)).cors).toEqual({})
    expect((await call(open, role, path)).cors).toEqual({})
  })

  test.each(allRoles)(
    'at %s from an identity URL, which judges a preflight like any call',
    async (role) => {
      const path = `/id/${open.id}/${open.user(0).user_id}`
      expect(await preflight(open, role, path)).toEqual({
        status: 403,
        text: 'Missing_OAuth_Token',
        cors: {},
        vary: null,
      })
    },
  )

  test('from the control surface, whose guard stays', async () => {
    const answer = await call(open, 'my_domain', '/_emulator/ledger')
    expect(answer).toMatchObject({ status: 403, cors: {} })
  })
})

describe('a preflight', () => {
  test('is in the ledger with its answer, and uses no scripted failure up', async () => {
    await open.control('faults', [
      { path: '/services/oauth2/token', kind: 'answer', status: 503, body: 'down' },
    ])
    expect((await preflight(open, 'my_domain', '/services/oauth2/token')).status).toBe(200)
    const failed = await reply(open, 'my_domain', '/services/oauth2/token', {
      method: 'POST',
      headers: { origin: page },
    })
    expect(failed).toMatchObject({ status: 503, text: 'down', cors: toPage })
    expect((await open.ledger()).requests).toMatchObject([
      { method: 'OPTIONS', path: '/services/oauth2/token', status: 200 },
      { method: 'POST', path: '/services/oauth2/token', status: 503 },
    ])
  })

  test('leaves the headers a failure was scripted with alone', async () => {
    await open.control('faults', [
      {
        path: '/services/oauth2/token',
        kind: 'answer',
        headers: { 'access-control-allow-origin': 'https://wrong.example' },
      },
    ])
    const { cors } = await reply(open, 'my_domain', '/services/oauth2/token', {
      method: 'POST',
      headers: { origin: page },
    })
    expect(cors['access-control-allow-origin']).toBe('https://wrong.example')
  })
})

describe('an allow-list', () => {
  test.each<[string, string, boolean]>([
    ['https://app.example.com', 'https://app.example.com', true],
    ['https://app.example.com', 'http://app.example.com', false],
    ['https://app.example.com', 'https://app.example.com:8443', false],
    ['https://app.example.com:8443', 'https://app.example.com:8443', true],
    ['https://app.example.com', 'https://app.example.com.evil.example', false],
    ['https://*.example.com', 'https://app.example.com', true],
    ['https://*.example.com', 'https://a.b.example.com', true],
    ['https://*.example.com', 'https://example.com', false],
    ['https://*.example.com', 'https://.example.com', false],
    ['https://*.example.com', 'https://evilexample.com', false],
    ['https://*.example.com', 'http://app.example.com', false],
    ['https://*.example.com', 'https://app.example.com:8443', false],
    ['https://*.example.com:8443', 'https://app.example.com:8443', true],
    ['https://*.example.com', 'null', false],
  ])('with %s, asked for %s, says %s', (entry, origin, expected) => {
    expect(listsOrigin(['https://unrelated.example', entry], origin)).toBe(expected)
  })
})
