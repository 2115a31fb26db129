import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isAsShown, type Outcome, runSamples, type Sample, samplesOf } from '@tooling/vitest/shell-samples';
import { cli, startBuilt } from './built-command.js';

const PAGES = [
  'README.md',
  'docs/cli.md',
  'docs/connections.md',
  'docs/from-google.md',
  'docs/operating.md',
  'docs/recipes.md',
  'docs/rest.md',
  'docs/task.md',
];

/** The addresses that the pages show. */
const SHOWN = { url: 'http://127.0.0.1:8080', simulator: 'http://127.0.0.1:8081' };
/** The samples show data around this time. */
const NOW = '2026-11-30T09:00:00Z';

/** `npm run cli --` is the command itself. */
const COMMANDS = `
twilio-connector() { node "$CLI" "$@"; }
npm() { while [ "$1" != -- ]; do shift; done; shift; twilio-connector "$@"; }
`;

/** Starts a server in an empty folder, as the reader of a page has done. */
async function startServer(folder: string) {
  const env = { PORT: '0', SIMULATOR_PORT: '0', SIMULATOR_NOW: NOW, CONNECTOR_DATA: join(folder, '.data') };
  const child = startBuilt(['serve'], env);
  let banner = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      banner += chunk.toString();
      if (banner.includes('Press Ctrl-C')) resolve();
    });
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
  };
  const [, url = ''] = /serving at (\S+)/.exec(banner) ?? [];
  const [, simulator = ''] = /simulator at (\S+):/.exec(banner) ?? [];
  return { url, simulator, stop };
}

describe.each(PAGES)('%s', (page) => {
  const samples = samplesOf(readFileSync(new URL(`../../../../${page}`, import.meta.url), 'utf8'));
  let outcomes: readonly Outcome[] = [];
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'documentation-'));
    const { url, simulator, stop } = await startServer(folder);
    const toActual = (text: string) => text.replaceAll(SHOWN.url, url).replaceAll(SHOWN.simulator, simulator);
    const toShown = (text: string) => text.replaceAll(url, SHOWN.url).replaceAll(simulator, SHOWN.simulator);
    const actual = samples.map((sample): Sample => ({ ...sample, commands: toActual(sample.commands) }));
    const env = {
      PATH: process.env.PATH,
      CLI: cli,
      PORT: new URL(url).port,
      SIMULATOR_PORT: new URL(simulator).port,
    };
    outcomes = (await runSamples(actual, { cwd: folder, env, prelude: COMMANDS })).map(({ output, failed }) => ({
      output: toShown(output),
      failed,
    }));
    await stop();
    rmSync(folder, { recursive: true });
  }, 120_000);

  test.each(samples.map((sample, index) => ({ ...sample, index })))(
    `the commands in line $line of ${page} print what it shows`,
    ({ index, shown }) => {
      const { output = '(nothing)', failed } = outcomes[index] ?? {};
      // A page that shows an error means it.
      if (!/"error": ?\{/.test(shown ?? '')) {
        expect({ failed, output }).toEqual({ failed: undefined, output: expect.not.stringMatching(/"error": ?\{/) });
      }
      if (shown !== undefined && !isAsShown(output, shown)) expect(output).toBe(shown);
    },
  );
});
