import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectionJson } from './connection-json.js';
import { type Ended, runCommand } from './command-line.js';
import { type Example, helpExamples } from './help-examples.js';
import { pageHcl } from './terraform-page.js';
import { startTestBed, type TestBed } from './test-bed.js';

const RUNNABLE = /^(?:connections|import|export|secrets|tokens|policies|usage|logs|audit)(?! rotate-key)/;
const FILES = ['token.txt', 'support.json', 'main.tf', 'variables.tf'];

let bed: TestBed;
let folder: string;
beforeEach(async () => {
  bed = await startTestBed();
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-examples-'));
  writeFileSync(join(folder, 'token.txt'), bed.simulator.authToken);
  writeFileSync(join(folder, 'support.json'), connectionJson(bed, 'twilio-token'));
  writeFileSync(join(folder, 'main.tf'), pageHcl);
  writeFileSync(join(folder, 'variables.tf'), 'variable "project" {\n  default = "local"\n}\n');
});
afterEach(async () => {
  await bed.close();
  rmSync(folder, { recursive: true });
});

/** Runs a command without a terminal; its input is a secret. */
async function run(args: readonly string[]): Promise<Ended> {
  const inFolder = args.map((word) => (FILES.includes(word) ? join(folder, word) : word));
  const env = { CONNECTOR_TOKEN: bed.token, PORT: new URL(bed.url).port };
  return runCommand(inFolder, env, bed.simulator.authToken);
}

async function must(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await run(args);
  if (code !== 0) throw new Error(`${args.join(' ')} exited with ${code}: ${stderr}`);
}

/** Makes what the examples of a command find: a secret with two versions, a connection and a token, unless they make it. */
async function prepare(made: string): Promise<void> {
  if (made !== 'secrets create') {
    await must('secrets', 'create', 'twilio-token', '--data-file', 'token.txt');
    await must('secrets', 'add-version', 'twilio-token', '--data-file', 'token.txt');
    if (made !== 'connections create') await must('connections', 'create', 'support', '-f', 'support.json');
  }
  if (made === 'tokens create') return;
  await must('tokens', 'create', 'ci', '--role', 'connectors.viewer', '--on', 'projects/local');
}

/** The examples of a command, each with those before it whose result it uses, as in `wait "$OPERATION"`. */
function scriptsOf(examples: readonly Example[]): (readonly Example[])[] {
  return examples.flatMap((example, index) => {
    // Another test ends what would go on.
    if (/^\w+=|--follow/.test(example.line)) return [];
    return [example.line.includes('$') ? examples.slice(0, index + 1) : [example]];
  });
}

/** A command that is named in the example of its group makes what that command makes. */
const madeBy = ({ commands: [args = []] }: Example) => args.slice(0, 2).join(' ');

const scripts = helpExamples
  .filter(([name]) => RUNNABLE.test(name))
  // Lists can be exported without a connector.
  .map(([name, examples]) =>
    name === 'export' ? examples.filter(({ line }) => line.includes('--terraform')) : examples,
  )
  .flatMap(scriptsOf);

test.each(scripts.map((script) => [script.at(-1)?.line, script] as const))(
  'the example "%s" works',
  async (_, script) => {
    const [first] = script;
    await prepare(first ? madeBy(first) : '');
    const results = new Map<string, string>();
    for (const { line, commands } of script) {
      const [, variable] = /^(\w+)=/.exec(line) ?? [];
      for (const args of commands) {
        const ended = await run(args.map((word) => results.get(word) ?? word));
        expect(ended).toMatchObject({ code: 0 });
        if (variable) results.set(`$${variable}`, String(JSON.parse(ended.stdout).name));
      }
    }
  },
);
