import { Refusal } from '../refusal.js'
import type { JsonBody } from './json-body.js'
import type { VerificationMethod } from './otp-store.js'

/** @throws {Refusal} `invalid_request` for another method; without one it is email, which is NOT FOUND. */
export function verificationMethod(body: JsonBody): VerificationMethod {
  const method = body.text('verificationmethod') ?? 'email'
  if (method === 'email' || method === 'sms') return method
  throw new Refusal('invalid_request', 'verificationmethod is neither email nor sms')
}
