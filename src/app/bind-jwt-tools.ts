import { variable } from '../config/environment.js'
import { readKeyFile } from '../config/private-text.js'
import { readSecret } from '../config/secret-input.js'
import { namesServer } from '../config/server-url.js'
import type { JwtDecodeContext } from '../commands/jwt-decode.js'
import type { JwtKeygenContext } from '../commands/jwt-keygen.js'
import type { JwtSignContext } from '../commands/jwt-sign.js'
import type { JwtVerifyContext, NamedKeys } from '../commands/jwt-verify.js'
import type { SigningKeyText } from '../flows/jwt-sign.js'
import type { KeySource } from '../flows/jwt-verify.js'
import { AuthError } from '../kernel/errors.js'
import { parseJsonObject } from '../kernel/json.js'
import { Secret } from '../kernel/secret.js'
import { jwtParts } from '../oauth/jwt-parts.js'
import { isSalesforceHost } from '../salesforce/trust.js'
import type { Services } from './services.js'

/** Binds `jwt keygen` to this process. */
export function jwtKeygenContext(services: Services): JwtKeygenContext {
  return {
    passphrase: () => passphrase(services),
    make: async (request) => {
      const { makeSigningKey } = await import('../flows/jwt-keygen.js')
      const { keyFiles } = await import('./write-key-files.js')
      const { random, now, signal } = services
      return makeSigningKey(request, { files: keyFiles, random, now }, signal)
    },
    now: services.now,
    show: services.show,
  }
}

/** Binds `jwt sign` to this process. */
export function jwtSignContext(services: Services): JwtSignContext {
  return {
    claims: async (place) => {
      const text = await given(services, { name: 'the claims', flag: '--claims', path: place })
      const source = { name: 'the claims', code: 'bad_configuration' as const }
      return parseJsonObject(text?.expose() ?? '', source)
    },
    key: (place) => signingKey(place, services),
    sign: async (request) => {
      const { signAssertion } = await import('../flows/jwt-sign.js')
      return signAssertion(request, services)
    },
    show: services.show,
  }
}

/** Binds `jwt decode` to this process. */
export function jwtDecodeContext(services: Services): JwtDecodeContext {
  return {
    token: (place) => token(place, services),
    decode: jwtParts,
    now: services.now,
    show: services.show,
  }
}

/** Binds `jwt verify` to this process. */
export function jwtVerifyContext(services: Services): JwtVerifyContext {
  return {
    token: (place) => token(place, services),
    verify: async ({ keys, ...demand }) => {
      const source = await keySource(keys, services)
      const { verifyToken } = await import('../flows/jwt-verify.js')
      return verifyToken({ ...demand, keys: source }, services, services.signal)
    },
    now: services.now,
    show: services.show,
  }
}

async function keySource(keys: NamedKeys, services: Services): Promise<KeySource> {
  switch (keys.kind) {
    case 'issuer': {
      if (!namesServer(keys.url)) throw badUrl('--issuer')
      const salesforce = isSalesforceHost(new URL(keys.url).hostname)
      const provider = await services.providerOf(salesforce ? 'salesforce' : 'openid')
      return { kind: 'issuer', url: keys.url, provider }
    }
    case 'jwks-url':
      // A key set may be told apart by its query.
      if (!namesServer(keys.url.split('?', 1)[0] ?? '') || keys.url.includes('#')) {
        throw badUrl('--jwks-url')
      }
      return keys
    case 'key-file':
    case 'certificate': {
      const flag = `--${keys.kind}`
      const name = keys.kind === 'certificate' ? 'the certificate' : 'the public key'
      const text = await given(services, { name, flag, path: keys.path })
      return {
        kind: keys.kind,
        text: text?.expose() ?? '',
        name: keys.path === '-' ? name : keys.path,
      }
    }
  }
}

function badUrl(flag: string): AuthError {
  return new AuthError('usage', `${flag} is not a URL that keys can be fetched from`, {
    hint: 'give an https URL; http is accepted for loopback only',
  })
}

async function signingKey(path: string | undefined, services: Services): Promise<SigningKeyText> {
  const name = 'the private key'
  const text = await keyText(path, name, services)
  if (text === undefined) {
    throw new AuthError('input_required', 'there is no private key to sign with', {
      hint: 'give --key-file FILE, OAUTHCTL_KEY or OAUTHCTL_KEY_FILE; make one: oauthctl jwt keygen',
    })
  }
  const known = await passphrase(services)
  if (known !== undefined || !services.mayAsk || !text.expose().includes('ENCRYPTED')) {
    return { text, passphrase: known, name }
  }
  const { askSecret } = await import('../output/ask-secret.js')
  return { text, passphrase: await askSecret('Passphrase of the private key'), name }
}

/** From the flag, else the environment; a file must be its owner's alone (threat row T96). */
async function keyText(
  path: string | undefined,
  name: string,
  services: Services,
): Promise<Secret | undefined> {
  const { env } = services.host
  if (path === '-') return given(services, { name, flag: '--key-file', path })
  const typed = path === undefined ? variable(env, 'OAUTHCTL_KEY') : undefined
  if (typed !== undefined) return new Secret(typed)
  const file = path ?? variable(env, 'OAUTHCTL_KEY_FILE')
  return file === undefined ? undefined : readKeyFile(file, name)
}

function passphrase({ host }: Services): Promise<Secret | undefined> {
  return readSecret(
    {
      name: 'the passphrase of the key',
      file: { flag: '', path: undefined },
      stdin: { flag: '', on: false },
      variable: 'OAUTHCTL_KEY_PASSPHRASE',
    },
    host.env,
    host.readStdin,
  )
}

/** A token from a file or stdin; a terminal is not read from unless `-` asks for it. */
async function token(path: string | undefined, services: Services): Promise<Secret> {
  if (path === undefined && services.host.terminal.stdin) {
    throw new AuthError('input_required', 'no token was given', {
      hint: 'name a file that holds it, or pipe it: oauthctl token | oauthctl jwt decode',
    })
  }
  const text = await given(services, { name: 'the token', flag: '', path: path ?? '-' })
  return new Secret(text?.expose().trim() ?? '')
}

/** The text of a file, or of stdin for `-`. */
function given(
  { host }: Services,
  from: {
    readonly name: string
    readonly flag: string
    readonly path: string
  },
): Promise<Secret | undefined> {
  return readSecret(
    {
      name: from.name,
      file: { flag: from.flag, path: from.path },
      stdin: { flag: '', on: false },
      variable: '',
    },
    host.env,
    host.readStdin,
  )
}
