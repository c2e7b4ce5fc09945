import { describe, expect, test } from 'vitest'
import { githubActionsToken, type GithubActions } from '../../../src/flows/github-actions-token.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { answer, network, never } from '../../support/fakes.js'
import { faultOf } from '../store/fixtures.js'

const job: GithubActions = {
  requestUrl: 'https://pipelines.actions.example/idtoken/x?api-version=2.0',
  requestToken: new Secret('request-CANARY'),
}

function ask(reply: HttpAnswer, audience?: string, given = job) {
  const net = network(() => reply)
  return { net, token: () => githubActionsToken(given, audience, net.fetch, never) }
}

test('the token of the job is asked for with the token of the runner', async () => {
  const { net, token } = ask(answer({ count: 9, value: 'id.to.ken' }))
  expect((await token()).expose()).toBe('id.to.ken')
  expect(net.requests).toEqual([
    {
      method: 'GET',
      url: job.requestUrl,
      headers: { accept: 'application/json', authorization: 'Bearer request-CANARY' },
      body: undefined,
    },
  ])
})

test('an audience is added to what the runner put into the URL', async () => {
  const { net, token } = ask(
    answer({ value: 'id.to.ken' }),
    'https://acme.my.salesforce.com/?a=b&c',
  )
  await token()
  expect(net.requests.map(({ url }) => url)).toEqual([
    `${job.requestUrl}&audience=https%3A%2F%2Facme.my.salesforce.com%2F%3Fa%3Db%26c`,
  ])
})

describe('a job without permission is told which one it lacks, before any request', () => {
  test.each<[string, GithubActions]>([
    ['both missing', { requestUrl: undefined, requestToken: undefined }],
    ['no URL', { ...job, requestUrl: undefined }],
    ['no URL at all', { ...job, requestUrl: 'nowhere' }],
    ['no token', { ...job, requestToken: undefined }],
  ])('%s', async (_what, given) => {
    const { net, token } = ask(answer({ value: 'x' }), undefined, given)
    const error = await faultOf(token)
    expect([error.code, error.message, error.hint, net.requests]).toEqual([
      'input_required',
      'this job may not ask GitHub for an identity token',
      'add to the workflow: permissions: { id-token: write }',
      [],
    ])
  })
})

describe('an answer without a token', () => {
  test.each([401, 403, 404, 302])('HTTP %i is told with what to check', async (status) => {
    const error = await faultOf(ask(answer({ message: 'secret-CANARY' }, { status })).token)
    expect([error.code, error.message, error.hint]).toEqual([
      'bad_answer',
      `GitHub answered HTTP ${status} for the identity token`,
      'check permissions: { id-token: write } of the job',
    ])
  })

  test.each([
    [429, 'rate_limited'],
    [500, 'server_error'],
    [503, 'server_error'],
  ])('HTTP %i says nothing of the permissions', async (status, code) => {
    const error = await faultOf(ask(answer('', { status })).token)
    expect([error.code, error.hint?.includes('permissions'), error.retryable]).toEqual([
      code,
      false,
      true,
    ])
  })

  test.each(['', '[]', '{}', '{"value":""}', '{"value":7}', '<html>'])('%j', async (text) => {
    expect((await faultOf(ask(answer(text)).token)).code).toBe('bad_answer')
  })
})

test('what the network says is passed on', async () => {
  const down = new AuthError('network_error', 'down')
  const fetch = () => Promise.reject(down)
  expect(await faultOf(() => githubActionsToken(job, undefined, fetch, never))).toBe(down)
})
