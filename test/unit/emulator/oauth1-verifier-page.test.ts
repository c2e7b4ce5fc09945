import { expect, test } from 'vitest'
import { verifierPage } from '../../../src/emulator/pages/verifier.js'

test('the page says which code goes into which app, and lets no text become markup', () => {
  const page = verifierPage({ org: '<o>', app: '<a>', verifier: '<v>' })
  expect(page).toContain('<code class="user-code" id="oauth_verifier">&lt;v&gt;</code>')
  expect(page).toContain('Enter this verification code in <strong><bdi>&lt;a&gt;</bdi></strong>:')
  expect(page).toContain('<bdi>&lt;o&gt;</bdi>')
  expect(page).not.toMatch(/<[oav]>/)
})
