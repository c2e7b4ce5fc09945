import { badConfig } from '../org-error.js'
import { listOf, text, type Parse } from './fields.js'

/** Salesforce's limit for all of an app's together. @see salesforce-help 002, step 4 */
const longest = 2000

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** The callback URLs of an app: https, a scheme of the app's own, or http on loopback. */
export const redirectUris: Parse<readonly string[]> = (value, at) => {
  const uris = listOf(redirectUri)(value, at)
  if (uris.join('\n').length > longest) {
    throw badConfig(at, `is longer than ${longest} characters in all`)
  }
  return uris
}

const redirectUri: Parse<string> = (value, at) => {
  const uri = text(value, at)
  if (!URL.canParse(uri)) throw badConfig(at, 'is not an absolute URL')
  const { protocol, hostname, hash } = new URL(uri)
  if (hash !== '' || uri.endsWith('#')) throw badConfig(at, 'has a fragment')
  if (protocol === 'http:' && !loopbackNames.includes(hostname)) {
    throw badConfig(at, 'is http on a host that is not loopback')
  }
  return uri
}
