import { describe, expect, test } from 'vitest'
import { browser, type Browser, type Visit } from './support/browser.js'
import { accepts, get } from './support/client.js'
import {
  accessToken,
  approvalAddress,
  approvedToken,
  pairOf,
  prepared,
  requestToken,
  session,
  sessionIdOf,
  shownVerifier,
  type Pair,
} from './support/oauth1.js'
import { sharedOrg } from './support/shared-org.js'

const callback = 'https://app.example/back?tenant=a%20b'

const org = sharedOrg({
  config: {
    apps: [
      { name: 'chosen', permitted_users: 'admin_approved', preauthorized: ['c@acme.example'] },
      { name: 'jwt-sessions', jwt_access_tokens: { enabled: true } },
    ],
    users: [{ username: 'c@acme.example', password: 'pw' }],
  },
})

const legacy = (): ReturnType<typeof org.app> => org.app('legacy')
const host = (): string => org.hosts.login

function begin(oauth_callback = callback, at = host(), app = legacy()): Promise<Pair> {
  return pairOf(requestToken(at, app, { oauth: { oauth_callback } }))
}

/** Follows a person to the login page of a request. */
async function arrive(person: Browser, pair: Pair, app = legacy()): Promise<Visit> {
  const sent = await person.visit(approvalAddress(app, pair))
  expect(sent.status).toBe(302)
  return person.visit(sent.location!)
}

async function logIn(person: Browser, page: Visit, index = 0): Promise<Visit> {
  const { username, password } = org.user(index)
  return person.visit((await person.submit(page, { username, password })).location!)
}

async function approve(pair: Pair, at = host(), app = legacy()): Promise<Visit> {
  const person = browser(at)
  return person.submit(await logIn(person, await arrive(person, pair, app)), { decision: 'allow' })
}

describe('OAuth 1.0.A', () => {
  test.each(['login', 'sandbox', 'my_domain'] as const)(
    'leads from the request token to a session id that the APIs take, at %s',
    async (role) => {
      const at = org.hosts[role]
      for (const where of ['header', 'form'] as const) {
        const begun = await requestToken(at, legacy(), {
          where,
          oauth: { oauth_callback: callback, oauth_version: undefined },
        })
        expect(begun.headers.get('content-type')).toBe('application/x-www-form-urlencoded')
        expect(begun.headers.get('cache-control')).toContain('no-store')
        expect([...new URLSearchParams(begun.text).keys()]).toEqual([
          'oauth_token',
          'oauth_token_secret',
          'oauth_callback_confirmed',
        ])
        const pair = await pairOf(begun)
        const person = browser(at)
        const login = await arrive(person, pair)
        expect(login.text).toContain('name="password"')
        const consent = await logIn(person, login)
        expect(consent.text).toContain('id="oaapprove"')
        expect(consent.text).toContain('<bdi>legacy</bdi>')
        const back = await person.submit(consent, { decision: 'allow' })
        expect(back.status).toBe(302)
        expect(back.location).toMatch(/^https:\/\/app\.example\/back\?tenant=a%20b&oauth_token=/)
        const answer = new URL(back.location!).searchParams
        expect([...answer.keys()]).toEqual(['tenant', 'oauth_token', 'oauth_verifier'])
        expect(answer.get('oauth_token')).toBe(pair.token)
        const exchanged = await accessToken(at, legacy(), pair, answer.get('oauth_verifier')!, {
          where,
        })
        expect([...new URLSearchParams(exchanged.text).keys()]).toEqual([
          'oauth_token',
          'oauth_token_secret',
        ])
        const opened = await session(at, legacy(), await pairOf(exchanged), { where })
        const sessionId = await sessionIdOf(opened)
        expect(await accepts(org.hosts.my_domain, sessionId)).toBe(true)
        const info = await get(`${at}/services/oauth2/userinfo`, sessionId)
        expect(await info.json()).toMatchObject({ user_id: org.user(0).user_id })
      }
    },
  )

  test.each(['u', 'c'])('answers the session of /%s/ in one line of XML', async (api) => {
    const at = org.hosts.sandbox
    const begun = await begin('oob', at)
    const shown = shownVerifier((await approve(begun, at)).text)
    const token = await pairOf(accessToken(at, legacy(), begun, shown))
    const answer = await session(at, legacy(), token, {}, `${api}/58.0`)
    const sessionId = await sessionIdOf(answer)
    const soap = `${org.hosts.my_domain}/services/Soap/${api}/58.0/${org.id.slice(0, 15)}`
    expect(answer).toMatchObject({
      status: 200,
      text: `<?xml version="1.0" encoding="UTF-8"?><response><serverUrl>${soap}</serverUrl><sessionId>${sessionId}</sessionId></response>`,
    })
    expect(answer.headers.get('content-type')).toBe('text/xml;charset=UTF-8')
    expect(sessionId).toMatch(new RegExp(`^${org.id.slice(0, 15)}![\\w.]+$`))
  })

  test('sends the person to an app with a scheme of its own', async () => {
    const pair = await begin('com.acme.app:/done')
    const { location } = await approve(pair)
    expect(location).toMatch(/^com\.acme\.app:\/done\?oauth_token=[^&]+&oauth_verifier=\w{8}$/)
  })

  test('shows the verifier to the person where the app has no callback', async () => {
    const pair = await begin('oob')
    const page = await approve(pair)
    expect(page.status).toBe(200)
    expect(page.text).toContain('<bdi>legacy</bdi>')
    const answer = await accessToken(host(), legacy(), pair, shownVerifier(page.text))
    expect(answer.status).toBe(200)
  })

  test('takes requests whose query and form have members of their own, which are signed too', async () => {
    const handler = `${host()}/_nc_external/system/security/oauth/RequestTokenHandler`
    const answer = await prepared(
      `${handler}?b5=%3D%253D&c%40=&a2=r%20b&a2=`,
      legacy(),
      undefined,
      {
        oauth: { oauth_callback: 'oob' },
        form: [
          ['a b', "c+d ü*'"],
          ['a2', 'z'],
        ],
      },
    ).send()
    expect(answer.status).toBe(200)
  })

  test('mints a new session each time, opaque whatever the app says of its tokens', async () => {
    const app = org.app('jwt-sessions')
    const begun = await begin('oob', host(), app)
    const shown = shownVerifier((await approve(begun, host(), app)).text)
    const token = await pairOf(accessToken(host(), app, begun, shown))
    const [one, two] = [
      await sessionIdOf(session(host(), app, token)),
      await sessionIdOf(session(host(), app, token)),
    ]
    expect(one).not.toBe(two)
    for (const id of [one, two]) {
      expect(id.startsWith('00D')).toBe(true)
      expect(await accepts(org.hosts.my_domain, id)).toBe(true)
    }
  })

  test('outlives the session: an expired session id is replaced by another', async () => {
    const begun = await begin('oob')
    const shown = shownVerifier((await approve(begun)).text)
    const token = await pairOf(accessToken(host(), legacy(), begun, shown))
    const first = await sessionIdOf(session(host(), legacy(), token))
    await org.control('expire')
    expect(await accepts(org.hosts.my_domain, first)).toBe(false)
    const second = await sessionIdOf(session(host(), legacy(), token))
    expect(await accepts(org.hosts.my_domain, second)).toBe(true)
  })

  test('has nothing at a site, and no method but POST', async () => {
    const answer = await requestToken(org.hosts.site, legacy())
    expect(answer.status).toBe(404)
    const person = await browser(org.hosts.site).visit(approvalAddress(legacy(), await begin()))
    expect(person.status).toBe(400)
    const path = '/_nc_external/system/security/oauth/RequestTokenHandler'
    expect((await get(host() + path)).status).toBe(405)
  })

  test.each(['x/58.0', 'u/58', 'u/058.0', 'u/0.0'])('has no session at %s', async (api) => {
    const answer = await session(host(), legacy(), { token: 't', secret: 's' }, {}, api)
    expect(answer.status).toBe(404)
  })
})

