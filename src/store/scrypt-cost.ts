import { AuthError } from '../kernel/errors.js'
import { optionalNumber, type JsonObject, type JsonSource } from '../kernel/json.js'

/** How hard a passphrase is to guess (RFC 7914 §2): 128·N·r bytes of memory, p times over. */
export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** What new records are sealed with: 128 MiB, about half a second. */
export const writingCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }

// Below the floor a stolen file is guessed cheaply; above the ceiling a planted file eats the machine.
const floor: ScryptCost = writingCost
const ceiling: ScryptCost = { N: 2 ** 20, r: 16, p: 4 }

/**
 * Reads the cost from a sealed header that anybody may have written.
 *
 * @throws {AuthError} `store_damaged` when it is weaker than ours or more than a machine should bear.
 */
export function readCost(parameters: JsonObject, source: JsonSource): ScryptCost {
  const cost = {
    N: within('N', parameters, source),
    r: within('r', parameters, source),
    p: within('p', parameters, source),
  }
  if (!Number.isInteger(Math.log2(cost.N))) throw refused('N', source)
  return cost
}

function within(name: keyof ScryptCost, parameters: JsonObject, source: JsonSource): number {
  const value = optionalNumber(parameters, name, source)
  const fits = value !== undefined && value >= floor[name] && value <= ceiling[name]
  if (!fits || !Number.isInteger(value)) throw refused(name, source)
  return value
}

function refused(name: keyof ScryptCost, source: JsonSource): AuthError {
  const message = `the scrypt cost "${name}" of ${source.name} is outside what is safe`
  return new AuthError(source.code, message)
}
