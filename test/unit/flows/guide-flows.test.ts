import { describe, expect, test } from 'vitest'
import { guideFlow, guideFlows } from '../../../src/flows/guide-flows.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { flowGuide } from '../../../src/salesforce/flow-guide/flow-guide.js'

const names =
  'web-server user-agent hybrid hybrid-user-agent device jwt client-credentials refresh exchange asset saml saml-assertion password headless-login headless-register headless-passwordless headless-forgot-password headless-guest oauth1 sso single-access'.split(
    ' ',
  )

function refusal(name: string, host?: string): AuthError {
  try {
    guideFlow(name, host)
  } catch (error) {
    if (error instanceof AuthError) return error
    throw error
  }
  throw new Error('it was drawn')
}

describe('the guide', () => {
  test('has every flow once, none left out of the order', () => {
    expect(guideFlows().map(({ name }) => name)).toHaveLength(names.length)
    expect(new Set(guideFlows().map(({ name }) => name))).toEqual(new Set(names))
    expect(guideFlows()[0]?.name).toBe('web-server')
  })

  test('gives no name to two flows', () => {
    const words = flowGuide.flatMap((flow) => [flow.name, ...flow.aliases])
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
  })

  test.each(names)('tells everything about %s, and draws only its parties', (name) => {
    const flow = guideFlow(name, undefined)
    for (const text of [flow.title, flow.use, flow.person, flow.secret, flow.advice, flow.block]) {
      expect(text).toMatch(/^\S.+$/)
    }
    expect(flow.command).toMatch(/^oauthctl [a-z]/)
    expect(JSON.stringify(flow)).not.toMatch(/[{}]target|undefined/)
    const drawn = new Set(flow.steps.flatMap(({ from, to }) => [from, to]))
    expect(drawn).toEqual(new Set(flow.parties))
    expect(flow.steps.some(({ url }) => url?.startsWith(flow.host) === true)).toBe(true)
    expect(flow.steps.some(({ command }) => command !== undefined)).toBe(true)
  })
})

describe('a flow is found by', () => {
  test.each([
    ['Web-Server', 'web-server'],
    ['login', 'web-server'],
    ['oauthctl login --hybrid', 'hybrid'],
    ['token', 'refresh'],
    ['open', 'single-access'],
    ['saml assertion', 'saml-assertion'],
    ['headless login', 'headless-login'],
    ['client_credentials', 'client-credentials'],
    ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'jwt'],
  ])('%s', (typed, name) => {
    expect(guideFlow(typed, undefined).name).toBe(name)
  })

  test('nothing else, and what comes near is named', () => {
    const error = refusal('web-sever')
    expect([error.exitStatus, error.message, error.hint]).toEqual([
      2,
      'there is no flow "web-sever"',
      'draw what comes near: web-server; see all flows: oauthctl flows',
    ])
    expect(refusal('zzzzzzzzzzzzzzzzz').hint).toBe('see all flows: oauthctl flows')
  })
})

describe('the host', () => {
  test.each([
    [
      'web-server',
      undefined,
      'https://login.salesforce.com/services/oauth2/token',
      'oauthctl login',
    ],
    [
      'web-server',
      'test',
      'https://test.salesforce.com/services/oauth2/token',
      'oauthctl login test',
    ],
    [
      'jwt',
      'acme',
      'https://acme.my.salesforce.com/services/oauth2/token',
      'oauthctl jwt acme --key-file server.key --username NAME',
    ],
    [
      'client-credentials',
      undefined,
      'https://YOUR-DOMAIN.my.salesforce.com/services/oauth2/token',
      'oauthctl client-credentials YOUR-DOMAIN --client-secret-file FILE',
    ],
    [
      'headless-login',
      'https://acme.my.site.com/shop/',
      'https://acme.my.site.com/shop/services/oauth2/token',
      'oauthctl headless login https://acme.my.site.com/shop',
    ],
  ])('%s at %s', (name, host, url, command) => {
    const flow = guideFlow(name, host)
    expect([
      flow.steps.map((step) => step.url).findLast((one) => one !== undefined),
      flow.command,
    ]).toEqual([url, command])
  })

  test.each([
    [
      'client-credentials',
      'login',
      'name a My Domain: oauthctl flows client-credentials --host acme',
    ],
    [
      'headless-login',
      'acme',
      'name a site: oauthctl flows headless-login --host https://acme.my.site.com',
    ],
    ['jwt', 'acme.lightning.force.com', 'use the My Domain host: acme.my.salesforce.com'],
  ])('%s is refused at %s', (name, host, hint) => {
    const error = refusal(name, host)
    expect([error.exitStatus, error.hint]).toEqual([2, hint])
  })
})
