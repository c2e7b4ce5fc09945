import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { assetCommand } from '../commands/asset.js'
import { clientCredentialsCommand } from '../commands/client-credentials.js'
import { completionCommand } from '../commands/completion.js'
import { corsCommand, runCors } from '../commands/cors.js'
import { demoCommand } from '../commands/demo.js'
import { deviceCommand, runDevice } from '../commands/device.js'
import { discoverCommand, runDiscover } from '../commands/discover.js'
import { emulatorCommand } from '../commands/emulator.js'
import { exchangeCommand } from '../commands/exchange.js'
import { explainCommand, runExplain } from '../commands/explain.js'
import { flowsCommand, runFlows } from '../commands/flows.js'
import { introspectCommand, runIntrospect } from '../commands/introspect.js'
import { headlessCommand } from '../commands/headless.js'
import { jwtCommand } from '../commands/jwt.js'
import { jwtDecodeCommand, runJwtDecode } from '../commands/jwt-decode.js'
import { jwtKeygenCommand, runJwtKeygen } from '../commands/jwt-keygen.js'
import { jwtSignCommand, runJwtSign } from '../commands/jwt-sign.js'
import { jwtVerifyCommand, runJwtVerify } from '../commands/jwt-verify.js'
import { loginCommand, runLogin } from '../commands/login.js'
import { logoutCommand, runLogout } from '../commands/logout.js'
import { oauth1Command, runOauth1 } from '../commands/oauth1.js'
import { openCommand, runOpen } from '../commands/open.js'
import { passwordCommand } from '../commands/password.js'
import { pkceCommand, runPkce } from '../commands/pkce.js'
import { pkceVerifyCommand, runPkceVerify } from '../commands/pkce-verify.js'
import { profileCommand } from '../commands/profile.js'
import { registerCommand } from '../commands/register.js'
import { refreshCommand, runRefresh } from '../commands/refresh.js'
import { revokeCommand, runRevoke } from '../commands/revoke.js'
import { runGrantCommand } from '../commands/run-grant.js'
import { samlCommand } from '../commands/saml.js'
import { runStatus, statusCommand } from '../commands/status.js'
import { runToken, tokenCommand } from '../commands/token.js'
import { runUserinfo, userinfoCommand } from '../commands/userinfo.js'
import type { GrantOptions } from '../kernel/grant-options.js'
import { withGlobalOptions } from './global-options.js'
import { headlessFlows } from './headless-flows.js'
import type { Services } from './services.js'
import { version } from './version.js'

/** Makes the services of a run once its options are known. */
export type ServicesFor = (
  flags: Readonly<Record<string, unknown>>,
  run: { readonly keychainReading: 'in-process' | 'child' },
) => Promise<Services>

/**
 * Builds the command tree. Handlers load what they need when they run, so that a token costs no more than
 * a token needs.
 */
