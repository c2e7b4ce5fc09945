import type { Profile } from '../kernel/profile.js'
import { rotationReuseText } from '../kernel/rotation-reuse.js'
import type { ProfilesView, ProfileView } from '../kernel/view.js'
import { sanitize } from './sanitize.js'
import type { Style } from './style.js'

/** The JSON of `profile list`. */
export function profilesJson(view: ProfilesView): object {
  return {
    profiles: view.profiles.map((profile) => ({
      ...profileJson(profile),
      current: profile.name === view.current,
    })),
  }
}

/** The JSON of one profile, named as in the profiles file. */
export function profileJson(profile: Profile): object {
  return {
    name: profile.name,
    server: profile.server.kind,
    ...(profile.server.kind === 'salesforce'
      ? { host: profile.server.url }
      : { issuer: profile.server.url }),
    client_id: profile.clientId,
    grant: profile.grant,
    auth_method: profile.authMethod ?? null,
    scopes: profile.scopes ?? [],
    redirect_uri: profile.redirectUri ?? null,
    session_timeout: profile.sessionTimeout ?? null,
    rotation_reuse:
      profile.rotationReuse === undefined ? null : rotationReuseText(profile.rotationReuse),
  }
}

/** The text of `profile list`: one line each, the current one marked. */
export function profilesText(view: ProfilesView, style: Style): string {
  if (view.profiles.length === 0) return 'No profiles yet. `oauthctl login` makes one.\n'
  const width = Math.max(...view.profiles.map((profile) => profile.name.length))
  return view.profiles
    .map((profile) => {
      const mark = profile.name === view.current ? '*' : ' '
      const name = style.strong(sanitize(profile.name).padEnd(width))
      return `${mark} ${name}  ${sanitize(profile.server.url)}\n`
    })
    .join('')
}

const doneTexts: Readonly<Record<Exclude<ProfileView['done'], 'shown'>, string>> = {
  used: 'is now the profile used when none is named',
  set: 'is changed',
  removed: 'is removed, with its credential',
}

/** The text of one profile, or of what was done to it. */
export function profileText({ profile, done }: ProfileView, style: Style): string {
  if (done !== 'shown') return `Profile ${style.strong(profile.name)} ${doneTexts[done]}.\n`
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['profile', profile.name],
    [profile.server.kind === 'salesforce' ? 'host' : 'issuer', profile.server.url],
    ['client id', profile.clientId],
    ['grant', profile.grant],
    ['auth', profile.authMethod],
    ['scopes', profile.scopes?.join(' ')],
    ['redirect', profile.redirectUri],
    ['timeout', profile.sessionTimeout === undefined ? undefined : `${profile.sessionTimeout} s`],
    [
      'reuse',
      profile.rotationReuse === undefined ? undefined : rotationReuseText(profile.rotationReuse),
    ],
  ]
  return rows
    .flatMap(([label, value]) =>
      value === undefined ? [] : [`${style.dim(label.padEnd(10))} ${sanitize(value)}\n`],
    )
    .join('')
}
