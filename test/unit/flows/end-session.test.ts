import { describe, expect, test } from 'vitest'
import { endSessionUrl } from '../../../src/flows/end-session.js'
import type { Credential, Server } from '../../../src/kernel/credential.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { answer, network, never } from '../../support/fakes.js'
import { idp, publicClient, salesforce, tokenSet } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

const org = 'https://acme.my.salesforce.com'

function credential(server: Server, instanceUrl?: string): Credential {
  return {
    profile: 'work',
    grant: 'authorization_code',
    server,
    client: publicClient,
    identity: { subject: undefined, username: undefined, userId: undefined, orgId: undefined },
    tokens: tokenSet({ instanceUrl }),
    condition: { kind: 'live' },
  }
}

function document(members: object = {}) {
  return answer({
    issuer: org,
    authorization_endpoint: `${org}/services/oauth2/authorize`,
    token_endpoint: `${org}/services/oauth2/token`,
    ...members,
  })
}

describe('at Salesforce', () => {
  const page = `${org}/services/auth/idp/oidc/logout`

  test('the page that was known at login is used, without any parameter', async () => {
    const server = { ...salesforce, endpoints: { ...salesforce.endpoints, endSession: page } }
    const net = network(() => document())
    expect(await endSessionUrl(credential(server, org), salesforceProvider, net, never)).toBe(page)
    expect(net.requests).toEqual([])
  })

  test('after a login at the pool, the org itself is asked', async () => {
    const net = network(() => document({ end_session_endpoint: page }))
    expect(await endSessionUrl(credential(salesforce, org), salesforceProvider, net, never)).toBe(
      page,
    )
    expect(net.requests.map(({ url }) => url)).toEqual([`${org}/.well-known/openid-configuration`])
  })

  test.each([
    ['the org has none', org],
    ['the org is not known', undefined],
  ])('it is explained where %s', async (_what, instanceUrl) => {
    const net = network(() => document())
    const fault = await faultOf(() =>
      endSessionUrl(credential(salesforce, instanceUrl), salesforceProvider, net, never),
    )
    expect([fault.code, fault.hint?.includes('My Domain')]).toEqual(['unsupported_by_server', true])
  })
})

describe('at another server', () => {
  test('the client is named, and no token', async () => {
    const endSession = 'https://idp.example/end?ui=1'
    const server = { ...idp, endpoints: { ...idp.endpoints, endSession } }
    const net = network(() => answer())
    expect(await endSessionUrl(credential(server), openidProvider, net, never)).toBe(
      'https://idp.example/end?ui=1&client_id=client-1',
    )
  })

  test('without the endpoint it is refused', async () => {
    const run = () =>
      endSessionUrl(
        credential(idp),
        openidProvider,
        network(() => answer()),
        never,
      )
    expect((await faultOf(run)).code).toBe('unsupported_by_server')
  })
})
