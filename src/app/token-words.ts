/** `token` and options of the plainest spelling, as commander would name them. */
export interface TokenWords {
  readonly flags: Readonly<Record<string, unknown>>
  /** Seconds. */
  readonly minTtl: number | undefined
}

/** Options that are followed by a value, and how commander calls them. */
const valued: Readonly<Record<string, string>> = {
  '-p': 'profile',
  '--profile': 'profile',
  '-o': 'output',
  '--output': 'output',
  '--min-ttl': 'minTtl',
}
const switches: Readonly<Record<string, readonly [name: string, value: boolean]>> = {
  '--redact': ['redact', true],
  '-q': ['quiet', true],
  '--quiet': ['quiet', true],
  '--json': ['json', true],
  '--no-input': ['input', false],
  '--no-color': ['color', false],
}

/**
 * Reads a plain `token` command: the word itself, and known options with their values behind a space.
 *
 * @returns `undefined` for everything else, which is left to the real parser and its messages.
 */
export function tokenWords(argv: readonly string[]): TokenWords | undefined {
  const flags: Record<string, unknown> = {}
  let commands = 0
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    const name = Object.hasOwn(valued, word) ? valued[word] : undefined
    const flag = Object.hasOwn(switches, word) ? switches[word] : undefined
    if (word === 'token') commands += 1
    else if (flag !== undefined) flags[flag[0]] = flag[1]
    else if (name === undefined) return undefined
    else {
      at += 1
      const value = argv[at]
      if (value === undefined || value.startsWith('-') || value === '') return undefined
      if (name === 'minTtl' && (commands === 0 || !/^\d{1,6}$/.test(value))) return undefined
      flags[name] = value
    }
  }
  const { minTtl } = flags
  if (commands !== 1) return undefined
  return { flags, minTtl: minTtl === undefined ? undefined : Number(minTtl) }
}
