import { AuthError } from '../kernel/errors.js'
import type { View } from '../kernel/view.js'
import { explanationJson, explanationText, explanationsJson, explanationsText } from './explain.js'
import { drawnFlowJson, drawnFlowText } from './flow.js'
import { flowsJson, flowsText } from './flows.js'
import { introspectionJson, introspectionText } from './introspection.js'
import { headlessJson, headlessText } from './headless.js'
import { jwtJson, jwtText } from './jwt.js'
import { logoutJson, logoutText } from './logout.js'
import { pkceJson, pkceMatchJson, pkceMatchText, pkceText } from './pkce.js'
import { corsJson, corsText } from './cors.js'
import { authConfigurationText, discoveryText, keySetText } from './discovery.js'
import {
  deregistrationJson,
  deregistrationText,
  registrationJson,
  registrationText,
} from './registration.js'
import { openJson, openText } from './open.js'
import { profileJson, profileText, profilesJson, profilesText } from './profiles.js'
import { revokedJson, revokedText } from './revoked.js'
import { statusJson, statusText } from './status.js'
import type { Presentation } from './presentation.js'
import { bareTokenOutput, tokenOutput } from './tokens.js'
import { userinfoJson, userinfoText } from './userinfo.js'

/**
 * Writes a view in a format; the result ends with a newline.
 *
 * @throws {AuthError} `usage` when the view has no such format.
 */
export function present(view: View, as: Presentation): string {
  switch (view.kind) {
    case 'tokens':
      return tokenOutput(view, as)
    case 'bare-token':
      return bareTokenOutput(view, as)
    case 'status':
      return textOrJson(
        as,
        () => statusText(view, as.style),
        () => statusJson(view),
      )
    case 'logout':
      return textOrJson(
        as,
        () => logoutText(view, as.style),
        () => logoutJson(view),
      )
    case 'introspection':
      return textOrJson(
        as,
        () => introspectionText(view, as.style),
        () => introspectionJson(view, as.redact),
      )
    case 'revoked':
      return textOrJson(
        as,
        () => revokedText(view, as.style),
        () => revokedJson(view),
      )
    case 'userinfo':
      return textOrJson(
        as,
        () => userinfoText(view, as.style),
        () => userinfoJson(view, as.redact),
      )
    case 'pkce':
      return textOrJson(
        as,
        () => pkceText(view, as.redact, as.style),
        () => pkceJson(view, as.redact),
      )
    case 'pkce-match':
      return textOrJson(
        as,
        () => pkceMatchText(view, as.style),
        () => pkceMatchJson(view),
      )
    case 'profiles':
      return textOrJson(
        as,
        () => profilesText(view, as.style),
        () => profilesJson(view),
      )
    case 'profile':
      return textOrJson(
        as,
        () => profileText(view, as.style),
        () => profileJson(view.profile),
      )
    case 'explanation':
      return textOrJson(
        as,
        () => explanationText(view, as.style),
        () => explanationJson(view),
      )
    case 'explanations':
      return textOrJson(
        as,
        () => explanationsText(view, as.style),
        () => explanationsJson(view),
      )
    case 'flows':
      return textOrJson(
        as,
        () => flowsText(view, as.style),
        () => flowsJson(view),
      )
    case 'flow':
      return textOrJson(
        as,
        () => drawnFlowText(view, as.style),
        () => drawnFlowJson(view),
      )
    case 'org-link':
    case 'org-opened':
      return textOrJson(
        as,
        () => openText(view, as.redact, as.style),
        () => openJson(view, as.redact),
      )
    case 'discovery':
      return textOrJson(
        as,
        () => discoveryText(view, as.style),
        () => view.document,
      )
    case 'auth-configuration':
      return textOrJson(
        as,
        () => authConfigurationText(view, as.style),
        () => view.document,
      )
    case 'key-set':
      return textOrJson(
        as,
        () => keySetText(view, as.style),
        () => view.document,
      )
    case 'registration':
      return textOrJson(
        as,
        () => registrationText(view, as.style),
        () => registrationJson(view, as.redact),
      )
    case 'deregistration':
      return textOrJson(
        as,
        () => deregistrationText(view, as.style),
        () => deregistrationJson(view),
      )
    case 'cors':
      return textOrJson(
        as,
        () => corsText(view, as.style),
        () => corsJson(view),
      )
    case 'headless-started':
    case 'headless-reset':
    case 'headless-echo':
      return textOrJson(
        as,
        () => headlessText(view, as),
        () => headlessJson(view, as.redact),
      )
    case 'jwt-keygen':
    case 'jwt-assertion':
    case 'jwt-decoded':
    case 'jwt-verified':
      return textOrJson(
        as,
        () => jwtText(view, as),
        () => jwtJson(view, as.redact),
      )
  }
}

function textOrJson(as: Presentation, text: () => string, json: () => object): string {
  if (as.format === 'text') return text()
  if (as.format === 'json') return `${JSON.stringify(json())}\n`
  throw new AuthError('usage', `-o ${as.format} is for tokens`, {
    hint: 'use -o text or -o json here',
  })
}