describe('the person', () => {
  test('is asked each time, whatever was allowed before', async () => {
    const person = browser(host())
    const first = await logIn(person, await arrive(person, await begin()))
    await person.submit(first, { decision: 'allow' })
    expect((await arrive(person, await begin())).text).toContain('id="oaapprove"')
  })

  test('learns alone that it said no, and the request token is dead', async () => {
    const pair = await begin()
    const person = browser(host())
    const consent = await logIn(person, await arrive(person, pair))
    const done = await person.submit(consent, { decision: 'deny' })
    expect(done.status).toBe(200)
    expect(done.text).toContain('<h1>Access denied</h1>')
    expect(await accessToken(host(), legacy(), pair, 'any')).toMatchObject({
      status: 401,
      text: '1715 Failed: Invalid Token',
    })
    expect((await person.visit(approvalAddress(legacy(), pair))).status).toBe(400)
  })

  test('comes too late once the token has expired or somebody else has decided', async () => {
    for (const happen of [() => org.control('clock', { advance_s: 18 * 60 }), approve]) {
      const pair = await begin()
      const person = browser(host())
      const consent = await logIn(person, await arrive(person, pair))
      await happen(pair)
      for (const decision of ['allow', 'deny']) {
        const late = await person.submit(consent, { decision })
        expect(late.status).toBe(400)
      }
      await org.control('clock', { advance_s: happen === approve ? 0 : -18 * 60 })
    }
  })

  test('is turned away where the policy of the app does not admit it; another may approve', async () => {
    const app = org.app('chosen')
    const pair = await begin('oob', host(), app)
    const person = browser(host())
    const refused = await logIn(person, await arrive(person, pair, app))
    expect(refused.status).toBe(403)
    const other = browser(host())
    const login = await arrive(other, pair, app)
    const admitted = await other.submit(login, { username: 'c@acme.example', password: 'pw' })
    const consent = await other.visit(admitted.location!)
    const page = await other.submit(consent, { decision: 'allow' })
    const shown = shownVerifier(page.text)
    expect((await accessToken(host(), app, pair, shown)).status).toBe(200)
  })

  test('is not taken in by a form of another site', async () => {
    const pair = await begin()
    const person = browser(host())
    const consent = await logIn(person, await arrive(person, pair))
    const text = consent.text.replace(
      /name="form_token" value="[^"]+"/,
      'name="form_token" value="x"',
    )
    const forged = await person.submit({ ...consent, text }, { decision: 'allow' })
    expect(forged.status).toBe(403)
  })
})

