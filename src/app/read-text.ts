import { variable } from '../config/environment.js'
import type { Fetch } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import type { ReadText } from '../kernel/text-place.js'
import type { Host } from './host.js'

/** What reading a text may take besides files. */
export interface ReadTextFacts {
  readonly host: Host
  readonly fetch: Fetch
  /** A fresh access token of another profile. */
  readonly tokenOf: (profile: string) => Promise<Secret>
}

/** Binds the places where texts are kept to this process. */
export function textReader(facts: ReadTextFacts): ReadText {
  const { host } = facts
  return async (place, name, signal) => {
    switch (place.kind) {
      case 'sealed':
        return place.text
      case 'file': {
        const { readKeyFile, readTextFile } = await import('../config/private-text.js')
        return name === 'the private key'
          ? readKeyFile(place.path, name)
          : readTextFile(place.path, name)
      }
      case 'command': {
        const { commandOutput } = await import('../config/command-output.js')
        return commandOutput(place.command, name, signal)
      }
      case 'github-actions': {
        const { githubActionsToken } = await import('../flows/github-actions-token.js')
        const token = variable(host.env, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN')
        const job = {
          requestUrl: variable(host.env, 'ACTIONS_ID_TOKEN_REQUEST_URL'),
          requestToken: token === undefined ? undefined : new Secret(token),
        }
        return githubActionsToken(job, place.audience, facts.fetch, signal)
      }
      case 'profile':
        return facts.tokenOf(place.profile)
    }
  }
}
