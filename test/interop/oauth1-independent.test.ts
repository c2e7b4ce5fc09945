import { createHmac } from 'node:crypto'
import OAuth from 'oauth-1.0a'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../src/kernel/secret.js'
import { signatureBaseString } from '../../src/oauth/oauth1-base-string.js'
import { hmacSha1Signature } from '../../src/oauth/oauth1-signature.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'

// npm `oauth-1.0a`: a third reading of RFC 5849, which knows neither our client nor our emulator.
function signer(key: string, secret: string): OAuth {
  return new OAuth({
    consumer: { key, secret },
    signature_method: 'HMAC-SHA1',
    hash_function: (base, signingKey) =>
      createHmac('sha1', signingKey).update(base).digest('base64'),
  })
}

interface Token {
  readonly key: string
  readonly secret: string
}

async function post(
  oauth: OAuth,
  url: string,
  data: Record<string, string>,
  token?: Token,
): Promise<Response> {
  const header = oauth.toHeader(oauth.authorize({ url, method: 'POST', data }, token))
  return fetch(url, { method: 'POST', headers: { ...header } })
}

async function tokenOf(response: Response): Promise<Token> {
  const body = new URLSearchParams(await response.text())
  return { key: body.get('oauth_token') ?? '', secret: body.get('oauth_token_secret') ?? '' }
}

describe('an independent signer and the emulator', () => {
  const paths = '/_nc_external/system/security/oauth'

  /** The walk of salesforce-oauth.md section 15, out of band. */
  async function walk(org: TestOrg, secret: string): Promise<Response> {
    const { id } = org.app('legacy')
    const oauth = signer(id, secret)
    const asked = await post(oauth, `${org.myDomain}${paths}/RequestTokenHandler`, {
      oauth_callback: 'oob',
    })
    if (!asked.ok) return asked
    const request = await tokenOf(asked)
    const page = new URL('/setup/secur/RemoteAccessAuthorizationPage.apexp', org.myDomain)
    page.searchParams.set('oauth_token', request.key)
    page.searchParams.set('oauth_consumer_key', id)
    const shown = await (await fetch(page)).text()
    const oauth_verifier = /id="oauth_verifier">([^<]+)</.exec(shown)?.[1] ?? ''
    const given = await post(
      oauth,
      `${org.myDomain}${paths}/AccessTokenHandler`,
      { oauth_verifier },
      request,
    )
    return post(oauth, `${org.myDomain}/services/OAuth/u/67.0`, {}, await tokenOf(given))
  }

  test('agree on every signature, up to a session that the API takes', async () => {
    await using org = await startTestOrg()
    const session = await walk(org, org.app('legacy').secret ?? '')
    expect(session.status).toBe(200)
    const id = /<sessionId>([^<]+)</.exec(await session.text())?.[1] ?? ''
    const api = await fetch(`${org.myDomain}/services/data/v67.0/`, {
      headers: { authorization: `Bearer ${id}` },
    })
    expect(api.status).toBe(200)
  })

  test('disagree on a wrong consumer secret', async () => {
    await using org = await startTestOrg()
    const refused = await walk(org, 'another secret')
    expect([refused.ok, await refused.text()]).toEqual([
      false,
      expect.stringContaining('Signature Invalid'),
    ])
  })
})

describe('an independent signer and ours', () => {
  const oauth = signer('key', "s&cr=t ü'")

  test.each([
    ['plain', { oauth_callback: 'oob' }],
    ['spaces and reserved characters', { oauth_callback: "https://x.test/a b?c=d&e='(!*)~" }],
    ['not ASCII', { oauth_verifier: 'ü☃𝄞' }],
  ])('make the same base string and signature: %s', (_what, own) => {
    const url = 'https://login.salesforce.com/services/OAuth/u/67.0'
    const fixed = {
      oauth_consumer_key: 'key',
      oauth_nonce: 'n',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: 1_700_000_000,
      oauth_version: '1.0',
    }
    const parameters = { ...fixed, ...own }
    const theirs = oauth.getBaseString({ url, method: 'POST', data: own }, parameters)
    const ours = signatureBaseString(
      'POST',
      url,
      Object.entries(parameters).map(([name, value]) => [name, String(value)] as const),
    )
    expect(ours).toBe(theirs)
    expect(hmacSha1Signature(ours, new Secret("s&cr=t ü'"), new Secret('t s'))).toBe(
      oauth.getSignature({ url, method: 'POST', data: own }, 't s', parameters),
    )
  })
})
