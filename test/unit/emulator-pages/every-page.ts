import { consentPage } from '../../../src/emulator/pages/consent.js'
import { deniedPage } from '../../../src/emulator/pages/denied.js'
import { errorPage } from '../../../src/emulator/pages/error.js'
import { homePage } from '../../../src/emulator/pages/home.js'
import { loginPage } from '../../../src/emulator/pages/login.js'

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
        scopes: [{ name: text, description: text }],
        logoutUrl: text,
      }),
    },
    {
      name: 'denied',
      document: deniedPage({ org: text, app: text, title: text, message: text }),
    },
    { name: 'error', document: errorPage({ error: text, description: text }) },
    {
      name: 'home',
      document: homePage({
        role: text,
        origin: text,
        hosts: { [text]: text },
        apps: [{ name: text, clientId: text }],
        users: [user],
      }),
    },
  ]
}
