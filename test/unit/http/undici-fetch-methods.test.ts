import { expect, test } from 'vitest'
import { undiciFetch } from '../../../src/http/undici-fetch.js'
import { get, never, serve } from './servers.js'

const fetch = undiciFetch({ userAgent: 'oauthctl/0.0.0-test', env: {} })

test.each([
  ['PUT', '{"client_id":"c1"}'],
  ['DELETE', undefined],
  ['OPTIONS', undefined],
] as const)('%s is sent as it is, with a body only where there is one', async (method, body) => {
  const { url, requests } = await serve((_, response) => {
    response.writeHead(204, { 'access-control-allow-origin': '*' }).end()
  })
  const answer = await fetch(get(url, { method, body }), never)
  expect(answer).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-origin': '*' },
    text: '',
  })
  const [{ head, body: sent }] = requests as [(typeof requests)[0]]
  expect([head.method, sent()]).toEqual([method, body ?? ''])
})

test.each(['PUT', 'DELETE', 'OPTIONS'] as const)(
  'T51: a redirected %s comes back as it is',
  async (method) => {
    const { url, requests } = await serve((_, response) => {
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect((await fetch(get(url, { method }), never)).status).toBe(307)
    expect(requests).toHaveLength(1)
  },
)
