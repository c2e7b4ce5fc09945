import { resolve } from 'node:path'
import type { Device } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { AssetTokenOptions } from '../kernel/grant-options.js'
import type { TextPlace } from '../kernel/text-place.js'
import { givenPlace } from './client-input.js'
import type { Services } from './services.js'

/** What an asset token grant has of its own. */
export interface AssetParts {
  readonly subject: TextPlace
  readonly device: Device
}

/** Finds the token that registers the device, and the device's keys. @throws {AuthError} `input_required`. */
export async function assetParts(
  options: AssetTokenOptions,
  services: Services,
): Promise<AssetParts> {
  const { deviceKey, publicKey } = options
  return {
    subject: await subjectPlace(options, services),
    device: {
      id: options.deviceId,
      name: options.deviceName,
      serialNumber: options.serialNumber,
      key:
        deviceKey === undefined
          ? undefined
          : {
              place: { kind: 'file', path: resolve(deviceKey) },
              passphrase: undefined,
              id: undefined,
            },
      publicKey: publicKey === undefined ? undefined : { kind: 'file', path: resolve(publicKey) },
    },
  }
}

async function subjectPlace(options: AssetTokenOptions, services: Services): Promise<TextPlace> {
  if (options.subjectProfile !== undefined) {
    return { kind: 'profile', profile: options.subjectProfile }
  }
  const names = {
    name: 'the access token',
    flag: '--subject-token-file',
    variable: 'OAUTHCTL_SUBJECT_TOKEN',
  }
  const { subject } = options
  const place = await givenPlace(subject.stdin ? '-' : subject.file, names, services)
  if (place !== undefined) return place
  throw new AuthError('input_required', 'no access token was given to register the device with', {
    hint: 'give --subject-profile NAME, --subject-token-file FILE or OAUTHCTL_SUBJECT_TOKEN',
  })
}
