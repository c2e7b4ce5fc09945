import { AuthError } from '../kernel/errors.js'
import { parseJsonObject, requiredString } from '../kernel/json.js'
import type { Fetch } from '../kernel/ports.js'
import { isLoopback } from '../oauth/loopback-host.js'
import { Secret } from '../kernel/secret.js'
import { refuseBusy } from '../oauth/answer.js'

/** Where a GitHub Actions job gets its identity token; the runner sets both. */
export interface GithubActions {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL` */
  readonly requestUrl: string | undefined
  /** `ACTIONS_ID_TOKEN_REQUEST_TOKEN` */
  readonly requestToken: Secret | undefined
}

/**
 * Gets the OpenID Connect token of the GitHub Actions job that runs this.
 *
 * @param audience `aud` of the token; GitHub's default when undefined.
 * @throws {AuthError} `input_required` where the job may not have one; `server_error` and
 * `rate_limited` when GitHub is busy; `bad_answer`.
 */
export async function githubActionsToken(
  job: GithubActions,
  audience: string | undefined,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Secret> {
  const { requestUrl, requestToken } = job
  if (requestUrl === undefined || requestToken === undefined || !URL.canParse(requestUrl)) {
    throw new AuthError('input_required', 'this job may not ask GitHub for an identity token', {
      hint: 'add to the workflow: permissions: { id-token: write }',
    })
  }
  const url = new URL(requestUrl)
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    throw new AuthError('bad_configuration', 'ACTIONS_ID_TOKEN_REQUEST_URL is not https', {
      hint: 'leave the variable to the runner that sets it',
    })
  }
  if (audience !== undefined) url.searchParams.set('audience', audience)
  const answer = await fetch(
    {
      method: 'GET',
      url: url.href,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${requestToken.expose()}`,
      },
      body: undefined,
    },
    signal,
  )
  refuseBusy(answer, 'GitHub')
  if (answer.status !== 200) {
    throw new AuthError(
      'bad_answer',
      `GitHub answered HTTP ${answer.status} for the identity token`,
      {
        hint: 'check permissions: { id-token: write } of the job',
      },
    )
  }
  const source = { name: "GitHub's answer", code: 'bad_answer' as const }
  return new Secret(requiredString(parseJsonObject(answer.text, source), 'value', source))
}
