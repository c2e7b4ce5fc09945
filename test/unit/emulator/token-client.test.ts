import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  codeOf,
  credentials,
  login,
  params,
  refresh,
  tokenCall,
  type Params,
  type Answer,
} from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      {
        name: 'lax',
        redirect_uris: ['http://localhost:1717/OauthRedirect'],
        require_secret_refresh: false,
      },
    ],
  },
})

const invalidClient = { error: 'invalid_client', error_description: 'invalid client credentials' }

function basic(id: string, secret: string, encoding: 'base64' | 'base64url' = 'base64'): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString(encoding)}`
}

describe('the secret of an app', () => {
  test('may stand in the body or in a Basic header, in either base64', async () => {
    const app = org.app('web')
    const { client_id, client_secret, ...request } = await codeOf(org.hosts.login, app)
    const wrong = await tokenCall(org.hosts.login, request, {
      authorization: basic(client_id!, 'wrong'),
    })
    expect(wrong.body).toEqual(invalidClient)
    for (const encoding of ['base64', 'base64url'] as const) {
      const code = (await codeOf(org.hosts.login, app))['code']
      const sent = await tokenCall(
        org.hosts.login,
        { grant_type: 'authorization_code', code },
        { authorization: basic(client_id!, client_secret!, encoding) },
      )
      // Past the client check, at the redirect URI that was left out.
      expect(sent.body['error']).toBe('redirect_uri_mismatch')
    }
  })

  test('is needed where the app requires it, and an empty one is none', async () => {
    const request = await codeOf(org.hosts.login, org.app('web'))
    for (const secret of [undefined, '']) {
      const answer = await tokenCall(org.hosts.login, { ...request, client_secret: secret })
      expect(answer).toMatchObject({ status: 400, body: invalidClient })
    }
  })

  test('is not needed by a public app, but a wrong one is refused all the same', async () => {
    const app = org.app('public')
    expect(app.client_secret).toBeUndefined()
    const request = await codeOf(org.hosts.login, app)
    const wrong = await tokenCall(org.hosts.login, { ...request, client_secret: 'guess' })
    expect(wrong.body).toEqual(invalidClient)
    expect((await tokenCall(org.hosts.login, request)).status).toBe(200)
  })

  test('can be needed to log in and not to refresh', async () => {
    const app = org.app('lax')
    const tokens = await login(org.hosts.login, app)
    const request = {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
      client_id: app.client_id,
    }
    expect((await tokenCall(org.hosts.login, request)).status).toBe(200)
    const wrong = await tokenCall(org.hosts.login, { ...request, client_secret: 'wrong' })
    expect(wrong.body).toEqual(invalidClient)
  })

  test('is needed to refresh by default', async () => {
    const app = org.app('web')
    const tokens = await login(org.hosts.login, app)
    const answer = await refresh(
      org.hosts.login,
      { ...app, client_secret: '' },
      tokens.refresh_token,
    )
    expect(answer.body).toEqual(invalidClient)
  })

  test('of an app nobody knows does not matter', async () => {
    const answer = await tokenCall(org.hosts.login, {
      grant_type: 'refresh_token',
      client_id: '3MVG9nobody',
      client_secret: 'x',
    })
    expect(answer).toMatchObject({
      status: 400,
      body: { error: 'invalid_client_id', error_description: 'client identifier invalid' },
    })
  })
})

describe('a client assertion', () => {
  async function assertion(claims: Record<string, unknown> = {}, key?: KeyObject): Promise<Params> {
    const app = org.app('jwt')
    const now = Math.floor(Date.now() / 1000)
    const own = createPrivateKey(readFileSync(app.key_file!))
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await new SignJWT({
        iss: app.client_id,
        sub: app.client_id,
        aud: `${org.hosts.login}/services/oauth2/token`,
        exp: now + 170,
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256' })
        .sign(key ?? own),
    }
  }

  async function exchange(proof: Params): Promise<Answer> {
    const code = await codeOf(org.hosts.login, org.app('jwt'))
    return tokenCall(org.hosts.login, {
      ...code,
      client_id: undefined,
      client_secret: undefined,
      ...proof,
    })
  }

  test('signed with the key of the app’s certificate stands for its secret', async () => {
    const { status, body } = await exchange(await assertion())
    expect(status).toBe(200)
    const again = await tokenCall(org.hosts.login, {
      grant_type: 'refresh_token',
      refresh_token: body['refresh_token'],
      ...(await assertion({ aud: org.hosts.my_domain.replace('127.0.0.1', 'localhost') })),
    })
    expect(again.status).toBe(200)
  })

  test('proves nothing when it is for somebody else, over, by another key or of another type', async () => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const proofs = [
      await assertion({ aud: 'https://other.example/services/oauth2/token' }),
      await assertion({ exp: 1 }),
      await assertion({ exp: undefined }),
      await assertion({ sub: 'somebody' }),
      await assertion({ iss: org.app('web').client_id }),
      await assertion({}, stranger),
      { ...(await assertion()), client_assertion_type: 'urn:other' },
      { ...(await assertion()), client_assertion: 'nonsense' },
      { ...(await assertion()), client_id: org.app('web').client_id },
    ]
    for (const proof of proofs) {
      expect((await exchange(proof)).body).toEqual(invalidClient)
    }
  })

  test('with an id is good once, without one until it ends', async () => {
    const once = await assertion({ jti: 'an id' })
    expect((await exchange(once)).status).toBe(200)
    expect((await exchange(once)).body).toEqual(invalidClient)
    expect((await exchange(await assertion({ jti: 'another id' }))).status).toBe(200)
    const plain = await assertion()
    expect((await exchange(plain)).status).toBe(200)
    expect((await exchange(plain)).status).toBe(200)
  })

  test('is not looked at where a secret is sent', async () => {
    const { client_id, client_secret } = org.app('jwt')
    const proof = { ...(await assertion({ exp: 1 })), client_id, client_secret }
    expect((await exchange(proof)).status).toBe(200)
  })
})

describe('a request for a token', () => {
  const unsupported = {
    error: 'unsupported_grant_type',
    error_description: 'grant type not supported',
  }

  test.each<[Params]>([[{}], [{ grant_type: 'made_up' }], [{ grant_type: '__proto__' }]])(
    'without a known grant is refused: %o',
    async (given) => {
      const answer = await tokenCall(org.hosts.login, given)
      expect(answer).toMatchObject({ status: 400, body: unsupported })
    },
  )

  test('as JSON carries no grant', async () => {
    const answer = await fetch(`${org.hosts.login}/services/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'refresh_token' }),
    })
    expect(await answer.json()).toEqual(unsupported)
  })

  test('must not name scopes, neither to log in nor to refresh', async () => {
    const refused = {
      error: 'invalid_request',
      error_description: 'scope parameter not supported',
    }
    const request = await codeOf(org.hosts.login, org.app('web'))
    expect((await tokenCall(org.hosts.login, { ...request, scope: 'api' })).body).toEqual(refused)
    const again = await tokenCall(org.hosts.login, { grant_type: 'refresh_token', scope: 'api' })
    expect(again.body).toEqual(refused)
  })

  test('has to be a POST', async () => {
    const answer = await fetch(`${org.hosts.login}/services/oauth2/token?grant_type=refresh_token`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
  })

  test('with a parameter twice is refused', async () => {
    const body = new URLSearchParams([
      ['grant_type', 'refresh_token'],
      ['grant_type', 'refresh_token'],
    ])
    const answer = await fetch(`${org.hosts.login}/services/oauth2/token`, { method: 'POST', body })
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
  })

  test('may be multipart, as the device client of the sf CLI sends it', async () => {
    const body = new FormData()
    for (const [name, value] of params(await codeOf(org.hosts.login, org.app('web')))) {
      body.append(name, value)
    }
    const answer = await fetch(`${org.hosts.login}/services/oauth2/token`, { method: 'POST', body })
    expect(answer.status).toBe(200)
  })

  test('may be sent in chunks, without a length', async () => {
    const text = params(await codeOf(org.hosts.login, org.app('web'))).toString()
    const body = new ReadableStream({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode(text.slice(0, 50)))
        stream.enqueue(new TextEncoder().encode(text.slice(50)))
        stream.close()
      },
    })
    const answer = await fetch(`${org.hosts.login}/services/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      duplex: 'half',
    })
    expect(answer.status).toBe(200)
  })

  test('may have parameters in the query string and unknown ones anywhere', async () => {
    const request = params(await codeOf(org.hosts.login, org.app('web')))
    const url = `${org.hosts.login}/services/oauth2/token?device_id=1&${request.toString()}`
    const answer = await fetch(url, { method: 'POST', body: params({ surprise: 'yes' }) })
    expect(answer.status).toBe(200)
  })
})

describe('the format of the answer', () => {
  async function answerTo(more: Params, headers: Record<string, string> = {}) {
    const request = await codeOf(org.hosts.login, org.app('web'), { scope: 'api' })
    return fetch(`${org.hosts.login}/services/oauth2/token`, {
      method: 'POST',
      headers,
      body: params({ ...request, ...more }),
    })
  }

  test('is urlencoded when format says so', async () => {
    const answer = await answerTo({ format: 'urlencoded' })
    expect(answer.headers.get('content-type')).toBe(
      'application/x-www-form-urlencoded;charset=UTF-8',
    )
    const members = new URLSearchParams(await answer.text())
    expect(members.get('instance_url')).toBe(org.hosts.my_domain)
  })

  test('is XML when Accept says so', async () => {
    const answer = await answerTo({}, { accept: 'application/xml' })
    expect(answer.headers.get('content-type')).toBe('application/xml;charset=UTF-8')
    expect(await answer.text()).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><OAuth><access_token>[^<]+<\/access_token>.*<\/OAuth>$/,
    )
  })

  test('is what the parameter says when Accept says otherwise', async () => {
    const answer = await answerTo({ format: 'json' }, { accept: 'application/xml' })
    expect(await answer.json()).toMatchObject({ token_type: 'Bearer' })
  })

  test('is the first that Accept names', async () => {
    const answer = await answerTo(
      {},
      { accept: 'text/html, application/x-www-form-urlencoded;q=0.9, */*' },
    )
    expect(new URLSearchParams(await answer.text()).get('token_type')).toBe('Bearer')
  })

  test('is the same for errors', async () => {
    const xml = await answerTo({ client_secret: 'no', format: 'xml' })
    expect(xml.status).toBe(400)
    expect(xml.headers.get('cache-control')).toBe('no-store')
    expect(await xml.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><OAuth><error>invalid_client</error><error_description>invalid client credentials</error_description></OAuth>',
    )
    const form = await answerTo({ client_secret: 'no', format: 'urlencoded' })
    expect(await form.text()).toBe(
      'error=invalid_client&error_description=invalid%20client%20credentials',
    )
  })
})

test('credentials of another app do not open a refresh token', async () => {
  const tokens = await login(org.hosts.login, org.app('web'))
  const answer = await tokenCall(org.hosts.login, {
    grant_type: 'refresh_token',
    refresh_token: tokens.refresh_token,
    ...credentials(org.app('rotating')),
  })
  expect(answer.body).toEqual({
    error: 'invalid_grant',
    error_description: 'expired access/refresh token',
  })
})
