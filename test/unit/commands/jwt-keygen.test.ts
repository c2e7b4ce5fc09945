import { createPrivateKey, X509Certificate } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keyFiles } from '../../../src/app/write-key-files.js'
import {
  jwtKeygenCommand,
  runJwtKeygen,
  type JwtKeygenOptions,
} from '../../../src/commands/jwt-keygen.js'
import { makeSigningKey, type NewFile } from '../../../src/flows/jwt-keygen.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { KeygenView } from '../../../src/kernel/jwt-view.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { jwtJson, jwtText } from '../../../src/output/jwt.js'
import { plain } from '../../../src/output/style.js'
import { countingRandom, never } from '../../support/fakes.js'

const now = epochSeconds(1_790_000_000)
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oauthctl-keygen-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function defaults(): JwtKeygenOptions {
  return {
    keyFile: join(folder, 'server.key'),
    certificateFile: join(folder, 'server.crt'),
    days: 365,
    commonName: 'oauthctl',
    bits: 2048,
    force: false,
  }
}

async function keygen(
  given: Partial<JwtKeygenOptions> = {},
  passphrase?: string,
): Promise<KeygenView> {
  const views: KeygenView[] = []
  await runJwtKeygen(
    { ...defaults(), ...given },
    {
      passphrase: () =>
        Promise.resolve(passphrase === undefined ? undefined : new Secret(passphrase)),
      make: (request) =>
        makeSigningKey(
          request,
          { files: keyFiles, random: countingRandom(), now: () => now },
          never,
        ),
      now: () => now,
      show: (view) => views.push(view),
    },
  )
  return views[0]!
}

async function refusal(act: Promise<unknown>): Promise<string> {
  try {
    await act
    return 'nothing refused'
  } catch (error) {
    return error instanceof AuthError
      ? `${error.exitStatus} ${error.code}: ${error.message} | ${error.hint ?? ''}`
      : String(error)
  }
}

async function parsed(...words: readonly string[]): Promise<JwtKeygenOptions> {
  const seen: JwtKeygenOptions[] = []
  const command = jwtKeygenCommand((options) => {
    seen.push(options)
    return Promise.resolve()
  })
  command.exitOverride().configureOutput({ outputError: () => undefined })
  await command.parseAsync([...words], { from: 'user' })
  return seen[0]!
}

describe('the command line of jwt keygen', () => {
  test('has defaults for everything', async () => {
    expect(await parsed()).toEqual({
      keyFile: 'server.key',
      certificateFile: 'server.crt',
      days: 365,
      commonName: 'oauthctl',
      bits: 2048,
      force: false,
    })
  })

  test('takes each of them', async () => {
    const words = '--out-key k --out-cert c --days 3650 --subject ci --bits 4096 --force'
    expect(await parsed(...words.split(' '))).toEqual({
      keyFile: 'k',
      certificateFile: 'c',
      days: 3650,
      commonName: 'ci',
      bits: 4096,
      force: true,
    })
  })

  test.each([
    ['--days', '0'],
    ['--days', '3651'],
    ['--days', '1e3'],
    ['--days', '-1'],
    ['--bits', '1024'],
    ['--bits', '8192'],
    ['--subject', ''],
    ['--subject', 'x'.repeat(65)],
    ['--subject', 'a\nb'],
  ])('refuses %s %j', async (...words) => {
    await expect(parsed(...words)).rejects.toThrow(/It takes|missing/)
  })
})

