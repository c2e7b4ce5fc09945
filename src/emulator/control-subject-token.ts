import { randomUUID } from 'node:crypto'
import { json } from './answers.js'
import type { Call } from './call.js'
import { parsed, problem } from './control-answers.js'
import { fields, text, type Parse } from './org-config/fields.js'
import { badConfig, OrgError } from './org-error.js'
import type { OrgState } from './org-state.js'

/** Seconds a subject token lives when the test does not say. */
const lifeS = 300

/**
 * Answers `POST /_emulator/subject-token` `{"username":"...","audience":"...","expires_in":300}` with a
 * token of the built-in test issuer, for the token exchange flow. It may be about somebody unknown and
 * may be over, so that refusals can be tested too.
 */
export async function subjectToken(org: OrgState, call: Call): Promise<Response> {
  const asked = read(parsed(call.body))
  if (asked instanceof OrgError) return problem('bad_request', asked.message, 400)
  const iat = org.clock.nowS()
  return json({
    subject_token: await org.testIssuer.signToken({
      iss: org.testIssuer.name,
      sub: asked.username,
      aud: asked.audience ?? call.hosts.my_domain,
      iat,
      exp: iat + asked.expiresIn,
      jti: randomUUID(),
    }),
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  })
}

interface AskedToken {
  readonly username: string
  readonly audience: string | undefined
  readonly expiresIn: number
}

function read(value: unknown): AskedToken | OrgError {
  try {
    const given = fields(value, '', ['username', 'audience', 'expires_in'])
    return {
      username: given.required('username', text),
      audience: given.optional('audience', text, undefined),
      expiresIn: given.optional('expires_in', seconds, lifeS),
    }
  } catch (cause) {
    if (cause instanceof OrgError) return cause
    throw cause
  }
}

const seconds: Parse<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw badConfig(at, 'is not a number')
  return value
}
