import type { AccessOptions, HeadlessOptions, StepOptions } from '../commands/headless-options.js'
import { variable } from '../config/environment.js'
import { readSecret } from '../config/secret-input.js'
import { AuthError } from '../kernel/errors.js'
import type { SecretOption } from '../kernel/grant-options.js'
import { parseJsonObject, type JsonObject } from '../kernel/json.js'
import { Secret } from '../kernel/secret.js'
import type { Visitor } from '../salesforce/headless/proof.js'
import { givenUvid } from '../salesforce/headless/uvid.js'
import { requiredSecret } from './client-input.js'
import { headerToken } from './header-token.js'
import type { Services } from './services.js'

/** The password, or the new one. @throws {AuthError} `input_required`. */
export function passwordOf(name: string, given: SecretOption, services: Services): Promise<Secret> {
  return requiredSecret(passwordSources(name, given), services)
}

/** The same where the flow can do without. */
export function optionalPassword(
  name: string,
  given: SecretOption,
  { host }: Services,
): Promise<Secret | undefined> {
  return readSecret(passwordSources(name, given), host.env, host.readStdin)
}

function passwordSources(name: string, given: SecretOption): Parameters<typeof readSecret>[0] {
  return {
    name,
    file: { flag: '--password-file', path: given.file },
    stdin: { flag: '--password-stdin', on: given.stdin },
    variable: 'OAUTHCTL_PASSWORD',
  }
}

/** The one-time password. White space around it is not part of it. @throws {AuthError} `input_required`. */
export async function oneTimePassword(given: SecretOption, services: Services): Promise<Secret> {
  const secret = await requiredSecret(
    {
      name: 'the one-time password',
      file: { flag: '--otp-file', path: given.file },
      stdin: { flag: '--otp-stdin', on: given.stdin },
      variable: 'OAUTHCTL_OTP',
    },
    services,
  )
  return new Secret(secret.expose().trim())
}

/**
 * Refuses to have a one-time password sent that nobody will be there to enter.
 *
 * @throws {AuthError} `input_required`.
 */
export function refuseUnattended(
  { oneTimePassword: given }: StepOptions,
  services: Services,
): void {
  const { env } = services.host
  const comes =
    given.file !== undefined ||
    given.stdin ||
    variable(env, 'OAUTHCTL_OTP') !== undefined ||
    variable(env, 'OAUTHCTL_OTP_FILE') !== undefined
  if (comes || services.mayAsk) return
  throw new AuthError('input_required', 'nobody is here to enter the one-time password', {
    hint: 'do it in two steps: --start, then --finish --identifier ID --otp-stdin',
  })
}

/** The visitor that the person was until now, if they said. @throws {AuthError} `usage`. */
export async function visitorOf(
  { uvid, uvidTokenFile }: Pick<HeadlessOptions, 'uvid' | 'uvidTokenFile'>,
  { host }: Services,
): Promise<Visitor | undefined> {
  if (uvid !== undefined && uvidTokenFile !== undefined) {
    throw new AuthError('usage', '--uvid and --uvid-token-file both name the visitor', {
      hint: 'give one of them',
    })
  }
  if (uvid !== undefined) return { kind: 'uvid', uvid: givenUvid(uvid) }
  if (uvidTokenFile === undefined) return undefined
  const name = "the visitor's token"
  const token = await readSecret(
    {
      name,
      file: { flag: '--uvid-token-file', path: uvidTokenFile },
      stdin: { flag: '', on: false },
      variable: '',
    },
    {},
    host.readStdin,
  )
  return token === undefined ? undefined : { kind: 'token', token: headerToken(name, token) }
}

/** A JSON object from a file, for a class of the site; `@FILE` as other tools write it is the same. */
export async function customDataOf(
  place: string | undefined,
  { host }: Services,
): Promise<JsonObject | undefined> {
  if (place === undefined) return undefined
  const name = 'the custom data'
  const text = await readSecret(
    {
      name,
      file: { flag: '--custom-data', path: place.replace(/^@/, '') },
      stdin: { flag: '', on: false },
      variable: '',
    },
    {},
    host.readStdin,
  )
  if (text === undefined) return undefined
  return parseJsonObject(text.expose(), {
    name,
    code: 'bad_configuration',
    hint: 'put one JSON object into the file: {"key":"value"}',
  })
}

/** The user name. @throws {AuthError} `input_required`. */
export function usernameOf(given: string | undefined, { host }: Services): string {
  return needed(given ?? variable(host.env, 'OAUTHCTL_USERNAME'), 'user name', '--username NAME')
}

/** A value that the flow cannot do without. @throws {AuthError} `input_required` naming the flag. */
export function needed(value: string | undefined, name: string, flag: string): string {
  if (value !== undefined && value !== '') return value
  throw new AuthError('input_required', `no ${name} was given`, { hint: `give ${flag}` })
}

/** The options of the headless commands that may read stdin. */
export function headlessReaders(
  options: Partial<AccessOptions & StepOptions & HeadlessOptions> & {
    readonly password?: SecretOption
    readonly newPassword?: SecretOption
    readonly customData?: string | undefined
  },
): Readonly<Record<string, boolean>> {
  const password = options.password ?? options.newPassword
  return {
    '--password-stdin': password?.stdin === true,
    '--password-file -': password?.file === '-',
    '--recaptcha-stdin': options.recaptcha?.stdin === true,
    '--recaptcha-file -': options.recaptcha?.file === '-',
    '--integration-token-file -': options.integrationTokenFile === '-',
    '--otp-stdin': options.oneTimePassword?.stdin === true,
    '--otp-file -': options.oneTimePassword?.file === '-',
    '--uvid-token-file -': options.uvidTokenFile === '-',
    '--custom-data -': options.customData === '-' || options.customData === '@-',
  }
}
