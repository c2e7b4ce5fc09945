import type { Command, CommandUnknownOpts } from '@commander-js/extra-typings'
import { hidden, seconds } from '../commands/options.js'

/** Puts the global options on the program. */
export function withGlobalOptions(program: Command): CommandUnknownOpts {
  return program
    .option('-p, --profile <name>', 'profile to use')
    .option('-o, --output <format>', 'text, json, token, header, env, powershell, fish or dotenv')
    .option('--redact', 'replace every secret by a fingerprint')
    .option('-q, --quiet', 'print only errors and what somebody has to act on')
    .option('-v, --verbose', 'trace HTTP on stderr, secrets as fingerprints')
    .option('--no-input', 'never ask; fail and name the missing flag')
    .option('--no-color', 'no colours')
    .option('--timeout <seconds>', 'for one request (default: 30)', seconds)
    .option('--ca-file <file>', 'trust these certificates too (PEM)')
    .option('--store <kind>', 'where the sealing key is: keychain, passphrase, key-file or memory')
    .option('--no-store', 'keep nothing')
    .addOption(hidden('-a, --alias <name>'))
    .addOption(hidden('--json'))
}
