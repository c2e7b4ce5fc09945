import { describe, expect, test } from 'vitest'
import { demoCommand } from '../../../src/commands/demo.js'
import { emulatorCommand } from '../../../src/commands/emulator.js'
import { misunderstood, typed } from './typed.js'

const nothing = { port: 8787, config: undefined, autoApprove: false, tls: false }

describe('what was typed behind emulator', () => {
  test.each([
    [[], {}],
    [['--port', '0'], { port: 0 }],
    [
      ['--config', 'org.json', '--auto-approve', '--tls'],
      { config: 'org.json', autoApprove: true, tls: true },
    ],
  ])('%j', async (words, options) => {
    expect(await typed(emulatorCommand, words)).toEqual({ ...nothing, ...options })
  })

  test.each([
    [['--port', 'x'], /It takes a port/],
    [['--port', '65536'], /It takes a port/],
    [['x'], /too many arguments/],
  ])('%j is not understood', async (words, message) => {
    expect(await misunderstood(emulatorCommand, words)).toMatch(message)
  })
})

describe('what was typed behind demo', () => {
  test.each([
    [[], { browser: false }],
    [['--browser'], { browser: true }],
  ])('%j', async (words, options) => {
    expect(await typed(demoCommand, words)).toEqual(options)
  })
})
