import { describe, expect, test } from 'vitest'
import { browser, type Browser } from './support/browser.js'
import { authorizeUrl, callback, type Params } from './support/client.js'
import { fragmentOf } from './support/fragment.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  config: {
    apps: [{ name: 'open', redirect_uris: [callback], scopes: ['api', 'web', 'openid'] }],
  },
})
const quick = sharedOrg({ autoApprove: true })

const types = ['code', 'token', 'token id_token', 'hybrid_token']

function url(more: Params = {}): string {
  return authorizeUrl(org.hosts.login, org.app('open'), { nonce: 'n', ...more })
}

/** The parameters of a redirect to the app, wherever they stand. */
function answerOf(location: string | undefined): Record<string, string> {
  const { uri, members } = fragmentOf(location)
  return location?.includes('#') === true
    ? { ...members }
    : Object.fromEntries(new URL(uri).searchParams)
}

async function approve(person: Browser): Promise<void> {
  const { username, password } = org.user(0)
  const login = await person.submit(await person.visit(url()), { username, password })
  await person.submit(await person.visit(login.location!), { decision: 'allow' })
}

describe.each(types)('immediate with response_type %s', (responseType) => {
  const immediate = { response_type: responseType, immediate: 'true' }
  const unsuccessful = {
    error: 'immediate_unsuccessful',
    error_description: 'immediate unsuccessful',
    state: 'a state',
  }

  test('is unsuccessful until somebody is logged in and has approved', async () => {
    const person = browser(org.hosts.login)
    expect(answerOf((await person.visit(url(immediate))).location)).toEqual(unsuccessful)
    await approve(person)
    const answer = answerOf((await person.visit(url(immediate))).location)
    expect(answer).toHaveProperty(responseType === 'code' ? 'code' : 'access_token')
  })

  test.each<Params>([{ scope: 'api' }, { prompt: 'login' }, { prompt: 'consent' }])(
    'is unsuccessful together with %o',
    async (more) => {
      const person = browser(org.hosts.login)
      await approve(person)
      const answer = await person.visit(url({ ...immediate, ...more }))
      expect(answerOf(answer.location)).toEqual(unsuccessful)
    },
  )
})

test('immediate=false is as good as none', async () => {
  const page = await browser(org.hosts.login).visit(url({ immediate: 'false' }))
  expect(page.text).toContain('name="password"')
})

describe('display', () => {
  test.each(['page', 'popup', 'touch', 'mobile'])('may be %s', async (display) => {
    const page = await browser(org.hosts.login).visit(url({ display }))
    expect(page.status).toBe(200)
    expect(page.text).toContain('name="password"')
  })

  test.each(['wap', 'PAGE', 'page popup'])('may not be %s', async (display) => {
    const answer = await browser(org.hosts.login).visit(url({ display }))
    expect(answerOf(answer.location)).toEqual({
      error: 'invalid_request',
      error_description: 'display is not supported',
      state: 'a state',
    })
  })
})

describe('prompt', () => {
  test.each([
    ['create', 'prompt is not supported'],
    ['login sing', 'prompt is not supported'],
    ['none login', 'prompt none stands alone'],
    ['consent none', 'prompt none stands alone'],
  ])('may not be %s', async (prompt, error_description) => {
    const answer = await browser(org.hosts.login).visit(url({ prompt }))
    expect(answerOf(answer.location)).toEqual({
      error: 'invalid_request',
      error_description,
      state: 'a state',
    })
  })

  test.each(types)('none is answered without a page for %s', async (responseType) => {
    const person = browser(org.hosts.login)
    const none = url({ response_type: responseType, prompt: 'none' })
    expect(answerOf((await person.visit(none)).location)['error']).toBe('login_required')
    await approve(person)
    expect(answerOf((await person.visit(none)).location)).not.toHaveProperty('error')
  })
})

test('an org that answers by itself still refuses immediate together with a scope', async () => {
  const asked = authorizeUrl(quick.hosts.login, quick.app('legacy'), {
    immediate: 'true',
    scope: 'api',
  })
  const { location } = await browser(quick.hosts.login).visit(asked)
  expect(answerOf(location)['error']).toBe('immediate_unsuccessful')
})
