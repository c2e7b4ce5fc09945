import type { Credential } from '../kernel/credential.js'
import type { HeadlessStartedView } from '../kernel/headless-view.js'
import type { StoreKind } from '../kernel/ports.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import type { TokenView } from '../kernel/view.js'

/** A login that has gone well, and where it is kept. */
export interface HeadlessLogin {
  readonly credential: Credential
  readonly store: StoreKind
}

/** What a headless login in one go needs. */
export interface HeadlessLoginContext<O> {
  readonly login: (options: O) => Promise<HeadlessLogin>
  readonly now: () => EpochSeconds
  readonly show: (view: TokenView) => void
}

/** What a headless login by a one-time password needs. */
export interface OneTimePasswordContext<O> extends Pick<HeadlessLoginContext<O>, 'now'> {
  /** Has the one-time password sent. */
  readonly start: (options: O) => Promise<HeadlessStartedView>
  /** Completes with the identifier of {@link StepOptions}, else in one go. */
  readonly login: (options: O) => Promise<HeadlessLogin>
  readonly show: (view: HeadlessStartedView | TokenView) => void
}

/** Logs in, shows. */
export async function runHeadlessLogin<O>(
  options: O,
  context: HeadlessLoginContext<O>,
): Promise<void> {
  const { credential, store } = await context.login(options)
  context.show({ kind: 'tokens', told: 'login', credential, store, now: context.now() })
}

/** Starts and shows the identifier, or goes to the end and shows the tokens. */
export async function runOneTimePasswordLogin<O extends { readonly start: boolean }>(
  options: O,
  context: OneTimePasswordContext<O>,
): Promise<void> {
  if (options.start) {
    context.show(await context.start(options))
    return
  }
  await runHeadlessLogin(options, context)
}
