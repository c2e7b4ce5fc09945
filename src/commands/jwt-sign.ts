import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { SigningKeyText, SignRequest } from '../flows/jwt-sign.js'
import { AuthError } from '../kernel/errors.js'
import { asJsonObject, mergeJson, type Json, type JsonObject } from '../kernel/json.js'
import type { AssertionView } from '../kernel/jwt-view.js'
import type { Secret } from '../kernel/secret.js'
import { collected, seconds } from './options.js'

/** What was typed behind `jwt sign`. */
export interface JwtSignOptions {
  readonly claimsFile: string | undefined
  readonly claims: readonly string[]
  readonly issuer: string | undefined
  readonly subject: string | undefined
  readonly audiences: readonly string[]
  readonly expiresIn: number | undefined
  readonly withIssuedAt: boolean
  readonly keyFile: string | undefined
  readonly keyId: string | undefined
}

/** What `jwt sign` needs. */
export interface JwtSignContext {
  /** Reads a JSON object from a file or `-`. */
  readonly claims: (place: string) => Promise<JsonObject>
  /** From the flag, else the environment. @throws {AuthError} `input_required`. */
  readonly key: (place: string | undefined) => Promise<SigningKeyText>
  readonly sign: (request: SignRequest) => Promise<Secret>
  readonly show: (view: AssertionView) => void
}

/** `jwt sign`: an assertion. */
export function jwtSignCommand(
  run: (options: JwtSignOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('sign')
    .summary('sign claims and print the assertion')
    .description(
      'Sign claims with a private key and print the JWT. It ends in three minutes and has a random\n' +
        'jti unless the claims say otherwise. The algorithm follows from the key: RS256 for RSA.',
    )
    .option('--claims <file>', 'JSON object with claims, - for stdin')
    .option(
      '--claim <k=v>',
      'one more claim; the value is JSON or else text; repeatable',
      collected,
      [],
    )
    .option('--iss <issuer>', 'issuer: at Salesforce the consumer key')
    .option('--sub <subject>', 'subject: at Salesforce the user name')
    .option('--aud <audience>', 'audience; repeatable', collected, [])
    .option('--exp-in <seconds>', 'life (default: 180)', seconds)
    .option('--iat', 'add the time of issue')
    .option('--key-file <file>', 'private key, PEM or JWK, - for stdin')
    .option('--key-id <id>', 'kid of the header')
    .action((flags) =>
      run({
        claimsFile: flags.claims,
        claims: flags.claim,
        issuer: flags.iss,
        subject: flags.sub,
        audiences: flags.aud,
        expiresIn: flags.expIn,
        withIssuedAt: flags.iat === true,
        keyFile: flags.keyFile,
        keyId: flags.keyId,
      }),
    )
}

/** Gathers the claims, signs, shows. */
export async function runJwtSign(options: JwtSignOptions, context: JwtSignContext): Promise<void> {
  const { claimsFile, keyFile, keyId, issuer, subject, audiences, expiresIn, withIssuedAt } =
    options
  if (claimsFile === '-' && keyFile === '-') {
    throw new AuthError('usage', '--claims and --key-file both want stdin', {
      hint: 'give one of them a file',
    })
  }
  const typed = Object.fromEntries(options.claims.map(parsedClaim))
  const read = claimsFile === undefined ? {} : await context.claims(claimsFile)
  const assertion = await context.sign({
    claims: mergeJson(read, typed),
    named: { issuer, subject, audiences, expiresIn, withIssuedAt },
    key: await context.key(keyFile),
    keyId,
  })
  context.show({ kind: 'jwt-assertion', assertion })
}

function parsedClaim(text: string): readonly [string, Json] {
  const at = text.indexOf('=')
  if (at < 1) {
    throw new AuthError('usage', `--claim ${JSON.stringify(text)} has no name and value`, {
      hint: 'write --claim name=value',
    })
  }
  return [text.slice(0, at), jsonOrText(text.slice(at + 1))]
}

function jsonOrText(text: string): Json {
  let parsed: JsonObject
  try {
    parsed = asJsonObject(
      { value: JSON.parse(text) as unknown },
      { name: '--claim', code: 'usage' },
    )
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
  const value = parsed['value'] ?? null
  // A long id would lose its last digits as a number.
  const changed =
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return changed || value === Infinity || value === -Infinity ? text : value
}
