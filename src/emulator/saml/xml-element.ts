/** An attribute; `namespace` is empty where it has no prefix. */
export interface XmlAttribute {
  readonly prefix: string
  readonly local: string
  readonly namespace: string
  readonly value: string
}

/** An element of XML, without what surrounds it. */
export interface XmlElement {
  /** Empty for none. */
  readonly prefix: string
  readonly local: string
  /** Empty for none. */
  readonly namespace: string
  readonly attributes: readonly XmlAttribute[]
  /** All namespaces that hold here, by prefix; that of the empty prefix is the default. */
  readonly scope: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
}

/** The elements right below one. */
export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string')
}

/** An element and everything below it, in the order of the document. */
export function withDescendants(element: XmlElement): readonly XmlElement[] {
  return [element, ...elementsOf(element).flatMap(withDescendants)]
}

/** The elements of one name right below one. */
export function children(
  element: XmlElement,
  namespace: string,
  local: string,
): readonly XmlElement[] {
  return elementsOf(element).filter(
    (child) => child.namespace === namespace && child.local === local,
  )
}

/** The value of an attribute that has no prefix. */
export function attribute(element: XmlElement, local: string): string | undefined {
  return element.attributes.find((one) => one.namespace === '' && one.local === local)?.value
}

/** The text of an element that has nothing else in it, without the space around it. */
export function textOf(element: XmlElement | undefined): string | undefined {
  if (element?.children.length !== 1) return undefined
  const [text] = element.children
  return typeof text === 'string' ? text.trim() : undefined
}
