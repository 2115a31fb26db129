import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { addressesIn, isAsShown, type Outcome, runSamples, samplesOf, SERVER_ENV } from '@tooling/vitest/shell-samples';
import { cli, startBuilt } from './built-command.js';

const PAGES = [
  'README.md',
  'docs/cli.md',
  'docs/connections.md',
  'docs/from-google.md',
  'docs/logs.md',
  'docs/operating.md',
  'docs/recipes.md',
  'docs/rest.md',
  'docs/sql.md',
  'docs/task.md',
];

/** `npm run cli --` is the command itself. */
const COMMANDS = `
twilio-connector() { node "$CLI" "$@"; }
npm() { while [ "$1" != -- ]; do shift; done; shift; twilio-connector "$@"; }
`;

/** Starts a server in an empty folder, as the reader of a page has done. */
async function startServer(folder: string) {
  const child = startBuilt(['serve'], { ...SERVER_ENV, CONNECTOR_DATA: join(folder, '.data') });
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
  return { addresses: addressesIn(banner), stop };
}

describe.each(PAGES)('%s', (page) => {
  const samples = samplesOf(readFileSync(new URL(`../../../../${page}`, import.meta.url), 'utf8'));
  let outcomes: readonly Outcome[] = [];
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'documentation-'));
    const { addresses, stop } = await startServer(folder);
    const env = { PATH: process.env.PATH, CLI: cli };
    outcomes = await runSamples(samples, { cwd: folder, env, addresses, prelude: COMMANDS });
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
