import type { TestOrg } from '../support/emulator.js'

/** How a program is started. Its environment is PATH and what is given, nothing else. */
export interface Command {
  /** Absolute, or a name found in PATH. */
  readonly file: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Written to stdin, which is then closed. Without it stdin is empty. */
  readonly stdin?: string
}

/**
 * A program that keeps a rotating refresh token, to be raced and killed.
 *
 * Its command prints a usable access token, and nothing else, on stdout and ends with status 0. It refreshes because
 * the org has made the stored access token expire (`expire` of the control surface); how it comes to know that is its
 * own affair, but it may not try an access token of which its command has been told that it is refused.
 */
export interface Contender {
  readonly name: string
  /** Logs in to the org's app `rotating`, with a store below that folder; called again when a session was lost. */
  readonly prepare: (org: TestOrg, home: string) => Promise<void>
  /** What gives a usable access token; asked anew before each round, while no process of the round runs. */
  readonly command: (home: string) => Promise<Command>
  /** The refresh token that the store would use next; `undefined` when it holds none or cannot be read. */
  readonly refreshTokenIn: (home: string) => Promise<string | undefined>
  /** Whether the store can be read whole. */
  readonly readable: (home: string) => Promise<boolean>
  /**
   * Added to the environment, lets the process stop itself (SIGSTOP) where it knows that a refresh is due and has
   * not asked for a lock; its command is Node then. Without it, the processes of a race start as fast as they can and
   * meet as they may.
   */
  readonly hold?: Readonly<Record<string, string>>
  /** Whether the store says that a refresh token has left and no answer is known. For programs that write that down. */
  readonly knowsItSent?: (home: string) => Promise<boolean>
}
