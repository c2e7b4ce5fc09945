import type { App } from '../app.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import type { Members } from './answer-format.js'
import { tokenMembers, type Issue } from './token-members.js'

/** What two grants that prove the same thing answer differently. */
export interface AnswerShape {
  /** @throws {Refusal} When the app or the scope does not fit; nothing is used up by then. */
  readonly admit: (app: App, scope: readonly string[]) => void
  readonly members: (org: OrgState, call: Call, issue: Issue) => Promise<Members>
}

/** The answer of the grants of RFC 6749. */
export const ordinaryAnswer: AnswerShape = { admit: () => undefined, members: tokenMembers }
