import type { App } from '../app.js'
import type { OrgClock } from '../clock.js'
import { deviceCodeText, userCodeText } from '../ids.js'
import type { User } from '../user.js'

/** Milliseconds a device code lives. @see salesforce-oauth.md section 4 */
const deviceCodeLifeMs = 10 * 60_000

/** Seconds a device has to wait between two polls, until it is told to slow down. */
export const firstIntervalS = 5

/** Who has let a device in. */
export interface ApprovedDevice {
  readonly kind: 'approved'
  readonly user: User
  /** When that person logged in, milliseconds. */
  readonly authTimeMs: number
}

/** What a person, or nobody yet, has said to a device. */
type DeviceState = { readonly kind: 'pending' | 'denied' | 'used' } | ApprovedDevice

/** A device that asked for access. */
export interface DeviceAuthorization {
  readonly app: App
  readonly scope: readonly string[]
  readonly deviceCode: string
  readonly userCode: string
  readonly expiresAtMs: number
  intervalMs: number
  lastPollMs: number | undefined
  state: DeviceState
}

/** The devices that asked an org for access. */
export interface DeviceStore {
  readonly begin: (app: App, scope: readonly string[]) => DeviceAuthorization
  /** Finds by device code, also what is used, denied or expired. */
  readonly find: (deviceCode: string) => DeviceAuthorization | undefined
  /** Finds by user code, in any case and with spaces or dashes, what still waits for a person. */
  readonly waiting: (userCode: string) => DeviceAuthorization | undefined
  /** Whether a person can still decide. */
  readonly isWaiting: (device: DeviceAuthorization) => boolean
  readonly isExpired: (device: DeviceAuthorization) => boolean
  readonly clear: () => void
}

/** No device yet. */
export function deviceStore(clock: OrgClock): DeviceStore {
  const byDeviceCode = new Map<string, DeviceAuthorization>()
  const byUserCode = new Map<string, DeviceAuthorization>()
  const isExpired = (device: DeviceAuthorization): boolean => clock.nowMs() >= device.expiresAtMs
  const isWaiting = (device: DeviceAuthorization): boolean =>
    device.state.kind === 'pending' && !isExpired(device)
  return {
    begin: (app, scope) => {
      const device: DeviceAuthorization = {
        app,
        scope,
        deviceCode: deviceCodeText(),
        userCode: userCodeText(),
        expiresAtMs: clock.nowMs() + deviceCodeLifeMs,
        intervalMs: firstIntervalS * 1000,
        lastPollMs: undefined,
        state: { kind: 'pending' },
      }
      byDeviceCode.set(device.deviceCode, device)
      byUserCode.set(device.userCode, device)
      return device
    },
    find: (deviceCode) => byDeviceCode.get(deviceCode),
    waiting: (userCode) => {
      const device = byUserCode.get(userCode.replace(/[\s-]/g, '').toUpperCase())
      return device !== undefined && isWaiting(device) ? device : undefined
    },
    isWaiting,
    isExpired,
    clear: () => {
      byDeviceCode.clear()
      byUserCode.clear()
    },
  }
}