export function program(servicesFor: ServicesFor): Command {
  const root = new Command('oauthctl')
    .description('Run OAuth flows and manage the tokens. Salesforce first; any OAuth server works.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
  withGlobalOptions(root)
  const here = (keychainReading: 'in-process' | 'child' = 'child'): Promise<Services> =>
    servicesFor(root.opts(), { keychainReading })

  root.addCommand(
    loginCommand(async (options) => {
      const { loginContext } = await import('./bind-login.js')
      await runLogin(options, loginContext(await here()))
    }),
  )
  root.addCommand(
    deviceCommand(async (options) => {
      const { deviceContext } = await import('./bind-device.js')
      await runDevice(options, deviceContext(await here()))
    }),
  )
  const grant = async (options: GrantOptions): Promise<void> => {
    const { grantContext } = await import('./bind-grant.js')
    await runGrantCommand(options, grantContext(await here()))
  }
  root.addCommand(jwtCommand(grant, jwtTools(here)))
  root.addCommand(clientCredentialsCommand(grant))
  root.addCommand(exchangeCommand(grant))
  root.addCommand(samlCommand(grant))
  root.addCommand(assetCommand(grant))
  root.addCommand(passwordCommand(grant))
  root.addCommand(headlessCommand(headlessFlows(here)))
  root.addCommand(
    oauth1Command(async (options) => {
      const { oauth1Context } = await import('./bind-oauth1.js')
      await runOauth1(options, oauth1Context(await here()))
    }),
  )
  root.addCommand(
    tokenCommand(async (options) => {
      const { tokenContext } = await import('./bind-token.js')
      await runToken(options, tokenContext(await here('in-process')))
    }),
  )
  root.addCommand(
    refreshCommand(async () => {
      const { tokenContext } = await import('./bind-token.js')
      await runRefresh(tokenContext(await here('in-process')))
    }),
  )
  root.addCommand(
    statusCommand(async (options) => {
      const { statusContext } = await import('./bind-status.js')
      await runStatus(options, statusContext(await here()))
    }),
  )
  root.addCommand(
    logoutCommand(async (options) => {
      const { logoutContext } = await import('./bind-logout.js')
      await runLogout(options, logoutContext(await here()))
    }),
  )
  root.addCommand(
    introspectCommand(async (options) => {
      const { introspectContext } = await import('./bind-introspect.js')
      await runIntrospect(options, introspectContext(await here()))
    }),
  )
  root.addCommand(
    revokeCommand(async (options) => {
      const { revokeContext } = await import('./bind-revoke.js')
      await runRevoke(options, revokeContext(await here()))
    }),
  )
  root.addCommand(
    userinfoCommand(async (options) => {
      const { userinfoContext } = await import('./bind-userinfo.js')
      await runUserinfo(options, userinfoContext(await here()))
    }),
  )
  root.addCommand(
    pkceCommand(
      async (options) => {
        const { pkceContext } = await import('./bind-pkce.js')
        await runPkce(options, pkceContext(await here()))
      },
      [
        pkceVerifyCommand(async (options) => {
          const { pkceVerifyContext } = await import('./bind-pkce.js')
          await runPkceVerify(options, pkceVerifyContext(await here()))
        }),
      ],
    ),
  )
  root.addCommand(
    openCommand(async (options) => {
      const { openContext } = await import('./bind-open.js')
      await runOpen(options, openContext(await here()))
    }),
  )
  root.addCommand(
    profileCommand(async (act) => {
      const { profileContext } = await import('./bind-profile.js')
      await act(profileContext(await here()))
    }),
  )
  root.addCommand(
    discoverCommand(async (options) => {
      const { discoverContext } = await import('./bind-discover.js')
      await runDiscover(options, discoverContext(await here()))
    }),
  )
  root.addCommand(
    registerCommand(async (act) => {
      const { registerContext } = await import('./bind-register.js')
      await act(registerContext(await here()))
    }),
  )
  root.addCommand(
    corsCommand(async (options) => {
      const { corsContext } = await import('./bind-cors.js')
      await runCors(options, corsContext(await here()))
    }),
  )
  root.addCommand(
    explainCommand(async (options) => {
      const { explainContext } = await import('./bind-explain.js')
      await runExplain(options, explainContext(await here()))
    }),
  )
  root.addCommand(
    flowsCommand(async (options) => {
      const { flowsContext } = await import('./bind-flows.js')
      await runFlows(options, flowsContext(await here()))
    }),
  )
  root.addCommand(
    emulatorCommand(async (options) => {
      const { emulatorContext } = await import('./bind-emulator.js')
      await emulatorContext(await here()).serve(options)
    }),
  )
  root.addCommand(
    demoCommand(async (options) => {
      const { demoContext } = await import('./bind-demo.js')
      await demoContext(await here()).play(options)
    }),
  )
  root.addCommand(
    completionCommand(async (shell) => {
      const { completionContext } = await import('./completion.js')
      completionContext(root, await here()).print(shell)
    }),
  )
  return root
}

function jwtTools(here: () => Promise<Services>): readonly CommandUnknownOpts[] {
  const tools = async () => import('./bind-jwt-tools.js')
  return [
    jwtKeygenCommand(async (options) =>
      runJwtKeygen(options, (await tools()).jwtKeygenContext(await here())),
    ),
    jwtSignCommand(async (options) =>
      runJwtSign(options, (await tools()).jwtSignContext(await here())),
    ),
    jwtDecodeCommand(async (options) =>
      runJwtDecode(options, (await tools()).jwtDecodeContext(await here())),
    ),
    jwtVerifyCommand(async (options) =>
      runJwtVerify(options, (await tools()).jwtVerifyContext(await here())),
    ),
  ]
}
