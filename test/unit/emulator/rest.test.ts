import { describe, expect, test } from 'vitest'
import { get, login } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({ autoApprove: true })

const expired = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]

async function data(path: string, token?: string): Promise<[number, unknown]> {
  const answer = await get(`${org.hosts.my_domain}/services/data${path}`, token)
  return [answer.status, await answer.json()]
}

async function query(soql: string): Promise<[number, unknown]> {
  const { access_token } = await login(org.hosts.login, org.app('web'))
  return data(`/v67.0/query?q=${encodeURIComponent(soql)}`, access_token)
}

describe('the list of versions', () => {
  test.each(['', '/'])(
    'is public at /services/data%s, but a token that is shown must be good',
    async (path) => {
      const [status, versions] = await data(path)
      expect(status).toBe(200)
      expect((versions as unknown[]).at(-1)).toEqual({
        label: 'API 67.0',
        url: '/services/data/v67.0',
        version: '67.0',
      })
      const { access_token } = await login(org.hosts.login, org.app('web'))
      expect((await data(path, access_token))[0]).toBe(200)
      expect(await data(path, 'nonsense')).toEqual([401, expired])
    },
  )
})

describe('a version', () => {
  test('lists its resources to a good token', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    expect(await data('/v51.0/', tokens.access_token)).toEqual([
      200,
      {
        sobjects: '/services/data/v51.0/sobjects',
        query: '/services/data/v51.0/query',
        identity: tokens['id'],
      },
    ])
  })

  test('answers 401 to a bad token and to none', async () => {
    expect(await data('/v67.0/', 'nonsense')).toEqual([401, expired])
    expect(await data('/v67.0/')).toEqual([401, expired])
    const site = await get(`${org.hosts.site}/services/data/v67.0/`)
    expect(await site.json()).toEqual([
      { message: 'Authorization required', errorCode: 'INVALID_SESSION_ID' },
    ])
  })

  test('is closed to a token without api', async () => {
    const { access_token } = await login(org.hosts.login, org.app('web'), { scope: 'id' })
    expect(await data('/v67.0/', access_token)).toEqual([
      401,
      [
        {
          message: 'This session is not valid for use with the REST API',
          errorCode: 'INVALID_SESSION_ID',
        },
      ],
    ])
  })

  test('that does not exist, and a resource that does not, are 404', async () => {
    const { access_token } = await login(org.hosts.login, org.app('web'))
    for (const path of ['/v99.0/', '/v67.0/limits', '/v67.0/sobjects/User/005000000000001']) {
      expect((await data(path, access_token))[0]).toBe(404)
    }
  })

  test('is not served by a login host', async () => {
    const { access_token } = await login(org.hosts.login, org.app('web'))
    const answer = await get(`${org.hosts.login}/services/data/v67.0/`, access_token)
    expect(await answer.json()).toMatchObject([{ errorCode: 'URL_NOT_RESET' }])
  })

  test('is read-only', async () => {
    const { access_token } = await login(org.hosts.login, org.app('web'))
    const answer = await fetch(`${org.hosts.my_domain}/services/data/v67.0/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(answer.status).toBe(405)
  })
})

test('a user is read whole or field by field, by either id', async () => {
  const { access_token } = await login(org.hosts.login, org.app('web'))
  const { user_id, username } = org.user(0)
  expect(await data(`/v51.0/sobjects/User/${user_id}`, access_token)).toMatchObject([
    200,
    { attributes: { type: 'User' }, Id: user_id, Username: username, IsActive: true },
  ])
  const [, one] = await data(
    `/v51.0/sobjects/User/${user_id.slice(0, 15)}?fields=Username`,
    access_token,
  )
  expect(one).toEqual({
    attributes: { type: 'User', url: `/services/data/v51.0/sobjects/User/${user_id}` },
    Id: user_id,
    Username: username,
  })
})

describe('a query', () => {
  test('of the sf CLI finds no scratch org, which makes the org a Dev Hub', async () => {
    expect(await query('SELECT Id FROM ScratchOrgInfo limit 1')).toEqual([
      200,
      { totalSize: 0, done: true, records: [] },
    ])
  })

  test('of the sf CLI finds the org', async () => {
    const [status, found] = await query(
      'SELECT Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType FROM Organization',
    )
    expect(status).toBe(200)
    expect(found).toEqual({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: {
            type: 'Organization',
            url: `/services/data/v67.0/sobjects/Organization/${org.id}`,
          },
          Name: 'Acme',
          InstanceName: 'EMU1',
          IsSandbox: false,
          TrialExpirationDate: null,
          NamespacePrefix: null,
          OrganizationType: 'Developer Edition',
        },
      ],
    })
  })

  test('finds users by condition, limits them and counts them', async () => {
    const { username, user_id } = org.user(1)
    expect(
      await query(`select Id from User where Username = '${username}' and IsActive = true`),
    ).toMatchObject([200, { totalSize: 1, records: [{ Id: user_id }] }])
    expect(await query('SELECT Id FROM User LIMIT 2')).toMatchObject([200, { totalSize: 2 }])
    expect(await query('SELECT count() FROM User')).toEqual([
      200,
      { totalSize: 3, done: true, records: [] },
    ])
  })

  test.each([
    ['nonsense', 'MALFORMED_QUERY'],
    ["SELECT Id FROM User WHERE Name LIKE 'A%'", 'MALFORMED_QUERY'],
    ['SELECT Id FROM Account', 'INVALID_TYPE'],
    ['SELECT Shoe FROM User', 'INVALID_FIELD'],
  ])('that cannot be answered says so: %s', async (soql, errorCode) => {
    expect(await query(soql)).toMatchObject([400, [{ errorCode }]])
  })
})
