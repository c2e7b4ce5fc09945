import { html } from '../answers.js'
import type { OrgState } from '../org-state.js'
import { deniedPage } from '../pages/denied.js'
import { deviceDonePage } from '../pages/device-done.js'
import { fullName, type User } from '../user.js'
import type { DeviceAuthorization } from './device-store.js'

/** Lets a device in, which it learns with its next poll, and tells the person. */
export function allowDevice(
  org: OrgState,
  device: DeviceAuthorization,
  user: User,
  authTimeMs: number,
): Response {
  if (!org.devices.isWaiting(device)) return over(org, device)
  device.state = { kind: 'approved', user, authTimeMs }
  org.consents.allow(user, device.app, device.scope)
  return html(
    deviceDonePage({
      org: org.name,
      app: device.app.name,
      user: { username: user.username, name: fullName(user) },
    }),
  )
}

/** Keeps a device out for good. */
export function denyDevice(org: OrgState, device: DeviceAuthorization): Response {
  if (!org.devices.isWaiting(device)) return over(org, device)
  device.state = { kind: 'denied' }
  return told(org, device, 200, 'Access denied', 'You did not let the device in.')
}

/** Turns away a person whom the app does not admit; somebody else may still type the code. */
export function refuseForDevice(org: OrgState, device: DeviceAuthorization): Response {
  const message = 'Your administrator has not approved this app for you.'
  return told(org, device, 403, 'Access denied', message)
}

/** While the person was thinking, time ran out or somebody else decided. */
function over(org: OrgState, device: DeviceAuthorization): Response {
  const message = 'It has expired or was used before. Start again on the device.'
  return told(org, device, 400, 'This code is no longer valid', message)
}

function told(
  org: OrgState,
  { app }: DeviceAuthorization,
  status: number,
  title: string,
  message: string,
): Response {
  return html(deniedPage({ org: org.name, app: app.name, title, message }), status)
}
