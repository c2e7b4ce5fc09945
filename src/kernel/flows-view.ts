/** Who takes part in a flow, in the order they are drawn. */
export type Party = 'person' | 'browser' | 'device' | 'identity-provider' | 'client' | 'org'

/** One arrow of a flow, or, when both ends are the same, something a party does by itself. */
export interface FlowStep {
  readonly from: Party
  readonly to: Party
  readonly kind: 'request' | 'answer'
  /** Short, for the arrow: `POST /services/oauth2/token`. */
  readonly label: string
  /** What travels, for the legend. */
  readonly detail?: string
  /** The full URL of a request to the org. */
  readonly url?: string
  /** The command that sets this arrow off. */
  readonly command?: string
}

/** On which hosts a flow runs (salesforce-oauth.md §1). */
export type FlowHosts = 'any' | 'my-domain' | 'site'

/** What Salesforce says of a flow's security. */
export type FlowStanding = 'recommended' | 'special' | 'avoid'

/** What there is to know of a flow when one has to choose. */
export interface FlowFacts {
  readonly name: string
  readonly title: string
  readonly use: string
  readonly command: string
  readonly hosts: FlowHosts
  readonly standing: FlowStanding
  readonly person: string
  readonly secret: string
  readonly refreshToken: string
  readonly advice: string
  /** How an administrator keeps the flow out of the org. */
  readonly block: string
}

/** A flow with the arrows of one host. */
export interface DrawnFlow extends FlowFacts {
  /** Origin and path of the host, or a placeholder for the own one. */
  readonly host: string
  readonly parties: readonly Party[]
  readonly steps: readonly FlowStep[]
}

/** Which flow for which use, as the result of `flows`. */
export interface FlowsView {
  readonly kind: 'flows'
  readonly flows: readonly FlowFacts[]
  readonly columns: number
}

/** One flow drawn, as the result of `flows NAME`. */
export interface FlowView {
  readonly kind: 'flow'
  readonly flow: DrawnFlow
  readonly drawnAs: 'diagram' | 'mermaid'
  readonly columns: number
  /** Whether the terminal shows box-drawing characters; ASCII otherwise. */
  readonly unicode: boolean
}
