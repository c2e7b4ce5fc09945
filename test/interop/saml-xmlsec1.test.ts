import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { samlBearerGrant } from '../../src/flows/saml-grants.js'
import { Secret } from '../../src/kernel/secret.js'
import type { TextPlace } from '../../src/kernel/text-place.js'
import { asItIs, fields, never } from '../support/fakes.js'
import { describeWith } from '../support/needs.js'
import { publicClient, salesforce } from '../support/values.js'

const strange = `o'neil "<&>" ]]> jörg 日本 🔑@example.com`

describeWith(['xmlsec1', 'openssl'], 'a signed assertion, judged by xmlsec1', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'oauthctl-saml-'))
    newKey('key')
    newKey('other')
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('holds under the certificate that the server knows', async () => {
    expect(verdict(await assertionFor('jo@example.com', 'key.crt'), pinned('key.crt'))).toBe('OK')
  })

  it('holds without a certificate inside', async () => {
    expect(verdict(await assertionFor('jo@example.com'), pinned('key.crt'))).toBe('OK')
  })

  it('holds under the certificate inside, once that is trusted', async () => {
    const xml = await assertionFor('jo@example.com', 'key.crt')
    expect(verdict(xml, ['--trusted-pem', join(folder, 'key.crt')])).toBe('OK')
  })

  it('does not hold under the certificate of another key', async () => {
    const xml = await assertionFor('jo@example.com', 'key.crt')
    expect(verdict(xml, pinned('other.crt'))).not.toBe('OK')
  })

  it('covers a username of special characters, which xmlsec1 reads as it was', async () => {
    const xml = await assertionFor(strange, 'key.crt')
    expect(verdict(xml, pinned('key.crt'))).toBe('OK')
    const digested = run(xml, [...pinned('key.crt'), '--store-references', '--print-debug']).stdout
    expect(digested).toContain(
      `o'neil "&lt;&amp;&gt;" ]]&gt; jörg 日本 🔑@example.com</saml:NameID>`,
    )
  })

  it.each([
    ['another user', 'jo@example.com', 'xo@example.com'],
    ['another client', '>client-1<', '>client-2<'],
    ['another audience', '<saml:Audience>https', '<saml:Audience>http'],
    ['another recipient', 'Recipient="https', 'Recipient="http'],
    ['a longer life', 'NotOnOrAfter="2', 'NotOnOrAfter="3'],
    ['another id', ' ID="_', ' ID="_0'],
    ['one more element', '</saml:Assertion>', '<saml:Advice/></saml:Assertion>'],
  ])('breaks for %s', async (_, from, to) => {
    const xml = await assertionFor('jo@example.com', 'key.crt')
    expect(xml).toContain(from)
    expect(verdict(xml.replace(from, to), pinned('key.crt'))).not.toBe('OK')
  })

  function newKey(name: string): void {
    const at = (ending: string): string => join(folder, `${name}.${ending}`)
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-sha256']
    const files = ['-keyout', at('pem'), '-out', at('crt'), '-subj', `/CN=${name}`]
    execFileSync('openssl', [...request, ...files], { stdio: 'pipe' })
  }

  /** The XML that the grant sends. */
  async function assertionFor(subject: string, certificate?: string): Promise<string> {
    const grant = {
      profile: 'p',
      grant: 'saml_bearer',
      server: salesforce,
      client: publicClient,
      assertion: {
        kind: 'built',
        subject,
        audience: 'https://login.salesforce.com',
        key: { place: at('key.pem'), passphrase: undefined, id: undefined },
        certificate: certificate === undefined ? undefined : at(certificate),
      },
    } as const
    const request = await samlBearerGrant(
      grant,
      {
        readText: (place) =>
          Promise.resolve(
            new Secret(place.kind === 'file' ? readFileSync(place.path, 'utf8') : ''),
          ),
        clock: { nowMs: () => Date.now(), sleep: () => Promise.resolve() },
        random: { base64url: (bytes) => randomBytes(bytes).toString('base64url') },
        fetch: () => Promise.reject(new Error('nothing is sent')),
        prove: asItIs,
      },
      never,
    )
    const value = new Map(fields(request)).get('assertion') ?? ''
    return Buffer.from(value, 'base64url').toString()
  }

  function at(file: string): TextPlace {
    return { kind: 'file', path: join(folder, file) }
  }

  function pinned(certificate: string): readonly string[] {
    return ['--pubkey-cert-pem', join(folder, certificate)]
  }

  /** `OK`, or what xmlsec1 says instead. */
  function verdict(xml: string, trust: readonly string[]): string {
    const { status, stdout, stderr } = run(xml, trust)
    return status === 0 ? 'OK' : `${status}: ${stdout}${stderr}`
  }

  function run(xml: string, options: readonly string[]): SpawnSyncReturns<string> {
    const file = join(folder, 'assertion.xml')
    writeFileSync(file, xml)
    const id = ['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion']
    return spawnSync('xmlsec1', ['--verify', ...id, ...options, file], { encoding: 'utf8' })
  }
})
