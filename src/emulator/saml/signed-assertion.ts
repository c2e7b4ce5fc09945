import { namespaces } from './algorithms.js'
import { parseXml } from './parse-xml.js'
import { SamlFault } from './saml-fault.js'
import { signedText } from './signed-text.js'
import { children, elementsOf, withDescendants, type XmlElement } from './xml-element.js'

/**
 * Finds the one assertion of a document, as it was signed: itself, or with the response around it.
 * Signature wrapping has no room here. There is one assertion; a signature belongs to the element
 * right above it, and covers it by an id that nothing else has; and what is returned was parsed
 * anew from the very bytes that were signed.
 *
 * @param root An `Assertion`, or a `Response` around it.
 * @param certificate PEM of who has to have signed it.
 * @throws {SamlFault} `Assertion Invalid` or `Signature Invalid`.
 */
export function signedAssertion(root: XmlElement, certificate: string): XmlElement {
  const assertion = onlyAssertion(root)
  const signatures = signaturesOf(root, assertion)
  const texts = signatures.map(({ of, signature }) => signedText(of, signature, certificate))
  const [text] = texts
  if (text === undefined) throw new SamlFault('Signature Invalid')
  return onlyAssertion(parseXml(text))
}

/** The assertion of a document that has exactly one, at its top or right below a response. */
export function onlyAssertion(root: XmlElement): XmlElement {
  const all = withDescendants(root)
  const isResponse = root.local === 'Response' && root.namespace === namespaces.protocol
  const [assertion] = isResponse ? children(root, namespaces.assertion, 'Assertion') : [root]
  const named = all.filter(({ local }) => ['Assertion', 'EncryptedAssertion'].includes(local))
  if (assertion === undefined || named.length !== 1 || named[0] !== assertion) throw invalid()
  if (assertion.namespace !== namespaces.assertion) throw invalid()
  refuseSharedIds(all)
  return assertion
}

/** Whatever calls itself an id, so that no reader can be led to another element. */
function refuseSharedIds(all: readonly XmlElement[]): void {
  const ids = all.flatMap(({ attributes }) =>
    attributes.filter(({ local }) => local.toLowerCase() === 'id').map(({ value }) => value),
  )
  if (new Set(ids).size !== ids.length) throw invalid()
}

interface Signed {
  readonly of: XmlElement
  readonly signature: XmlElement
}

/** All signatures of a document, that of the assertion first. */
function signaturesOf(root: XmlElement, assertion: XmlElement): readonly Signed[] {
  const owners = root === assertion ? [assertion] : [assertion, root]
  const found = owners.flatMap((of) => {
    const [signature] = elementsOf(of).filter(({ local }) => local === 'Signature')
    return signature === undefined ? [] : [{ of, signature }]
  })
  const named = withDescendants(root).filter(({ local }) => local === 'Signature')
  const right = found.every(({ signature }) => signature.namespace === namespaces.signature)
  if (named.length !== found.length || !right) throw new SamlFault('Signature Invalid')
  return found
}

function invalid(): SamlFault {
  return new SamlFault('Assertion Invalid')
}
