import type {
  CorsEndpoint,
  CorsExpectation,
  CorsVerdict,
  CorsView,
} from '../kernel/server-views.js'
import { sanitize } from './sanitize.js'
import type { Style } from './style.js'

/** The JSON of `cors` (cli-contract section 5). */
export function corsJson({ origin, target, endpoints }: CorsView): object {
  return { origin, host: new URL(target.url).host, endpoints }
}

const verdicts: Readonly<Record<CorsVerdict, string>> = {
  allowed: 'allowed',
  refused: 'refused',
  allow_list: 'not listed',
  setting: 'switched off',
  wrong_host: 'wrong host',
}

const expectations: Readonly<Record<CorsExpectation, string>> = {
  allowed: 'meant for every origin',
  allow_list: 'meant for listed origins',
  setting: 'meant for listed origins, once CORS is on for OAuth endpoints',
  never: 'never for web pages',
  wrong_host: 'not for web pages on this host',
}

/** A preflight names no client (Fetch, CORS-preflight fetch). */
const lastWord =
  'A preflight names no client: a server that decides by client may still refuse the call itself.'

/** The text of `cors`: one line for each endpoint, and under the table what to do. */
export function corsText(view: CorsView, style: Style): string {
  const { endpoints } = view
  const column = Math.max(...endpoints.map(({ path }) => sanitize(path).length))
  return [
    `${style.strong(view.origin)} at ${new URL(view.target.url).host}`,
    ...endpoints.map((endpoint) => line(endpoint, column, style)),
    ...(view.target.kind === 'openid' ? [lastWord] : []),
    ...advice(view),
    '',
  ].join('\n')
}

function line({ path, verdict, expected }: CorsEndpoint, column: number, style: Style): string {
  const word = verdicts[verdict].padEnd(12)
  const isFault = verdict !== 'allowed' && expected !== 'never' && expected !== 'wrong_host'
  const told = verdict === 'allowed' ? style.good(word) : isFault ? style.bad(word) : word
  return `  ${sanitize(path).padEnd(column)}  ${told}  ${style.dim(expectations[expected])}`
}

function advice({ origin, endpoints, target }: CorsView): readonly string[] {
  const has = (verdict: CorsVerdict): boolean =>
    endpoints.some((endpoint) => endpoint.verdict === verdict)
  const settings = 'Setup > CORS > Cross-Origin Resource Sharing (CORS) Policy Settings > Edit'
  const steps = [
    ...(has('allow_list')
      ? [
          `Setup > CORS > Allowed Origins List > New: ${origin}`,
          `${settings}: Enable CORS for OAuth endpoints`,
        ]
      : has('setting')
        ? [`${settings}: Enable CORS for OAuth endpoints`]
        : []),
    ...(endpoints.every(({ expected }) => expected === 'wrong_host' || expected === 'never')
      ? ['login and test answer no web pages: use the My Domain of the org, or its site']
      : []),
    ...(target.kind === 'openid' && has('refused')
      ? ['At the server, allow the origin for the client that the pages use']
      : []),
  ]
  return steps.length === 0 ? [] : ['To do:', ...steps.map((step) => `  - ${step}`)]
}
