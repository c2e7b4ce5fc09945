import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { GrantOptions } from '../kernel/grant-options.js'
import { serverOptions, withServerOptions } from './server-options.js'

/** `asset [host]`: a token that stands for a device. */
export function assetCommand(run: (options: GrantOptions) => Promise<void>): CommandUnknownOpts {
  const command = new Command('asset')
    .summary('get an asset token for a device')
    .description(
      'Asset token flow: register a device with an access token of the org and get a token that identifies the device to your backend. The device signs its own description, or leaves it unsigned without --device-key.',
    )
    .argument('[host]', 'org the device belongs to')
  return withServerOptions(command)
    .requiredOption('--device-id <id>', 'id of the device')
    .option('--name <name>', 'name of the asset')
    .option('--serial-number <number>', 'serial number of the asset')
    .option('--device-key <file>', "the device's private key, which signs its description")
    .option('--public-key <file>', "the device's public key, when the private one is not here")
    .option('--subject-profile <name>', 'profile whose access token registers the device')
    .option('--subject-token-file <file>', 'read that access token from a file, - for stdin')
    .option('--subject-token-stdin', 'read that access token from stdin')
    .option('--show', 'explain each claim of the asset token')
    .action((host, flags) =>
      run({
        grant: 'asset_token',
        server: serverOptions(host, flags),
        audience: undefined,
        subject: { file: flags.subjectTokenFile, stdin: flags.subjectTokenStdin === true },
        subjectProfile: flags.subjectProfile,
        deviceId: flags.deviceId,
        deviceName: flags.name,
        serialNumber: flags.serialNumber,
        deviceKey: flags.deviceKey,
        publicKey: flags.publicKey,
        show: flags.show === true,
      }),
    )
}
