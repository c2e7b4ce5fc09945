const shown = '«redacted»'

/** Shorter words are left: they would hide half of the text and are no secrets worth the name. */
const shortest = 6

/**
 * Takes our own secrets out of words that a server wrote, however it spelled them: as they are, percent or
 * form encoded, escaped for JSON, or in base64 and base64url, alone or inside a longer text (threat row T71).
 *
 * @param secrets Every secret the process knows, exposed.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  return [...new Set(secrets.filter((secret) => secret.length >= shortest).flatMap(spellings))]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, spelling) => rest.replaceAll(spelling, shown), text)
}

function spellings(secret: string): readonly string[] {
  const sound = Buffer.from(secret).toString()
  const percent = encodeURIComponent(sound)
  const form = new URLSearchParams([['', sound]]).toString().slice(1)
  const base64 = [0, 1, 2].map((offset) => base64Core(sound, offset))
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    ...[percent, form].flatMap((text) => [text, lowerHex(text)]),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}

/** The base64 digits that depend on nothing but the secret when that many bytes stand before it. */
function base64Core(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
  const digits = bytes.toString('base64').replace(/=+$/, '')
  const first = Math.ceil((offset * 4) / 3)
  return digits.slice(first, bytes.length % 3 === 0 ? undefined : -1)
}

function lowerHex(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())
}
