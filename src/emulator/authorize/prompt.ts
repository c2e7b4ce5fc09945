import { type Call, parameter } from '../call.js'

/** The values of `prompt`. @see salesforce-oauth.md section 2.1 */
export function promptOf(call: Call): readonly string[] {
  return (parameter(call, 'prompt') ?? '').split(' ').filter((item) => item !== '')
}
