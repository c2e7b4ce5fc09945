import { describe, expect, test } from 'vitest'
import { register } from '../../../src/flows/register.js'
import { deleteClient, readClient, updateClient } from '../../../src/flows/register-manage.js'
import type { Registration } from '../../../src/kernel/registration.js'
import { Secret } from '../../../src/kernel/secret.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import type { ClientInformation } from '../../../src/oauth/registration-answer.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { answer, never, network } from '../../support/fakes.js'
import { codeOf } from '../store/fixtures.js'

const document = {
  issuer: 'https://idp.example',
  authorization_endpoint: 'https://idp.example/authorize',
  token_endpoint: 'https://idp.example/token',
  registration_endpoint: 'https://idp.example/register',
}
const target = { kind: 'openid', url: 'https://idp.example' } as const
const request = {
  target,
  provider: openidProvider,
  metadata: { redirect_uris: ['https://app.example/cb'] },
  initialAccessToken: new Secret('iat'),
}
const client = {
  client_id: 'c1',
  client_secret: 's2',
  registration_access_token: 'rat-2',
  registration_client_uri: 'https://idp.example/register/c1',
  redirect_uris: ['https://app.example/cb'],
}
const registration: Registration = {
  profile: 'work',
  server: target,
  clientId: 'c1',
  clientSecret: new Secret('s1'),
  secretExpiresAt: undefined,
  authMethod: 'basic',
  management: { uri: client.registration_client_uri, token: new Secret('rat-1') },
}

describe('register', () => {
  test('sends the token and the metadata to the endpoint of the metadata alone', async () => {
    const net = network(({ method }) => answer(method === 'GET' ? document : client))
    const information = await register(request, net, never)
    expect(information.clientId).toBe('c1')
    expect(
      net.requests.map(({ method, url, headers, body }) => [
        method,
        url,
        headers['authorization'],
        body,
      ]),
    ).toEqual([
      ['GET', 'https://idp.example/.well-known/openid-configuration', undefined, undefined],
      ['POST', document.registration_endpoint, 'Bearer iat', JSON.stringify(request.metadata)],
    ])
  })

  test('once the request has left, an interruption does not lose the client', async () => {
    const interruption = new AbortController()
    const net = network(({ method }) => {
      if (method === 'POST') interruption.abort(new Error('interrupted'))
      return answer(method === 'GET' ? document : client)
    })
    await register(request, net, interruption.signal)
    expect(net.signals[1]?.aborted).toBe(false)
  })

  test('T63: redirect URIs that the server rewrote are refused', async () => {
    const swapped = { ...client, redirect_uris: ['https://evil.example'] }
    const net = network(({ method }) => answer(method === 'GET' ? document : swapped))
    expect(await codeOf(() => register(request, net, never))).toBe('request_refused')
  })

  test('a server that names no endpoint is told apart from one that names a bad one', async () => {
    const none = { ...document, registration_endpoint: undefined }
    expect(
      await codeOf(() =>
        register(
          request,
          network(() => answer(none)),
          never,
        ),
      ),
    ).toBe('unsupported_by_server')
    const plain = { ...document, registration_endpoint: 'http://idp.example/register' }
    expect(
      await codeOf(() =>
        register(
          request,
          network(() => answer(plain)),
          never,
        ),
      ),
    ).toBe('bad_metadata')
  })

  test('T4: a Salesforce document cannot send the initial access token elsewhere', async () => {
    const url = 'https://acme.my.salesforce.com'
    const org = JSON.parse(JSON.stringify(document).replaceAll('https://idp.example', url))
    const net = network(() =>
      answer({ ...org, registration_endpoint: 'https://evil.example/register' }),
    )
    const salesforce = {
      ...request,
      target: { kind: 'salesforce', url },
      provider: salesforceProvider,
    } as const
    expect(await codeOf(() => register(salesforce, net, never))).toBe('untrusted_host')
    expect(net.requests).toHaveLength(1)
  })

  test('redirect_uris that are no list are exit 2 before anything is sent', async () => {
    const net = network(() => answer(document))
    const wrong = { ...request, metadata: { redirect_uris: 'https://app.example/cb' } }
    expect(await codeOf(() => register(wrong, net, never))).toBe('usage')
    expect(net.requests).toEqual([])
  })
})

describe('a registered client', () => {
  test('is read with its token', async () => {
    const net = network(() => answer(client))
    const information = await readClient(registration, openidProvider, net, never)
    expect(information.management?.token.expose()).toBe('rat-2')
    expect(net.requests[0]?.headers['authorization']).toBe('Bearer rat-1')
  })

  test('is updated whole: what is registered, changed, with the rotated token, kept before it is used', async () => {
    const steps: string[] = []
    const net = network(({ method, headers }) => {
      steps.push(`${method} ${headers['authorization'] ?? ''}`)
      return answer(client)
    })
    const keep = (read: ClientInformation): Promise<void> => {
      steps.push(`kept ${read.management?.token.expose() ?? ''}`)
      return Promise.resolve()
    }
    const ports = { fetch: net.fetch, keep }
    await updateClient(
      registration,
      (registered) => ({ ...registered, client_name: 'New' }),
      openidProvider,
      ports,
      never,
    )
    expect(steps).toEqual(['GET Bearer rat-1', 'kept rat-2', 'PUT Bearer rat-2'])
    expect(JSON.parse(net.requests[1]?.body ?? '')).toEqual({
      client_id: 'c1',
      redirect_uris: ['https://app.example/cb'],
      client_name: 'New',
    })
  })

  test('T63: an update whose answer rewrites the redirect URIs is refused', async () => {
    const net = network(({ method }) =>
      answer(method === 'GET' ? client : { ...client, redirect_uris: ['https://evil.example'] }),
    )
    const ports = { fetch: net.fetch, keep: () => Promise.resolve() }
    expect(
      await codeOf(() => updateClient(registration, (now) => now, openidProvider, ports, never)),
    ).toBe('request_refused')
  })

  test('an answer for another client is refused', async () => {
    const net = network(() => answer({ ...client, client_id: 'c2' }))
    expect(await codeOf(() => readClient(registration, openidProvider, net, never))).toBe(
      'bad_answer',
    )
  })

  test('is deleted with 204', async () => {
    const net = network(() => answer('', { status: 204 }))
    await deleteClient(registration, openidProvider, net, never)
    expect(net.requests.map(({ method, url }) => [method, url])).toEqual([
      ['DELETE', client.registration_client_uri],
    ])
  })

  test('that cannot be managed says so, and nothing is sent', async () => {
    const net = network(() => answer(client))
    const unmanaged = { ...registration, management: undefined }
    for (const act of [readClient, deleteClient]) {
      expect(await codeOf(() => act(unmanaged, openidProvider, net, never))).toBe(
        'unsupported_by_server',
      )
    }
    expect(net.requests).toEqual([])
  })
})
