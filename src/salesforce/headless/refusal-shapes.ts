import type { OAuthRefusal } from '../../kernel/errors.js'
import { own, parseJsonObject, type Json, type JsonObject } from '../../kernel/json.js'
import type { HttpAnswer } from '../../kernel/ports.js'

/** What a `status_code` says when all went well (salesforce-oauth-2.md, table A, row 12.5). */
const good = ['otp_sent', 'success']

/**
 * Reads a refusal in any of the shapes that the headless endpoints use: the standard's, a `status_code` with
 * its words beside it, the code as the name of the only member, the list of the REST API, and a form.
 *
 * @returns `undefined` when the answer refuses nothing that can be read.
 * @see salesforce-oauth.md §12.5, §16.1
 */
export function headlessRefusal(answer: HttpAnswer): OAuthRefusal | undefined {
  const { status } = answer
  const body = parsed(answer.text)
  if (body === undefined) return fromForm(answer)
  const error = text(body, 'error')
  if (error !== undefined) {
    return { error, description: text(body, 'error_description'), status }
  }
  const code = text(body, 'status_code')
  if (code !== undefined && !good.includes(code)) {
    return { error: code, description: words(body), status }
  }
  return status === 200 ? undefined : (fromFaults(body, status) ?? fromName(body, status))
}

/** `{"status_code":"invalid_otp","otp_error":"invalid OTP"}` */
function words(body: JsonObject): string | undefined {
  const name = Object.keys(body).find((member) => member.endsWith('_error'))
  return (name === undefined ? undefined : text(body, name)) ?? text(body, 'message')
}

/** `{"invalid_request":"the text"}` */
function fromName(body: JsonObject, status: number): OAuthRefusal | undefined {
  const [first] = Object.entries(body).filter(([name]) => /^[a-z]+(?:_[a-z]+)+$/.test(name))
  if (first === undefined || typeof first[1] !== 'string') return undefined
  return { error: first[0], description: first[1], status }
}

/** `[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]` */
function fromFaults(body: JsonObject, status: number): OAuthRefusal | undefined {
  const faults = own(body, 'faults')
  const first: Json | undefined = Array.isArray(faults) ? (faults[0] as Json) : undefined
  if (first === undefined || !isObject(first)) return undefined
  const error = text(first, 'errorCode')
  return error === undefined ? undefined : { error, description: text(first, 'message'), status }
}

function fromForm({ text: body, status }: HttpAnswer): OAuthRefusal | undefined {
  if (!/^error=[^\s<]+$/.test(body.trim())) return undefined
  const form = new URLSearchParams(body.trim())
  return {
    error: form.get('error') ?? '',
    description: form.get('error_description') ?? undefined,
    status,
  }
}

function parsed(body: string): JsonObject | undefined {
  const list = body.trimStart().startsWith('[')
  try {
    return parseJsonObject(list ? `{"faults":${body}}` : body, {
      name: 'the error answer',
      code: 'bad_answer',
    })
  } catch {
    return undefined
  }
}

function text(body: JsonObject, member: string): string | undefined {
  const value = own(body, member)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
