import { describe, expect, test } from 'vitest'
import { sharedOrg } from './support/shared-org.js'

const page = 'https://app.example.com'
const org = sharedOrg({ config: { org: { cors_allow_list: [page] } } })

function echo(query: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${org.hosts.site}/services/oauth2/echo${query}`, init)
}

describe('the echo endpoint', () => {
  test('says back the parameters, decoded, in the order of the documents', async () => {
    const query =
      '?code=aPrx%3D%3D&state=my+state&sfdc_community_url=https%3A%2F%2Facme.my.site.com&sfdc_community_id=0DB'
    const answer = await echo(query)
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
    expect(await answer.text()).toBe(
      '{"code":"aPrx==","sfdc_community_url":"https://acme.my.site.com","sfdc_community_id":"0DB","state":"my state"}',
    )
  })

  test('says back an error, and nothing where there is nothing', async () => {
    expect(await (await echo('?error=access_denied&state=s')).json()).toEqual({
      error: 'access_denied',
      state: 's',
    })
    expect(await (await echo('')).json()).toEqual({})
  })

  test('says the first of two parameters of one name', async () => {
    expect(await (await echo('?code=a&code=b')).json()).toEqual({ code: 'a' })
  })

  test('lets web pages of the allow-list read it', async () => {
    const answer = await echo('?code=a', { headers: { origin: page } })
    expect(answer.headers.get('access-control-allow-origin')).toBe(page)
  })

  test('takes GET only, and is on the site only', async () => {
    expect((await echo('', { method: 'POST' })).status).toBe(405)
    for (const role of ['my_domain', 'login', 'sandbox'] as const) {
      expect((await fetch(`${org.hosts[role]}/services/oauth2/echo`)).status).toBe(404)
    }
  })
})
