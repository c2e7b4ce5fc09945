import { describe, expect, test } from 'vitest'
import {
  accessToken,
  answered,
  approvalAddress,
  approvedToken,
  pairOf,
  prepared,
  requestToken,
  session,
  shownVerifier,
  type Deviation,
  type Pair,
  type SignedAnswer,
} from './support/oauth1.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      { name: 'blocked', blocked: true },
      { name: 'no-api', scopes: ['openid', 'id'] },
    ],
  },
})

const host = (): string => org.hosts.login
const legacy = (): ReturnType<typeof org.app> => org.app('legacy')

function fault(status: number, text: string): Partial<SignedAnswer> {
  return { status, text }
}

const replayed = fault(401, '1701 Failed: Nonce Replay Detected')
const invalidToken = fault(401, '1715 Failed: Invalid Token')
const wrongVerifier = fault(401, '1711 Failed: Invalid Verifier')
const wrongTime = fault(401, '1705 Failed: Invalid Timestamp')
const wrongNonce = fault(400, '1706 Failed: Invalid Nonce')
const wrongSignature = fault(401, '1714 Failed: Signature Invalid')
const wrongCallback = fault(400, '1710 Failed: Invalid Callback URL')
const unexpected = fault(400, '1717 Failed: Unexpected parameter')
const ok = { status: 200 }

const handler = (): string => `${host()}/_nc_external/system/security/oauth/RequestTokenHandler`

function seconds(offset = 0): string {
  return String(Math.floor(Date.now() / 1000) + offset)
}

function begin(): Promise<Pair> {
  return pairOf(requestToken(host(), legacy()))
}

async function verifierOf(pair: Pair): Promise<string> {
  const page = await fetch(host() + approvalAddress(legacy(), pair))
  return shownVerifier(await page.text())
}

describe('every step refuses', () => {
  /** Each step with one deviation from a request that would pass. */
  const steps: Record<string, (deviation: Deviation) => Promise<SignedAnswer>> = {
    'request token': (deviation) => requestToken(host(), legacy(), deviation),
    'access token': async (deviation) => {
      const pair = await begin()
      return accessToken(host(), legacy(), pair, await verifierOf(pair), deviation)
    },
    session: async (deviation) =>
      session(host(), legacy(), await approvedToken(host(), legacy()), deviation),
  }

  test.each(Object.entries(steps))('what is not as it should be: %s', async (_, step) => {
    const cases: [Deviation, Partial<SignedAnswer>][] = [
      [{}, ok],
      [
        { oauth: { oauth_consumer_key: undefined } },
        fault(400, '1702 Failed: Missing Consumer Key Parameter'),
      ],
      [
        { oauth: { oauth_consumer_key: '' } },
        fault(400, '1702 Failed: Missing Consumer Key Parameter'),
      ],
      [{ oauth: { oauth_consumer_key: 'gone' } }, fault(401, '1713 Failed: Consumer Deleted')],
      [{ oauth: { oauth_version: '1.0a' } }, fault(400, '1704 Failed: Version Not Supported')],
      [{ oauth: { oauth_version: undefined } }, ok],
      ...[undefined, 'PLAINTEXT', 'RSA-SHA1', 'hmac-sha1'].map(
        (oauth_signature_method): [Deviation, Partial<SignedAnswer>] => [
          { oauth: { oauth_signature_method } },
          fault(400, '1709 Failed: Invalid Signature Method'),
        ],
      ),
      ...[
        undefined,
        '',
        'now',
        '-1',
        '0',
        '1e9',
        `${seconds()}.5`,
        seconds(240),
        seconds(-1081),
      ].map((oauth_timestamp): [Deviation, Partial<SignedAnswer>] => [
        { oauth: { oauth_timestamp } },
        wrongTime,
      ]),
      [{ oauth: { oauth_timestamp: seconds(170) } }, ok],
      [{ oauth: { oauth_timestamp: seconds(-1070) } }, ok],
      [{ oauth: { oauth_nonce: '' } }, wrongNonce],
      [{ oauth: { oauth_signature: 'bm8=' } }, wrongSignature],
      [{ oauth: { oauth_signature: '' } }, wrongSignature],
      [{ secret: 'another' }, wrongSignature],
    ]
    for (const [deviation, expected] of cases) {
      expect(await step(deviation), JSON.stringify(deviation)).toMatchObject(expected)
    }
  })

  test('an app that an administrator has blocked', async () => {
    const blocked = fault(403, '1716 Failed: OAuth Api Access Disabled')
    expect(await requestToken(host(), org.app('blocked'))).toMatchObject(blocked)
  })

  test('a call without any parameter', async () => {
    const missing = fault(400, '1702 Failed: Missing Consumer Key Parameter')
    expect(await answered(handler(), '')).toMatchObject(missing)
    expect(await answered(handler(), '', { authorization: 'Bearer x' })).toMatchObject(missing)
  })

  test('parameters that come twice, in two places, in the query, or cannot be read', async () => {
    const header = { authorization: 'OAuth oauth_nonce="a"' }
    expect(await answered(handler(), 'oauth_nonce=a&oauth_nonce=b')).toMatchObject(unexpected)
    expect(await answered(handler(), 'oauth_token=a', header)).toMatchObject(unexpected)
    expect(await answered(`${handler()}?oauth_token=a`, '', header)).toMatchObject(unexpected)
    const unread = { authorization: 'OAuth oauth_nonce' }
    expect(await answered(handler(), '', unread)).toMatchObject(unexpected)
  })

  test('with a challenge where the proof is wrong, and uncached', async () => {
    const { headers } = await requestToken(host(), legacy(), { secret: 'another' })
    expect(headers.get('www-authenticate')).toBe(`OAuth realm="${host()}"`)
    expect(headers.get('content-type')).toBe('text/plain;charset=UTF-8')
    expect(headers.get('cache-control')).toContain('no-store')
  })
})

