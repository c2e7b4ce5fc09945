import type { AccessOptions } from '../commands/headless-options.js'
import { readSecret } from '../config/secret-input.js'
import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'
import type { HeadlessAccess } from '../salesforce/headless/init-request.js'
import { headerToken } from './header-token.js'
import type { Services } from './services.js'

/** What lets the first request in. @throws {AuthError} `usage` when it is given twice or by halves. */
export async function accessOf(
  options: AccessOptions,
  { host }: Services,
): Promise<HeadlessAccess> {
  const { recaptcha, integrationTokenFile, recaptchaSiteKey, recaptchaProject } = options
  const byRecaptcha = recaptcha.file !== undefined || recaptcha.stdin
  if (byRecaptcha && integrationTokenFile !== undefined) {
    throw new AuthError('usage', 'a reCAPTCHA token and an integration token are one too many', {
      hint: 'give --recaptcha-file or --integration-token-file',
    })
  }
  const read = (sources: Parameters<typeof readSecret>[0]): Promise<Secret | undefined> =>
    readSecret(sources, host.env, host.readStdin)
  const token = byRecaptcha
    ? undefined
    : await read({
        name: "the integration user's token",
        file: { flag: '--integration-token-file', path: integrationTokenFile },
        stdin: { flag: '', on: false },
        variable: 'OAUTHCTL_INTEGRATION_TOKEN',
      })
  if (token !== undefined) {
    return { kind: 'integration-user', token: headerToken("the integration user's token", token) }
  }
  const solved = await read({
    name: 'the reCAPTCHA token',
    file: { flag: '--recaptcha-file', path: recaptcha.file },
    stdin: { flag: '--recaptcha-stdin', on: recaptcha.stdin },
    variable: 'OAUTHCTL_RECAPTCHA',
  })
  if (solved === undefined) return { kind: 'open' }
  const enterprise = enterpriseOf(recaptchaSiteKey, recaptchaProject)
  return { kind: 'recaptcha', token: new Secret(solved.expose().trim()), enterprise }
}

function enterpriseOf(
  siteKey: string | undefined,
  projectId: string | undefined,
): { readonly siteKey: string; readonly projectId: string } | undefined {
  if (siteKey !== undefined && projectId !== undefined) return { siteKey, projectId }
  if (siteKey === undefined && projectId === undefined) return undefined
  throw new AuthError('usage', 'reCAPTCHA Enterprise needs a site key and a project', {
    hint: 'give both --recaptcha-site-key and --recaptcha-project, or neither',
  })
}
