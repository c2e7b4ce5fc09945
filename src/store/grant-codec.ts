import type {
  Credential,
  Device,
  ExchangedToken,
  Oauth1Token,
  RunAgainGrant,
  SamlAssertion,
  SoapApi,
} from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import {
  optionalObject,
  optionalString,
  optionalStrings,
  requiredString,
  type JsonObject,
} from '../kernel/json.js'
import type { SigningKey, TextPlace } from '../kernel/text-place.js'
import { Secret } from '../kernel/secret.js'
import type { RefreshState } from './refresh-state-codec.js'
import { recordMember as member, recordSource as source, secretOf } from './record-source.js'

type Common =
  'profile' | 'server' | 'client' | 'identity' | 'tokens' | 'condition' | keyof RefreshState
type GrantPart<C> = C extends Credential ? Omit<C, Common> : never

/** What a grant has of its own in a credential. */
export type OwnPart = GrantPart<Credential>

/** Reads what a grant has of its own. @throws {AuthError} `store_damaged`. */
export function decodeGrant(object: JsonObject): OwnPart {
  const grant = requiredString(object, 'grant', source)
  switch (grant) {
    case 'authorization_code':
    case 'device_code':
    case 'implicit':
    case 'hybrid_auth_code':
    case 'hybrid_token':
    case 'code_credentials':
      return { grant }
    case 'jwt_bearer':
      return { grant, assertion: decodeJwtAssertion(member(object, 'assertion')) }
    case 'client_credentials':
      return { grant, scopes: optionalStrings(object, 'scopes', source) }
    case 'token_exchange':
      return {
        grant,
        subject: decodeToken(member(object, 'subject')),
        actor: maybe(object, 'actor', decodeToken),
        tokenHandler: optionalString(object, 'tokenHandler', source),
        scopes: optionalStrings(object, 'scopes', source),
      }
    case 'saml_bearer':
      return { grant, assertion: decodeSaml(member(object, 'assertion')) }
    case 'saml_assertion':
      return { grant, assertion: decodePlace(member(object, 'assertion')) }
    case 'asset_token':
      return {
        grant,
        subject: decodePlace(member(object, 'subject')),
        device: decodeDevice(member(object, 'device')),
      }
    case 'password':
      return {
        grant,
        username: requiredString(object, 'username', source),
        password: new Secret(requiredString(object, 'password', source)),
      }
    case 'oauth1':
      return {
        grant,
        accessToken: decodeOauth1Token(member(object, 'accessToken')),
        api: decodeSoapApi(member(object, 'api')),
      }
    default:
      throw new AuthError(
        'store_damaged',
        `a newer version of oauthctl wrote ${source.name}: this one does not know its grant`,
        { hint: 'update oauthctl, or log in again to replace it' },
      )
  }
}

/** Reads a signing key. */
export function decodeKey(object: JsonObject): SigningKey {
  return {
    place: decodePlace(member(object, 'place')),
    passphrase: secretOf(optionalString(object, 'passphrase', source)),
    id: optionalString(object, 'id', source),
  }
}

/** Reads a member that may be absent. */
export function maybe<T>(
  object: JsonObject,
  name: string,
  decode: (object: JsonObject) => T,
): T | undefined {
  const found = optionalObject(object, name, source)
  return found === undefined ? undefined : decode(found)
}

function decodePlace(object: JsonObject): TextPlace {
  const kind = requiredString(object, 'kind', source)
  switch (kind) {
    case 'file':
      return { kind, path: requiredString(object, 'path', source) }
    case 'sealed':
      return { kind, text: new Secret(requiredString(object, 'text', source)) }
    case 'command':
      return { kind, command: requiredString(object, 'command', source) }
    case 'github-actions':
      return { kind, audience: optionalString(object, 'audience', source) }
    case 'profile':
      return { kind, profile: requiredString(object, 'profile', source) }
    default:
      throw new AuthError('store_damaged', `${source.name} keeps a text in an unknown place`, {
        hint: 'update oauthctl, or log in again to replace it',
      })
  }
}

function decodeJwtAssertion(
  object: JsonObject,
): Extract<RunAgainGrant, { grant: 'jwt_bearer' }>['assertion'] {
  return {
    subject: requiredString(object, 'subject', source),
    audience: requiredString(object, 'audience', source),
    key: decodeKey(member(object, 'key')),
  }
}

function decodeToken(object: JsonObject): ExchangedToken {
  return {
    place: decodePlace(member(object, 'place')),
    type: requiredString(object, 'type', source),
  }
}

function decodeSaml(object: JsonObject): SamlAssertion {
  const kind = requiredString(object, 'kind', source)
  switch (kind) {
    case 'given':
      return { kind, place: decodePlace(member(object, 'place')) }
    case 'built':
      return {
        kind,
        subject: requiredString(object, 'subject', source),
        audience: requiredString(object, 'audience', source),
        key: decodeKey(member(object, 'key')),
        certificate: maybe(object, 'certificate', decodePlace),
      }
    default:
      throw new AuthError('store_damaged', `${source.name} has an unknown kind of SAML assertion`, {
        hint: 'update oauthctl, or log in again to replace it',
      })
  }
}

function decodeDevice(object: JsonObject): Device {
  return {
    id: requiredString(object, 'id', source),
    name: optionalString(object, 'name', source),
    serialNumber: optionalString(object, 'serialNumber', source),
    key: maybe(object, 'key', decodeKey),
    publicKey: maybe(object, 'publicKey', decodePlace),
  }
}

function decodeOauth1Token(object: JsonObject): Oauth1Token {
  return {
    token: new Secret(requiredString(object, 'token', source)),
    secret: new Secret(requiredString(object, 'secret', source)),
  }
}

function decodeSoapApi(object: JsonObject): SoapApi {
  const kind = requiredString(object, 'kind', source)
  if (kind === 'partner' || kind === 'enterprise') {
    return { kind, version: requiredString(object, 'version', source) }
  }
  throw new AuthError('store_damaged', `${source.name} has an unknown kind of SOAP API`, {
    hint: 'update oauthctl, or log in again to replace it',
  })
}
