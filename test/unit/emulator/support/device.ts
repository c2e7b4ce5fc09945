import type { ReadyApp } from '../../../../src/emulator/index.js'
import { tokenCall, type Answer, type Params } from './client.js'

/** What a device was told at the start. */
export interface StartedDevice {
  readonly app: ReadyApp
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri: string
}

/** The answer to the start of the device flow. */
export function start(host: string, app: ReadyApp, more: Params = {}): Promise<Answer> {
  return tokenCall(host, { response_type: 'device_code', client_id: app.client_id, ...more })
}

/** Starts the device flow. */
export async function started(
  host: string,
  app: ReadyApp,
  more: Params = {},
): Promise<StartedDevice> {
  const { status, body } = await start(host, app, more)
  if (status !== 200) throw new Error(JSON.stringify(body))
  const { device_code, user_code, verification_uri } = body
  return {
    app,
    device_code: device_code!,
    user_code: user_code!,
    verification_uri: verification_uri!,
  }
}

/** The answer to one poll. */
export function poll(host: string, device: StartedDevice, more: Params = {}): Promise<Answer> {
  return tokenCall(host, {
    grant_type: 'device',
    code: device.device_code,
    client_id: device.app.client_id,
    ...more,
  })
}

/** What a poll came to: `tokens` or the error. */
export async function outcome(host: string, device: StartedDevice): Promise<string> {
  const { status, body } = await poll(host, device)
  return status === 200 ? 'tokens' : body['error']!
}
