import { browserFlows } from './browser-flows.js'
import type { GuidedFlow } from './guided-flow.js'
import { headlessFlows } from './headless-flows.js'
import { otherFlows } from './other-flows.js'
import { serverFlows } from './server-flows.js'

const order: readonly string[] = [
  'web-server',
  'jwt',
  'client-credentials',
  'device',
  'refresh',
  'exchange',
  'sso',
  'single-access',
  'hybrid',
  'headless-login',
  'headless-register',
  'headless-passwordless',
  'headless-forgot-password',
  'headless-guest',
  'saml',
  'saml-assertion',
  'asset',
  'user-agent',
  'hybrid-user-agent',
  'password',
  'oauth1',
]

/** Every flow of Salesforce, what most people need first and what to avoid last. */
export const flowGuide: readonly GuidedFlow[] = [
  ...browserFlows,
  ...serverFlows,
  ...otherFlows,
  ...headlessFlows,
].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
