import { verifierPage } from '../../../src/emulator/pages/verifier.js'
import { consentPage } from '../../../src/emulator/pages/consent.js'
import { deniedPage } from '../../../src/emulator/pages/denied.js'
import { deviceCodePage } from '../../../src/emulator/pages/device-code.js'
import { deviceDonePage } from '../../../src/emulator/pages/device-done.js'
import { errorPage } from '../../../src/emulator/pages/error.js'
import { homePage } from '../../../src/emulator/pages/home.js'
import { loggedInPage } from '../../../src/emulator/pages/logged-in.js'
import { loggedOutPage } from '../../../src/emulator/pages/logged-out.js'
import { loginPage } from '../../../src/emulator/pages/login.js'
import { ssoPage } from '../../../src/emulator/pages/sso.js'
import { successPage } from '../../../src/emulator/pages/success.js'

/** Every page there is, with the same text in every place that takes one. */
export function everyPage(
  text: string,
): readonly { readonly name: string; readonly document: string }[] {
  const user = { username: text, name: text }
  const hidden = { [text]: text }
  const form = { org: text, app: text, action: text, hidden }
  return [
    {
      name: 'login',
      document: loginPage({ ...form, username: text, error: text, accounts: [user] }),
    },
    {
      name: 'consent',
      document: consentPage({
        ...form,
        user,
        userCode: text,
        scopes: [{ name: text, description: text }],
        logoutUrl: text,
      }),
    },
    {
      name: 'denied',
      document: deniedPage({ org: text, app: text, title: text, message: text }),
    },
    {
      name: 'device code',
      document: deviceCodePage({ ...form, userCode: text, error: text }),
    },
    { name: 'device done', document: deviceDonePage({ org: text, app: text, user }) },
    { name: 'error', document: errorPage({ error: text, description: text }) },
    {
      name: 'home',
      document: homePage({
        role: text,
        origin: text,
        hosts: { [text]: text },
        apps: [{ name: text, clientId: text }],
        users: [user],
        user,
      }),
    },
    { name: 'landing page', document: successPage({ org: text, refused: false }) },
    { name: 'logged in', document: loggedInPage({ org: text, path: text, user }) },
    {
      name: 'logged out',
      document: loggedOutPage({ org: text, called: [], loginUrl: text }),
    },
    {
      name: 'verifier',
      document: verifierPage({ org: text, app: text, verifier: text }),
    },
    { name: 'identity provider', document: ssoPage({ ...form, provider: text, users: [user] }) },
  ]
}
