import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { AuthError } from '../kernel/errors.js'

/** The folder of the sealed records inside the state folder. */
export const recordFolder = 'credentials'

/** Where the record of a profile lives, and how to make it anew. */
export interface RecordPlace {
  /** What the record is bound to; its file is named after it. */
  readonly id: string
  readonly path: string
  /** The command that replaces the record. */
  readonly login: string
}

/**
 * Finds the place of a profile's record. The name is data: no two profiles share a file and none
 * leaves the folder, on file systems that fold case or Unicode forms too.
 */
export function recordPlace(stateDirectory: string, profile: string): RecordPlace {
  // UTF-16 keeps apart what UTF-8 folds into U+FFFD; hex survives a file system that folds case.
  const id = createHash('sha256')
    .update('oauthctl credential record v1\0')
    .update(Buffer.from(profile, 'utf16le'))
    .digest('hex')
  return placeOfId(stateDirectory, id, loginCommand(profile))
}

/** Finds the place of the client that was registered for a profile: beside the credential, never in its stead. */
export function registrationPlace(stateDirectory: string, profile: string): RecordPlace {
  const id = createHash('sha256')
    .update('oauthctl registration record v1\0')
    .update(Buffer.from(profile, 'utf16le'))
    .digest('hex')
  return placeOfId(stateDirectory, id, 'oauthctl register -p ANOTHER-PROFILE')
}

/** The place of a record found by its file name. */
export function placeOfId(
  stateDirectory: string,
  id: string,
  login = 'oauthctl login',
): RecordPlace {
  return { id, path: join(stateDirectory, recordFolder, `${id}.jwe`), login }
}

/** The error for a record whose bytes cannot be trusted. @returns {AuthError} `store_damaged`. */
export function damaged(place: RecordPlace, reason: string, cause?: unknown): AuthError {
  return new AuthError('store_damaged', `the credential file ${place.path} is damaged: ${reason}`, {
    cause,
    hint: `type \`${place.login}\` to replace it`,
  })
}

/** The error for a record of a format this version does not know. @returns {AuthError} `store_unavailable`. */
export function fromNewerVersion(place: RecordPlace, what: string): AuthError {
  return new AuthError(
    'store_unavailable',
    `the credential file ${place.path} was written by a newer version of oauthctl (${what})`,
    { hint: 'update oauthctl, or set OAUTHCTL_HOME to another folder' },
  )
}

function loginCommand(profile: string): string {
  if (profile === 'default') return 'oauthctl login'
  const word = /^[\w.@+-]+$/.test(profile) && !profile.startsWith('-')
  return `oauthctl login --profile ${word ? profile : 'NAME'}`
}
