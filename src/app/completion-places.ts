import { everyCommand, type CommandNode, type OptionNode } from './command-tree.js'
import type { Takes } from './completion-values.js'

/**
 * Where the options and arguments of a command are offered, as paths. Nobody types a hidden command: it is
 * what its parent does when no other command is named, so they are offered at the parent as well.
 */
export function placesOf(command: CommandNode): readonly string[] {
  return command.hidden ? [parentPath(command), command.path] : [command.path]
}

/** The words of a path without the last. */
export function parentPath({ path, name }: CommandNode): string {
  return path.slice(0, -name.length).trimEnd()
}

/** The commands that are offered below a command. */
export function shownCommands({ commands }: CommandNode): readonly CommandNode[] {
  return commands.filter(({ hidden }) => !hidden)
}

/** What a command does when none below it is named. */
export function defaultCommand({ commands }: CommandNode): CommandNode | undefined {
  return commands.find(({ hidden }) => hidden)
}

/** The options of a command alone; `--help`, which every command has, is the program's. */
export function ownOptions({ path, options }: CommandNode): readonly OptionNode[] {
  return path === '' ? options : options.filter(({ names }) => !names.includes('--help'))
}

/** Whether the word behind an option is its value, whatever it is. */
export function swallows({ takes, valueOptional }: OptionNode): boolean {
  return takes.kind !== 'nothing' && !valueOptional
}

/** The names of the options offered at each place, one space between them. */
export function optionWords(tree: CommandNode): ReadonlyMap<string, string> {
  return joined(
    everyCommand(tree).map((command) => ({
      places: placesOf(command),
      words: ownOptions(command)
        .filter(({ hidden }) => !hidden)
        .flatMap(({ names }) => names),
    })),
  )
}

/**
 * What may stand behind a command and a number of arguments, `jwt 0`: words, `@file`, `@profile` or `@text`.
 * Beside commands only words are offered: they are what tells a person what can stand there.
 */
export function argumentWords(tree: CommandNode): ReadonlyMap<string, string> {
  return joined(
    everyCommand(tree).flatMap((command) => [
      { places: [`${command.path} 0`], words: shownCommands(command).map(({ name }) => name) },
      ...command.arguments.map(({ takes }, index) => ({
        places: placesOf(command)
          .filter((place) => takes.kind === 'word' || place === command.path)
          .map((place) => `${place} ${index}`),
        words: [encodedTakes(takes)],
      })),
    ]),
  )
}

/** For scripts that keep what is taken in a string: words, `@file`, `@profile` or `@text`. */
export function encodedTakes(takes: Takes): string {
  if (takes.kind === 'nothing') return ''
  return takes.kind === 'word' ? takes.words.join(' ') : `@${takes.kind}`
}

function joined(
  entries: readonly { readonly places: readonly string[]; readonly words: readonly string[] }[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { places, words } of entries) {
    for (const place of places) {
      const all = [found.get(place) ?? '', ...words].filter((word) => word !== '')
      if (all.length > 0) found.set(place, all.join(' '))
    }
  }
  return found
}
