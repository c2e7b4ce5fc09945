import { describe, expect, test } from 'vitest'
import { pasteListen } from '../../../src/listener/paste.js'
import type { CallbackListener, ListenRequest } from '../../../src/kernel/ports.js'
import { never, state, success } from './listening.js'

function pasted(
  line: string | undefined,
  given: Partial<ListenRequest> = {},
): Promise<CallbackListener> {
  return pasteListen(() => Promise.resolve(line))({
    redirectUri: 'http://localhost:1717/OauthRedirect',
    answerIn: 'query',
    otherPorts: [],
    state,
    ...given,
  })
}

describe('pasting instead of listening', () => {
  test.each([
    'http://localhost:1717/OauthRedirect',
    'https://login.salesforce.com/services/oauth2/success',
    'myapp://cb',
    'com.example.app:/cb',
    'https://app.example/cb?tenant=a',
    'https://[::1]:0443/cb',
  ])('takes any redirect URI as it is: %s', async (redirectUri) => {
    expect((await pasted('', { redirectUri })).redirectUri).toBe(redirectUri)
  })

  test.each([
    ['http://localhost:0/cb', 'http://localhost:1717/cb'],
    ['https://localhost:0/cb', 'https://localhost:1717/cb'],
    ['http://127.0.0.1:0', 'http://127.0.0.1:1717'],
    ['http://[::1]:0/cb?x=:0/', 'http://[::1]:1717/cb?x=:0/'],
    ['http://localhost:0?x', 'http://localhost:1717?x'],
  ])('gives any free port a number, because nobody listens: %s', async (redirectUri, real) => {
    expect((await pasted('', { redirectUri })).redirectUri).toBe(real)
  })

  test('hands over what was pasted, in the query or in the fragment', async () => {
    const query = await pasted(`myapp://cb?code=c%3D%3D&state=${state}`)
    expect(await query.received(never)).toEqual({ code: 'c==', state })
    const fragment = await pasted(`myapp://cb#access_token=t&state=${state}`, {
      answerIn: 'fragment',
    })
    expect(await fragment.received(never)).toEqual({ access_token: 't', state })
  })

  test.each([undefined, '', ' \t'])('of nothing says so: %j', async (line) => {
    await expect((await pasted(line)).received(never)).rejects.toMatchObject({
      code: 'input_required',
      message: 'nothing was pasted',
    })
  })

  test('opens the authorization URL itself, and has no page to show', async () => {
    await using listener = await pasted('code')
    expect(listener.visitUrl('https://issuer.example/a')).toBe('https://issuer.example/a')
    listener.finish(success)
  })
})
