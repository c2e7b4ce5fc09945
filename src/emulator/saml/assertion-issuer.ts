import { namespaces } from './algorithms.js'
import { children, textOf, type XmlElement } from './xml-element.js'

/** Who an assertion or a response says it is from. */
export function issuerOf(element: XmlElement): string | undefined {
  const [issuer, ...more] = children(element, namespaces.assertion, 'Issuer')
  return more.length === 0 ? textOf(issuer) : undefined
}
