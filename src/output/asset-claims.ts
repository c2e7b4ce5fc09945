import type { Json } from '../kernel/json.js'
import type { DecodedJwt } from '../kernel/jwt-view.js'
import { epochSeconds, isoTime, type EpochSeconds } from '../kernel/token-set.js'
import { sanitize } from './sanitize.js'
import { relative } from './times.js'

const meanings: ReadonlyMap<string, string> = new Map([
  ['iss', 'the org that issued it; its published keys verify it'],
  ['aud', 'who may accept it: the audiences of the app, your backend among them'],
  ['sub', 'whom it stands for'],
  ['did', 'id of the device'],
  ['cnf', "the device's public key: whoever shows the token must prove it holds the private one"],
  ['iat', 'issued'],
  ['nbf', 'not valid before'],
  ['exp', 'valid until'],
  ['Name', 'name of the asset'],
  ['SerialNumber', 'serial number of the asset'],
  ['client_id', 'app that registered the device'],
  ['custom_attributes', 'custom attributes of the app'],
  ['custom_permissions', 'custom permissions of the app'],
])

/** Explains each claim of an asset token whose signature has been checked. */
export function assetClaimsText({ header, payload }: DecodedJwt, now: EpochSeconds): string {
  const rows = Object.entries(payload).map(([name, value]) => {
    const time = ['iat', 'nbf', 'exp'].includes(name) ? timeOf(value) : undefined
    const shown =
      time === undefined ? JSON.stringify(value) : `${isoTime(time)} (${relative(time, now)})`
    const meaning = meanings.get(name) ?? 'no meaning known here'
    return `  ${sanitize(name).padEnd(18)} ${sanitize(shown, 200)}\n  ${''.padEnd(18)} ${meaning}`
  })
  const key = typeof header['kid'] === 'string' ? header['kid'] : 'unnamed'
  return [`Asset token, signed by the org's key ${sanitize(key)}:`, ...rows].join('\n')
}

/** Seconds up to the year 9999; other numbers, milliseconds above all, are shown as they are. */
function timeOf(value: Json | undefined): EpochSeconds | undefined {
  return typeof value === 'number' && value >= 0 && value < 253_402_300_800
    ? epochSeconds(value)
    : undefined
}
