import type { App } from '../app.js'
import type { DeviceAuthorization } from './device-store.js'

/** A device whose code a person has typed, and who is now asked about it. */
export interface DeviceRequest {
  readonly kind: 'device'
  readonly app: App
  readonly scope: readonly string[]
  readonly prompt: readonly string[]
  readonly loginHint: undefined
  readonly device: DeviceAuthorization
}

/** What to ask a person about a device. */
export function deviceRequest(
  device: DeviceAuthorization,
  prompt: readonly string[],
): DeviceRequest {
  const { app, scope } = device
  return { kind: 'device', app, scope, prompt, loginHint: undefined, device }
}
