import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { isApproved, type Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { StoreKind } from '../kernel/ports.js'
import type { Profile } from '../kernel/profile.js'
import { defaultSessionTimeout } from '../kernel/profile.js'
import { freshness, type EpochSeconds } from '../kernel/token-set.js'
import type { OriginView, StatusState, StatusView, View } from '../kernel/view.js'

/** What was typed behind `status`. */
export interface StatusOptions {
  readonly check: boolean
  readonly origins: boolean
}

/** What is known of a profile without asking anybody. */
export interface Known {
  readonly name: string
  readonly profile: Profile | undefined
  readonly credential: Credential | undefined
  readonly store: { readonly kind: StoreKind; readonly label: string } | undefined
}

/** What `status` needs. */
export interface StatusContext {
  readonly known: () => Promise<Known>
  /** Asks the server; gives the credential with what was learnt, and whether the token works. */
  readonly check: (
    credential: Credential,
  ) => Promise<{ readonly active: boolean; readonly credential: Credential }>
  readonly origins: () => Promise<readonly OriginView[]>
  readonly now: () => EpochSeconds
  readonly show: (view: View) => void
}

/** `status`: who is logged in where, and for how long. */
export function statusCommand(run: (options: StatusOptions) => Promise<void>): CommandUnknownOpts {
  return new Command('status')
    .summary('show who is logged in where, and for how long')
    .description(
      'Show who is logged in where, and for how long. Exit status 4 when a login is needed.',
    )
    .option('--check', 'ask the server whether the token works')
    .option('--origins', 'say where each setting came from')
    .action((flags) => run({ check: flags.check === true, origins: flags.origins === true }))
}

/** Shows the status; a needed login is shown and is exit status 4. */
export async function runStatus(options: StatusOptions, context: StatusContext): Promise<void> {
  const known = await context.known()
  const checked =
    options.check && known.credential?.condition.kind === 'live'
      ? await context.check(known.credential)
      : undefined
  const credential = checked?.credential ?? known.credential
  const now = context.now()
  const standing = standingOf(credential, known.profile, checked?.active, now)
  const view: StatusView = {
    kind: 'status',
    profile: known.name,
    target: credential?.server ?? known.profile?.server,
    credential,
    ...standing,
    expirySource:
      credential === undefined ? undefined : (credential.tokens.expiry?.source ?? 'assumed'),
    store: known.store?.kind,
    storeLabel: known.store?.label,
    now,
    origins: options.origins ? await context.origins() : undefined,
  }
  context.show(view)
  if (view.state === 'login_needed') {
    throw new AuthError('login_required', `profile ${known.name} needs a login`, {
      hint: `log in: oauthctl login -p ${known.name}`,
    })
  }
}

interface Standing {
  readonly state: StatusState
  readonly reason: string | undefined
  readonly refreshable: boolean
}

function standingOf(
  credential: Credential | undefined,
  profile: Profile | undefined,
  active: boolean | undefined,
  now: EpochSeconds,
): Standing {
  if (credential === undefined) {
    return { state: 'login_needed', reason: 'nothing is stored', refreshable: false }
  }
  const { condition, tokens } = credential
  if (condition.kind === 'dead') {
    return { state: 'login_needed', reason: condition.reason, refreshable: false }
  }
  const refreshable = tokens.refreshToken !== undefined || !isApproved(credential)
  const state = tokenState(credential, profile, active, now)
  return state === 'valid' || refreshable
    ? { state, reason: undefined, refreshable }
    : { state: 'login_needed', reason: 'the token has ended and cannot be refreshed', refreshable }
}

function tokenState(
  { tokens }: Credential,
  profile: Profile | undefined,
  active: boolean | undefined,
  now: EpochSeconds,
): 'valid' | 'stale' | 'unknown' {
  if (active !== undefined) return active ? 'valid' : 'stale'
  const timeout = profile?.sessionTimeout ?? defaultSessionTimeout
  if (freshness(tokens, 0, timeout, now) === 'fresh') return 'valid'
  return tokens.expiry === undefined ? 'unknown' : 'stale'
}
