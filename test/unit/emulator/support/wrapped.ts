/**
 * Signature wrapping: documents whose signature is valid and belongs to somebody else than the name
 * that a careless reader takes. After Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be"
 * (2012), table 1.
 *
 * @param signed A signed assertion.
 * @param forge Makes a forged assertion of an unsigned one.
 * @param around Puts a response around assertions.
 */
export function wrappedAssertions(
  signed: string,
  forge: (unsigned: string) => string,
  around: (content: string) => string,
): readonly (readonly [name: string, xml: string])[] {
  const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(signed)![0]
  const unsigned = signed.replace(signature, '')
  const evil = forge(unsigned).replace(/ID="[^"]*"/, 'ID="_evil"')
  const evilSameId = forge(unsigned)
  const end = '</saml:Assertion>'
  const object = (content: string): string =>
    signature.replace('</ds:Signature>', `<ds:Object>${content}</ds:Object></ds:Signature>`)
  const into = (xml: string, content: string): string => xml.replace(end, content + end)
  const behindIssuer = (xml: string, content: string): string =>
    xml.replace('</saml:Issuer>', `</saml:Issuer>${content}`)
  return [
    ['XSW3: the forged one before the signed one', around(evil + signed)],
    ['the forged one behind the signed one', around(signed + evil)],
    ['XSW4: the signed one inside the forged one', around(into(evil, signed))],
    ['the signed one inside the forged one, alone', into(evil, signed)],
    [
      'XSW5: the signature inside the forged one, the original behind',
      around(behindIssuer(evil, signature) + unsigned),
    ],
    [
      'XSW6: the original inside the signature inside the forged one',
      around(behindIssuer(evil, object(unsigned))),
    ],
    ['XSW6 alone', behindIssuer(evil, object(unsigned))],
    [
      'XSW7: the original among extensions',
      around(`<samlp:Extensions>${signed}</samlp:Extensions>${evil}`),
    ],
    ['XSW8: the original in an object of the signature', behindIssuer(evil, object(signed))],
    ['the same id twice', around(evilSameId + signed)],
    [
      'the same id twice, the signature in the forged one',
      behindIssuer(evilSameId, object(unsigned)),
    ],
    [
      'the original under another name',
      around(evil + signed.replaceAll('saml:Assertion', 'saml:Kept')),
    ],
    [
      'the signature of the original in the forged one, the original not an assertion any more',
      into(behindIssuer(evil, signature), unsigned.replaceAll('saml:Assertion', 'saml:Advice')),
    ],
    [
      'the signature deep inside the forged one',
      into(evil, `<saml:Advice>${signature}</saml:Advice>`),
    ],
    ['the signature beside the forged one', around(evil + signature)],
  ]
}

/** XSW1 and XSW2, which wrap a signed response. */
export function wrappedResponses(
  signed: string,
  forge: (unsigned: string) => string,
): readonly (readonly [name: string, xml: string])[] {
  const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(signed)![0]
  const unsigned = signed.replace(signature, '')
  const evil = forge(unsigned).replace(/ID="[^"]*"/, 'ID="_evil"')
  const inSignature = signature.replace(
    '</ds:Signature>',
    `<ds:Object>${unsigned}</ds:Object></ds:Signature>`,
  )
  return [
    [
      'XSW1: the original inside the signature',
      evil.replace('</saml:Issuer>', `</saml:Issuer>${inSignature}`),
    ],
    [
      'XSW2: the original before the signature',
      evil.replace('</saml:Issuer>', `</saml:Issuer>${unsigned}${signature}`),
    ],
    [
      'the original at the end of the forged one',
      evil.replace('</samlp:Response>', `${signed}</samlp:Response>`),
    ],
    [
      'the signature alone in the forged one',
      evil.replace('</saml:Issuer>', `</saml:Issuer>${signature}`),
    ],
  ]
}
