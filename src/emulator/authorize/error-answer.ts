import { answerInFragment, answerInQuery } from './redirect-answer.js'
import { responseTypes } from './response-types.js'

/** Where an answer goes, and what goes along with it. */
export interface ReturnAddress {
  readonly redirectUri: string
  readonly responseType: string
  readonly state: string | undefined
}

/**
 * Tells the app what went wrong: in the fragment where it waits for tokens there, else in the query.
 *
 * @see salesforce-oauth.md sections 2.3 and 14
 */
export function answerError(to: ReturnAddress, error: string, description: string): Response {
  // A type nobody knows has no flow; RFC 6749 §4.1.2.1 answers in the query.
  const flow = responseTypes.get(to.responseType)?.flow ?? 'web_server'
  const answer = flow === 'user_agent' ? answerInFragment : answerInQuery
  return answer(to.redirectUri, { error, error_description: description, state: to.state })
}
