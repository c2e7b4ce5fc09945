import { describe, expect, test } from 'vitest'
import { openSignpost } from '../../../src/listener/signpost.js'
import { never } from '../../support/fakes.js'

const target = 'https://acme.my.salesforce.com/secur/frontdoor.jsp?otp=0Ab%2B'

test('a browser that comes is led on, leaves no referrer, and is announced', async () => {
  await using signpost = await openSignpost(target)
  expect(signpost.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/go\/[\w-]{22}$/)
  const response = await fetch(signpost.url, { redirect: 'manual' })
  expect([
    response.status,
    response.headers.get('location'),
    response.headers.get('referrer-policy'),
    response.headers.get('cache-control'),
  ]).toEqual([302, target, 'no-referrer', 'no-store'])
  await signpost.visited(never)
})

describe('is led nowhere', () => {
  test.each([
    ['by another path', (url: string) => fetch(`${url}x`, { redirect: 'manual' }), 404],
    ['by a POST', (url: string) => fetch(url, { method: 'POST', redirect: 'manual' }), 405],
    [
      'under another name',
      (url: string) => fetch(url.replace('127.0.0.1', 'localhost'), { redirect: 'manual' }),
      421,
    ],
  ])('%s', async (_what, visit, status) => {
    await using signpost = await openSignpost(target)
    const response = await visit(signpost.url)
    expect([response.status, response.headers.get('location')]).toEqual([status, null])
  })
})

test('waiting ends with the reason of the signal', async () => {
  await using signpost = await openSignpost(target)
  const reason = new Error('enough')
  await expect(signpost.visited(AbortSignal.abort(reason))).rejects.toBe(reason)
})

test('once it is taken down nobody answers', async () => {
  const signpost = await openSignpost(target)
  await signpost[Symbol.asyncDispose]()
  await expect(fetch(signpost.url)).rejects.toThrow()
})
