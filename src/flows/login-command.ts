import type { Credential } from '../kernel/credential.js'

/** The commands that log a person in, where it is another one than `login`. */
const commands: Readonly<Partial<Record<Credential['grant'], string>>> = {
  device_code: 'device',
  code_credentials: 'headless login',
  oauth1: 'oauth1',
}

/** What a person types to get such a credential again. */
export function loginCommand({ grant, profile }: Pick<Credential, 'grant' | 'profile'>): string {
  return `oauthctl ${commands[grant] ?? 'login'} -p ${profile}`
}
