import { expect, test } from 'vitest'
import { remotePkce } from '../../../src/flows/pkce-remote.js'
import { answer, network, never } from '../../support/fakes.js'
import { faultOf, plain } from '../store/fixtures.js'

test('an org makes the pair', async () => {
  const { fetch, requests } = network(() =>
    answer({
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    }),
  )
  expect(plain(await remotePkce('https://acme.my.salesforce.com', fetch, never))).toEqual({
    verifier: { secret: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' },
    challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  })
  expect(requests.map(({ url }) => url)).toEqual([
    'https://acme.my.salesforce.com/services/oauth2/pkce/generator',
  ])
})

test.each(['https://login.salesforce.com', 'https://test.salesforce.com'])(
  '%s has no generator, and is not even asked',
  async (url) => {
    const { fetch, requests } = network(() => answer({}))
    const fault = await faultOf(() => remotePkce(url, fetch, never))
    expect([fault.code, fault.hint, requests]).toEqual([
      'usage',
      "name the org's own host: oauthctl pkce --remote MY-DOMAIN; or make the pair here: oauthctl pkce",
      [],
    ])
  },
)
