import { describe, expect, test } from 'vitest'
import type { EndingSignal } from '../../../src/app/host.js'
import { interruption } from '../../../src/app/interruption.js'
import { AuthError } from '../../../src/kernel/errors.js'

/** A process that is sent signals, and tells what it did of itself. */
function world() {
  const did: string[] = []
  let listener: ((name: EndingSignal) => void) | undefined
  const interrupted = interruption({
    onSignal: (asked) => {
      listener = asked
      return () => {
        listener = undefined
        did.push('stopped listening')
      }
    },
    kill: (name) => void did.push(name),
    writeStderr: (text) => void did.push(text),
  })
  return { did, ...interrupted, send: (name: EndingSignal) => listener?.(name) }
}

const waiting = 'waiting for the answer to the refresh: ending now could lose the login\n'

describe('while nothing defers signals', () => {
  test.each([
    ['SIGINT', 'interrupted', 130],
    ['SIGTERM', 'terminated', 143],
    ['SIGHUP', 'terminated', 143],
    ['SIGQUIT', 'terminated', 143],
  ] as const)('P1: the first %s winds the run down as %s', (name, code, status) => {
    const { send, signal, ended, did } = world()
    expect([signal.aborted, ended()]).toEqual([false, undefined])
    send(name)
    const reason: unknown = signal.reason
    expect(reason).toBeInstanceOf(AuthError)
    expect(reason).toMatchObject({ code, exitStatus: status, message: code })
    expect({ ended: ended(), did }).toEqual({ ended: name, did: [] })
  })

  test('P1: the second signal ends the process at once, by itself', () => {
    const { send, ended, did } = world()
    send('SIGTERM')
    send('SIGINT')
    expect({ ended: ended(), did }).toEqual({
      ended: 'SIGTERM',
      did: ['stopped listening', 'SIGINT'],
    })
  })

  test('signals are left to the system once the run is over', () => {
    const { send, stop, signal, did } = world()
    stop()
    send('SIGINT')
    expect([signal.aborted, did]).toEqual([false, ['stopped listening']])
  })
})

describe('while a refresh is under way', () => {
  test('P1: no number of signals ends the process, each is answered, and nothing new is begun', () => {
    const { send, signal, ended, deferSignals, did } = world()
    deferSignals()
    send('SIGHUP')
    send('SIGINT')
    send('SIGINT')
    expect({ ended: ended(), did }).toEqual({ ended: 'SIGHUP', did: [waiting, waiting, waiting] })
    expect(signal.reason).toMatchObject({ code: 'terminated' })
  })

  test('P1: afterwards signals are counted anew', () => {
    const { send, deferSignals, did } = world()
    send('SIGINT')
    const deferred = deferSignals()
    send('SIGINT')
    deferred[Symbol.dispose]()
    send('SIGINT')
    expect(did).toEqual([waiting])
    send('SIGINT')
    expect(did).toEqual([waiting, 'stopped listening', 'SIGINT'])
  })

  test('one that is over twice ends no other', () => {
    const { send, deferSignals, did } = world()
    deferSignals()
    const inner = deferSignals()
    inner[Symbol.dispose]()
    inner[Symbol.dispose]()
    send('SIGINT')
    send('SIGINT')
    expect(did).toEqual([waiting, waiting])
  })
})
