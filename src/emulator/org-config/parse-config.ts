import type { App } from '../app.js'
import { badConfig } from '../org-error.js'
import type { OrgSettings } from '../settings.js'
import type { User } from '../user.js'
import { fields, listOf } from './fields.js'
import { parseApp } from './parse-app.js'
import { parseSettings } from './parse-settings.js'
import { parseUser } from './parse-user.js'

/** What a configuration says, before the defaults it replaces or adds to. */
export interface OrgConfig {
  readonly apps: readonly App[]
  readonly users: readonly User[]
  readonly settings: OrgSettings
}

/**
 * Reads a configuration, the JSON of `--config`.
 *
 * @param value `undefined` for none.
 * @throws {OrgError} `bad_config`, naming the key.
 */
export function parseConfig(value: unknown): OrgConfig {
  const given = fields(value ?? {}, '', ['apps', 'users', 'org'])
  const apps = given.optional('apps', listOf(parseApp), [])
  const users = given.optional('users', listOf(parseUser), [])
  refuseTwice('apps', 'name', apps, (app) => app.name)
  refuseTwice('apps', 'client_id', apps, (app) => app.clientId)
  refuseTwice('users', 'username', users, (user) => user.username)
  refuseTwice('users', 'user_id', users, (user) => user.id.long)
  return { apps, users, settings: given.optional('org', parseSettings, parseSettings({}, 'org')) }
}

/**
 * Puts configured entries into the default ones: the same name replaces, another is added at the end.
 */
export function overDefaults<T>(
  defaults: readonly T[],
  configured: readonly T[],
  name: (entry: T) => string,
): readonly T[] {
  const names = new Set(defaults.map(name))
  return [
    ...defaults.map((entry) => configured.find((other) => name(other) === name(entry)) ?? entry),
    ...configured.filter((entry) => !names.has(name(entry))),
  ]
}

/**
 * Checks that an app names users that exist.
 *
 * @throws {OrgError} `bad_config`, naming the key.
 */
export function checkUsersOfApps(apps: readonly App[], users: readonly User[]): void {
  const known = new Set(users.map((user) => user.username))
  apps.forEach((app, index) => {
    const runAs = app.clientCredentials.runAs
    if (runAs !== undefined && !known.has(runAs)) {
      throw badConfig(`apps[${index}].client_credentials.run_as`, `is not a user: ${runAs}`)
    }
    for (const [place, handler] of app.tokenExchange.handlers.entries()) {
      const nobody = Object.values(handler.map ?? {}).find((name) => !known.has(name))
      if (nobody !== undefined) {
        const at = `apps[${index}].token_exchange.handlers[${place}].map`
        throw badConfig(at, `names somebody unknown: ${nobody}`)
      }
    }
    const stranger = app.preauthorized?.find((name) => !known.has(name))
    if (stranger !== undefined) {
      throw badConfig(`apps[${index}].preauthorized`, `names somebody unknown: ${stranger}`)
    }
  })
}

function refuseTwice<T>(
  list: string,
  key: string,
  entries: readonly T[],
  name: (entry: T) => string,
): void {
  const seen = new Set<string>()
  entries.forEach((entry, index) => {
    if (seen.has(name(entry))) throw badConfig(`${list}[${index}].${key}`, 'is there twice')
    seen.add(name(entry))
  })
}
