import { json } from '../answers.js'
import { Refusal } from '../refusal.js'
import type { JsonBody } from './json-body.js'
import { jsonEndpoint } from './json-endpoint.js'
import type { NewUser } from './new-user.js'
import { refuseStranger } from './refuse-stranger.js'
import { verificationMethod } from './verification-method.js'

/**
 * Answers `POST /services/auth/headless/init/registration`: queues the data of somebody new and sends a
 * one-time password. The data is judged when the user is made, in the second half.
 *
 * @see salesforce-oauth.md section 12.3, salesforce-oauth-2.md part B §12
 */
export const initRegistration = jsonEndpoint((org, call, body) => {
  const { registration } = org.settings.headlessAccess
  refuseStranger(org, call, body, registration, 'user_registration_api')
  const method = verificationMethod(body)
  const made = newUser(body)
  const to = method === 'email' ? made.email : made.phone
  if (to === undefined) throw new Refusal('invalid_request', 'no phone number to send a text to')
  const otp = org.otps.begin({ kind: 'registration', method, made })
  const { username, email } = made
  org.inbox.send({ channel: method, to, username, purpose: 'registration', otp: otp.text })
  return json({ status: 'success', email, identifier: otp.identifier })
})

function newUser(body: JsonBody): NewUser {
  const userdata = body.object('userdata')
  if (userdata === undefined) throw new Refusal('invalid_request', 'userdata is missing')
  return {
    username: userdata.requiredText('username'),
    email: userdata.requiredText('email'),
    // Where the handler of a real site finds the number is up to the site.
    phone: userdata.text('mobilePhone') ?? body.object('customdata')?.text('mobilePhone'),
    // An account in Salesforce needs a last name only.
    firstName: userdata.text('firstName') ?? '',
    lastName: userdata.requiredText('lastName'),
    password: body.text('password'),
  }
}
