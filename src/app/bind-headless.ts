import type { HeadlessEchoContext } from '../commands/headless-echo.js'
import type {
  HeadlessForgotPasswordContext,
  HeadlessForgotPasswordOptions,
} from '../commands/headless-forgot-password.js'
import type { HeadlessLoginOptions } from '../commands/headless-login.js'
import type { HeadlessOptions } from '../commands/headless-options.js'
import type { HeadlessLoginContext } from '../commands/run-headless.js'
import { headlessChangePassword } from '../flows/headless-change-password.js'
import { headlessEcho } from '../flows/headless-echo.js'
import { startHeadless } from '../flows/headless-start.js'
import type { HeadlessResetView } from '../kernel/headless-view.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { HeadlessProof } from '../salesforce/headless/proof.js'
import { siteUrl } from '../salesforce/headless/site.js'
import { newUvid } from '../salesforce/headless/uvid.js'
import { refuseTwoReaders } from './client-input.js'
import { accessOf } from './headless-access.js'
import {
  customDataOf,
  headlessReaders,
  needed,
  oneTimePassword,
  passwordOf,
  refuseUnattended,
  usernameOf,
} from './headless-input.js'
import { finishHeadless, headlessSession } from './headless-session.js'
import { checkedStep } from './headless-step.js'
import { secretText } from './secret-text.js'
import { serverTarget } from './server-target.js'
import type { Services } from './services.js'

/** Binds `headless login` to this process. */
export function headlessLoginContext(
  services: Services,
): HeadlessLoginContext<HeadlessLoginOptions> {
  return {
    login: async (options) => {
      const session = await headlessSession(options, headlessReaders(options), services)
      return finishHeadless(session, await passwordProof(options, services), services)
    },
    now: services.now,
    show: services.show,
  }
}

async function passwordProof(
  options: HeadlessLoginOptions,
  services: Services,
): Promise<HeadlessProof> {
  if (!options.userDiscovery) {
    const username = usernameOf(options.username, services)
    const password = await passwordOf('the password', options.password, services)
    return { kind: 'password', username, password, inBody: options.credentialsInBody }
  }
  const loginHint = needed(options.loginHint, 'login hint', '--login-hint HINT')
  const data = await customDataOf(options.customData, services)
  return {
    kind: 'user-discovery',
    loginHint,
    password: await passwordOf('the password', options.password, services),
    customData: data === undefined ? undefined : JSON.stringify(data),
  }
}

/** Binds `headless guest` to this process. */
export function headlessGuestContext(services: Services): HeadlessLoginContext<HeadlessOptions> {
  return {
    login: async (options) => {
      const session = await headlessSession(options, headlessReaders(options), services)
      const { visitor } = session
      const uvid = visitor?.kind === 'uvid' ? visitor.uvid : newUvid(services.random)
      services.note(`Visitor id (UVID): ${uvid}`)
      return finishHeadless(session, { kind: 'guest', uvid }, services)
    },
    now: services.now,
    show: services.show,
  }
}

/** Binds `headless forgot-password` to this process. */
export function headlessForgotPasswordContext(services: Services): HeadlessForgotPasswordContext {
  return {
    start: async (options) => {
      checkedStep(options)
      refuseTwoReaders(headlessReaders(options))
      const target = await siteTarget(options.site, services)
      const username = usernameOf(options.username, services)
      const access = await accessOf(options, services)
      const start = { kind: 'forgot-password', username } as const
      const identifier = await startHeadless(target, start, access, services, services.signal)
      return { kind: 'headless-started', identifier, verification: undefined }
    },
    change: (options) => changePassword(options, services),
    show: services.show,
  }
}

async function changePassword(
  options: HeadlessForgotPasswordOptions,
  services: Services,
): Promise<HeadlessResetView> {
  const step = checkedStep(options)
  refuseTwoReaders(headlessReaders(options))
  const target = await siteTarget(options.site, services)
  const username = usernameOf(options.identifier ?? options.username, services)
  if (step === 'whole') refuseUnattended(options, services)
  const access = await accessOf(options, services)
  const newPassword = await passwordOf('the new password', options.newPassword, services)
  if (step === 'whole') {
    const start = { kind: 'forgot-password', username } as const
    await startHeadless(target, start, access, services, services.signal)
    services.note('If the user exists, a one-time password is on its way by email.')
  }
  const document = await headlessChangePassword(
    target,
    {
      username,
      newPassword,
      oneTimePassword: await oneTimePassword(options.oneTimePassword, services),
    },
    // A reCAPTCHA works once: the first step has spent it.
    step === 'whole' && access.kind === 'recaptcha' ? { kind: 'open' } : access,
    services,
    services.signal,
  )
  const { host } = new URL(target.url)
  return { kind: 'headless-reset', username, host, document }
}

/** Binds `headless echo` to this process. */
export function headlessEchoContext(services: Services): HeadlessEchoContext {
  return {
    echo: async (site, place) => {
      const target = await siteTarget(site, services)
      const callbackUrl = await secretText(place, 'the callback URL', services)
      return headlessEcho(target, callbackUrl, services, services.signal)
    },
    show: services.show,
  }
}

async function siteTarget(site: string | undefined, services: Services): Promise<ServerTarget> {
  const { profile } = await services.selected()
  const target = await serverTarget({ host: site, issuer: undefined }, profile, services)
  siteUrl(target)
  return target
}
