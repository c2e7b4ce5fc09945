import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { AuthError } from '../kernel/errors.js'
import type { ExplainListView, ExplainView } from '../kernel/explain-view.js'
import { refuseTokenArgument } from './token-argument.js'

/** What was typed behind `explain`. */
export interface ExplainOptions {
  /** Words of the command line, `-` for stdin; none: stdin, unless it is a terminal. */
  readonly words: readonly string[]
  readonly list: boolean
}

/** What `explain` needs. */
export interface ExplainContext {
  /** All of stdin; `undefined` for a terminal that nobody asked to read from. */
  readonly read: (asked: boolean) => Promise<string | undefined>
  /** @throws {AuthError} `usage` when nothing is known of it. */
  readonly explain: (text: string) => Promise<Pick<ExplainView, 'explanation' | 'variants'>>
  readonly everything: () => Promise<Pick<ExplainListView, 'groups' | 'scopes'>>
  /** Width of the terminal, in characters. */
  readonly columns: () => number
  readonly show: (view: ExplainView | ExplainListView) => void
}

/** `explain <error>`: what an error means, its causes and its cure. */
export function explainCommand(
  run: (options: ExplainOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('explain')
    .summary('say what an error means, what causes it and what cures it')
    .description(
      'Say what an error means, what causes it and what cures it, without asking any server. It takes an error code, an error description, a callback URL with an error in it, the answer of a server, or the name of a scope.',
    )
    .argument('[error...]', 'code, description, URL, answer or scope; - for stdin')
    .option('--list', 'list everything that can be explained')
    .action((words, flags) => run({ words, list: flags.list === true }))
}

/** Reads, looks up, shows. */
export async function runExplain(options: ExplainOptions, context: ExplainContext): Promise<void> {
  if (options.list) {
    if (options.words.length > 0) throw both()
    const everything = await context.everything()
    context.show({ kind: 'explanations', ...everything, columns: context.columns() })
    return
  }
  const explained = await context.explain(await textOf(options.words, context))
  context.show({ kind: 'explanation', ...explained, columns: context.columns() })
}

async function textOf(words: readonly string[], context: ExplainContext): Promise<string> {
  for (const word of words) refuseTokenArgument(word, 'oauthctl explain -')
  const piped = words.length === 0 || (words.length === 1 && words[0] === '-')
  const text = piped ? await context.read(words.length === 1) : words.join(' ')
  if (text !== undefined && text.trim() !== '') return text
  throw new AuthError('input_required', 'there is no error to explain', {
    hint: 'name one: oauthctl explain invalid_grant; pipe one in: oauthctl explain -; or see all: oauthctl explain --list',
  })
}

function both(): AuthError {
  return new AuthError('usage', '--list shows everything and takes no error', {
    hint: 'give one of them: oauthctl explain --list, or oauthctl explain ERROR',
  })
}
