import { InvalidArgumentError, Option } from '@commander-js/extra-typings'

/** Collects a repeatable option. Not variadic: a variadic option would swallow the positional behind it. */
export function collected(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value]
}

/** Collects a repeatable option whose values may also be space separated. */
export function words(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, ...value.split(/\s+/).filter((word) => word !== '')]
}

/** Reads a whole number of seconds, at least 0 and below 2^31 milliseconds. */
export function seconds(value: string): number {
  return wholeNumber(value, 2_147_483, 'a whole number of seconds')
}

/** Reads a port, 0 to 65,535. */
export function port(value: string): number {
  return wholeNumber(value, 65_535, 'a port, 0 to 65535')
}

/** Collects ports in the order they are to be tried. */
export function ports(value: string, earlier: readonly number[] = []): readonly number[] {
  return [...earlier, port(value)]
}

/** An alias for fingers trained by other tools: works, and is not in the help. */
export function hidden<Flags extends string>(flags: Flags): Option<Flags> {
  return new Option(flags).hideHelp()
}

function wholeNumber(value: string, max: number, wanted: string): number {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN
  if (number <= max) return number
  throw new InvalidArgumentError(`It takes ${wanted}.`)
}
