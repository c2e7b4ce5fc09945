import { describe, expect, test } from 'vitest'
import { get, pkce } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg()
const path = '/services/oauth2/pkce/generator'

describe('the PKCE generator', () => {
  test.each(['my_domain', 'site'] as const)(
    'of %s makes a verifier that no other call gets, and the challenge that belongs to it',
    async (role) => {
      const answers = await Promise.all([1, 2].map(() => get(`${org.hosts[role]}${path}`)))
      const made = await Promise.all(
        answers.map(async (answer) => (await answer.json()) as Record<string, string>),
      )
      for (const members of made) {
        const verifier = members['code_verifier']!
        expect(verifier).toMatch(/^[\w-]{43}$/)
        expect(Object.entries(members)).toEqual([
          ['code_verifier', verifier],
          ['code_challenge', pkce(verifier).challenge],
        ])
      }
      expect(made[0]).not.toEqual(made[1])
      expect(answers[0]!.headers.get('cache-control')).toContain('no-store')
    },
  )

  test.each(['login', 'sandbox'] as const)('is not there at %s', async (role) => {
    expect((await get(`${org.hosts[role]}${path}`)).status).toBe(404)
  })
})
