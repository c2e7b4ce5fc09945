import { AuthError } from '../kernel/errors.js'
import type { DrawnFlow, FlowFacts, FlowHosts, FlowStep } from '../kernel/flows-view.js'
import { flowGuide } from '../salesforce/flow-guide/flow-guide.js'
import type { GuidedFlow } from '../salesforce/flow-guide/guided-flow.js'
import { orgUrl } from '../salesforce/org-host.js'
import { nearestWords } from './nearest-words.js'

/** What stands for the host as long as nobody has named one. */
const placeholders: Readonly<
  Record<FlowHosts, { readonly host: string; readonly target: string }>
> = {
  any: { host: 'https://login.salesforce.com', target: '' },
  'my-domain': { host: 'https://YOUR-DOMAIN.my.salesforce.com', target: ' YOUR-DOMAIN' },
  site: { host: 'https://YOUR-DOMAIN.my.site.com', target: ' https://YOUR-DOMAIN.my.site.com' },
}

/** Which flow for which use. */
export function guideFlows(): readonly FlowFacts[] {
  return flowGuide.map((flow) => factsOf(flow, placeholders[flow.hosts].target))
}

/**
 * One flow with the real endpoints of a host.
 *
 * @param name A name of the guide, a command, or a grant type.
 * @param host As people name an org; absent: login.salesforce.com, or a placeholder where that serves no such flow.
 * @throws {AuthError} `usage` when there is no such flow, or the host does not serve it.
 */
export function guideFlow(name: string, host: string | undefined): DrawnFlow {
  const flow = named(name)
  const at = host === undefined ? placeholders[flow.hosts] : served(flow, host)
  return {
    ...factsOf(flow, at.target),
    host: at.host,
    parties: flow.parties,
    steps: flow.steps.map((step) => stepAt(step, at)),
  }
}

function named(typed: string): GuidedFlow {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/^oauthctl /, '')
  const dashed = words.replace(/[\s_]+/g, '-')
  const found =
    flowGuide.find((flow) => flow.name === dashed) ??
    flowGuide.find((flow) => flow.aliases.some((alias) => alias === words || alias === dashed))
  if (found !== undefined) return found
  const near = nearestWords(
    dashed,
    flowGuide.map((flow) => flow.name),
  )
  throw new AuthError('usage', `there is no flow ${JSON.stringify(typed.slice(0, 60))}`, {
    hint:
      near.length === 0
        ? 'see all flows: oauthctl flows'
        : `draw what comes near: ${near.join(', ')}; see all flows: oauthctl flows`,
  })
}

/** The host of the person, if the flow runs there (salesforce-oauth.md §1). */
function served(
  flow: GuidedFlow,
  host: string,
): { readonly host: string; readonly target: string } {
  const url = orgUrl(host)
  const { hostname } = new URL(url)
  const pool = hostname === 'login.salesforce.com' || hostname === 'test.salesforce.com'
  const org = hostname.endsWith('.my.salesforce.com')
  if (flow.hosts === 'my-domain' && pool) {
    throw new AuthError('usage', `${flow.name} does not run on ${hostname}`, {
      hint: `name a My Domain: oauthctl flows ${flow.name} --host acme`,
    })
  }
  if (flow.hosts === 'site' && (pool || org)) {
    throw new AuthError('usage', `${flow.name} runs on an Experience Cloud site only`, {
      hint: `name a site: oauthctl flows ${flow.name} --host https://acme.my.site.com`,
    })
  }
  return { host: url, target: ` ${/^[\w-]+$/.test(host) ? host : url}` }
}

function factsOf(flow: GuidedFlow, target: string): FlowFacts {
  const { name, title, use, hosts, standing, person, secret, refreshToken, advice, block } = flow
  const command = flow.command.replace('{target}', target)
  return { name, title, use, command, hosts, standing, person, secret, refreshToken, advice, block }
}

/** A step with its URL and its command. */
function stepAt(step: FlowStep, at: { readonly host: string; readonly target: string }): FlowStep {
  const path = step.to === 'org' ? /^(?:GET|POST) (\/\S+)$/.exec(step.label)?.[1] : undefined
  return {
    ...step,
    ...(path === undefined ? {} : { url: `${at.host}${path}` }),
    ...(step.command === undefined ? {} : { command: step.command.replace('{target}', at.target) }),
  }
}
