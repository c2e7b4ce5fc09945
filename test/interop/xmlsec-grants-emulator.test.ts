import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startOrg, type Org } from '../../src/emulator/index.js'
import { describeWith } from '../support/needs.js'
import { readyApp } from '../support/ready-app.js'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'

let org: Org
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xmlsec-'))
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  })
  org = await startOrg({ config: { apps: [{ name: 'saml', certificate: pem }] } })
})
afterAll(async () => {
  await org.close()
  rmSync(folder, { recursive: true, force: true })
})

describeWith(['xmlsec1'], 'xmlsec1, which shares no line with the emulator', () => {
  it.each<[string, Method]>([
    ['RSA-SHA256', { sign: '2001/04/xmldsig-more#rsa-sha256', digest: '2001/04/xmlenc#sha256' }],
    ['RSA-SHA1', { sign: '2000/09/xmldsig#rsa-sha1', digest: '2000/09/xmldsig#sha1' }],
  ])('signs a bearer assertion with %s', async (_, method) => {
    const answer = await postBearer(sign(template(method)))

    expect(answer).toMatchObject({ token_type: 'Bearer' })
    expect(answer).not.toHaveProperty('refresh_token')
  })

  it.each<[string, string]>([
    ['nothing', '<x/>'],
    [
      'a default namespace, changed and undone',
      '<x xmlns="urn:a"><y xmlns="urn:b"><z xmlns=""/></y><y/></x>',
    ],
    [
      'prefixes bound anew',
      '<a:x xmlns:a="urn:1"><a:y xmlns:a="urn:2" a:k="v"><a:z xmlns:a="urn:1"/></a:y></a:x>',
    ],
    ['prefixes nobody uses', '<x xmlns:unused="urn:u" xmlns:b="urn:b"><b:y/><b:y/></x>'],
    [
      'attributes out of order',
      '<x xmlns:z="urn:a" xmlns:a="urn:z" z:b="1" b="2" a:a="3" a="4" z:a="5"/>',
    ],
    ['an attribute of xml', '<x xml:lang="en"><y xml:space="preserve"> </y></x>'],
    ['quotes, both kinds', `<x a='"' b="'">"'</x>`],
    [
      'entities and numbers',
      '<x a="&lt;&amp;&gt;&quot;&#9;&#10;&#13;">&lt;&amp;&gt;&quot;&apos;&#xD;&#x1F600;</x>',
    ],
    ['white space in attributes', '<x a="1\n2\t3  4"/>'],
    ['line ends of three kinds', '<x>1\r\n2\r3\n4</x>'],
    ['CDATA', '<x>a<![CDATA[<b>&amp;]]]]><![CDATA[>]]>c</x>'],
    ['comments', '<x><!-- a --><y><!----></y>b<!-- <c> -->d</x>'],
    [
      'a type that is a name',
      '<x xmlns:xs="urn:xs" xmlns:xsi="urn:xsi" xsi:type="xs:string">v</x>',
    ],
    ['letters of all kinds', '<x a="é ß 漢 😀">é ß 漢 😀 \u0085\u2028</x>'],
    ['empty elements', '<x></x><y/><z />'],
  ])('signs %s inside, and the emulator sees the same bytes', async (_, inside) => {
    for (const prefixes of ['', 'xs saml #default']) {
      const xml = sign(template({ inside, prefixes }))

      expect(await postBearer(xml)).toMatchObject({ token_type: 'Bearer' })
      expect(await postBearer(xml.replace('user@acme', 'admin@acme'))).toMatchObject({
        error_description: 'invalid assertion',
      })
    }
  })

  it('verifies the response of the built-in test issuer', async () => {
    const { hosts } = org.ready
    const answer = await fetch(`${hosts.my_domain}/_emulator/saml-response`, {
      method: 'POST',
      body: JSON.stringify({ username: `o'brien & <sons>@acme.example` }),
    })
    const { assertion } = (await answer.json()) as { assertion: string }
    const keys = await fetch(`${hosts.my_domain}/_emulator/subject-token/keys`)
    const [key] = ((await keys.json()) as { keys: [Record<string, string>] }).keys
    const certificate = createPublicKey({ key, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    })
    const [response, public_] = [join(folder, 'response.xml'), join(folder, 'public.pem')]
    writeFileSync(response, Buffer.from(assertion, 'base64'))
    writeFileSync(public_, certificate)

    xmlsec('--verify', '--pubkey-pem', public_, response)
    writeFileSync(response, Buffer.from(assertion, 'base64').toString().replace('sons', 'suns'))
    expect(() => xmlsec('--verify', '--pubkey-pem', public_, response)).toThrow()
  })
})

interface Method {
  readonly sign?: string
  readonly digest?: string
  readonly inside?: string
  /** For `InclusiveNamespaces`, which is written unless this is empty. */
  readonly prefixes?: string
}

function sign(xml: string): string {
  const file = join(folder, `${randomUUID()}.xml`)
  writeFileSync(file, xml)
  return xmlsec('--sign', '--privkey-pem', join(folder, 'key.pem'), file)
}

function xmlsec(...given: string[]): string {
  const [command = '', ...rest] = given
  const ids = ['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion']
  return execFileSync('xmlsec1', [command, ...ids, ...rest], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function postBearer(xml: string): Promise<unknown> {
  const answer = await fetch(`${org.ready.hosts.login}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
      assertion: Buffer.from(xml).toString('base64url'),
    }),
  })
  return answer.json()
}

/** An assertion with a place for its signature, which xmlsec1 fills in. */
function template(method: Method): string {
  const id = `_${randomUUID()}`
  const end = new Date(Date.now() + 300_000).toISOString()
  const uri = 'http://www.w3.org/'
  const inclusive =
    method.prefixes === undefined || method.prefixes === ''
      ? ''
      : `<InclusiveNamespaces xmlns="${exclusive}" PrefixList="${method.prefixes}"/>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="${id}" Version="2.0" IssueInstant="${new Date().toISOString()}"><saml:Issuer>${readyApp(org, 'saml').client_id}</saml:Issuer>
<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">
  <SignedInfo>
    <CanonicalizationMethod Algorithm="${exclusive}">${inclusive}</CanonicalizationMethod>
    <SignatureMethod Algorithm="${uri}${method.sign ?? '2001/04/xmldsig-more#rsa-sha256'}"/>
    <Reference URI="#${id}">
      <Transforms>
        <Transform Algorithm="${uri}2000/09/xmldsig#enveloped-signature"/>
        <Transform Algorithm="${exclusive}">${inclusive}</Transform>
      </Transforms>
      <DigestMethod Algorithm="${uri}${method.digest ?? '2001/04/xmlenc#sha256'}"/>
      <DigestValue/>
    </Reference>
  </SignedInfo>
  <SignatureValue/>
  <KeyInfo><KeyValue/></KeyInfo>
</Signature>
<saml:Subject><saml:NameID>user@acme.example</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${end}" Recipient="${org.ready.hosts.login}/services/oauth2/token"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotOnOrAfter="${end}"><saml:AudienceRestriction><saml:Audience>https://login.salesforce.com</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AttributeStatement><saml:Attribute Name="a"><saml:AttributeValue>${method.inside ?? ''}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>
</saml:Assertion>`
}
