import type { AccessOptions, HeadlessOptions, StepOptions } from '../commands/headless-options.js'
import type { HeadlessPasswordlessOptions } from '../commands/headless-passwordless.js'
import type { HeadlessRegisterOptions } from '../commands/headless-register.js'
import type { OneTimePasswordContext } from '../commands/run-headless.js'
import { startHeadless, type HeadlessStart } from '../flows/headless-start.js'
import type { HeadlessStartedView, Verification } from '../kernel/headless-view.js'
import type { HeadlessProof } from '../salesforce/headless/proof.js'
import { refuseTwoReaders } from './client-input.js'
import { accessOf } from './headless-access.js'
import {
  customDataOf,
  headlessReaders,
  needed,
  oneTimePassword,
  optionalPassword,
  refuseUnattended,
  usernameOf,
} from './headless-input.js'
import { finishHeadless, headlessSession, resolveSite } from './headless-session.js'
import { checkedStep } from './headless-step.js'
import type { Services } from './services.js'

type OneTimePasswordOptions = HeadlessOptions &
  AccessOptions &
  StepOptions & { readonly verification: Verification }

/** What tells the flows with a one-time password apart. */
interface Flow<O> {
  readonly name: Extract<HeadlessProof, { kind: 'one-time-password' }>['flow']
  /** Reads what the first request carries. @throws {AuthError} `input_required`. */
  readonly first: (options: O) => Promise<HeadlessStart>
}

/** Binds `headless register` to this process. */
export function headlessRegisterContext(
  services: Services,
): OneTimePasswordContext<HeadlessRegisterOptions> {
  return bound({ name: 'user-registration', first: (o) => registration(o, services) }, services)
}

/** Binds `headless passwordless` to this process. */
export function headlessPasswordlessContext(
  services: Services,
): OneTimePasswordContext<HeadlessPasswordlessOptions> {
  return bound(
    {
      name: 'passwordless-login',
      first: ({ username, verification }) =>
        Promise.resolve({
          kind: 'passwordless',
          username: usernameOf(username, services),
          verification,
        }),
    },
    services,
  )
}

function bound<O extends OneTimePasswordOptions>(
  flow: Flow<O>,
  services: Services,
): OneTimePasswordContext<O> {
  return {
    start: async (options) => {
      checkedStep(options)
      refuseTwoReaders(headlessReaders(options))
      return started(options, await flow.first(options), services)
    },
    login: async (options) => {
      const step = checkedStep(options)
      if (step === 'whole') refuseUnattended(options, services)
      const session = await headlessSession(options, headlessReaders(options), services)
      const identifier =
        step === 'finish'
          ? needed(options.identifier, 'identifier', '--identifier ID, as --start printed it')
          : await announced(options, await flow.first(options), services)
      const { verification } = options
      const password = await oneTimePassword(options.oneTimePassword, services)
      const proof = { flow: flow.name, verification, identifier, password } as const
      return finishHeadless(session, { kind: 'one-time-password', ...proof }, services)
    },
    now: services.now,
    show: services.show,
  }
}

async function announced(
  options: OneTimePasswordOptions,
  start: HeadlessStart,
  services: Services,
): Promise<string> {
  const { identifier } = await started(options, start, services)
  const way = options.verification === 'sms' ? 'text message' : 'email'
  services.note(`A one-time password is on its way by ${way}.`)
  return identifier.expose()
}

async function started(
  options: OneTimePasswordOptions,
  start: HeadlessStart,
  services: Services,
): Promise<HeadlessStartedView> {
  const { target } = await resolveSite(options.server, services)
  const access = await accessOf(options, services)
  const identifier = await startHeadless(target, start, access, services, services.signal)
  return { kind: 'headless-started', identifier, verification: options.verification }
}

async function registration(
  options: HeadlessRegisterOptions,
  services: Services,
): Promise<HeadlessStart> {
  return {
    kind: 'registration',
    user: {
      firstName: options.firstName,
      lastName: needed(options.lastName, 'last name', '--last-name NAME'),
      email: needed(options.email, 'email address', '--email ADDRESS'),
      username: usernameOf(options.username, services),
    },
    password: await optionalPassword('the new password', options.password, services),
    customData: await customDataOf(options.customData, services),
    verification: options.verification,
  }
}