describe('T98: a nonce', () => {
  const call = (deviation: Deviation): ReturnType<typeof prepared> =>
    prepared(handler(), legacy(), undefined, {
      ...deviation,
      oauth: { oauth_callback: 'oob', ...deviation.oauth },
    })

  test('works once, and again with another timestamp', async () => {
    const first = call({ oauth: { oauth_nonce: 'n', oauth_timestamp: seconds() } })
    expect(await first.send()).toMatchObject(ok)
    expect(await first.send()).toMatchObject(replayed)
    const later = call({ oauth: { oauth_nonce: 'n', oauth_timestamp: seconds(1) } })
    expect(await later.send()).toMatchObject(ok)
  })

  test('cannot be used up by who cannot sign', async () => {
    const oauth = { oauth_nonce: 'n', oauth_timestamp: seconds() }
    expect(await call({ oauth, secret: 'another' }).send()).toMatchObject(wrongSignature)
    expect(await call({ oauth }).send()).toMatchObject(ok)
  })

  test('is remembered until the request is too old to be taken anyway', async () => {
    const first = call({ oauth: { oauth_timestamp: seconds(-100) } })
    expect(await first.send()).toMatchObject(ok)
    await org.control('clock', { advance_s: 960 })
    expect(await first.send()).toMatchObject(replayed)
    await org.control('clock', { advance_s: 60 })
    expect(await first.send()).toMatchObject(wrongTime)
    await org.control('clock', { advance_s: -1020 })
  })

  test('of another app or token is another', async () => {
    const oauth = { oauth_nonce: 'n', oauth_timestamp: seconds(), oauth_callback: 'oob' }
    expect(await requestToken(host(), legacy(), { oauth })).toMatchObject(ok)
    expect(await requestToken(host(), org.app('web'), { oauth })).toMatchObject(ok)
    const pair = await begin()
    const verifier = await verifierOf(pair)
    expect(await accessToken(host(), legacy(), pair, verifier, { oauth })).toMatchObject(ok)
  })

  test('may be left out for a request token, and nowhere else', async () => {
    const oauth = { oauth_nonce: undefined }
    expect(await requestToken(host(), legacy(), { oauth })).toMatchObject(ok)
    const pair = await begin()
    const verifier = await verifierOf(pair)
    const without = await accessToken(host(), legacy(), pair, verifier, { oauth })
    expect(without).toMatchObject(wrongNonce)
    const token = await approvedToken(host(), legacy())
    expect(await session(host(), legacy(), token, { oauth })).toMatchObject(wrongNonce)
  })
})

