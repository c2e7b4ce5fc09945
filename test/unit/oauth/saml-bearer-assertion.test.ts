import { describe, expect, it } from 'vitest'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { samlBearerAssertion } from '../../../src/oauth/saml-bearer-assertion.js'
import { countingRandom } from '../../support/fakes.js'

const claims = {
  issuer: '3MVG9.client',
  subject: 'jo@example.com',
  audience: 'https://login.salesforce.com',
  recipient: 'https://acme.my.salesforce.com/services/oauth2/token',
}
const now = epochSeconds(1_794_000_000)

describe('a SAML bearer assertion', () => {
  it('says who, for whom, where and how long, in the order of the schema', () => {
    const written = samlBearerAssertion(claims, now, countingRandom())
    expect(written.replaceAll('><', '>\n<').split('\n')).toEqual([
      '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"' +
        ` ID="_${'01'.repeat(16)}" IssueInstant="2026-11-06T21:20:00Z" Version="2.0">`,
      '<saml:Issuer>3MVG9.client</saml:Issuer>',
      '<saml:Subject>',
      '<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">jo@example.com</saml:NameID>',
      '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
      '<saml:SubjectConfirmationData NotOnOrAfter="2026-11-06T21:25:00Z"' +
        ' Recipient="https://acme.my.salesforce.com/services/oauth2/token"/>',
      '</saml:SubjectConfirmation>',
      '</saml:Subject>',
      '<saml:Conditions NotBefore="2026-11-06T21:19:00Z" NotOnOrAfter="2026-11-06T21:25:00Z">',
      '<saml:AudienceRestriction>',
      '<saml:Audience>https://login.salesforce.com</saml:Audience>',
      '</saml:AudienceRestriction>',
      '</saml:Conditions>',
      '<saml:AuthnStatement AuthnInstant="2026-11-06T21:20:00Z">',
      '<saml:AuthnContext>',
      '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef>',
      '</saml:AuthnContext>',
      '</saml:AuthnStatement>',
      '</saml:Assertion>',
    ])
  })

  it('has another id each time, so that no server takes it for a replay', () => {
    const random = countingRandom()
    const ids = [1, 2].map(() => /ID="([^"]+)"/.exec(samlBearerAssertion(claims, now, random))?.[1])
    expect(new Set(ids).size).toBe(2)
  })

  it('lets no value end its element or its attribute', () => {
    const evil = `"/><evil a='&'>`
    const values = { issuer: evil, subject: evil, audience: evil, recipient: evil }
    const written = samlBearerAssertion(values, now, countingRandom())
    expect(written).not.toContain('<evil')
    expect(written.split('&quot;/&gt;&lt;evil a=&apos;&amp;&apos;&gt;')).toHaveLength(5)
  })

  it.each([
    ['issuer', 'the client id'],
    ['subject', 'the username'],
    ['audience', 'the audience'],
    ['recipient', 'the token endpoint'],
  ])('refuses a line break in the %s and names it', (member, name) => {
    const values = { ...claims, [member]: 'a\nb' }
    expect(() => samlBearerAssertion(values, now, countingRandom())).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        message: `${name} holds a character that XML cannot carry`,
      }),
    )
  })
})
