import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { selfSignedCertificate } from '../../../src/oauth/self-signed-certificate.js'
import { describeWith } from '../../support/needs.js'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const content = {
  commonName: 'oauthctl',
  notBefore: epochSeconds(Date.UTC(2026, 10, 22) / 1000),
  notAfter: epochSeconds(Date.UTC(2036, 10, 19) / 1000),
  serial: Buffer.alloc(16, 0xff),
}

describe('a self-signed certificate', () => {
  test('says what it was made of, as Node reads it', () => {
    const read = new X509Certificate(selfSignedCertificate(content, keys))
    expect({
      subject: read.subject,
      issuer: read.issuer,
      from: new Date(read.validFrom).toISOString(),
      to: new Date(read.validTo).toISOString(),
      serial: read.serialNumber,
      authority: read.ca,
      itself: read.verify(keys.publicKey) && read.checkPrivateKey(keys.privateKey),
    }).toEqual({
      subject: 'CN=oauthctl',
      issuer: 'CN=oauthctl',
      from: '2026-11-22T00:00:00.000Z',
      to: '2036-11-19T00:00:00.000Z',
      serial: '7F'.padEnd(32, 'F'),
      authority: false,
      itself: true,
    })
  })

  test('keeps a name with letters of any script and with separators in one piece', () => {
    const commonName = 'Zoë, O=Evil/CN=x + "ünï" 鍵'
    const read = new X509Certificate(selfSignedCertificate({ ...content, commonName }, keys))
    expect(read.toLegacyObject().subject).toEqual({ CN: commonName })
  })

  test('may end beyond 2049, where the form of the date changes', () => {
    const notAfter = epochSeconds(Date.UTC(2051, 0, 2) / 1000)
    const read = new X509Certificate(selfSignedCertificate({ ...content, notAfter }, keys))
    expect(new Date(read.validTo).toISOString()).toBe('2051-01-02T00:00:00.000Z')
  })

  test.each([0, 1, 0x80, 0xff])('has a positive serial number whose first byte was %i', (first) => {
    const serial = Buffer.from([first, ...Buffer.alloc(15)])
    const read = new X509Certificate(selfSignedCertificate({ ...content, serial }, keys))
    expect(read.serialNumber).toMatch(/^[4-7][0-9A-F]0{30}$/)
  })

  test('stays within the limits of Salesforce with the largest key and the longest name', () => {
    const large = generateKeyPairSync('rsa', { modulusLength: 4096 })
    const pem = selfSignedCertificate({ ...content, commonName: '鍵'.repeat(64) }, large)
    expect(pem.length).toBeLessThan(4_000)
    expect(Buffer.byteLength(pem)).toBeLessThan(4_096)
    expect(new X509Certificate(pem).checkPrivateKey(large.privateKey)).toBe(true)
  })
})

describeWith(['openssl'], 'openssl, reading the certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oauthctl-cert-'))
  const [certificate, key] = [join(folder, 'server.crt'), join(folder, 'server.key')]
  writeFileSync(certificate, selfSignedCertificate(content, keys))
  writeFileSync(key, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  afterAll(() => rmSync(folder, { recursive: true }))
  const openssl = (...words: readonly string[]): string =>
    execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

  test('finds what Salesforce asks for', () => {
    const text = openssl('x509', '-in', certificate, '-noout', '-text').replace(/\s+/g, ' ')
    expect(text).toContain('Version: 3 (0x2)')
    expect(text).toContain('Signature Algorithm: sha256WithRSAEncryption')
    expect(text).toContain('Subject: CN = oauthctl')
    expect(text).toContain('Basic Constraints: critical CA:FALSE')
    expect(text).toContain('Key Usage: critical Digital Signature')
    expect(text).toContain('X509v3 Subject Key Identifier:')
  })

  test('verifies it by itself, strictly', () => {
    expect(openssl('verify', '-x509_strict', '-CAfile', certificate, certificate)).toMatch(/: OK/)
  })

  test('finds the same modulus in key and certificate', () => {
    const ofKey = openssl('rsa', '-in', key, '-noout', '-modulus')
    expect(openssl('x509', '-in', certificate, '-noout', '-modulus')).toBe(ofKey)
  })

  test('writes the same DER again', () => {
    const again = openssl('x509', '-in', certificate, '-outform', 'PEM')
    expect(again).toBe(selfSignedCertificate(content, keys))
  })
})
