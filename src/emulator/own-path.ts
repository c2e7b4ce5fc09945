/** Whether a text is a path of the same host, and nothing that a browser takes for another host. */
export function isOwnPath(text: string): boolean {
  return /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)
}