describe('jwt keygen', () => {
  test('writes a private key for its owner alone and a certificate that fits it', async () => {
    const view = await keygen()
    const key = readFileSync(view.keyFile, 'utf8')
    const certificate = new X509Certificate(readFileSync(view.certificateFile))
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true)
    expect(statSync(view.keyFile).mode & 0o777).toBe(0o600)
    expect(statSync(view.certificateFile).mode & 0o777).toBe(0o644)
    expect(readdirSync(folder).sort()).toEqual(['server.crt', 'server.key'])
    expect(view).toEqual({
      kind: 'jwt-keygen',
      keyFile: join(folder, 'server.key'),
      certificateFile: join(folder, 'server.crt'),
      fingerprint: certificate.fingerprint256,
      notAfter: now + 365 * 86_400,
      bits: 2048,
      encrypted: false,
      now,
    })
    expect(new Date(certificate.validTo).getTime()).toBe(view.notAfter * 1000)
    expect(new Date(certificate.validFrom).getTime()).toBe((now - 300) * 1000)
  })

  test('keeps the modes under any umask', async () => {
    const before = process.umask(0o777)
    try {
      const view = await keygen()
      expect(statSync(view.keyFile).mode & 0o777).toBe(0o600)
      expect(statSync(view.certificateFile).mode & 0o777).toBe(0o644)
    } finally {
      process.umask(before)
    }
  })

  test('encrypts the key when there is a passphrase', async () => {
    const view = await keygen({}, 'pass word')
    const key = readFileSync(view.keyFile, 'utf8')
    expect(key).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/)
    expect(() => createPrivateKey({ key, passphrase: 'other' })).toThrow()
    expect(createPrivateKey({ key, passphrase: 'pass word' }).asymmetricKeyType).toBe('rsa')
    expect(view.encrypted).toBe(true)
  })

  test.each([[['server.key']], [['server.crt']], [['server.key', 'server.crt']]])(
    'names %j when it is there already, and changes nothing',
    async (names) => {
      for (const name of names) writeFileSync(join(folder, name), `old ${name}`)
      const told = await refusal(keygen())
      expect(told).toMatch(/^2 usage: .* already exists? \| .*--force/)
      for (const name of names) {
        expect(told).toContain(join(folder, name))
        expect(readFileSync(join(folder, name), 'utf8')).toBe(`old ${name}`)
      }
      expect(readdirSync(folder).sort()).toEqual([...names].sort())
    },
  )

  test('sees a link to nowhere as something that is there', async () => {
    symlinkSync('/nonexistent/elsewhere', join(folder, 'server.key'))
    expect(await refusal(keygen())).toMatch(/^2 usage: .*server\.key already exists/)
  })

  test('replaces both with --force, and with them a link but not its target', async () => {
    const target = join(folder, 'target')
    writeFileSync(target, 'somebody else')
    symlinkSync(target, join(folder, 'server.key'))
    writeFileSync(join(folder, 'server.crt'), 'old')
    chmodSync(join(folder, 'server.crt'), 0o400)
    const view = await keygen({ force: true })
    expect(readFileSync(target, 'utf8')).toBe('somebody else')
    const key = createPrivateKey(readFileSync(view.keyFile))
    expect(new X509Certificate(readFileSync(view.certificateFile)).checkPrivateKey(key)).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['server.crt', 'server.key', 'target'])
  })

  test('refuses one name for both files', async () => {
    const same = { keyFile: join(folder, 'a'), certificateFile: `${folder}/./a` }
    expect(await refusal(keygen(same))).toMatch(/^2 usage: .*would both be/)
    expect(await refusal(keygen({ ...same, force: true }))).toMatch(/^2 usage: .*would both be/)
    expect(readdirSync(folder)).toEqual([])
  })

  test('leaves nothing behind when the second file cannot be written', async () => {
    const certificateFile = join(folder, 'missing', 'server.crt')
    expect(await refusal(keygen({ certificateFile }))).toMatch(
      /^3 bad_configuration: cannot write .*missing\/server\.crt \(ENOENT\) \| choose a folder/,
    )
    expect(readdirSync(folder)).toEqual([])
  })

  test('keeps the old key when the new certificate cannot be put in its place', async () => {
    writeFileSync(join(folder, 'server.key'), 'old')
    mkdirSync(join(folder, 'server.crt'))
    expect(await refusal(keygen({ force: true }))).toMatch(/^2 usage: .*server\.crt is a folder/)
    expect(readFileSync(join(folder, 'server.key'), 'utf8')).toBe('old')
    expect(readdirSync(folder).sort()).toEqual(['server.crt', 'server.key'])
  })
})

describe('the files of jwt keygen', () => {
  const file = (name: string, text: string): NewFile => ({
    path: join(folder, name),
    text,
    mode: 0o600,
  })

  test('of two that are created at once, one wins and the other takes its own back', async () => {
    const pairs = ['first', 'second'].map((text) => [file('key', text), file('crt', text)])
    const ended = await Promise.all(pairs.map((pair) => refusal(keyFiles.create(pair))))
    expect(ended.filter((end) => end === 'nothing refused')).toHaveLength(1)
    expect(ended.filter((end) => /^2 usage: .*key already exists/.test(end))).toHaveLength(1)
    const texts = ['key', 'crt'].map((name) => readFileSync(join(folder, name), 'utf8'))
    expect(new Set(texts).size).toBe(1)
    expect(readdirSync(folder).sort()).toEqual(['crt', 'key'])
  })

  test('when the second is there, the first is taken back', async () => {
    writeFileSync(join(folder, 'crt'), 'old')
    expect(await refusal(keyFiles.create([file('key', 'new'), file('crt', 'new')]))).toMatch(
      /crt already exists/,
    )
    expect(existsSync(join(folder, 'key'))).toBe(false)
    expect(readFileSync(join(folder, 'crt'), 'utf8')).toBe('old')
  })
})

describe('what jwt keygen tells', () => {
  const view: KeygenView = {
    kind: 'jwt-keygen',
    keyFile: 'my keys/server.key',
    certificateFile: 'server.crt',
    fingerprint: 'AB:CD',
    notAfter: epochSeconds(now + 86_400 * 365),
    bits: 2048,
    encrypted: false,
    now,
  }

  test('in JSON is what a script needs', () => {
    expect(jwtJson(view, false)).toEqual({
      key_file: 'my keys/server.key',
      certificate_file: 'server.crt',
      fingerprint_sha256: 'AB:CD',
      not_after: 1_821_536_000,
      not_after_iso: '2027-09-21T14:13:20Z',
      algorithm: 'RS256',
      bits: 2048,
    })
  })

  test('in text is where to upload it, which policies to set, and the next command', () => {
    const text = jwtText(view, { redact: false, style: plain })
    for (const words of [
      'AB:CD',
      '2027-09-21T14:13:20Z (in 365 days)',
      'Setup > External Client App Manager > your app > Settings > OAuth Settings',
      'Enable JWT Bearer Flow',
      'upload server.crt',
      'refresh_token',
      'Admin approved users are pre-authorized',
      'profile or permission set',
      "oauthctl jwt MY-DOMAIN -i CONSUMER-KEY --key-file 'my keys/server.key' --username USER\n",
    ]) {
      expect(text).toContain(words)
    }
  })
})
