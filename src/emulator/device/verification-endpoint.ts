import { html, redirect } from '../answers.js'
import { openBrowser } from '../authorize/browser.js'
import { approvalUrl } from '../authorize/paths.js'
import { promptOf } from '../authorize/prompt.js'
import { refusedPage, refuseForeignForm } from '../authorize/waiting-request.js'
import type { BrowserSession } from '../browser-session.js'
import { type Call, parameter } from '../call.js'
import { belongsAt, mayUse, type OrgState } from '../org-state.js'
import { deviceCodePage } from '../pages/device-code.js'
import { allowDevice, refuseForDevice } from './decide-device.js'
import { deviceRequest } from './device-request.js'
import type { DeviceAuthorization } from './device-store.js'
import { verificationPath } from './verification-path.js'

/**
 * Answers `/setup/connect`, where a person types the code of a device. A code in the URL only fills in
 * the form, so that nobody is led past the question whether it is the code of their own device.
 *
 * @see salesforce-oauth-2.md §4, RFC 8628 §3.3 and §5.4
 */
export function verificationEndpoint(org: OrgState, call: Call): Promise<Response> {
  const browser = openBrowser(org, call)
  return browser.answer(verify(org, call, browser.session))
}

function verify(org: OrgState, call: Call, session: BrowserSession): Response {
  const foreign = refuseForeignForm(org, call, session)
  if (foreign !== undefined) return foreign
  const posted = call.method === 'POST'
  const userCode = parameter(call, 'user_code')
  if (!posted && (userCode === undefined || !org.autoApprove)) {
    return html(codeForm(org, call, session, undefined))
  }
  const device = org.devices.waiting(userCode ?? '')
  if (device === undefined) return html(codeForm(org, call, session, wrongCode), 400)
  if (org.autoApprove) return approveForFirstUser(org, call, device)
  const waiting = org.browsers.wait(session, deviceRequest(device, promptOf(call)))
  return redirect(approvalUrl(waiting))
}

/** Which of the three it is tells nobody who guesses codes anything. */
const wrongCode =
  'This code is wrong, has expired or was used before. Check it, or start again on your device.'

function codeForm(
  org: OrgState,
  call: Call,
  session: BrowserSession,
  error: string | undefined,
): string {
  return deviceCodePage({
    org: org.name,
    action: verificationPath,
    hidden: { form_token: session.formToken, prompt: parameter(call, 'prompt') ?? '' },
    userCode: parameter(call, 'user_code') ?? '',
    error,
  })
}

function approveForFirstUser(org: OrgState, call: Call, device: DeviceAuthorization): Response {
  const user = org.users.find((person) => person.active && belongsAt(person, call.role))
  if (user === undefined) return refusedPage(org, 403, 'Nobody can log in here.')
  if (!mayUse(device.app, user)) return refuseForDevice(org, device)
  return allowDevice(org, device, user, org.clock.nowMs())
}
