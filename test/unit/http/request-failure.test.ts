import { describe, expect, test } from 'vitest'
import { ProxyFailure, requestFailure } from '../../../src/http/request-failure.js'
import { AuthError } from '../../../src/kernel/errors.js'

const route = { host: 'issuer.example', proxyHost: undefined }

function failing(code: string): Error {
  return Object.assign(new Error('https://issuer.example/token?refresh_token=secret'), { code })
}

describe('the code of an error decides', () => {
  test.each([
    ['ECONNREFUSED', 'network_error', 'issuer.example refused the connection'],
    ['ENOTFOUND', 'network_error', 'issuer.example is not a known name'],
    ['EAI_AGAIN', 'network_error', 'issuer.example could not be looked up right now'],
    ['EAI_FAIL', 'network_error', 'issuer.example could not be called (EAI_FAIL)'],
    [
      'ECONNRESET',
      'network_error',
      'issuer.example closed the connection before its answer was complete',
    ],
    ['EHOSTUNREACH', 'network_error', 'issuer.example cannot be reached from this network'],
    ['ENETUNREACH', 'network_error', 'issuer.example cannot be reached from this network'],
    [
      'UND_ERR_CONNECT_TIMEOUT',
      'network_error',
      'issuer.example did not accept the connection in time',
    ],
    ['EMFILE', 'network_error', 'issuer.example could not be called (EMFILE)'],
    [
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'tls_error',
      'the certificate of issuer.example is signed by an authority that is not trusted here',
    ],
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'tls_error',
      'the certificate of issuer.example is signed by an authority that is not trusted here',
    ],
    ['CERT_NOT_YET_VALID', 'tls_error', 'the certificate of issuer.example is not valid yet'],
    ['CERT_REVOKED', 'tls_error', 'the certificate of issuer.example has been revoked'],
    ['EPROTO', 'tls_error', 'no secure connection to issuer.example could be made (EPROTO)'],
    [
      'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
      'tls_error',
      'no secure connection to issuer.example could be made (ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL)',
    ],
  ])('%s is %s', (code, expected, message) => {
    const cause = failing(code)
    const error = requestFailure(cause, route)
    expect(error).toBeInstanceOf(AuthError)
    expect(error).toMatchObject({ code: expected, message, cause })
    expect((error as AuthError).hint).toBeTruthy()
  })

  test.each([
    ['no code', new Error('ECONNREFUSED')],
    ['a code of ours', failing('ERR_INVALID_ARG_TYPE')],
    ['no error', 'ECONNREFUSED'],
  ])('%s is not taken for a failure of the network', (_, error) => {
    expect(requestFailure(error, route)).toBe(error)
  })

  test('an error of ours stays as it is', () => {
    const error = new AuthError('bad_answer', 'too large')
    expect(requestFailure(error, route)).toBe(error)
  })
})

test('an answer that is not HTTP is not kept: it may hold tokens', () => {
  const error = Object.assign(new Error('expected HTTP/'), {
    name: 'HTTPParserError',
    code: undefined,
    data: '{"access_token":"secret"}',
  })
  const failure = requestFailure(error, route)
  expect(failure).toMatchObject({
    code: 'bad_answer',
    message: 'the answer of issuer.example is not valid HTTP',
  })
  expect(failure).not.toHaveProperty('cause')
})

test('an invalid argument is our bug and not a failure of the network', () => {
  const error = failing('UND_ERR_INVALID_ARG')
  expect(requestFailure(error, route)).toBe(error)
})

test('what a proxy did is told apart by its status', () => {
  const through = { host: 'issuer.example', proxyHost: 'proxy:3128' }
  expect(requestFailure(new ProxyFailure(407), through)).toMatchObject({
    code: 'proxy_error',
    message: 'the proxy proxy:3128 wants a user name and a password',
    hint: 'put them into HTTPS_PROXY: http://user:password@host:port',
  })
  expect(requestFailure(new ProxyFailure(undefined, failing('ENOTFOUND')), through)).toMatchObject({
    code: 'proxy_error',
    message: 'the proxy proxy:3128 is not a known name',
  })
})
