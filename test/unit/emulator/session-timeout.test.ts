import { expect, test } from 'vitest'
import { accepts, login } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({ autoApprove: true, config: { org: { session_timeout_minutes: 15 } } })

test('session_timeout_minutes is how long an unused access token lives', async () => {
  for (const name of ['legacy', 'jwt-tokens']) {
    const tokens = await login(org.hosts.login, org.app(name))
    const unused = await login(org.hosts.login, org.app(name))
    await org.control('clock', { advance_s: 14 * 60 })
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(true)
    await org.control('clock', { advance_s: 2 * 60 })
    expect(await accepts(org.hosts.my_domain, unused.access_token)).toBe(false)
  }
})
