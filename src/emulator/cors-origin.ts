/**
 * Whether an allow-list names an origin, port included. A `*` in front stands for every name below the rest.
 *
 * @param origin As browsers send it; `null`, the word, is in no list.
 * @see salesforce-oauth.md section 20
 */
export function listsOrigin(allowList: readonly string[], origin: string): boolean {
  return allowList.some((entry) => {
    const [scheme = '', domain] = entry.split('://*.')
    if (domain === undefined) return entry === origin
    const [before = '', name] = origin.split('://')
    return before === scheme && name?.endsWith(`.${domain}`) === true && !name.startsWith('.')
  })
}
