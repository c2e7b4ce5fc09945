import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { collected, ports, words } from '../commands/options.js'
import { takes, type Takes } from './completion-values.js'

/** What reads an option that may be given more than once. */
const collectors: readonly unknown[] = [collected, words, ports]

/** An option as plain data. */
export interface OptionNode {
  /** As the help spells them: `-p, --profile <name>`. */
  readonly flags: string
  /** `['-p', '--profile']`. */
  readonly names: readonly string[]
  readonly takes: Takes
  /** `--remote [host]`: the value may be left out. */
  readonly valueOptional: boolean
  readonly description: string
  readonly default: string | undefined
  readonly repeatable: boolean
  /** Works, but neither the help nor a completion shows it. */
  readonly hidden: boolean
}

/** A positional argument as plain data. */
export interface ArgumentNode {
  readonly name: string
  readonly required: boolean
  readonly takes: Takes
  readonly description: string
}

/** A command as plain data, for completions and the reference. */
export interface CommandNode {
  readonly name: string
  /** Its words behind `oauthctl`, one space between them; empty for the program itself. */
  readonly path: string
  /** One line. */
  readonly summary: string
  readonly description: string
  readonly arguments: readonly ArgumentNode[]
  /** Its own, `--help` included; those of the program work behind every command too. */
  readonly options: readonly OptionNode[]
  readonly commands: readonly CommandNode[]
  /** What its parent does when none of the others is named; nobody types it. */
  readonly hidden: boolean
}

/** Reads the commander tree into plain data. */
export function commandTree(
  command: CommandUnknownOpts,
  parents: readonly string[] = [],
  hidden = false,
): CommandNode {
  const help = command.createHelp()
  const options = [...new Set([...command.options, ...help.visibleOptions(command)])]
  const shown = help.visibleCommands(command)
  return {
    name: command.name(),
    path: parents.join(' '),
    summary: command.summary() === '' ? command.description() : command.summary(),
    description: command.description(),
    arguments: command.registeredArguments.map((one) => argumentNode(one, parents)),
    options: options.map(optionNode),
    commands: command.commands.map((child) =>
      commandTree(child, [...parents, child.name()], !shown.includes(child)),
    ),
    hidden,
  }
}

/** A command and all below it, parents first. */
export function everyCommand(tree: CommandNode): readonly CommandNode[] {
  return [tree, ...tree.commands.flatMap(everyCommand)]
}

function optionNode(option: Option): OptionNode {
  const names = [option.short, option.long].filter((name) => name !== undefined)
  const { defaultValue } = option as { readonly defaultValue: unknown }
  return {
    flags: option.flags,
    names,
    takes:
      option.argChoices === undefined
        ? takes(names.at(-1) ?? '', option.required || option.optional, option.flags)
        : { kind: 'word', words: option.argChoices },
    valueOptional: option.optional,
    description: option.description,
    default: shownDefault(defaultValue),
    repeatable: option.variadic || collectors.includes(option.parseArg),
    hidden: option.hidden,
  }
}

/** An empty list is no default worth telling. */
function shownDefault(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? `${value}` : undefined
}

function argumentNode(argument: Argument, parents: readonly string[]): ArgumentNode {
  const choices = argument.argChoices
  const name = argument.name()
  return {
    name,
    required: argument.required,
    takes:
      choices === undefined
        ? takes([...parents, name].join(' '), true, name)
        : { kind: 'word', words: choices },
    description: argument.description,
  }
}
