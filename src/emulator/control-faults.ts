import { fields, listOf, oneOf, text, texts, whole, type Parse } from './org-config/fields.js'
import type { Fault } from './fault.js'
import { badConfig, OrgError } from './org-error.js'

/** A script of failures, or why it is none. */
type ReadFaults =
  | { readonly kind: 'good'; readonly faults: readonly ScriptedFault[] }
  | { readonly kind: 'bad'; readonly message: string }

/** A failure and how often it happens. */
interface ScriptedFault {
  readonly fault: Fault
  readonly times: number
}

const keys = 'path grant_type times kind status headers body delay_ms location at_byte'.split(' ')
const kinds = oneOf('answer', 'delay', 'drop-before', 'drop-after', 'drip', 'redirect')

/** Reads what was posted to `/_emulator/faults`. @see cli-contract.md section 7 */
export function readFaults(value: unknown): ReadFaults {
  try {
    return { kind: 'good', faults: listOf(scripted)(value, 'faults') }
  } catch (cause) {
    if (!(cause instanceof OrgError)) throw cause
    return { kind: 'bad', message: cause.message }
  }
}

const scripted: Parse<ScriptedFault> = (value, at) => {
  const given = fields(value, at, keys)
  const kind = given.required('kind', kinds)
  const atByte = given.optional('at_byte', whole(0, 1_000_000_000), undefined)
  if (atByte !== undefined && kind !== 'drop-after') {
    throw badConfig(`${at}.at_byte`, 'is for drop-after only')
  }
  return {
    times: given.optional('times', whole(1, 1_000_000), 1),
    fault: {
      path: given.required('path', text),
      kind,
      grantType: given.optional('grant_type', text, undefined),
      status: given.optional('status', whole(200, 599), undefined),
      headers: given.optional('headers', texts, {}),
      body: given.optional('body', anyText, undefined),
      delayMs: given.optional('delay_ms', whole(0, 3_600_000), 0),
      location: given.optional('location', text, undefined),
      atByte,
    },
  }
}

/** A body may be empty. */
const anyText: Parse<string> = (value, at) => (value === '' ? '' : text(value, at))
