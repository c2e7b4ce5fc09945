import { describe, expect, test } from 'vitest'
import type { WithLock } from '../../../src/kernel/ports.js'
import type { Secret } from '../../../src/kernel/secret.js'
import { answer } from '../../support/fakes.js'
import { credentialWith, expired, renewed, setting, sibling, tokenOf } from './fresh-token-world.js'

describe('who waits for the lock', () => {
  test('takes what somebody else has renewed, and needs no lock for it', async () => {
    let sections = 0
    const waiting: WithLock = async (_name, section, wait) => {
      expect(await wait?.meanwhile?.()).toBeUndefined()
      await world.store.put(sibling)
      const given = await wait?.meanwhile?.()
      if (given !== undefined) return given
      sections += 1
      return section()
    }
    const world = setting({ stored: expired, ports: { withLock: waiting } })
    expect(await world.result()).toEqual({ credential: sibling, renewed: false })
    expect([sections, world.net.requests]).toEqual([0, []])
  })

  test('is not content with a record that only says that a refresh has begun', async () => {
    const waiting: WithLock = async (_name, section, wait) => {
      await world.store.put({
        ...expired,
        pending: { kind: 'sent', at: expired.tokens.issuedAt, lastTry: false },
      })
      expect(await wait?.meanwhile?.()).toBeUndefined()
      return section()
    }
    const world = setting({ stored: expired, ports: { withLock: waiting } })
    expect(tokenOf(await world.result())).toBe('AT2')
  })
})

describe('what the configurations of a user share', () => {
  test('C7: a refresh token is sent under their lock, and told to be spent when it was replaced', async () => {
    const steps: string[] = []
    const { result } = setting({
      stored: expired,
      reply: () => {
        steps.push('sent')
        return answer(renewed)
      },
      ports: {
        withCredentialLock: async (_credential, section) => {
          steps.push('locked')
          const done = await section()
          steps.push('freed')
          return done
        },
        spentTokens: {
          find: () => Promise.resolve(undefined),
          add: (_credential, token) => {
            steps.push(`spent ${token.expose()}`)
            return Promise.resolve()
          },
        },
      },
    })
    await result()
    expect(steps).toEqual(['locked', 'sent', 'spent RT1', 'freed'])
  })

  test('C7: one that was not replaced is not spent', async () => {
    const spent: Secret[] = []
    const { result } = setting({
      stored: credentialWith(expired.tokens),
      reply: () => answer({ ...renewed, refresh_token: undefined }),
      ports: {
        spentTokens: {
          find: () => Promise.resolve(undefined),
          add: (_credential, token) => {
            spent.push(token)
            return Promise.resolve()
          },
        },
      },
    })
    await result()
    expect(spent).toEqual([])
  })
})

test('P1: signals are put off from before the intent until the new tokens are kept', async () => {
  const steps: string[] = []
  const world = setting({
    stored: expired,
    ports: {
      deferSignals: () => {
        steps.push('put off')
        return { [Symbol.dispose]: () => void steps.push('heard again') }
      },
      reach: (place) => void steps.push(place),
    },
  })
  await world.result()
  expect(steps).toEqual([
    'CP1',
    'CP2',
    'CP3',
    'put off',
    'CP4',
    'CP5',
    'CP6',
    'CP7',
    'CP8',
    'CP9',
    'heard again',
    'CP10',
  ])
})
