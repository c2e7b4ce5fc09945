import { Option, type Command, type OptionValues } from '@commander-js/extra-typings'
import type { SecretOption } from '../kernel/grant-options.js'
import type { Verification } from '../kernel/headless-view.js'
import type { ServerOptions } from '../kernel/server-options.js'
import { serverOptions, withServerOptions, type ServerFlags } from './server-options.js'

/** What was typed behind every headless command that ends with tokens. */
export interface HeadlessOptions {
  readonly server: ServerOptions
  /** Undefined: the site's echo endpoint. */
  readonly redirectUri: string | undefined
  /** The visitor that the person was until now. */
  readonly uvid: string | undefined
  readonly uvidTokenFile: string | undefined
}

/** What lets a stranger's request in: a reCAPTCHA, or the token of an integration user. */
export interface AccessOptions {
  readonly recaptcha: SecretOption
  readonly recaptchaSiteKey: string | undefined
  readonly recaptchaProject: string | undefined
  readonly integrationTokenFile: string | undefined
}

/** Which half of a flow with a one-time password is wanted. */
export interface StepOptions {
  readonly start: boolean
  readonly finish: boolean
  readonly identifier: string | undefined
  readonly oneTimePassword: SecretOption
}

interface TokenFlags extends ServerFlags {
  readonly redirectUri?: string
  readonly uvid?: string
  readonly uvidTokenFile?: string
}

/** Puts on a command what every headless flow with tokens takes. */
export function withGuestOptions<Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
): Command<Args, Options & Pick<TokenFlags, Exclude<keyof TokenFlags, 'uvidTokenFile'>>> {
  return withServerOptions(command)
    .option('--redirect-uri <uri>', "callback URL of the app (default: the site's echo endpoint)")
    .option('--uvid <uuid>', 'visitor id, to carry on what a guest began') as Command<
    Args,
    Options & Pick<TokenFlags, Exclude<keyof TokenFlags, 'uvidTokenFile'>>
  >
}

/** The same for those that log a person in, who may have been a guest. */
export function withHeadlessOptions<Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
): Command<Args, Options & Pick<TokenFlags, keyof TokenFlags>> {
  return withGuestOptions(command).option(
    '--uvid-token-file <file>',
    'the same by the token of a guest flow, - for stdin',
  ) as Command<Args, Options & Pick<TokenFlags, keyof TokenFlags>>
}

/** Reads what {@link withHeadlessOptions} put there. */
export function headlessOptions(site: string | undefined, flags: TokenFlags): HeadlessOptions {
  return {
    server: serverOptions(site, flags),
    redirectUri: flags.redirectUri,
    uvid: flags.uvid,
    uvidTokenFile: flags.uvidTokenFile,
  }
}

interface AccessFlags {
  readonly recaptchaFile?: string
  readonly recaptchaStdin?: true
  readonly recaptchaSiteKey?: string
  readonly recaptchaProject?: string
  readonly integrationTokenFile?: string
}

/** Puts on a command what lets its first request in. */
export function withAccessOptions<Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
): Command<Args, Options & Pick<AccessFlags, keyof AccessFlags>> {
  return command
    .option('--recaptcha-file <file>', 'reCAPTCHA token, - for stdin')
    .option('--recaptcha-stdin', 'read the reCAPTCHA token from stdin')
    .option('--recaptcha-site-key <key>', 'reCAPTCHA Enterprise: the site key')
    .option('--recaptcha-project <id>', 'reCAPTCHA Enterprise: the Google Cloud project')
    .option(
      '--integration-token-file <file>',
      'instead of reCAPTCHA: access token of an integration user, - for stdin',
    ) as Command<Args, Options & Pick<AccessFlags, keyof AccessFlags>>
}

/** Reads what {@link withAccessOptions} put there. */
export function accessOptions(flags: AccessFlags): AccessOptions {
  return {
    recaptcha: { file: flags.recaptchaFile, stdin: flags.recaptchaStdin === true },
    recaptchaSiteKey: flags.recaptchaSiteKey,
    recaptchaProject: flags.recaptchaProject,
    integrationTokenFile: flags.integrationTokenFile,
  }
}

interface StepFlags {
  readonly start?: true
  readonly finish?: true
  readonly identifier?: string
  readonly otpFile?: string
  readonly otpStdin?: true
}

/** Puts on a command what splits it in two for scripts. */
export function withStepOptions<Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
): Command<Args, Options & Pick<StepFlags, keyof StepFlags>> {
  return command
    .option('--start', 'only have the one-time password sent, and print {"identifier":...}')
    .option('--finish', 'only complete with a one-time password that was sent')
    .option('--identifier <id>', 'what --start printed')
    .option('--otp-file <file>', 'one-time password, - for stdin')
    .option('--otp-stdin', 'read the one-time password from stdin') as Command<
    Args,
    Options & Pick<StepFlags, keyof StepFlags>
  >
}

/** Reads what {@link withStepOptions} put there. */
export function stepOptions(flags: StepFlags): StepOptions {
  return {
    start: flags.start === true,
    finish: flags.finish === true,
    identifier: flags.identifier,
    oneTimePassword: { file: flags.otpFile, stdin: flags.otpStdin === true },
  }
}

/** How the one-time password is sent. */
export function verificationOption(): Option<
  '--verification <method>',
  undefined,
  undefined,
  undefined,
  false,
  Verification
> {
  return new Option(
    '--verification <method>',
    'how the one-time password is sent (default: email)',
  ).choices(['email', 'sms'] as const)
}
