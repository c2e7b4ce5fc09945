import type { ServerResponse } from 'node:http'
import { noticePage } from './pages.js'
import { respondPage } from './respond.js'

/** Why a request was not a callback at all, as a status. */
export type Refusal = 403 | 404 | 405 | 413 | 415 | 421 | 431

const reasons: Readonly<Record<Refusal, string>> = {
  403: 'A login answer counts only when the browser itself goes to it.',
  404: 'Nothing is at this address.',
  405: 'This address can only be visited.',
  413: 'That is more than this address takes.',
  415: 'This address takes a login answer only.',
  421: 'This listener answers only to the address it was asked for.',
  431: 'The address is too long.',
}

/** Refuses a request without any effect on the login. Constant text: nothing of it comes back. */
export function refuse(response: ServerResponse, status: Refusal): void {
  if (status === 405) response.setHeader('allow', 'GET')
  respondPage(response, status, noticePage('Not a login answer', reasons[status]))
}
