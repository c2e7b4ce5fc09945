import type { FlowFacts, FlowStep, Party } from '../../kernel/flows-view.js'

/**
 * A flow as the guide keeps it: `{target}` in a command stands for the host argument, and the URLs of requests
 * are made from the paths in their labels.
 */
export interface GuidedFlow extends FlowFacts {
  /** Other words for it: commands, grant types, names of other vendors. */
  readonly aliases: readonly string[]
  readonly parties: readonly Party[]
  readonly steps: readonly FlowStep[]
}

/** An arrow that asks for something. */
export function ask(from: Party, to: Party, label: string, detail?: string): FlowStep {
  return { from, to, kind: 'request', label, ...(detail === undefined ? {} : { detail }) }
}

/** An arrow back. */
export function answer(from: Party, to: Party, label: string, detail?: string): FlowStep {
  return { ...ask(from, to, label, detail), kind: 'answer' }
}

/** What a party does by itself. */
export function alone(party: Party, label: string, detail?: string): FlowStep {
  return ask(party, party, label, detail)
}

/** An arrow set off by a command. */
export function by(command: string, step: FlowStep): FlowStep {
  return { ...step, command }
}

/** The answer of the token endpoint. */
export function tokens(detail: string): FlowStep {
  return answer('org', 'client', '200 tokens', detail)
}

/** From the command to the consent: the same for every flow over the browser. */
export function approval(command: string, parameters: string, back: FlowStep): readonly FlowStep[] {
  return [
    by(command, ask('person', 'client', 'start the login')),
    ask('client', 'browser', 'open the authorization URL'),
    ask('browser', 'org', 'GET /services/oauth2/authorize', parameters),
    answer('org', 'browser', 'login and consent pages'),
    ask('person', 'browser', 'log in and allow'),
    answer('org', 'browser', '302 to the callback URL', back.detail),
    back,
  ]
}
