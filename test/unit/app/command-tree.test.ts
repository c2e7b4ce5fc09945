import { Command } from '@commander-js/extra-typings'
import { describe, expect, test } from 'vitest'
import { commandTree, everyCommand } from '../../../src/app/command-tree.js'
import { program } from '../../../src/app/program.js'
import { jwtCommand } from '../../../src/commands/jwt.js'
import type { GrantOptions } from '../../../src/kernel/grant-options.js'

const commands = everyCommand(commandTree(program(() => Promise.reject(new Error('not run here')))))

describe('the tree of commands', () => {
  test('tells hidden commands and options, and values that may be left out', () => {
    const flow = new Command('flow').option('--remote [host]', 'by whom')
    const parent = new Command('pair').description('make').helpOption(false)
    parent.addCommand(flow.helpOption(false), { isDefault: true, hidden: true })
    expect(commandTree(parent, ['pair'])).toEqual({
      name: 'pair',
      path: 'pair',
      summary: 'make',
      description: 'make',
      arguments: [],
      options: [],
      commands: [
        {
          name: 'flow',
          path: 'pair flow',
          summary: '',
          description: '',
          arguments: [],
          options: [
            {
              flags: '--remote [host]',
              names: ['--remote'],
              takes: { kind: 'text' },
              valueOptional: true,
              description: 'by whom',
              default: undefined,
              repeatable: false,
              hidden: false,
            },
          ],
          commands: [],
          hidden: true,
        },
      ],
      hidden: false,
    })
  })

  test('calls those options repeatable whose help says so, and no other', () => {
    const named = (wanted: (option: (typeof commands)[number]['options'][number]) => boolean) =>
      commands.flatMap(({ path, options }) =>
        options.filter(wanted).map(({ flags }) => `${path} ${flags}`),
      )
    const repeatable = named((option) => option.repeatable)
    expect(repeatable).toEqual(named(({ description }) => description.includes('repeatable')))
    expect(repeatable).toContain('jwt flow -s, --scope <scope>')
    expect(repeatable).toContain('login --param <k=v>')
  })

  test('has at most one hidden command below another, which runs when no other is named', async () => {
    const several = commands.filter(
      (command) => command.commands.filter(({ hidden }) => hidden).length > 1,
    )
    expect(several.map(({ path }) => path)).toEqual([])

    // Behind an option or an argument of it, the name of a tool is its argument: completions say the same.
    const seen: (string | undefined)[] = []
    const run = ({ server }: GrantOptions): Promise<void> => {
      seen.push(server.host)
      return Promise.resolve()
    }
    const tool = (): Command => new Command('keygen').action(() => void seen.push('the tool'))
    for (const words of [[], ['acme'], ['-s', 'api', 'keygen'], ['keygen']]) {
      await jwtCommand(run, [tool()]).parseAsync(words, { from: 'user' })
    }
    expect(seen).toEqual([undefined, 'acme', 'keygen', 'the tool'])
  })
})
