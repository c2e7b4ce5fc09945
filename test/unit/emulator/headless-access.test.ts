import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../../src/emulator/org-config/parse-config.js'
import { login } from './support/client.js'
import {
  authorize,
  freshName,
  namedUser,
  newcomer,
  post,
  recaptcha,
  redeem,
  type JsonAnswer,
} from './support/headless.js'
import { sharedOrg, type SharedOrg } from './support/shared-org.js'

const redirect_uris = ['http://localhost:1717/OauthRedirect']
const integration = {
  name: 'integration',
  redirect_uris,
  scopes: ['api', 'user_registration_api', 'pwdless_login_api', 'forgot_password'],
}
const apps = [
  integration,
  { name: 'one-scope', redirect_uris, scopes: ['api', 'pwdless_login_api'] },
]
const either = sharedOrg({ autoApprove: true, config: { apps } })
const byToken = sharedOrg({
  autoApprove: true,
  config: {
    apps,
    org: {
      headless_access: {
        registration: 'token',
        passwordless_login: 'token',
        forgot_password: 'token',
      },
    },
  },
})
const byRecaptcha = sharedOrg({
  autoApprove: true,
  config: {
    apps,
    org: {
      headless_access: {
        registration: 'recaptcha',
        passwordless_login: 'recaptcha',
        forgot_password: 'recaptcha',
      },
    },
  },
})

interface Proof {
  readonly recaptcha: string | null
  readonly token: string | undefined
}

/** A first step of each kind, with this proof. */
const steps: readonly (readonly [
  path: string,
  ask: (org: SharedOrg, proof: Proof) => Promise<JsonAnswer>,
])[] = [
  [
    'init/registration',
    (org, proof) => ask(org, 'init/registration', newcomer(freshName()), proof),
  ],
  [
    'init/passwordless/login',
    (org, proof) =>
      ask(org, 'init/passwordless/login', { username: 'customer@site.example' }, proof),
  ],
  [
    'forgot_password',
    (org, proof) => ask(org, 'forgot_password', { username: 'customer@site.example' }, proof),
  ],
]

function ask(
  org: SharedOrg,
  path: string,
  body: Readonly<Record<string, unknown>>,
  proof: Proof,
): Promise<JsonAnswer> {
  const headers = proof.token === undefined ? {} : { authorization: `Bearer ${proof.token}` }
  return post(org, path, { ...body, recaptcha: proof.recaptcha }, headers)
}

async function internalToken(org: SharedOrg, app = 'integration'): Promise<string> {
  return (await login(org.hosts.my_domain, org.app(app))).access_token
}

function refused(error: string): unknown {
  return { status: 400, body: { invalid_request: error } }
}

describe.each(steps)('%s', (path, step) => {
  test('takes a reCAPTCHA token or the token of an integration user', async () => {
    const token = await internalToken(either)
    expect((await step(either, { recaptcha, token: undefined })).status).toBe(200)
    expect((await step(either, { recaptcha: null, token })).status).toBe(200)
  })

  test('takes not both and not neither', async () => {
    const token = await internalToken(either)
    expect(await step(either, { recaptcha, token })).toEqual(
      refused('send a recaptcha or an access token, not both'),
    )
    expect(await step(either, { recaptcha: null, token: undefined })).toEqual(
      refused('recaptcha or access token is missing'),
    )
  })

  test('takes no other reCAPTCHA token', async () => {
    expect(await step(either, { recaptcha: 'nonsense', token: undefined })).toEqual(
      refused('invalid recaptcha'),
    )
  })

  test('takes no dead token', async () => {
    const dead = { status: 401, body: { invalid_token: 'invalid access token' } }
    expect(await step(either, { recaptcha: null, token: 'nonsense' })).toEqual(dead)
    const token = await internalToken(either)
    await either.control('expire')
    expect(await step(either, { recaptcha: null, token })).toEqual(dead)
  })

  test('takes no token of a customer', async () => {
    const { username, password } = either.user(2)
    const attempt = await authorize(either, namedUser(username, password))
    const token = (await redeem(either, attempt)).body['access_token']!
    const answer = await step(either, { recaptcha: null, token })
    expect([answer.status, Object.keys(answer.body)]).toEqual([403, ['insufficient_scope']])
  })

  test('takes only what the site is set to', async () => {
    const good = async (org: SharedOrg): Promise<string> => internalToken(org)
    expect(await step(byToken, { recaptcha, token: undefined })).toEqual(
      refused('access token is missing'),
    )
    expect((await step(byToken, { recaptcha: null, token: await good(byToken) })).status).toBe(200)
    expect(await step(byRecaptcha, { recaptcha: null, token: await good(byRecaptcha) })).toEqual(
      refused('recaptcha is missing'),
    )
    expect((await step(byRecaptcha, { recaptcha, token: undefined })).status).toBe(200)
  })

  test('wants the scope of its own', async () => {
    const token = await internalToken(either, 'one-scope')
    const { status } = await step(either, { recaptcha: null, token })
    expect(status).toBe(path === 'init/passwordless/login' ? 200 : 403)
  })
})

test('what a first step wants is one of three words', () => {
  const both = { headless_access: { registration: 'both' } }
  expect(() => parseConfig({ org: both })).toThrow(
    'org.headless_access.registration is none of either, recaptcha, token',
  )
  const settings = parseConfig({ org: { headless_access: { registration: 'token' } } }).settings
  expect(settings.headlessAccess).toEqual({
    registration: 'token',
    passwordlessLogin: 'either',
    forgotPassword: 'either',
  })
})
