import { randomBytes } from 'node:crypto'
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import { profileToJson } from './profile-json.js'
import { formatVersion, profilesPath, type ProfilesDocument } from './profiles-file.js'

/** Replaces the profiles file atomically; a link to it stays a link. */
export async function writeProfiles(folder: string, document: ProfilesDocument): Promise<void> {
  const path = await realpath(profilesPath(folder)).catch(() => profilesPath(folder))
  const text = JSON.stringify(
    {
      version: formatVersion,
      ...(document.current === undefined ? {} : { current: document.current }),
      profiles: Object.fromEntries(
        [...document.profiles].map(([name, profile]) => [name, profileToJson(profile)]),
      ),
    },
    undefined,
    2,
  )
  const temporary = join(dirname(path), `.profiles-${randomBytes(9).toString('base64url')}.tmp`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(`${text}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new AuthError('bad_configuration', `${path} cannot be written`, {
      cause,
      hint: `make ${dirname(path)} writable, or set OAUTHCTL_HOME`,
    })
  }
}