describe('the approval page', () => {
  test.each([
    ['no consumer key', '1702', (url: URL) => url.searchParams.delete('oauth_consumer_key')],
    ['an unknown one', '1713', (url: URL) => url.searchParams.set('oauth_consumer_key', 'x')],
    ['no token', '1707', (url: URL) => url.searchParams.delete('oauth_token')],
    ['an unknown token', '1715', (url: URL) => url.searchParams.set('oauth_token', 'x')],
  ])('says what is wrong with %s', async (_, code, change) => {
    const url = new URL(approvalAddress(legacy(), await begin()), host())
    change(url)
    const page = await browser(host()).visit(url.href)
    expect(page.status).toBe(400)
    expect(page.text).toContain(`<pre>error=${code}&amp;error_description=Failed%3A%20`)
  })

  test('does not take a token of one app for another, nor one that is used', async () => {
    const pair = await begin('oob')
    const other = await browser(host()).visit(approvalAddress(org.app('web'), pair))
    expect(other.text).toContain('error=1715')
    await approve(pair)
    const again = await browser(host()).visit(approvalAddress(legacy(), pair))
    expect(again.text).toContain('error=1715')
  })

  test('ignores a callback in its URL', async () => {
    const person = browser(host())
    const pair = await begin()
    const evil = `${approvalAddress(legacy(), pair)}&oauth_callback=https%3A%2F%2Fevil.example`
    const login = await person.visit((await person.visit(evil)).location!)
    const back = await person.submit(await logIn(person, login), { decision: 'allow' })
    expect(back.location).toMatch(/^https:\/\/app\.example\//)
  })
})

describe('an org that approves by itself', () => {
  const auto = sharedOrg({ autoApprove: true })
  const app = (): ReturnType<typeof auto.app> => auto.app('legacy')

  test('answers a plain GET as the first user, with a redirect or the verifier', async () => {
    const at = auto.hosts.login
    const pair = await pairOf(requestToken(at, app(), { oauth: { oauth_callback: callback } }))
    const answer = await browser(at).visit(approvalAddress(app(), pair))
    expect(answer.status).toBe(302)
    const verifier = new URL(answer.location!).searchParams.get('oauth_verifier')!
    const token = await pairOf(accessToken(at, app(), pair, verifier))
    const sessionId = await sessionIdOf(session(at, app(), token))
    const info = await get(`${at}/services/oauth2/userinfo`, sessionId)
    expect(await info.json()).toMatchObject({ user_id: auto.user(0).user_id })
    const out = await approvedToken(at, app())
    expect((await session(at, app(), out)).status).toBe(200)
  })

  test('counts each as one of five approvals: the sixth ends the one unused for longest', async () => {
    const at = auto.hosts.login
    const tokens: Pair[] = []
    for (let count = 0; count < 5; count += 1) tokens.push(await approvedToken(at, app()))
    expect((await session(at, app(), tokens[0]!)).status).toBe(200)
    tokens.push(await approvedToken(at, app()))
    const statuses = []
    for (const token of tokens) statuses.push((await session(at, app(), token)).status)
    expect(statuses).toEqual([200, 401, 200, 200, 200, 200])
  })

  test('a reset forgets request tokens, access tokens and sessions', async () => {
    const at = auto.hosts.login
    const begun = await pairOf(requestToken(at, app()))
    const token = await approvedToken(at, app())
    const sessionId = await sessionIdOf(session(at, app(), token))
    await auto.control('reset')
    expect((await accessToken(at, app(), begun, 'x')).text).toBe('1715 Failed: Invalid Token')
    expect((await session(at, app(), token)).text).toBe('1703 Failed: Invalid Access Token')
    expect(await accepts(auto.hosts.my_domain, sessionId)).toBe(false)
  })

  test('writes every call into the ledger, and no secret stood in a query', async () => {
    const at = auto.hosts.login
    const token = await approvedToken(at, app())
    await session(at, app(), token)
    const { requests, tokens } = await auto.ledger()
    const handlers = '/_nc_external/system/security/oauth'
    expect(
      requests.map(({ path, status, secret_in_query }) => [path, status, secret_in_query]),
    ).toEqual([
      [`${handlers}/RequestTokenHandler`, 200, false],
      ['/setup/secur/RemoteAccessAuthorizationPage.apexp', 200, false],
      [`${handlers}/AccessTokenHandler`, 200, false],
      ['/services/OAuth/u/67.0', 200, false],
    ])
    expect(tokens).toMatchObject([{ kind: 'access', client_id: app().client_id, active: true }])
  })
})
