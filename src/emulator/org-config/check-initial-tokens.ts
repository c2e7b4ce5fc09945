import type { App } from '../app.js'
import { badConfig } from '../org-error.js'
import type { OrgSettings } from '../settings.js'

/**
 * Checks that an initial access token names an app that exists.
 *
 * @throws {OrgError} `bad_config`, naming the key.
 */
export function checkInitialTokens(settings: OrgSettings, apps: readonly App[]): void {
  settings.initialAccessTokens.forEach(({ app }, index) => {
    if (app !== undefined && !apps.some(({ name }) => name === app)) {
      throw badConfig(`org.initial_access_tokens[${index}].app`, `is not an app: ${app}`)
    }
  })
}
