/** Stands for a callback where the app has none: the person copies the verifier. @see RFC 5849 §2.1 */
export const outOfBand = 'oob'

/** Schemes that are nobody's app, or that a browser would act on. */
const foreignSchemes = ['http', 'ws', 'wss', 'ftp', 'file', 'blob', 'data', 'about', 'javascript']

/**
 * Whether a callback can be sent to: `oob`, https, or a scheme of the app's own. Plain http is refused
 * on loopback too, as documented. That it be registered is not asked: the app has signed it.
 *
 * @see salesforce-oauth.md section 15
 */
export function isCallback(text: string): boolean {
  if (text === outOfBand) return true
  // What is not plain ASCII cannot stand in a header, and nothing can be appended to a fragment.
  if (!/^[!-~]+$/.test(text) || text.includes('#') || !URL.canParse(text)) return false
  return !foreignSchemes.includes(new URL(text).protocol.slice(0, -1))
}
