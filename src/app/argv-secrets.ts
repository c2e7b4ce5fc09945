import { AuthError } from '../kernel/errors.js'

/** Flags people would type with a secret behind them, and the flag that takes it safely. */
const secretFlags: Readonly<Record<string, string>> = {
  '--client-secret': '--client-secret-file FILE',
  '--password': '--password-file FILE',
  '--security-token': '--security-token-file FILE',
  '--passphrase':
    'OAUTHCTL_STORE_PASSPHRASE_FILE (or, for a key, OAUTHCTL_KEY_PASSPHRASE_FILE) in the environment',
  '--assertion': '--assertion-file FILE',
  '--subject-token': '--subject-token-file FILE',
  '--access-token': 'OAUTHCTL_ACCESS_TOKEN in the environment',
  '--refresh-token': 'a file or stdin',
  '--token': 'a file or stdin',
  '--initial-access-token': '--initial-access-token-file FILE',
  '--verifier': 'a file or stdin',
  '--code-verifier': 'a file or stdin',
  '--otp': '--otp-file FILE',
  '--recaptcha': '--recaptcha-file FILE',
  '--integration-token': '--integration-token-file FILE',
}

/**
 * Refuses a secret on the command line, which every user of the machine can read, and prints the command
 * corrected, without the value (cli-contract section 3).
 *
 * @throws {AuthError} `secret_on_argv`.
 */
export function refuseSecretsOnArgv(argv: readonly string[]): void {
  const end = argv.indexOf('--')
  const flags = end < 0 ? argv : argv.slice(0, end)
  const at = flags.findIndex((word) => Object.hasOwn(secretFlags, name(word)))
  const found = argv[at]
  if (at < 0 || found === undefined) return
  const flag = name(found)
  const instead = secretFlags[flag] ?? 'a file'
  const skip = found.includes('=') ? 1 : 2
  const rest = [...argv.slice(0, at), ...argv.slice(at + skip)]
  const corrected = instead.startsWith('--')
    ? `oauthctl ${[...rest, instead].join(' ')}`
    : `give it by ${instead}: oauthctl ${rest.join(' ')}`
  throw new AuthError('secret_on_argv', `${flag} would show a secret to everyone on this machine`, {
    hint: corrected,
  })
}

function name(word: string): string {
  return word.split('=', 1)[0] ?? word
}
