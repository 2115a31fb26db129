import type { Command } from 'commander';
import { createProgram } from '../src/cli/program.js';

/** An example in the help of a command. */
export interface Example {
  /** The command, such as `connections list`. */
  readonly of: string;
  readonly line: string;
  /** The arguments of each `twilio-connector` in the line. */
  readonly commands: readonly (readonly string[])[];
}

/** The whole command. Nothing has run yet. */
export const program = () => createProgram(process);

/** Every command that the help shows, with its full name. */
export function commandsOf(parent: Command, prefix = ''): (readonly [name: string, command: Command])[] {
  const visible = parent.createHelp().visibleCommands(parent);
  return visible
    .filter((command) => command.name() !== 'help')
    .flatMap((command) => {
      const name = `${prefix}${command.name()}`;
      return [[name, command] as const, ...commandsOf(command, `${name} `)];
    });
}

/** The examples at the end of a command's help. */
function examplesOf(name: string, command: Command): readonly Example[] {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  const section = /\nExamples?:\n(?<lines>(?: {2}.*\n?)+)/.exec(help)?.groups?.lines ?? '';
  const lines = section
    .replaceAll(/ \\\n */g, ' ')
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => ({ of: name, line: line.trim(), commands: toCommands(line) }));
}

/** The arguments of each `twilio-connector` in a line of shell. */
function toCommands(line: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (const word of line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []) {
    if (word === '|' || word === '>') commands.push([]);
    else commands.at(-1)?.push(word.replace(/^\w+=\$\(/, ''));
  }
  return commands
    .filter(([first]) => first === 'twilio-connector')
    .map(([, ...args]) => args.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2')));
}

/** The examples of every command, by its name. */
export const helpExamples = [['(root)', program()] as const, ...commandsOf(program())].map(
  ([name, command]) => [name, examplesOf(name, command)] as const,
);
