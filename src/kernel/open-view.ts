import type { Secret } from './secret.js'

/** A link that logs a browser in once, as the product of `open --url-only`. */
export interface OrgLinkView {
  readonly kind: 'org-link'
  readonly url: Secret
}

/** An org that stands in the browser now. */
export interface OrgOpenedView {
  readonly kind: 'org-opened'
  readonly host: string
}

/** What `open` shows. */
export type OpenView = OrgLinkView | OrgOpenedView
