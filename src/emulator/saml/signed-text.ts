import { createHash, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import {
  digestMethods,
  envelopedSignature,
  exclusiveC14n,
  namespaces,
  signatureMethods,
} from './algorithms.js'
import { canonical } from './canonical.js'
import { SamlFault } from './saml-fault.js'
import { attribute, elementsOf, textOf, type XmlElement } from './xml-element.js'

/**
 * Verifies the enveloped signature of an element: of the whole element, by its id, made with one of
 * the algorithms SAML knows and with the key that was agreed on. The key in `KeyInfo` is the sender's
 * word for itself and not looked at.
 *
 * @param certificate PEM, a certificate or a public key, RSA.
 * @returns What was signed, and nothing else of the document should be believed.
 * @throws {SamlFault} `Signature Invalid`.
 * @see XML Signature §3.2, SAML 2.0 Core §5.4
 */
export function signedText(
  element: XmlElement,
  signature: XmlElement,
  certificate: string,
): string {
  const [info, value] = parts(signature, ['SignedInfo', 'SignatureValue'], ['KeyInfo'])
  const [c14n, method, reference] = parts(info, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ])
  if (algorithm(c14n) !== exclusiveC14n) throw bad()
  const signedInfo = canonical(required(info), { inclusive: inclusivePrefixes(c14n) })
  const hash = signatureMethods.get(algorithm(method))
  const key = createPublicKey(certificate)
  // RSA only: the hash alone would let another kind of key pass.
  if (hash === undefined || key.asymmetricKeyType !== 'rsa') throw bad()
  if (!verify(hash, Buffer.from(signedInfo), key, bytes(value))) throw bad()
  return digested(element, signature, required(reference))
}

/** What a reference covers, after its digest has proven right. */
function digested(element: XmlElement, signature: XmlElement, reference: XmlElement): string {
  const id = attribute(element, 'ID')
  if (id === undefined || attribute(reference, 'URI') !== `#${id}`) throw bad()
  const [transforms, method, value] = parts(reference, [
    'Transforms',
    'DigestMethod',
    'DigestValue',
  ])
  const [enveloped, c14n] = parts(transforms, ['Transform', 'Transform'])
  if (algorithm(enveloped) !== envelopedSignature || algorithm(c14n) !== exclusiveC14n) throw bad()
  const hash = digestMethods.get(algorithm(method))
  if (hash === undefined) throw bad()
  const text = canonical(element, { without: signature, inclusive: inclusivePrefixes(c14n) })
  const digest = createHash(hash).update(text).digest()
  const told = bytes(value)
  if (told.length !== digest.length || !timingSafeEqual(told, digest)) throw bad()
  return text
}

/** The elements inside one, which are exactly these, in this order, and maybe one of others behind. */
function parts(
  element: XmlElement | undefined,
  names: readonly string[],
  optional: readonly string[] = [],
): readonly XmlElement[] {
  const found = elementsOf(required(element))
  const rest = found.slice(names.length)
  const right =
    names.every((name, index) => found[index]?.local === name) &&
    rest.every(({ local }, index) => local === optional[index]) &&
    found.every(({ namespace }) => namespace === namespaces.signature)
  if (!right) throw bad()
  return found
}

function inclusivePrefixes(method: XmlElement | undefined): readonly string[] {
  const list = method === undefined ? [] : elementsOf(method)
  const [only] = list
  if (only === undefined) return []
  if (list.length > 1 || only.local !== 'InclusiveNamespaces' || only.namespace !== exclusiveC14n) {
    throw bad()
  }
  return (attribute(only, 'PrefixList') ?? '')
    .split(/\s+/)
    .filter((prefix) => prefix !== '')
    .map((prefix) => (prefix === '#default' ? '' : prefix))
}

function algorithm(element: XmlElement | undefined): string {
  return (element === undefined ? undefined : attribute(element, 'Algorithm')) ?? ''
}

function bytes(element: XmlElement | undefined): Buffer {
  return Buffer.from(textOf(element) ?? '', 'base64')
}

function required(element: XmlElement | undefined): XmlElement {
  if (element === undefined) throw bad()
  return element
}

function bad(): SamlFault {
  return new SamlFault('Signature Invalid')
}
