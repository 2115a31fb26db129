import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createProgram } from '../src/cli/program.js';
import { type CommandBed, runCommand, startCommandBed } from './command-line.js';

/** A command, as `connections list`, and the commands of an example in its help. */
interface Example {
  readonly of: string;
  readonly line: string;
  readonly commands: readonly (readonly string[])[];
}

let commands: CommandBed;
let folder: string;
beforeAll(async () => {
  commands = await startCommandBed();
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-examples-'));
});
beforeEach(() => commands.bed.simulator.reset());
afterAll(async () => {
  await commands.bed.close();
  rmSync(folder, { recursive: true });
});

const program = () => createProgram({ ...process, stdout: process.stdout, stderr: process.stderr } as NodeJS.Process);

/** Every command that the help shows, with its full name. */
function commandsOf(parent: Command, prefix = ''): (readonly [name: string, command: Command])[] {
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
  const words = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const parts = words.join('\t').split(/\t(?:\||>)\t/);
  return parts
    .map((part) =>
      part
        .replace(/^\t*(?:\w+=)?\$\(/, '')
        .replace(/\)$/, '')
        .split('\t')
        .filter(Boolean),
    )
    .filter(([first]) => first === 'twilio-connector')
    .map(([, ...args]) => args.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2')));
}

const all = [['(root)', program()] as const, ...commandsOf(program())].map(
  ([name, command]) => [name, examplesOf(name, command)] as const,
);

test.each(all)('the help of %s has an example of it', (name, examples) => {
  for (const example of examples) expect(example.commands.length).toBeGreaterThan(0);
  const shown = examples.flatMap((example) => example.commands).map((args) => `${args.join(' ')} `);
  expect(shown.filter((line) => name === '(root)' || line.startsWith(`${name} `))).not.toEqual([]);
});

test.each(all.flatMap(([, examples]) => examples))(
  'the example "$line" in the help of $of is a valid command line',
  async (example) => {
    for (const args of example.commands) {
      const parsed = program();
      const ran: string[] = [];
      for (const [name, command] of commandsOf(parsed)) command.action(() => void ran.push(name));
      await parsed.parseAsync(['node', 'twilio-connector', ...args]);
      expect(ran).toHaveLength(1);
    }
  },
);

// The other commands need a connector in a certain state.
const RUNNABLE = /^(?:list|get|create|update|delete|run|entity-types|actions|describe|completion)$/;
const runnable = all
  .filter(([name]) => RUNNABLE.test(name) || name === '(root)')
  .flatMap(([, examples]) => examples)
  .filter(({ commands: [first] }) => first?.[0] !== 'serve');

test.each(runnable)('the example "$line" in the help of $of works', async ({ commands: lines }) => {
  for (const args of lines) {
    const inFolder = args.map((word, index) => (args[index - 1] === '--file' ? join(folder, word) : word));
    expect(await runCommand(inFolder, commands.twilioEnv)).toMatchObject({ code: 0 });
  }
});
