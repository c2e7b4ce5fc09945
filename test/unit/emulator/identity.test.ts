import { describe, expect, test } from 'vitest'
import { get, login } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({ autoApprove: true })

async function said(answer: Response): Promise<[number, string, string | null]> {
  return [answer.status, await answer.text(), answer.headers.get('content-type')]
}

const text = 'text/plain;charset=UTF-8'

describe('userinfo', () => {
  test('says who the token is for, in the order of Salesforce', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    const answer = await get(`${org.hosts.my_domain}/services/oauth2/userinfo`, tokens.access_token)
    expect(answer.status).toBe(200)
    const info = (await answer.json()) as Record<string, unknown>
    expect(Object.keys(info).slice(0, 5)).toEqual([
      'sub',
      'user_id',
      'organization_id',
      'preferred_username',
      'nickname',
    ])
    expect(info).toMatchObject({
      sub: tokens['id'],
      user_id: org.user(0).user_id,
      organization_id: org.id,
      preferred_username: org.user(0).username,
      email_verified: true,
      user_type: 'STANDARD',
      is_salesforce_integration_user: false,
    })
  })

  test('answers a POST and every host', async () => {
    const { access_token } = await login(org.hosts.login, org.app('web'))
    for (const host of Object.values(org.hosts)) {
      const answer = await fetch(`${host}/services/oauth2/userinfo`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}` },
      })
      expect(answer.status).toBe(200)
    }
  })

  test('refuses with one plain word', async () => {
    const url = `${org.hosts.login}/services/oauth2/userinfo`
    expect(await said(await get(url))).toEqual([403, 'Missing_OAuth_Token', text])
    expect(await said(await get(url, 'nonsense'))).toEqual([403, 'Bad_OAuth_Token', text])
    const { access_token } = await login(org.hosts.login, org.app('web'), { scope: 'web' })
    expect(await said(await get(url, access_token))).toEqual([403, 'No_Access', text])
  })
})

describe('the identity URL', () => {
  test('answers on every host of the org', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    const { pathname } = new URL(tokens['id']!)
    for (const host of Object.values(org.hosts)) {
      const answer = await get(host + pathname, tokens.access_token)
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({
        id: host === org.hosts.sandbox ? `${host}${pathname}` : tokens['id'],
        asserted_user: true,
        username: org.user(0).username,
        display_name: 'Ada Admin',
        urls: { rest: `${org.hosts.my_domain}/services/data/v{version}/` },
      })
    }
  })

  test('fills in a version, writes XML, and calls a function', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    const id = tokens['id']!
    const latest = await get(`${id}?version=latest`, tokens.access_token)
    expect(await latest.json()).toMatchObject({
      urls: { rest: `${org.hosts.my_domain}/services/data/v67.0/` },
    })
    const xml = await get(`${id}?format=xml`, tokens.access_token)
    expect(xml.headers.get('content-type')).toBe('application/xml;charset=UTF-8')
    expect(await xml.text()).toContain(`<user_id>${org.user(0).user_id}</user_id>`)
    const script = await get(`${id}?callback=show.it`, tokens.access_token)
    expect(await script.text()).toMatch(/^show\.it\(\{.*\}\);$/)
  })

  test('takes the token from the query string too, and the ledger knows', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    const answer = await get(
      `${tokens['id']!}?oauth_token=${encodeURIComponent(tokens.access_token)}`,
    )
    expect(answer.status).toBe(200)
    expect((await org.ledger()).requests.at(-1)).toMatchObject({ secret_in_query: true })
  })

  test('refuses with one plain word', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    const token = tokens.access_token
    const at = `${org.hosts.login}/id`
    const me = org.user(0).user_id
    expect(await said(await get(`${at}/${org.id}/${me}`))).toEqual([
      403,
      'Missing_OAuth_Token',
      text,
    ])
    expect(await said(await get(`${at}/${org.id}/${me}`, 'x'))).toEqual([
      403,
      'Bad_OAuth_Token',
      text,
    ])
    expect(await said(await get(`${at}/00D000000000001/${me}`, token))).toEqual([
      403,
      'Wrong_Org',
      text,
    ])
    expect(await said(await get(`${at}/${org.id}/005000000000001`, token))).toEqual([
      404,
      'Bad_Id',
      text,
    ])
  })

  test('shows other people to an admin only', async () => {
    const admin = await login(org.hosts.login, org.app('web'))
    const customer = await login(org.hosts.site, org.app('web'))
    const of = (index: number): string =>
      `${org.hosts.login}/id/${org.id}/${org.user(index).user_id}`
    const seen = await get(of(1), admin.access_token)
    expect(await seen.json()).toMatchObject({
      asserted_user: false,
      username: org.user(1).username,
    })
    expect(await said(await get(of(1), customer.access_token))).toEqual([403, 'No_Access', text])
  })
})
