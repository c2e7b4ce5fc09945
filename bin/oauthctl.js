#!/usr/bin/env node
'use strict'
const { storedToken } = require('../dist/stored-token.cjs')

const argv = process.argv.slice(2)
storedToken(argv)
  .then(async (status) => {
    if (status !== undefined) return status
    const { main, processHost } = await import('../dist/main.js')
    return main(argv, processHost())
  })
  .then(
    (status) => {
      process.exitCode = status
    },
    // The program itself could not be loaded: too little memory, too few descriptors, a broken installation.
    (error) => {
      process.stderr.write(`error: oauthctl could not start: ${error.message}\n`)
      process.stderr.write(
        'Try: raise the limits of this shell (see `ulimit -a`), or install oauthctl again\n',
      )
      process.exitCode = 1
    },
  )
