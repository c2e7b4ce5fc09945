import { BlockList, isIP } from 'node:net'
import { AuthError } from '../kernel/errors.js'
import { isLoopbackHost } from './loopback-host.js'

/** A proxy to go through. The credentials are kept apart, so that no message can name them. */
export interface Proxy {
  /** Scheme, host and port. */
  readonly origin: string
  readonly host: string
  /** For `Proxy-Authorization`. */
  readonly authorization: string | undefined
}

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the environment names for a URL: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, the
 * lower-case spelling first. Loopback never goes through a proxy.
 *
 * @throws {AuthError} `bad_configuration` when the variable does not hold an http or https URL.
 */
export function proxyFor(url: URL, env: Environment): Proxy | undefined {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const value = variable(env, name)
  if (value === undefined || isLoopbackHost(url.hostname)) return undefined
  if (isExempt(url, variable(env, 'NO_PROXY') ?? '')) return undefined
  return parsedProxy(value, name)
}

function variable(env: Environment, name: string): string | undefined {
  const value = [env[name.toLowerCase()], env[name]].find((text) => text?.trim())
  return value?.trim()
}

function parsedProxy(value: string, name: string): Proxy {
  const text = value.includes('://') ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new AuthError('bad_configuration', `${name} is not the URL of an http or https proxy`, {
      hint: `set ${name} to http://host:port, or unset it`,
    })
  }
  return { origin: url.origin, host: url.host, authorization: basic(url) }
}

function basic({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined
  const pair = `${unescaped(username)}:${unescaped(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

/** A password with a bare percent sign is meant as it is written. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function isExempt(url: URL, noProxy: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && covers(entry, host, port))
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isIP(host) !== 0 && inSubnet(entry, host)
  const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(entry)
  const named = isIP(entry) === 0 ? /^(.+?)(?::(\d+))?$/.exec(entry) : [entry, entry]
  const [, name = '', onlyPort] = bracketed ?? named ?? []
  if (onlyPort !== undefined && onlyPort !== port) return false
  const suffix = name.replace(/^\*?\./, '')
  return host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`))
}

function inSubnet(entry: string, address: string): boolean {
  const [network = '', bits = ''] = entry.split('/')
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4'
  const subnet = new BlockList()
  try {
    subnet.addSubnet(network, Number(bits), family)
  } catch {
    return false
  }
  return subnet.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
