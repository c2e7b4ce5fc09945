import { resolve } from 'node:path'
import { variable } from '../config/environment.js'
import type { ExchangedToken } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { TokenExchangeOptions } from '../kernel/grant-options.js'
import type { TextPlace } from '../kernel/text-place.js'
import { givenPlace } from './client-input.js'
import type { Services } from './services.js'

/** What a token exchange has of its own. */
export interface ExchangeParts {
  readonly subject: ExchangedToken
  readonly actor: ExchangedToken | undefined
  readonly tokenHandler: string | undefined
}

const shortTypes = ['access_token', 'refresh_token', 'id_token', 'saml2', 'saml1', 'jwt']

/** Finds the tokens to exchange. @throws {AuthError} `input_required`, `usage`. */
export async function exchangeParts(
  options: TokenExchangeOptions,
  services: Services,
): Promise<ExchangeParts> {
  const actor = { name: 'the actor token', flag: '--actor-token-file', variable: '' }
  const actorPlace = await givenPlace(options.actorFile, actor, services)
  return {
    subject: {
      place: await subjectPlace(options, services),
      type: tokenType('--subject-token-type', options.subjectType),
    },
    actor:
      actorPlace === undefined
        ? undefined
        : { place: actorPlace, type: tokenType('--actor-token-type', options.actorType) },
    tokenHandler: options.tokenHandler,
  }
}

/** A short name or a URN of RFC 8693 §3. */
function tokenType(flag: string, type: string): string {
  if (/^urn:[^\s]+$/i.test(type)) return type
  if (shortTypes.includes(type)) return `urn:ietf:params:oauth:token-type:${type}`
  throw new AuthError('usage', `${flag} is ${JSON.stringify(type)}`, {
    hint: `use one of ${shortTypes.join(', ')}, or a URN`,
  })
}

async function subjectPlace(options: TokenExchangeOptions, services: Services): Promise<TextPlace> {
  const { subject, subjectFrom } = options
  const ways = [subject.file, subject.stdin ? '-' : undefined, subjectFrom]
  if (ways.filter((way) => way !== undefined).length > 1) {
    throw new AuthError('usage', 'the subject token is given in two ways', {
      hint: 'give one of --subject-token-file, --subject-token-stdin and --subject-from',
    })
  }
  if (subjectFrom !== undefined) return namedSource(subjectFrom, options, services)
  const names = {
    name: 'the subject token',
    flag: '--subject-token-file',
    variable: 'OAUTHCTL_SUBJECT_TOKEN',
  }
  const place = await givenPlace(subject.stdin ? '-' : subject.file, names, services)
  if (place !== undefined) return place
  throw new AuthError('input_required', 'no subject token was given', {
    hint: 'give --subject-token-file FILE, --subject-from github-actions or OAUTHCTL_SUBJECT_TOKEN',
  })
}

function namedSource(source: string, options: TokenExchangeOptions, services: Services): TextPlace {
  if (source === 'github-actions') {
    const audience = options.audience ?? variable(services.host.env, 'OAUTHCTL_AUDIENCE')
    return { kind: 'github-actions', audience }
  }
  const [, kind, rest] = /^(file|command):(.+)$/s.exec(source) ?? []
  if (kind === 'file' && rest !== undefined) return { kind: 'file', path: resolve(rest) }
  if (kind === 'command' && rest !== undefined) return { kind: 'command', command: rest }
  throw new AuthError('usage', `--subject-from is ${JSON.stringify(source)}`, {
    hint: 'use github-actions, file:PATH or command:CMD',
  })
}
