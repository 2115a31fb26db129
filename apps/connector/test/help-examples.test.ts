import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CommandBed, runCommand, startCommandBed } from './command-line.js';
import { commandsOf, helpExamples as all, program } from './help-examples.js';

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
const RUNNABLE = /^(?:list|get|create|update|delete|run|entity-types|actions|describe|completion|export)$/;
const runnable = all
  .filter(([name]) => RUNNABLE.test(name) || name === '(root)')
  .flatMap(([, examples]) => examples)
  .filter(({ line, commands: [first] }) => first?.[0] !== 'serve' && !line.includes('--terraform'));

test.each(runnable)('the example "$line" in the help of $of works', async ({ commands: lines }) => {
  for (const args of lines) {
    const isFile = (word: string, before: string | undefined) => /^--(?:file|to)$/.test(before ?? '') && word !== '-';
    const inFolder = args.map((word, index) => (isFile(word, args[index - 1]) ? join(folder, word) : word));
    expect(await runCommand(inFolder, commands.twilioEnv)).toMatchObject({ code: 0 });
  }
});
