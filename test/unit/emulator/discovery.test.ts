import { describe, expect, test } from 'vitest'
import { get } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg()

async function document(origin: string): Promise<Record<string, unknown>> {
  const answer = await get(`${origin}/.well-known/openid-configuration`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

const keys = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'registration_endpoint',
  'introspection_endpoint',
  'scopes_supported',
  'response_types_supported',
  'subject_types_supported',
  'id_token_signing_alg_values_supported',
  'display_values_supported',
  'token_endpoint_auth_methods_supported',
  'claims_supported',
]

describe('the OpenID configuration', () => {
  test.each(['login', 'sandbox'] as const)('of %s knows no logout', async (role) => {
    expect(Object.keys(await document(org.hosts[role]))).toEqual(keys)
  })

  test.each(['my_domain', 'site'] as const)('of %s begins with the logout', async (role) => {
    const found = await document(org.hosts[role])
    expect(Object.keys(found)).toEqual([
      'end_session_endpoint',
      'frontchannel_logout_supported',
      'frontchannel_logout_session_supported',
      ...keys,
    ])
    expect(found['end_session_endpoint']).toBe(`${org.hosts[role]}/services/auth/idp/oidc/logout`)
  })

  test('names the host that was called, by the name it was called', async () => {
    for (const origin of Object.values(org.hosts)) {
      for (const called of [origin, origin.replace('127.0.0.1', 'localhost')]) {
        const found = await document(called)
        expect(found['issuer']).toBe(called)
        expect(found['token_endpoint']).toBe(`${called}/services/oauth2/token`)
        expect(found['jwks_uri']).toBe(`${called}/id/keys`)
      }
    }
  })

  test.each(['my_domain', 'login', 'sandbox', 'site'] as const)(
    'of %s names no endpoint that is not there',
    async (role) => {
      const found = await document(org.hosts[role])
      const endpoints = Object.entries(found).filter(([name]) => /_endpoint$|_uri$/.test(name))
      const answers = await Promise.all(
        endpoints.map(async ([name, url]) => [name, (await get(String(url))).status === 404]),
      )
      expect(Object.fromEntries(answers)).toEqual(
        Object.fromEntries(endpoints.map(([name]) => [name, false])),
      )
    },
  )

  test('lists the scopes in the order of the server', async () => {
    const { scopes_supported: scopes } = await document(org.hosts.login)
    expect(scopes).toHaveLength(36)
    expect((scopes as string[]).slice(0, 4)).toEqual([
      'cdp_ingest_api',
      'custom_permissions',
      'cdp_segment_api',
      'content',
    ])
  })

  test('is not found at the path of RFC 8414', async () => {
    const answer = await get(`${org.hosts.login}/.well-known/oauth-authorization-server`)
    expect(answer.status).toBe(404)
  })
})
