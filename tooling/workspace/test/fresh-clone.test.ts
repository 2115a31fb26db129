import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressesIn, isAsShown, runSamples, samplesOf, SERVER_ENV } from '@tooling/vitest/shell-samples';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../toolchain.js';
import { withNode } from './command.js';
import { findNode, orSkip } from './registry.js';
import { startCommand } from './start-command.js';

const folder = mkdtempSync(join(tmpdir(), 'fresh-clone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

describe.each(['20', '24'])('the README on Node %s', (version) => {
  test(`every command of the README prints what it shows, in a fresh clone on Node ${version}`, async ({ skip }) => {
    const node = orSkip(await findNode(version), skip);
    const clone = join(folder, version);
    execFileSync('git', ['clone', '--quiet', root, clone]);
    const page = readFileSync(join(clone, 'README.md'), 'utf8');
    const env = {
      ...withNode(node),
      ...SERVER_ENV,
      // The second clone takes the build of the first.
      TURBO_CACHE_DIR: join(folder, 'turbo'),
    };
    const server = await startCommand('npm', ['start'], { cwd: clone, env, timeoutMs: 280_000 });
    const addresses = addressesIn(server.output());
    const [start, ...samples] = samplesOf(page, true).filter(({ commands }) => !/^npm test$/m.test(commands));
    expect(start?.commands).toBe('npm start\n');
    const banner = addresses.toShown(server.output()).replace(/^[\s\S]*?(?=Twilio connector is serving)/, '');
    expect(isAsShown(banner, start?.shown ?? '')).toBe(true);
    expect(samples.length).toBeGreaterThan(1);
    const outcomes = await runSamples(samples, { cwd: clone, env, addresses });
    for (const [index, { shown = '…' }] of samples.entries()) {
      const { output = '', failed } = outcomes[index] ?? {};
      expect({ failed, isAsShown: isAsShown(output, shown), output }).toMatchObject({
        failed: undefined,
        isAsShown: true,
      });
    }
    await server.stop();
  });
});