describe('a callback', () => {
  test.each(['oob', 'https://app.example/x?y=z', 'https://127.0.0.1:1717/cb', 'acme-app://done'])(
    'may be %s',
    async (oauth_callback) => {
      expect(await requestToken(host(), legacy(), { oauth: { oauth_callback } })).toMatchObject(ok)
    },
  )

  test.each([
    undefined,
    '',
    'OOB',
    'app.example/x',
    'http://app.example/x',
    'http://localhost:1717/OauthRedirect',
    'http://127.0.0.1:1717/OauthRedirect',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://app.example/#x',
    'https://app.example/é',
    'https://app.example/\r\nx: y',
  ])('may not be %j', async (oauth_callback) => {
    const answer = await requestToken(host(), legacy(), { oauth: { oauth_callback } })
    expect(answer).toMatchObject(wrongCallback)
  })
})

describe('a request token', () => {
  test('is exchanged once', async () => {
    const pair = await begin()
    const verifier = await verifierOf(pair)
    expect(await accessToken(host(), legacy(), pair, verifier)).toMatchObject(ok)
    expect(await accessToken(host(), legacy(), pair, verifier)).toMatchObject(invalidToken)
  })

  test('is tried three times, whatever comes then', async () => {
    const pair = await begin()
    for (const wrong of [undefined, '', 'x']) {
      expect(await accessToken(host(), legacy(), pair, wrong)).toMatchObject(wrongVerifier)
    }
    const verifier = await verifierOf(pair)
    const tooMany = fault(401, '1712 Failed: Get Access Token Limit Exceeded')
    expect(await accessToken(host(), legacy(), pair, verifier)).toMatchObject(tooMany)
  })

  test('is not worn out by who cannot sign', async () => {
    const pair = await begin()
    const verifier = await verifierOf(pair)
    const forged = { ...pair, secret: 'another' }
    for (let count = 0; count < 4; count += 1) {
      expect(await accessToken(host(), legacy(), forged, verifier)).toMatchObject(wrongSignature)
    }
    expect(await accessToken(host(), legacy(), pair, verifier)).toMatchObject(ok)
  })

  test('is worth nothing before a person has approved it', async () => {
    const pair = await begin()
    expect(await accessToken(host(), legacy(), pair, 'undefined')).toMatchObject(wrongVerifier)
  })

  test('lives 15 minutes and 3 more', async () => {
    const [early, late] = [await begin(), await begin()]
    const verifiers = [await verifierOf(early), await verifierOf(late)] as const
    const oauth = (offset: number): Deviation => ({ oauth: { oauth_timestamp: seconds(offset) } })
    await org.control('clock', { advance_s: 18 * 60 - 10 })
    const inTime = await accessToken(host(), legacy(), early, verifiers[0], oauth(1070))
    await org.control('clock', { advance_s: 10 })
    const tooLate = await accessToken(host(), legacy(), late, verifiers[1], oauth(1080))
    await org.control('clock', { advance_s: -18 * 60 })
    expect(inTime).toMatchObject(ok)
    expect(tooLate).toMatchObject(invalidToken)
  })

  test('belongs to one app', async () => {
    const pair = await begin()
    const verifier = await verifierOf(pair)
    expect(await accessToken(host(), org.app('web'), pair, verifier)).toMatchObject(invalidToken)
  })

  test('that is missing or unknown is said to be', async () => {
    const missing = fault(400, '1707 Failed: Missing OAuth Token Parameter')
    const unknown = { token: 'unknown', secret: 's' }
    expect(await accessToken(host(), legacy(), { token: '', secret: '' }, 'v')).toMatchObject(
      missing,
    )
    expect(await accessToken(host(), legacy(), unknown, 'v')).toMatchObject(invalidToken)
  })
})

describe('an access token', () => {
  const invalid = fault(401, '1703 Failed: Invalid Access Token')

  test('that is missing, unknown, of another app, or only a request token opens nothing', async () => {
    const token = await approvedToken(host(), legacy())
    const missing = fault(400, '1707 Failed: Missing OAuth Token Parameter')
    expect(await session(host(), legacy(), { token: '', secret: '' })).toMatchObject(missing)
    expect(await session(host(), legacy(), { token: 'x', secret: '' })).toMatchObject(invalid)
    expect(await session(host(), org.app('web'), token)).toMatchObject(invalid)
    expect(await session(host(), legacy(), await begin())).toMatchObject(invalid)
  })

  test('of an app without the scope api opens nothing', async () => {
    const token = await approvedToken(host(), org.app('no-api'))
    expect(await session(host(), org.app('no-api'), token)).toMatchObject(
      fault(403, '1716 Failed: OAuth Api Access Disabled'),
    )
  })
})
