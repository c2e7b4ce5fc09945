import { expect, test } from 'vitest'
import { defaultUsers } from '../../../src/emulator/default-users.js'
import { orgClock } from '../../../src/emulator/clock.js'
import { parseApp } from '../../../src/emulator/org-config/parse-app.js'
import { tokenStore } from '../../../src/emulator/token-store.js'

const hourMs = 3_600_000

function storeWithFamily() {
  const clock = orgClock()
  const store = tokenStore(clock)
  const [user] = defaultUsers()
  if (user === undefined) throw new Error('no default user')
  const app = parseApp({ name: 'mine' }, 'app')
  const family = store.begin({ app, user, scope: [], authTimeMs: 0, approval: true })
  return { clock, store, family, texts: () => store.active().map(({ text }) => text) }
}

test('a token that has expired is active again when the clock is set back', () => {
  const { clock, store, family, texts } = storeWithFamily()
  store.addAccess(family, 'short', { ms: hourMs, sliding: false })
  store.addAccess(family, 'long', { ms: 3 * hourMs, sliding: false })
  clock.advance(2 * hourMs)
  expect(texts()).toEqual(['long'])
  clock.advance(-2 * hourMs)
  expect(texts()).toEqual(['short', 'long'])
})

test('a token that was used while the clock was set back is active for as long as that use gave it', () => {
  const { clock, store, family, texts } = storeWithFamily()
  store.addAccess(family, 'sliding', { ms: hourMs, sliding: true })
  clock.advance(hourMs)
  expect(texts()).toEqual([])
  clock.advance(-hourMs / 2)
  expect(store.useAccess('sliding')?.text).toBe('sliding')
  clock.advance(hourMs / 2 + 1000)
  expect(texts()).toEqual(['sliding'])
})

test('tokens that were made to expire are counted once', () => {
  const { store, family, texts } = storeWithFamily()
  store.addAccess(family, 'one', { ms: hourMs, sliding: true })
  store.addAccess(family, 'two', { ms: hourMs, sliding: false })
  store.addRefresh(family, 'refresh')
  expect([store.expireAccess(), store.expireAccess()]).toEqual([2, 0])
  expect(texts()).toEqual(['refresh'])
})

test('what is forgotten ends, so that a refresh under way does not bring it back', () => {
  const { store, family } = storeWithFamily()
  const token = store.addRefresh(family, 'refresh')
  store.clear()
  expect([store.isActive(token), store.all(), store.active()]).toEqual([false, [], []])
})
