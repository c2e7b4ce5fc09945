import { describe, expect, test } from 'vitest'
import { get } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const path = '/.well-known/auth-configuration'

const standard = {
  MobileSDK: {
    UseiOSNativeBrowserForAuthentication: false,
    UseAndroidNativeBrowserForAuthentication: false,
    shareBrowserSessionIOS: false,
    shareBrowserSessionAndroid: false,
  },
  LoginPage: null,
  SamlProviders: [],
  AuthProviders: [],
  CertificateLogin: null,
  LoginPageType: 'standard',
  LoginPageTypeConfigs: {},
}

describe('the authentication configuration of a new org', () => {
  const org = sharedOrg()

  test.each(['my_domain', 'site'] as const)(
    'of %s names the org by 15 characters and the host that was called, member by member in order',
    async (role) => {
      for (const origin of [org.hosts[role], org.hosts[role].replace('127.0.0.1', 'localhost')]) {
        const answer = await get(`${origin}${path}`)
        expect(await answer.text()).toBe(
          JSON.stringify({
            OrgId: org.id.slice(0, 15),
            Url: origin,
            ...standard,
            AuthProviders: [
              { Name: 'AcmeIdP', SsoUrl: `${origin}/services/auth/sso/AcmeIdP`, IconUrl: null },
            ],
          }),
        )
      }
    },
  )

  test.each(['login', 'sandbox'] as const)('is not there at %s', async (role) => {
    expect((await get(`${org.hosts[role]}${path}`)).status).toBe(404)
  })
})

describe('the authentication configuration', () => {
  const org = sharedOrg({
    config: {
      org: {
        saml_providers: [{ name: 'Okta', sso_url: 'https://idp.example/sso' }],
        auth_providers: [
          {
            name: 'Google',
            sso_url: 'https://acme.example/services/auth/sso/Google',
            icon_url: 'https://idp.example/i.png',
          },
          { name: 'My Apple' },
        ],
      },
    },
  })

  test('lists what one can log in with; without a URL that is at the org itself', async () => {
    const answer = await get(`${org.hosts.my_domain}${path}`)
    expect(await answer.json()).toEqual({
      OrgId: org.id.slice(0, 15),
      Url: org.hosts.my_domain,
      ...standard,
      SamlProviders: [{ Name: 'Okta', SsoUrl: 'https://idp.example/sso', IconUrl: null }],
      AuthProviders: [
        {
          Name: 'Google',
          SsoUrl: 'https://acme.example/services/auth/sso/Google',
          IconUrl: 'https://idp.example/i.png',
        },
        {
          Name: 'My Apple',
          SsoUrl: `${org.hosts.my_domain}/services/auth/sso/My%20Apple`,
          IconUrl: null,
        },
      ],
    })
  })
})
