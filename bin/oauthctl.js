#!/usr/bin/env node
'use strict'
const { storedToken } = require('../dist/stored-token.cjs')

const argv = process.argv.slice(2)
storedToken(argv).then(async (status) => {
  if (status === undefined) {
    const { main, processHost } = await import('../dist/main.js')
    process.exitCode = await main(argv, processHost())
  } else {
    process.exitCode = status
  }
})
