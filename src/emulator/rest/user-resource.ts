import { json } from '../answers.js'
import type { Call } from '../call.js'
import { findUserById, type OrgState } from '../org-state.js'
import { userRecord } from './records.js'

/**
 * Answers `/sobjects/User/<id>`, all fields or those `fields` names.
 *
 * @returns `undefined` when there is no such user.
 */
export function userResource(
  org: OrgState,
  call: Call,
  version: string,
  id: string,
): Response | undefined {
  const user = findUserById(org, id)
  if (user === undefined) return undefined
  const asked = call.query.get('fields')?.split(',')
  const record = Object.entries(userRecord(user)).filter(
    ([name]) => name === 'Id' || (asked?.includes(name) ?? true),
  )
  const url = `/services/data/${version}/sobjects/User/${user.id.long}`
  return json({ attributes: { type: 'User', url }, ...Object.fromEntries(record) })
}
