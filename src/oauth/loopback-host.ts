/**
 * Tells whether a URL's host is this machine by name or literal (RFC 8252 §8.3).
 *
 * WHATWG parsing has already turned `127.1` and `0x7f.1` into `127.0.0.1`.
 */
export function isLoopback(url: URL): boolean {
  const host = url.hostname
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
